#include "mocks/oauth/authorize.h"

#include <algorithm>
#include <array>

#include "mocks/core/crypto.h"
#include "mocks/core/entropy.h"
#include "mocks/core/text.h"
#include "mocks/oauth/errors.h"
#include "mocks/oauth/login_rules.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"

namespace rehearse::oauth {
namespace {

constexpr size_t kS256Length = 43;  // 32 bytes in base64url without padding
constexpr size_t kPlainLeast = 43, kPlainMost = 256;
// The response types of the user-agent flow and of its hybrid form.
constexpr std::array<std::string_view, 3> kBrowserTokenTypes{"token", "token id_token",
                                                             "hybrid_token"};

using Checked = Result<Done, Rejection>;

Rejection reject(const OAuthError& error, const Reason& reason) { return {&error, &reason}; }

bool is_verifier_shaped(std::string_view text) {
  if (text.size() < kPlainLeast || text.size() > kPlainMost) return false;
  return std::all_of(text.begin(), text.end(), [](char character) {
    return kAlphanumeric.find(character) != std::string_view::npos ||
           std::string_view("-._~").find(character) != std::string_view::npos;
  });
}

bool is_s256_shaped(std::string_view text) {
  return text.size() == kS256Length && base64_decode(text, Base64::url).has_value();
}

// RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ).
bool is_scope_shaped(std::string_view scope) {
  return std::all_of(scope.begin(), scope.end(), [](char character) {
    return character > ' ' && character < 0x7f && character != '"' && character != '\\';
  });
}

bool contains(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

Checked check_client(const AuthorizeParameters& parameters, const AskedApp* app, const Dials& dials,
                     TimePoint now) {
  // RFC 6749 section 4.1.2.1: a missing or unknown client never leads to a redirect.
  if (!parameters.client_id) return reject(error::client_unknown, reason::authorize_client_missing);
  if (app == nullptr) return reject(error::client_unknown, reason::authorize_client_unknown);
  if (!app->settings->is_oauth_enabled) return reject(error::client_unknown, reason::app_oauth_off);
  // Salesforce, observed: a new app becomes known to the endpoints after a while.
  if (now < app->created_at + dials.duration(Dial::app_propagation_delay))
    return reject(error::client_unknown, reason::app_not_propagated);
  return Done{};
}

Checked check_callback(const AuthorizeParameters& parameters, const AppSettings& settings) {
  // Salesforce, documented: redirect_uri is always required, even with one registered.
  if (!parameters.redirect_uri)
    return reject(error::redirect_uri_missing, reason::redirect_uri_missing);
  // RFC 9700 section 2.1: exact string matching; Salesforce compares character by character, and
  // nothing public says that loopback ports are exempt.
  if (!contains(settings.callback_urls, *parameters.redirect_uri))
    return reject(error::redirect_uri_mismatch, reason::redirect_uri_not_registered);
  return Done{};
}

Checked check_response_type(const AuthorizeParameters& parameters) {
  // RFC 6749 section 3.1.1. The web server flow is the only one an external client app has here.
  if (!parameters.response_type)
    return reject(error::response_type_unsupported, reason::response_type_missing);
  // Salesforce, documented: an org can block the user-agent flow, and the hybrid app token flow
  // with it.
  if (std::ranges::find(kBrowserTokenTypes, *parameters.response_type) != kBrowserTokenTypes.end())
    return reject(error::response_type_unsupported, reason::user_agent_flow_off);
  if (*parameters.response_type != "code")
    return reject(error::response_type_unsupported, reason::response_type_unsupported);
  return Done{};
}

Checked check_challenge(const AuthorizeParameters& parameters, const AppSettings& settings,
                        const Dials& dials) {
  const auto& challenge = parameters.code_challenge;
  const auto& method = parameters.code_challenge_method;
  if (!challenge) {
    // RFC 7636 section 4.4.1; Salesforce, observed: answered before anybody logs in.
    if (settings.is_pkce_required)
      return reject(error::challenge_missing, reason::challenge_missing);
    if (method) return reject(error::challenge_invalid, reason::challenge_method_alone);
    return Done{};
  }
  // RFC 7636 section 4.3 lets an absent method mean `plain`; Salesforce, observed: it means S256.
  if (!method && dials.is(Dial::pkce_absent_method, "reject"))
    return reject(error::challenge_invalid, reason::challenge_method_missing);
  if (method && *method != "S256")
    return reject(error::challenge_invalid, reason::challenge_method_unsupported);
  // RFC 7636 section 4.2: the shape of a challenge.
  const bool is_plain = !method && dials.is(Dial::pkce_absent_method, "plain");
  if (!(is_plain ? is_verifier_shaped(*challenge) : is_s256_shaped(*challenge)))
    return reject(error::challenge_invalid, reason::challenge_malformed);
  return Done{};
}

AuthorizeRequest accepted(const AuthorizeParameters& parameters, const Dials& dials) {
  AuthorizeRequest request;
  request.client_id = ClientId(*parameters.client_id);
  request.redirect_uri = *parameters.redirect_uri;
  request.scopes = parse_scopes(parameters.scope.value_or(""));
  request.state = parameters.state;
  request.code_challenge = CodeChallenge(parameters.code_challenge.value_or(""));
  request.is_challenge_plain = parameters.code_challenge && !parameters.code_challenge_method &&
                               dials.is(Dial::pkce_absent_method, "plain");
  request.nonce = parameters.nonce.value_or("");
  request.login_hint = parameters.login_hint.value_or("");
  const std::vector<std::string> prompts = split_words(parameters.prompt.value_or(""));
  request.wants_login = contains(prompts, "login") || contains(prompts, "select_account");
  request.wants_consent = contains(prompts, "consent");
  request.is_immediate = contains(prompts, "none") || parameters.immediate == "true";
  return request;
}

}  // namespace

Result<AuthorizeRequest, Rejection> judge_authorize(const AuthorizeParameters& parameters,
                                                    const AskedApp* app, const Dials& dials,
                                                    TimePoint now) {
  if (parameters.is_malformed) return reject(error::request_malformed, reason::authorize_malformed);
  // RFC 6749 section 3.1: parameters must not be repeated. Which state or callback is meant cannot
  // be known, so nothing is echoed.
  if (parameters.is_repeated)
    return reject(error::parameter_repeated, reason::authorize_parameter_repeated);
  if (Checked client = check_client(parameters, app, dials, now); !client) return client.error();
  const AppSettings& settings = *app->settings;
  if (Checked callback = check_callback(parameters, settings); !callback) return callback.error();
  if (Checked type = check_response_type(parameters); !type) return type.error();
  if (Checked challenge = check_challenge(parameters, settings, dials); !challenge)
    return challenge.error();
  // OpenID Connect Core section 3.1.2.1: `none` stands alone.
  const std::vector<std::string> prompts = split_words(parameters.prompt.value_or(""));
  if (prompts.size() > 1 && contains(prompts, "none"))
    return reject(error::request_malformed, reason::prompt_none_combined);
  return accepted(parameters, dials);
}

bool is_pre_authorized(const AppSettings& app, std::string_view profile,
                       std::span<const std::string> permission_sets) {
  if (app.permitted_users != PermittedUsers::admin_approved_pre_authorized) return false;
  return contains(app.pre_authorized_profiles, profile) ||
         std::any_of(permission_sets.begin(), permission_sets.end(), [&](const std::string& set) {
           return contains(app.pre_authorized_permission_sets, set);
         });
}

Result<std::vector<std::string>, ApprovalRefusal> judge_approval(const AuthorizeRequest& request,
                                                                 const AppSettings& app,
                                                                 const Approver& approver) {
  const auto to_callback = [](const OAuthError& error, const Reason& reason) {
    return ApprovalRefusal{reject(error, reason), true};
  };
  const auto to_error_page = [](const OAuthError& error, const Reason& reason) {
    return ApprovalRefusal{reject(error, reason), false};
  };
  // Salesforce, observed: a Local app belongs to its own org, and the login host to none.
  if (approver.came_by_login_host && app.distribution_state == DistributionState::local)
    return to_callback(error::cross_org_blocked, reason::cross_org_blocked);
  // Salesforce, observed: a blocked app answers on the callback.
  if (!app.is_enabled) return to_callback(error::app_blocked_at_authorize, reason::app_disabled);
  // Salesforce, documented: Permitted Users "Admin approved users are pre-authorized".
  if (app.permitted_users == PermittedUsers::admin_approved_pre_authorized &&
      !is_pre_authorized(app, approver.profile, approver.permission_sets))
    return to_callback(error::app_access_denied, reason::user_not_preauthorized);
  // Salesforce, documented: the profile's IP ranges and login hours, as far as the app doesn't
  // relax them. That the callback hears nothing is inferred.
  if (approver.login_refused != nullptr)
    return ApprovalRefusal{login_rejection(*approver.login_refused), false};
  // Salesforce, observed: the org-wide requirement shows up after the login only.
  if (approver.org_requires_challenge && request.code_challenge.empty())
    return to_error_page(error::challenge_missing, reason::org_challenge_missing);
  // RFC 6749 section 3.3: the characters of a scope.
  if (!std::all_of(request.scopes.begin(), request.scopes.end(), is_scope_shaped))
    return to_error_page(error::scope_not_allowed, reason::scope_malformed);
  // Salesforce, observed: the callback never hears of a scope outside the app's.
  if (!covers_all(app.scopes, request.scopes))
    return to_error_page(error::scope_not_allowed, reason::scope_outside_app);
  return request.scopes.empty() ? app.scopes : request.scopes;
}

}  // namespace rehearse::oauth
