#include "mocks/salesforce/org/sign_in.h"

#include <chrono>

#include "mocks/core/crypto.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// Salesforce, documented (password policies): at the last of the allowed attempts the count starts
// anew and the user is locked.
void count_wrong_password(User& user, const OrgSettings& settings, TimePoint now) {
  ++user.failed_logins;
  if (settings.max_login_attempts == 0 || user.failed_logins < settings.max_login_attempts) return;
  user.failed_logins = 0;
  user.locked_at = now;
}

const Reason* judge(Org::Transaction& tx, User& user, const SignIn& attempt) {
  const OrgSettings& settings = tx.settings();
  // Salesforce, documented: a locked user is kept out whatever the password.
  if (is_locked_out(user, settings, attempt.at)) return &reason::login_user_locked;
  user.locked_at.reset();
  if (user.password.empty() || !constant_time_equal(user.password, attempt.password)) {
    count_wrong_password(user, settings, attempt.at);
    return &reason::login_wrong_password;
  }
  if (!user.is_active) return &reason::login_user_inactive;
  if (user.is_frozen) return &reason::login_user_frozen;
  const Login login{.user = user,
                    .flow = attempt.flow,
                    .app = attempt.app,
                    .peer = attempt.peer,
                    .at = attempt.at};
  return attempt.flow == oauth::LoginFlow::browser ? why_profile_refuses(tx, login)
                                                   : why_login_refused(tx, login);
}

}  // namespace

bool is_locked_out(const User& user, const OrgSettings& settings, TimePoint now) {
  if (!user.locked_at) return false;
  if (settings.lockout_interval_minutes == 0) return true;
  return now <= *user.locked_at + std::chrono::minutes(settings.lockout_interval_minutes);
}

SignedIn sign_in(Org::Transaction& tx, const SignIn& attempt) {
  User* user = tx.users().edit(attempt.username);
  if (user == nullptr) return {nullptr, &reason::login_unknown_user};
  // Inferred: login.salesforce.com knows no user of a sandbox, test.salesforce.com none of a
  // production org.
  if (attempt.is_foreign_host) return {nullptr, &reason::login_wrong_host};
  const Reason* refused = judge(tx, *user, attempt);
  if (refused == nullptr) {
    user->failed_logins = 0;
    user->last_login_at = attempt.at;
  }
  return {user, refused};
}

}  // namespace rehearse::salesforce
