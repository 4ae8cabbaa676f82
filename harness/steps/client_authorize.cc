#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/driver/consent.h"
#include "harness/driver/form_session.h"
#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"
#include "mocks/core/crypto.h"
#include "mocks/core/entropy.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

// Workato's own client sends verifiers of 128 characters (Workato SDK documentation). The alphabet
// leaves out `~`, which orgs refuse.
constexpr size_t kVerifierLength = 128;

std::string s256(std::string_view verifier) {
  const Digest digest = sha256(verifier);
  return base64_encode(std::span<const uint8_t>(digest), Base64::url);
}

// Adds the challenge as `pkce` says and keeps the verifier at hand, empty where there is none.
bool add_challenge(Context& context, const std::string& pkce, wire::Fields& query) {
  std::string& verifier = context.at_hand.verifier;
  verifier.clear();
  if (pkce == "none") return true;
  verifier = context.target.entropy().text(kAlphanumeric, kVerifierLength);
  std::string challenge = s256(verifier);
  if (pkce == "plain") challenge = verifier;
  if (pkce == "wrong") challenge = s256("another verifier");
  if (pkce != "S256" && pkce != "plain" && pkce != "wrong" && pkce != "no_method") return false;
  query.push_back({"code_challenge", challenge});
  if (pkce != "no_method") {
    query.push_back({"code_challenge_method", pkce == "plain" ? "plain" : "S256"});
  }
  return true;
}

// `params` adds parameters, replaces them, or leaves them out (null).
void apply_params(const Json& arguments, wire::Fields& query) {
  const Json* params = find_member(arguments, "params");
  if (params == nullptr) return;
  for (const auto& [name, value] : params->items()) {
    std::erase_if(query, [&name = name](const wire::Field& field) { return field.name == name; });
    if (value.is_string()) query.push_back({name, value.get<std::string>()});
  }
}

// The URL of the request; nothing for a way of PKCE that is none.
std::optional<std::string> authorize_url(Context& context, const Json& arguments) {
  AtHand& at_hand = context.at_hand;
  at_hand.site = text_argument(arguments, "host") == "login"
                     ? context.target.sites().salesforce_login
                     : context.target.sites().salesforce;
  at_hand.redirect_uri = text_argument(arguments, "redirect_uri", at_hand.callback_url);
  at_hand.state = text_argument(arguments, "state", context.target.entropy().text(kHexLower, 32));
  wire::Fields query{{"response_type", "code"},
                     {"client_id", text_argument(arguments, "client_id", at_hand.consumer_key)},
                     {"redirect_uri", at_hand.redirect_uri},
                     {"state", at_hand.state}};
  for (const char* name : {"scope", "prompt", "login_hint", "display", "immediate"}) {
    if (const auto value = string_member(arguments, name)) query.push_back({name, *value});
  }
  if (!add_challenge(context, text_argument(arguments, "pkce", "S256"), query)) return {};
  apply_params(arguments, query);
  return wire::with_query(at_hand.site + "/services/oauth2/authorize", query);
}

Observation seen_callback(Context& context, const std::string& location) {
  const auto uri = wire::parse_uri(location);
  const auto query = uri ? wire::parse_urlencoded(uri->query) : std::nullopt;
  Observation seen{.status = 302};
  if (!query) return refused("the address the org sent the browser to cannot be read");
  seen.error = wire::value_of(*query, "error").value_or("");
  seen.description = wire::value_of(*query, "error_description").value_or("");
  const std::string state = wire::value_of(*query, "state").value_or("");
  const auto code = wire::value_of(*query, "code");
  context.captures.offer("state", state);
  if (!code) {
    seen.summary = fmt::format("the callback got {}: {}", seen.error, seen.description);
    return seen;
  }
  context.at_hand.code = *code;
  context.captures.offer("code", *code);
  context.captures.offer("verifier", context.at_hand.verifier);
  seen.ok = state == context.at_hand.state;
  seen.summary = seen.ok ? "the callback got a code" : "the callback got another state";
  return seen;
}

// The browser did not get to the callback: the error is in the page's address or its body.
Observation seen_page(FormSession& browser) {
  Observation seen{.status = browser.view().status};
  const auto uri = wire::parse_uri(browser.url());
  const auto query = uri ? wire::parse_urlencoded(uri->query) : std::nullopt;
  if (query && wire::value_of(*query, "error")) {
    seen.error = *wire::value_of(*query, "error");
    seen.description = wire::value_of(*query, "error_description").value_or("");
  } else {
    note_error({seen.status, {}, browser.text()}, seen);
  }
  if (seen.error.empty()) seen.description = join(browser.alerts(), " ");
  const std::string words =
      seen.error.empty() ? seen.description : seen.error + ": " + seen.description;
  seen.summary = "the browser stayed at the org: " + words;
  return seen;
}

// Where nobody types a password, a fresh browser comes in by the frontdoor.
Result<Done, Trouble> enter(Context& context, FormSession& browser) {
  if (!browser.url().empty()) return Done{};
  const auto entry = context.target.browser_entry();
  if (!entry) return entry.error();
  if (entry.value().empty()) return Done{};
  const auto opened = browser.open(entry.value());
  if (!opened && opened.error().trouble) return *opened.error().trouble;
  return Done{};
}

Seen by_pages(Context& context, const Json& arguments, const std::string& url) {
  const bool keep = text_argument(arguments, "browser") == "kept";
  std::shared_ptr<PageSession> kept = keep ? context.at_hand.browser : nullptr;
  if (!kept) kept = std::make_shared<FormSession>(context.target.http());
  if (keep) context.at_hand.browser = kept;
  auto& browser = static_cast<FormSession&>(*kept);
  if (const auto entered = enter(context, browser); !entered) return entered.error();
  browser.stop_before(context.at_hand.redirect_uri);
  auto opened = browser.open(url);
  if (opened && !browser.stopped()) {
    opened = give_consent(browser, {text_argument(arguments, "username", kUser),
                                    text_argument(arguments, "password", kPassword),
                                    text_argument(arguments, "decision", "approve")});
  }
  if (!opened) {
    if (opened.error().trouble) return *opened.error().trouble;
    return refused(opened.error().what);
  }
  return browser.stopped() ? seen_callback(context, browser.url()) : seen_page(browser);
}

Seen by_control(Context& context, const Json& arguments, const std::string& url) {
  const auto approved = control(context.target, "POST", "/approve",
                                {{"username", text_argument(arguments, "username", kUser)},
                                 {"authorize_url", url},
                                 {"decision", text_argument(arguments, "decision", "approve")}});
  if (!approved) return approved.error();
  if (approved.value().status >= 400) return observe(approved.value(), "");
  if (const auto location = string_member(approved.value().body, "location")) {
    return seen_callback(context, *location);
  }
  Observation seen{.status = int(integer_member(approved.value().body, "status").value_or(0))};
  note_error({seen.status, {}, string_member(approved.value().body, "body").value_or("")}, seen);
  seen.summary = "the browser stayed at the org: " + seen.error + ": " + seen.description;
  return seen;
}

Seen authorize(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const auto url = authorize_url(context, arguments);
  if (!url) return refused("\"pkce\" is S256, none, wrong, plain or no_method");
  context.at_hand.code.clear();
  Seen seen = text_argument(arguments, "via") == "control" ? by_control(context, arguments, *url)
                                                           : by_pages(context, arguments, *url);
  if (seen) seen.value().reason = watch.reason();
  return seen;
}

constexpr std::array<std::string_view, 3> kGives{"code", "state", "verifier"};
constexpr std::array kAuthorize{
    Argument{"scope", Kind::text},
    Argument{"redirect_uri", Kind::text},
    choice("pkce", "S256|none|wrong|plain|no_method"),
    Argument{"state", Kind::text},
    Argument{"prompt", Kind::text},
    Argument{"login_hint", Kind::text},
    Argument{"display", Kind::text},
    Argument{"immediate", Kind::text},
    choice("host", "my_domain|login"),
    choice("decision", "approve|deny"),
    Argument{"username", Kind::text},
    Argument{"password", Kind::text},
    Argument{"client_id", Kind::text},
    choice("browser", "fresh|kept"),   // kept: with the session of the last kept one
    Argument{"params", Kind::object},  // further parameters; null leaves one out
    choice("via", "pages|control"),
};
constexpr std::array kVerbs{
    Verb{"client.authorize", "Sends a browser through the org's authorization for a code.", "",
         kAuthorize, kGives, authorize},
};

}  // namespace

std::span<const Verb> authorize_verbs() { return kVerbs; }

}  // namespace rehearse::harness
