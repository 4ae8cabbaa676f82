#pragma once

#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// OAuthLogin is an attempt at the token endpoint by a user's app.
struct OAuthLogin {
  const UserId& user;
  const App& app;
  std::string_view flow{};  // LoginSubType: OauthWebServer, OauthRefreshToken
  std::string_view source_ip{};
  const Reason* refused = nullptr;  // null: it succeeded
  TimePoint at{};
};
// Writes the LoginHistory row, with Salesforce's status text where it is public.
void record_login(Org::Transaction& transaction, const OAuthLogin& login);
// The LoginHistory status of a refusal; `Failed` where no source shows the text.
std::string_view login_status(const Reason* refused);

}  // namespace rehearse::salesforce
