#include "mocks/salesforce/bearer.h"

#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"

namespace rehearse::salesforce {

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

Result<Bearer, const Reason*> find_bearer(Org&, Org::Transaction& tx, std::string_view token,
                                          TimePoint now) {
  if (token.empty()) return &oauth::reason::access_token_missing;
  Bearer bearer;
  if (const WebSession* session = tx.sessions().find(token, now)) {
    bearer.user = tx.users().find(session->user);
  } else {
    const auto access = tx.grants().find_access(token, now);
    if (!access) return access.error();
    bearer.user = tx.users().find(access.value().user);
    bearer.app = tx.apps().find(access.value().app);
    bearer.scopes = access.value().scopes;
    if (bearer.app == nullptr && !access.value().app.empty()) return &oauth::reason::app_deleted;
  }
  if (bearer.user == nullptr) return &oauth::reason::user_gone;
  if (!bearer.user->is_active) return &oauth::reason::user_inactive;
  if (bearer.user->is_frozen) return &oauth::reason::user_frozen;
  return bearer;
}

}  // namespace rehearse::salesforce
