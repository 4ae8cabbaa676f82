#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

Result<wire::WireResponse, Trouble> get_with_token(Context& context, const Json& arguments,
                                                   const std::string& path) {
  const std::string token = text_argument(arguments, "access_token", context.at_hand.access_token);
  auto bind = bind_for(context, text_argument(arguments, "from"));
  if (!bind) return bind.error();
  return context.target.http().send(
      {.url = context.target.sites().salesforce + path,
       .headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}},
       .local_address = bind.value()});
}

// The data API answers with a list of {"errorCode","message"}, the identity service with one word.
void note_data_error(const wire::WireResponse& response, Observation& seen) {
  const auto parsed = parse_json(response.body);
  if (parsed && parsed.value().is_array() && !parsed.value().empty()) {
    seen.error = string_member(parsed.value()[0], "errorCode").value_or("");
    seen.description = string_member(parsed.value()[0], "message").value_or("");
  } else if (!parsed && response.body.size() < 100) {
    seen.error = trim(response.body);
  } else {
    note_error(response, seen);
  }
}

Observation seen_data(const wire::WireResponse& response, JournalWatch& watch, std::string done) {
  Observation seen{.ok = response.status == 200, .status = response.status};
  if (!seen.ok) note_data_error(response, seen);
  seen.reason = watch.reason();
  seen.summary = seen.ok ? std::move(done) : fmt::format("{} {}", response.status, seen.error);
  return seen;
}

Seen use(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string path = text_argument(arguments, "path", "/services/data/v66.0/limits");
  auto sent = get_with_token(context, arguments, path);
  if (!sent) return sent.error();
  return seen_data(sent.value(), watch, "the access token works on the data API");
}

Seen userinfo(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto sent = get_with_token(context, arguments, "/services/oauth2/userinfo");
  if (!sent) return sent.error();
  const auto parsed = parse_json(sent.value().body);
  if (parsed && sent.value().status == 200) {
    for (const char* name : {"user_id", "organization_id", "preferred_username", "sub"}) {
      if (const auto value = string_member(parsed.value(), name)) {
        context.captures.offer(name, *value);
      }
    }
  }
  return seen_data(sent.value(), watch, "the identity service knows the access token");
}

Seen introspect(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto part = client_part(context, arguments);
  if (!part) return part.error();
  wire::Fields form{{"token", text_argument(arguments, "token", context.at_hand.access_token)}};
  if (const auto hint = string_member(arguments, "hint")) {
    form.push_back({"token_type_hint", *hint});
  }
  auto sent = post_form(context, part.value(), "/services/oauth2/introspect", std::move(form));
  if (!sent) return sent.error();
  Observation seen{.status = sent.value().status, .reason = watch.reason()};
  const auto parsed = parse_json(sent.value().body);
  const auto active = parsed ? bool_member(parsed.value(), "active") : std::nullopt;
  if (!active) {
    note_error(sent.value(), seen);
    seen.summary = seen.error + ": " + seen.description;
    return seen;
  }
  seen.ok = *active;
  seen.description = *active ? "active" : "not active";
  seen.summary = *active ? "the token is active" : "the token is not active";
  for (const char* name : {"scope", "token_type", "username"}) {
    if (const auto value = string_member(parsed.value(), name)) {
      context.captures.offer(name, *value);
    }
  }
  return seen;
}

Seen revoke(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  const std::string token = text_argument(arguments, "token", context.at_hand.refresh_token);
  const std::string url = context.target.sites().salesforce + "/services/oauth2/revoke";
  const std::string form = wire::encode_form({{"token", token}});
  const bool get = text_argument(arguments, "method", "POST") == "GET";
  auto sent = context.target.http().send(
      get ? wire::HttpRequest{.url = url + "?" + form}
          : wire::HttpRequest{.method = "POST",
                              .url = url,
                              .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                              .body = form});
  if (!sent) return sent.error();
  Observation seen{.ok = sent.value().status == 200, .status = sent.value().status};
  if (!seen.ok) note_error(sent.value(), seen);
  seen.reason = watch.reason();
  seen.summary = seen.ok ? "the token is revoked" : seen.error + ": " + seen.description;
  return seen;
}

constexpr std::array kUse{
    Argument{"access_token", Kind::text, false, "access_token"},
    Argument{"path", Kind::text},
    Argument{"from", Kind::text},
};
constexpr std::array kUserinfo{
    Argument{"access_token", Kind::text, false, "access_token"},
    Argument{"from", Kind::text},
};
constexpr std::array kIntrospect{
    Argument{"token", Kind::text},     Argument{"hint", Kind::text},
    Argument{"client_id", Kind::text}, Argument{"secret", Kind::text},
    choice("auth", "body|basic|both"), choice("host", "my_domain|login"),
    Argument{"from", Kind::text},
};
constexpr std::array kRevoke{
    Argument{"token", Kind::text},
    choice("method", "POST|GET"),
};
constexpr std::array<std::string_view, 4> kUserinfoGives{"user_id", "organization_id",
                                                         "preferred_username", "sub"};
constexpr std::array<std::string_view, 3> kIntrospectGives{"scope", "token_type", "username"};

constexpr std::array kVerbs{
    Verb{"client.use", "Calls the data API with an access token.", "", kUse, {}, use},
    Verb{"client.userinfo", "Asks the identity service who an access token stands for.", "",
         kUserinfo, kUserinfoGives, userinfo},
    Verb{"client.introspect", "Asks the org whether a token is active; ok if it is.", "",
         kIntrospect, kIntrospectGives, introspect},
    Verb{"client.revoke", "Revokes a token.", "", kRevoke, {}, revoke},
};

}  // namespace

std::span<const Verb> use_verbs() { return kVerbs; }

}  // namespace rehearse::harness
