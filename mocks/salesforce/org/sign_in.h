#pragma once

#include <string_view>

#include "mocks/salesforce/org/login_policy.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// SignIn is somebody who gives a username and a password.
struct SignIn {
  std::string_view username{}, password{};
  oauth::LoginFlow flow = oauth::LoginFlow::browser;
  const oauth::AppSettings* app = nullptr;  // the app that is to be used, if there is one
  bool is_foreign_host = false;             // by the login host of the other kind of orgs
  std::string_view peer{};
  TimePoint at{};
};

// SignedIn is whose username it was, and why they are not in; null: they are.
struct SignedIn {
  const User* user = nullptr;  // null: no user of this org
  const Reason* refused = nullptr;
};

// Judges the attempt and keeps count: wrong passwords lock the user as the org's password policy
// has it, a success starts that count anew and sets the date of the last login. Logins of an API
// count towards the user's logins an hour. Opens no session and writes no history.
SignedIn sign_in(Org::Transaction& tx, const SignIn& attempt);

// True while wrong passwords keep the user out.
bool is_locked_out(const User& user, const OrgSettings& settings, TimePoint now);

}  // namespace rehearse::salesforce
