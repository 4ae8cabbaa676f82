#include "fuzz/support/authorize_judge.h"

#include <algorithm>
#include <array>

#include "mocks/core/text.h"

namespace rehearse::fuzz {
namespace {

using End = AuthorizeVerdict::End;

constexpr std::array<std::string_view, 11> kKnown{
    "response_type",         "client_id", "redirect_uri", "scope",      "state", "code_challenge",
    "code_challenge_method", "prompt",    "immediate",    "login_hint", "nonce"};

// RFC 6749 section 3.1: none of them twice, the query and the form of a POST together.
bool repeats_known(const OwnParameters& parameters) {
  return std::any_of(kKnown.begin(), kKnown.end(), [&](std::string_view name) {
    size_t count = 0;
    for (const OwnForm* form : {&parameters.query, &parameters.form}) {
      for (const auto& field : form->fields) count += field.first == name ? 1 : 0;
    }
    return count > 1;
  });
}

// RFC 7636 section 4.2: 43 characters that are 32 bytes in base64url, whose last character has two
// bits to spare, which are zero.
bool is_challenge(const std::string& text) {
  constexpr std::string_view kLast = "AEIMQUYcgkosw048";
  return text.size() == 43 && kLast.find(text.back()) != kLast.npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return kAlphanumeric.find(c) != std::string_view::npos || c == '-' || c == '_';
         });
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool passes(const FurnishedOrg& org, const OwnParameters& parameters, AuthorizeVerdict& verdict) {
  const std::string &challenge = parameters["code_challenge"],
                    &method = parameters["code_challenge_method"];
  const auto& apps = org.apps();
  const auto app = std::find_if(apps.begin(), apps.end(), [&](const KnownApp& one) {
    return one.key == parameters["client_id"];
  });
  if (app == apps.end() || parameters["redirect_uri"] != app->callback ||
      parameters["response_type"] != "code")
    return false;
  const bool is_demanded = app->callback != apps[1].callback;
  if (challenge.empty() && (is_demanded || !method.empty())) return false;
  if (!challenge.empty() && (!is_challenge(challenge) || (!method.empty() && method != "S256")))
    return false;
  const auto prompts = split_words(parameters["prompt"]);
  if (prompts.size() > 1 && has_word(prompts, "none")) return false;
  verdict.app = size_t(app - apps.begin());
  verdict.callback = app->callback;
  verdict.challenge = challenge;
  return true;
}

// Who is signed in: the administrator, nobody, or it cannot be told.
enum class Who { administrator, nobody, unclear };
Who who(const FurnishedOrg& org, const wire::WireRequest& request) {
  Who seen = Who::nobody;
  for (const wire::Field& header : request.headers) {
    if (lower(header.name) != "cookie") continue;
    if (header.value != "sid=" + org.session() || seen != Who::nobody) return Who::unclear;
    seen = Who::administrator;
  }
  return seen;
}

// Once somebody is signed in.
End after_login(const FurnishedOrg& org, const wire::WireRequest& request,
                const OwnParameters& parameters, bool is_immediate, AuthorizeVerdict& verdict) {
  const auto prompts = split_words(parameters["prompt"]);
  if (!is_immediate && (has_word(prompts, "login") || has_word(prompts, "select_account")))
    return End::login;
  if (!org.apps()[verdict.app].is_enabled) return End::callback_error;
  const auto asked = own_scopes(parameters["scope"]);
  if (!asked) return End::error_page;
  std::vector<std::string> approved = *asked;
  std::erase_if(approved,
                [](const std::string& scope) { return scope == "web" || scope == "visualforce"; });
  if (!are_approved(approved)) return End::error_page;
  verdict.scopes =
      asked->empty() ? std::vector<std::string>{"id", "api", "refresh_token", "web"} : *asked;
  const bool is_remembered = verdict.app == 0 && !asked->empty() &&
                             approved.size() == asked->size() && !has_word(prompts, "consent") &&
                             (request.method == "GET" || request.method == "POST");
  if (is_remembered) return End::code;
  return is_immediate ? End::callback_error : End::asked;
}

}  // namespace

AuthorizeVerdict judge_authorize_request(const FurnishedOrg& org, const wire::WireRequest& request,
                                         const OwnParameters& parameters) {
  AuthorizeVerdict verdict;
  verdict.is_certain = parameters.is_certain;
  verdict.state = parameters["state"];
  // The parameters of a POST are in its form or its query, but never those of one in both.
  if (parameters["client_id"] == "PlatformCLI") verdict.is_certain = false;
  if (!parameters.query.is_readable || !parameters.form.is_readable || repeats_known(parameters))
    return verdict;
  for (const std::string_view name : kKnown) {
    // An empty value of the form hides none of the query here: that is a repetition.
    if (parameters.form.has(name) && parameters.query.has(name)) return verdict;
  }
  if (!passes(org, parameters, verdict)) return verdict;
  verdict.has_state = !verdict.state.empty();
  const Who visitor = who(org, request);
  if (visitor == Who::unclear) verdict.is_certain = false;
  const auto prompts = split_words(parameters["prompt"]);
  const bool is_immediate = has_word(prompts, "none") || parameters["immediate"] == "true";
  if (visitor == Who::administrator) {
    verdict.end = after_login(org, request, parameters, is_immediate, verdict);
  } else {
    verdict.end = is_immediate ? End::callback_error : End::asked;
  }
  return verdict;
}

}  // namespace rehearse::fuzz
