#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"
#include "harness/target/jwt.h"
#include "mocks/core/entropy.h"
#include "mocks/core/time.h"

// The grants that need no browser.
namespace rehearse::harness {
namespace {

Result<TimePoint, Trouble> present(Context& context) {
  const auto clock = control(context.target, "GET", "/clock");
  if (!clock) return clock.error();
  return TimePoint(Duration(integer_member(clock.value().body, "epoch_ms").value_or(0)));
}

Seen make_certificate(Context& context, const Json&) {
  const auto now = present(context);
  if (!now) return now.error();
  context.at_hand.key = std::make_shared<const SigningKey>(context.target.entropy());
  const std::string certificate = context.at_hand.key->certificate(
      "rehearsal client", now.value() - std::chrono::days(1), now.value() + std::chrono::days(365));
  context.captures.offer("certificate", certificate);
  return Observation{.ok = true, .summary = "the client has a key and a certificate of it"};
}

// RFC 7523 section 3, as the Salesforce CLI writes it, but for what the step wants otherwise.
Json claims_of(Context& context, const Json& arguments, TimePoint now) {
  const Duration lifetime = parse_duration(text_argument(arguments, "lives", "3m")).ok()
                                ? parse_duration(text_argument(arguments, "lives", "3m")).value()
                                : Duration(0);
  const bool in_milliseconds = bool_member(arguments, "milliseconds").value_or(false);
  const int64_t expires = (now + lifetime).time_since_epoch().count();
  Json claims{{"iss", text_argument(arguments, "issuer", context.at_hand.consumer_key)},
              {"sub", text_argument(arguments, "username", kUser)},
              {"aud", text_argument(arguments, "audience", site_of(context, arguments))},
              {"exp", in_milliseconds ? expires : expires / 1'000}};
  if (const auto jti = string_member(arguments, "jti")) claims["jti"] = *jti;
  return claims;
}

Result<std::string, Trouble> assertion_of(Context& context, const Json& arguments) {
  const auto now = present(context);
  if (!now) return now.error();
  const Json header{{"alg", text_argument(arguments, "algorithm", "RS256")}};
  return jwt(header, claims_of(context, arguments, now.value()), [&](std::string_view message) {
    if (text_argument(arguments, "key") == "another")
      return SigningKey(context.target.entropy()).sign_rs256(message);
    return context.at_hand.key ? context.at_hand.key->sign_rs256(message) : std::string();
  });
}

// Asks as the step's client; `auth` replaces how it authenticates.
Seen ask_with(Context& context, const Json& arguments, wire::Fields form,
              std::string_view auth = {}) {
  JournalWatch watch(context.target);
  auto part = client_part(context, arguments);
  if (!part) return part.error();
  if (!auth.empty()) part.value().auth = auth;
  auto answer = ask_for_tokens(context, part.value(), std::move(form));
  if (!answer) return answer.error();
  keep_tokens(context, answer.value());
  return observe(
      answer.value(),
      fmt::format("an access token for the scopes \"{}\"", answer.value().member("scope")), watch);
}

Seen jwt_bearer(Context& context, const Json& arguments) {
  auto assertion = assertion_of(context, arguments);
  if (!assertion) return assertion.error();
  wire::Fields form{{"grant_type", std::string(kJwtBearerGrant)}, {"assertion", assertion.value()}};
  for (const char* name : {"client_id", "scope"}) {
    if (const auto value = string_member(arguments, name)) form.push_back({name, *value});
  }
  return ask_with(context, arguments, std::move(form), "none");  // the assertion says who asks
}

Seen client_credentials(Context& context, const Json& arguments) {
  wire::Fields form{{"grant_type", "client_credentials"}};
  if (const auto scope = string_member(arguments, "scope")) form.push_back({"scope", *scope});
  return ask_with(context, arguments, std::move(form));
}

Seen ask_token(Context& context, const Json& arguments) {
  wire::Fields form;
  for (const auto& [name, value] : find_member(arguments, "form")->items()) {
    form.push_back({name, value.is_string() ? value.get<std::string>() : dump_json(value)});
  }
  return ask_with(context, arguments, std::move(form));
}

constexpr std::array<std::string_view, 1> kCertificate{"certificate"};
constexpr std::array<std::string_view, 4> kGives{"access_token", "scope", "instance_url", "id"};
constexpr std::array kJwtBearer{
    Argument{"username", Kind::text},  // sub
    Argument{"audience", Kind::text},
    Argument{"issuer", Kind::text},
    Argument{"lives", Kind::duration},        // how long the assertion is good
    Argument{"milliseconds", Kind::boolean},  // exp as the Salesforce CLI sends it
    Argument{"jti", Kind::text},
    Argument{"algorithm", Kind::text},
    choice("key", "own|another"),
    Argument{"client_id", Kind::text},  // sent only if given
    Argument{"scope", Kind::text},
    choice("host", "my_domain|login"),
    Argument{"from", Kind::text},
};
constexpr std::array kClientCredentials{
    Argument{"scope", Kind::text},     Argument{"client_id", Kind::text},
    Argument{"secret", Kind::text},    choice("auth", "body|basic|both"),
    choice("host", "my_domain|login"), Argument{"from", Kind::text},
};
constexpr std::array kAskToken{
    Argument{"form", Kind::object, true}, Argument{"client_id", Kind::text},
    Argument{"secret", Kind::text},       choice("auth", "body|basic|both|none"),
    choice("host", "my_domain|login"),    Argument{"from", Kind::text},
};

constexpr std::array kVerbs{
    Verb{"client.make_certificate",
         "Makes a key for the client, and a certificate of it for the app.",
         "clock",
         {},
         kCertificate,
         make_certificate},
    Verb{"client.jwt_bearer", "Asks for an access token with a signed assertion.", "clock",
         kJwtBearer, kGives, jwt_bearer},
    Verb{"client.client_credentials", "Asks for an access token of the app's execution user.", "",
         kClientCredentials, kGives, client_credentials},
    Verb{"client.ask_token", "Sends the token endpoint a form as the step has it.", "", kAskToken,
         kGives, ask_token},
};

}  // namespace

std::span<const Verb> grant_verbs() { return kVerbs; }

}  // namespace rehearse::harness
