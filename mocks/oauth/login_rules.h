#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/time.h"
#include "mocks/oauth/app_settings.h"
#include "mocks/oauth/rejection.h"

namespace rehearse::oauth {

// LoginHours are the part of one weekday in which a profile's users may log in, in minutes since
// midnight. `start` equal to `end` closes the day.
struct LoginHours {
  int start = 0;
  int end = 24 * 60;
  friend bool operator==(const LoginHours&, const LoginHours&) = default;
};

// LoginPolicy is where from and when the users of a profile may log in. Hours are those of the
// org's time zone, which is GMT in a mock org.
struct LoginPolicy {
  std::vector<AddressRange> ip_ranges{};             // none: from anywhere
  std::array<std::optional<LoginHours>, 7> hours{};  // Sunday first; none: all day
};

// LoginFlow is the way in.
enum class LoginFlow {
  browser,             // the login page
  approval,            // the approval of an app, with a session
  code_exchange,       // web server flow, at the token endpoint
  refresh,             // refresh token flow
  jwt_bearer,          // the user is named by an assertion
  client_credentials,  // the app's run-as user
  password,            // username-password flow
  soap,                // the SOAP call login()
};

// LoginFacts are those of one login of a user, at an instant and from an address.
struct LoginFacts {
  LoginFlow flow = LoginFlow::browser;
  std::optional<IpRelaxation> relaxation{};  // of the app in play; none: there is no app
  bool is_verified = false;                  // the person verified their identity in this browser
  std::string_view peer{};
  TimePoint at{};
};

// True if the app's IP Relaxation lifts the profile's IP ranges for this login.
bool is_ip_relaxed(const LoginFacts& login);
// Judges the login: the profile's IP ranges, then its hours. The reason of a refusal, or null.
const Reason* why_login_restricted(const LoginPolicy& policy, const LoginFacts& login);

// A refused login in the token endpoint's words, login_rate_exceeded among the reasons.
Rejection login_rejection(const Reason& refused);

}  // namespace rehearse::oauth
