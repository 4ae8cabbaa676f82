#include "mocks/salesforce/oauth/bearer.h"

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"
#include "mocks/oauth/user_rules.h"
#include "mocks/salesforce/oauth/jwt.h"
#include "mocks/salesforce/org/login_policy.h"
#include "mocks/salesforce/org/user_facts.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {

namespace {

// What a refresh token would be good for if it were an access token.
Result<Access, const Reason*> access_of_refresh(Org::Transaction& tx, std::string_view token,
                                                TimePoint now) {
  const Grant* grant = tx.grants().find_refresh(token).grant;
  if (grant == nullptr || grant->ended != nullptr) return &oauth::reason::access_token_unknown;
  return Access{.grant = grant->id,
                .user = grant->user,
                .app = grant->app,
                .scopes = grant->scopes,
                .issued_at = grant->refresh_issued_at,
                .expires_at = now};
}

}  // namespace

bool Bearer::may(std::string_view scope) const {
  return app == nullptr || oauth::covers(scopes, scope);
}

std::string header_token(const wire::WireRequest& request) {
  const std::string header = wire::header_of(request.headers, "Authorization").value_or("");
  const size_t blank = header.find(' ');
  if (blank == std::string::npos) return {};
  const std::string scheme = lower(header.substr(0, blank));
  if (scheme != "bearer" && scheme != "oauth") return {};
  return std::string(trim(std::string_view(header).substr(blank)));
}

std::string token_anywhere(const wire::WireRequest& request) {
  if (std::string token = header_token(request); !token.empty()) return token;
  for (const std::string_view name : {"oauth_token", "access_token"}) {
    if (const auto token = wire::value_of(request.form, name)) return *token;
    if (const auto token = wire::value_of(request.query, name)) return *token;
  }
  return {};
}

Result<Access, const Reason*> find_access(Org& org, Org::Transaction& tx, std::string_view token,
                                          TimePoint now) {
  // As if the clock still stood where it began.
  if (org.breaks(oauth::Mutant::access_tokens_never_expire)) now = TimePoint();
  if (!looks_like_jwt(token)) return tx.grants().find_access(token, now);
  const auto claims = open_jwt(org, token);
  if (!claims) return &oauth::reason::access_token_unknown;
  return tx.grants().find_access(string_member(*claims, "jti").value_or(""), now, true);
}

Result<Bearer, const Reason*> find_bearer(Org& org, Org::Transaction& tx, std::string_view token,
                                          TimePoint now) {
  if (token.empty()) return &oauth::reason::access_token_missing;
  Bearer bearer;
  if (const WebSession* session = tx.sessions().find(token, now)) {
    if (!session->only_for.empty()) return &reason::session_for_one_app;
    bearer.user = tx.users().find(session->user);
  } else {
    auto access = find_access(org, tx, token, now);
    if (!access && org.breaks(oauth::Mutant::refresh_token_as_access_token))
      access = access_of_refresh(tx, token, now);
    if (!access) return access.error();
    if (org.breaks(oauth::Mutant::api_use_renews_refresh_token))
      tx.grants().refresh(access.value().grant, {}, now);
    bearer.access = std::move(access).value();
    bearer.scopes = bearer.access.scopes;
    bearer.user = tx.users().find(bearer.access.user);
    bearer.app = tx.apps().find(bearer.access.app);
    if (bearer.app == nullptr && !bearer.access.app.empty()) return &oauth::reason::app_deleted;
  }
  // Salesforce, documented: a session ends with its user's right to log in.
  if (const Reason* refused = oauth::why_user_refused(facts_of(bearer.user))) return refused;
  if (bearer.app == nullptr) return bearer;
  if (!bearer.app->settings.is_enabled) return &oauth::reason::app_disabled;
  if (!bearer.app->settings.is_oauth_enabled) return &oauth::reason::app_oauth_off;
  return bearer;
}

Result<Bearer, const Reason*> find_bearer(Org& org, Org::Transaction& tx, std::string_view token,
                                          const wire::WireRequest& request) {
  const Grants::Act act(tx.grants(), How::use, request.peer, request.received_at);
  auto found = find_bearer(org, tx, token, request.received_at);
  if (!found) return found;
  const OrgSettings& settings = tx.settings();
  const WebSession* session = tx.sessions().find(token, request.received_at);
  // Salesforce, documented: "Lock sessions to the IP address from which they originated".
  if (settings.is_session_locked_to_ip && session != nullptr && !session->source_ip.empty() &&
      session->source_ip != request.peer)
    return &reason::session_ip_changed;
  if (!settings.is_ip_enforced_every_request) return found;
  // Salesforce, documented: "Enforce login IP ranges on every request"; a token of an app is as
  // free as the app's refreshes are.
  const Bearer& bearer = found.value();
  const Reason* refused =
      why_profile_refuses(tx, {.user = *bearer.user,
                               .flow = oauth::LoginFlow::refresh,
                               .app = bearer.app == nullptr ? nullptr : &bearer.app->settings,
                               .peer = request.peer,
                               .at = request.received_at});
  if (refused == &oauth::reason::login_ip_restricted) return refused;
  return found;
}

}  // namespace rehearse::salesforce
