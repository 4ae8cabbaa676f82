#pragma once

#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// The doors of an org, by their names in LoginHistory.LoginType.
namespace login_type {
inline constexpr std::string_view kPage = "Application";
inline constexpr std::string_view kOAuth = "Remote Access 2.0";
inline constexpr std::string_view kSoap = "Other Apex API";
}  // namespace login_type

// LoginAttempt is one attempt to get in as a user of the org, by any door: the login page, a flow
// of the token endpoint, SOAP login().
struct LoginAttempt {
  const UserId& user;
  const wire::WireRequest& request;            // where from, when, to which host
  std::string_view type = login_type::kOAuth;  // LoginType
  std::string_view sub_type{};                 // `OauthRefreshToken`, `UsernamePasswordUiLogin`
  std::string_view application{};              // the app's label, or what the client calls itself
  std::string_view api_type{};                 // `SOAP Partner`; empty: N/A
  std::string_view api_version{};              // `64.0`; empty: N/A
  std::string_view client_version{};           // empty: N/A
  const Reason* refused = nullptr;             // null: it succeeded
};
// Writes the LoginHistory row, with Salesforce's status text where one is public. Attempts under a
// name that no user has are in no org's history, so they have no row.
void record_login(Org::Transaction& transaction, const LoginAttempt& attempt);
// The LoginHistory status of a refusal; `Failed` where no source shows the text.
std::string_view login_status(const Reason* refused);

}  // namespace rehearse::salesforce
