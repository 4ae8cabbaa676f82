#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/tables.h"
#include "harness/steps/token_call.h"

namespace rehearse::harness {
namespace {

// Long enough for a verifier, and nobody.s.
constexpr std::string_view kWrongVerifier =
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww";

std::string verifier_of(const AtHand& at_hand, const std::string& wanted) {
  if (wanted == "right") return at_hand.verifier;
  if (wanted == "wrong") return std::string(kWrongVerifier);
  if (wanted == "none") return {};
  return wanted;
}

Seen exchange(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto part = client_part(context, arguments);
  if (!part) return part.error();
  const AtHand& at_hand = context.at_hand;
  wire::Fields form{{"grant_type", "authorization_code"},
                    {"code", text_argument(arguments, "code", at_hand.code)}};
  const std::string redirect = text_argument(arguments, "redirect_uri", at_hand.redirect_uri);
  if (!redirect.empty()) form.push_back({"redirect_uri", redirect});
  const std::string verifier = verifier_of(at_hand, text_argument(arguments, "verifier", "right"));
  if (!verifier.empty()) form.push_back({"code_verifier", verifier});
  auto answer = ask_for_tokens(context, part.value(), std::move(form));
  if (!answer) return answer.error();
  if (answer.value().ok()) context.at_hand.refresh_token.clear();
  keep_tokens(context, answer.value());
  const std::string format = answer.value().member("token_format");
  return observe(answer.value(),
                 fmt::format("tokens for the scopes \"{}\"{}", answer.value().member("scope"),
                             format.empty() ? "" : ", token_format " + format),
                 watch);
}

wire::Fields refresh_form(const Json& arguments, const std::string& token) {
  wire::Fields form{{"grant_type", "refresh_token"}, {"refresh_token", token}};
  for (const char* name : {"scope", "code_verifier"}) {
    if (const auto value = string_member(arguments, name)) form.push_back({name, *value});
  }
  return form;
}

Seen refresh(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto part = client_part(context, arguments);
  if (!part) return part.error();
  const std::string token =
      text_argument(arguments, "refresh_token", context.at_hand.refresh_token);
  auto answer = ask_for_tokens(context, part.value(), refresh_form(arguments, token));
  if (!answer) return answer.error();
  keep_tokens(context, answer.value());
  const bool rotated = answer.value().body.contains("refresh_token");
  return observe(answer.value(),
                 rotated ? "a new access token and a new refresh token"
                         : "a new access token; the refresh token stays",
                 watch);
}

Seen refresh_many(Context& context, const Json& arguments) {
  JournalWatch watch(context.target);
  auto part = client_part(context, arguments);
  if (!part) return part.error();
  const int64_t times = integer_member(arguments, "times").value_or(1);
  std::string token = text_argument(arguments, "refresh_token", context.at_hand.refresh_token);
  for (int64_t done = 0; done < times; ++done) {
    if (const auto every = string_member(arguments, "every")) {
      const auto advanced = advance_clock(context.target, *every);
      if (!advanced) return advanced.error();
    }
    auto answer = ask_for_tokens(context, part.value(), refresh_form(arguments, token));
    if (!answer) return answer.error();
    if (!answer.value().ok()) {
      Observation seen = observe(answer.value(), "", watch);
      seen.summary = fmt::format("refresh {} of {}: {}", done + 1, times, seen.summary);
      return seen;
    }
    keep_tokens(context, answer.value());
    const std::string next = answer.value().member("refresh_token");
    if (!next.empty()) token = next;
  }
  return Observation{
      .ok = true, .status = 200, .summary = fmt::format("{} refreshes in a row", times)};
}

constexpr std::array<std::string_view, 8> kGives{
    "access_token", "refresh_token", "scope",     "instance_url",
    "id",           "token_format",  "issued_at", "id_token"};

constexpr std::array kExchange{
    Argument{"code", Kind::text, false, "code"},
    Argument{"verifier", Kind::text},  // right, wrong, none, or the verifier itself
    Argument{"redirect_uri", Kind::text},
    Argument{"client_id", Kind::text},
    Argument{"secret", Kind::text},  // right, wrong, none, former, or the secret itself
    choice("auth", "body|basic|both"),
    choice("host", "my_domain|login"),
    Argument{"from", Kind::text},  // the address the request counts as coming from
};
constexpr std::array kRefresh{
    Argument{"refresh_token", Kind::text, false, "refresh_token"},
    Argument{"scope", Kind::text},
    Argument{"code_verifier", Kind::text},
    Argument{"client_id", Kind::text},
    Argument{"secret", Kind::text},
    choice("auth", "body|basic|both"),
    choice("host", "my_domain|login"),
    Argument{"from", Kind::text},
};
constexpr std::array kRefreshMany{
    Argument{"times", Kind::integer, true},
    Argument{"every", Kind::duration},  // virtual time that passes before each
    Argument{"refresh_token", Kind::text, false, "refresh_token"},
    Argument{"scope", Kind::text},
    Argument{"secret", Kind::text},
    Argument{"from", Kind::text},
};

Seen has(Context& context, const Json& arguments) {
  Observation seen{.ok = true};
  for (const auto& [name, wanted] : arguments.items()) {
    const std::string& held =
        name == "refresh_token" ? context.at_hand.refresh_token : context.at_hand.access_token;
    const bool has_it = !held.empty();
    if (wanted.is_boolean() && has_it != wanted.get<bool>()) seen.ok = false;
    seen.summary += fmt::format("{}{} {}", seen.summary.empty() ? "" : ", ",
                                has_it ? "there is a" : "there is no", name);
  }
  seen.description = seen.summary;
  return seen;
}

constexpr std::array kHas{
    Argument{"refresh_token", Kind::boolean},
    Argument{"access_token", Kind::boolean},
};

constexpr std::array kVerbs{
    Verb{"client.exchange", "Exchanges a code for tokens.", "", kExchange, kGives, exchange},
    Verb{"client.refresh", "Asks for a new access token with a refresh token.", "", kRefresh,
         kGives, refresh},
    Verb{"client.refresh_many", "Refreshes again and again, always with the newest token.", "",
         kRefreshMany, kGives, refresh_many},
    Verb{"client.has",
         "Says which tokens the newest exchange left the client with.",
         "",
         kHas,
         {},
         has},
};

}  // namespace

std::span<const Verb> token_verbs() { return kVerbs; }

}  // namespace rehearse::harness
