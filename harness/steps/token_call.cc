#include "harness/steps/token_call.h"

#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

// As long as a real secret and none that the org could have issued.
constexpr std::string_view kWrongSecret =
    "0000000000000000000000000000000000000000000000000000000000000000";

std::string secret_of(const AtHand& at_hand, const std::string& wanted) {
  if (wanted == "right") return at_hand.consumer_secret;
  if (wanted == "former") return at_hand.former_secret;
  if (wanted == "wrong") return std::string(kWrongSecret);
  if (wanted == "none") return {};
  return wanted;
}

}  // namespace

std::string site_of(Context& context, const Json& arguments) {
  const auto host = string_member(arguments, "host");
  if (host == "login") return context.target.sites().salesforce_login;
  if (host == "my_domain" || context.at_hand.site.empty()) return context.target.sites().salesforce;
  return context.at_hand.site;
}

Result<ClientPart, Trouble> client_part(Context& context, const Json& arguments) {
  const AtHand& at_hand = context.at_hand;
  auto bind = bind_for(context, text_argument(arguments, "from"));
  if (!bind) return bind.error();
  return ClientPart{.client_id = text_argument(arguments, "client_id", at_hand.consumer_key),
                    .secret = secret_of(at_hand, text_argument(arguments, "secret", "right")),
                    .auth = text_argument(arguments, "auth", "body"),
                    .site = site_of(context, arguments),
                    .bind = bind.value()};
}

Result<wire::WireResponse, Trouble> post_form(Context& context, const ClientPart& part,
                                              std::string_view path, wire::Fields form) {
  wire::HttpRequest request{.method = "POST",
                            .url = part.site + std::string(path),
                            .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                                        {"Accept", "application/json"}},
                            .local_address = part.bind};
  if (part.auth == "body" || part.auth == "both") {
    form.push_back({"client_id", part.client_id});
    if (!part.secret.empty()) form.push_back({"client_secret", part.secret});
  }
  if (part.auth == "basic" || part.auth == "both") {
    // RFC 6749 section 2.3.1: both halves are form-encoded before base64.
    const std::string pair =
        wire::percent_encode(part.client_id) + ":" + wire::percent_encode(part.secret);
    request.headers.push_back({"Authorization", "Basic " + base64_encode(pair, Base64::standard)});
  }
  request.body = wire::encode_form(form);
  return context.target.http().send(request);
}

Result<TokenAnswer, Trouble> ask_for_tokens(Context& context, const ClientPart& part,
                                            wire::Fields form) {
  auto sent = post_form(context, part, "/services/oauth2/token", std::move(form));
  if (!sent) return sent.error();
  TokenAnswer answer{sent.value().status, Json::object()};
  auto parsed = parse_json(sent.value().body);
  if (parsed && parsed.value().is_object()) answer.body = std::move(parsed.value());
  return answer;
}

void keep_tokens(Context& context, const TokenAnswer& answer) {
  if (!answer.ok()) return;
  context.at_hand.access_token = answer.member("access_token");
  if (answer.body.contains("refresh_token")) {
    context.at_hand.refresh_token = answer.member("refresh_token");
  }
  for (const char* name : {"access_token", "refresh_token", "scope", "instance_url", "id",
                           "token_format", "issued_at", "id_token"}) {
    if (answer.body.contains(name)) context.captures.offer(name, answer.member(name));
  }
}

Observation observe(const TokenAnswer& answer, std::string done, JournalWatch& watch) {
  Observation seen{.ok = answer.ok(),
                   .status = answer.status,
                   .error = answer.member("error"),
                   .description = answer.member("error_description"),
                   .reason = watch.reason()};
  seen.summary = seen.ok ? std::move(done) : seen.error + ": " + seen.description;
  return seen;
}

void note_error(const wire::WireResponse& response, Observation& seen) {
  const auto parsed = parse_json(response.body);
  if (parsed && parsed.value().is_object()) {
    seen.error = string_member(parsed.value(), "error").value_or("");
    seen.description = string_member(parsed.value(), "error_description").value_or("");
    return;
  }
  if (const auto form = wire::parse_urlencoded(response.body)) {
    seen.error = wire::value_of(*form, "error").value_or("");
    seen.description = wire::value_of(*form, "error_description").value_or("");
  }
}

}  // namespace rehearse::harness
