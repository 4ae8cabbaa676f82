#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/oauth/token_grants.h"

// The flows that end in no token here: those that external client apps do not have, and those that
// the mock answers as an org in which they are off.
namespace rehearse::salesforce {

using oauth::Rejection;

// Salesforce, observed: external client apps have no username-password flow; an org that blocks it
// answers the same to every app. Nothing is told about the password.
TokenOutcome refuse_password(TokenCall& at) {
  const Reason& why = oauth::reason::password_flow_refused;
  const auto username = at.parameters.value("username");
  const User* user = at.transaction.users().find_by_username(username.value_or(""));
  if (user != nullptr) record_flow(at, user->id, "OauthUsernamePassword", &why);
  return Rejection{&oauth::error::authentication_failure, &why};
}

// Salesforce, documented: an org that blocks the user-agent flow blocks the hybrid flow with it. A
// code or a refresh token in the request is not even looked at, so it stays good.
TokenOutcome refuse_hybrid(TokenCall&) {
  return Rejection{&oauth::error::flow_disabled, &oauth::reason::hybrid_flow_off};
}

TokenOutcome refuse_device(TokenCall& at) {
  if (at.app.settings.is_device_flow_enabled)
    return Rejection{&oauth::error::grant_type_unsupported, &oauth::reason::device_flow_not_played};
  return Rejection{&oauth::error::device_flow_off, &oauth::reason::device_flow_off};
}

TokenOutcome refuse_token_exchange(TokenCall& at) {
  if (at.app.settings.is_token_exchange_enabled)
    return Rejection{&oauth::error::grant_type_unsupported,
                     &oauth::reason::token_exchange_not_played};
  return Rejection{&oauth::error::flow_disabled, &oauth::reason::token_exchange_off};
}

TokenOutcome refuse_saml(TokenCall&) {
  return Rejection{&oauth::error::grant_type_unsupported, &oauth::reason::saml_flow_not_played};
}

}  // namespace rehearse::salesforce
