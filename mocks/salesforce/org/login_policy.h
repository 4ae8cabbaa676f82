#pragma once

#include <string_view>

#include "mocks/oauth/login_rules.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// Login is a user's way in, whose password, code, token or session was found good.
struct Login {
  const User& user;
  oauth::LoginFlow flow = oauth::LoginFlow::browser;
  const oauth::AppSettings* app = nullptr;  // whose IP Relaxation acts; null: no app is in play
  bool is_verified = false;                 // the person verified their identity in this browser
  std::string_view peer{};
  TimePoint at{};
};

// Why the profile doesn't let the user in from there or at that time, or null. Counts nothing.
const Reason* why_profile_refuses(Org::Transaction& tx, const Login& login);
// The same for a login at an API (OAuth, SOAP), which counts towards the user's logins an hour and
// may be one too many. Ask once for every login.
const Reason* why_login_refused(Org::Transaction& tx, const Login& login);

}  // namespace rehearse::salesforce
