#include "mocks/salesforce/org/user_admin.h"

#include <algorithm>
#include <chrono>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr Duration kResetLinkLives = std::chrono::hours(24);
constexpr size_t kShortestPassword = 8;

void replace_password(Org::Transaction& tx, User& user, std::string password, TimePoint now) {
  user.password = std::move(password);
  user.password_changed_at = now;
  user.reset_token.clear();
  user.locked_at.reset();
  user.failed_logins = 0;
  tx.sessions().close_all_of(user.id);
  // Salesforce, observed: a password change or reset revokes all of the user's tokens.
  tx.grants().revoke_of_user(user.id, oauth::reason::grant_revoked_by_password_reset, now);
}

Message reset_mail(const User& user, const OrgConfig& config, std::string_view origin,
                   TimePoint now) {
  Message mail;
  mail.to = user.email;
  mail.subject = std::string(config.is_sandbox ? "Sandbox: " : "") +
                 "Finish resetting your Salesforce password";
  mail.code = user.reset_token;
  mail.body = "Your administrator has reset the password of " + user.username +
              ". Set a new one within 24 hours:\n" + std::string(origin) +
              "/_ui/system/security/ChangePassword?token=" + user.reset_token + "\n";
  mail.sent_at = now;
  return mail;
}

}  // namespace

const User* apply_user_change(Org::Transaction& tx, std::string_view username,
                              const UserChange& change, TimePoint now) {
  User* user = tx.users().edit(username);
  if (user == nullptr) return nullptr;
  user->is_active = change.is_active.value_or(user->is_active);
  user->is_frozen = change.is_frozen.value_or(user->is_frozen);
  user->verification = change.verification.value_or(user->verification);
  user->profile = change.profile.value_or(user->profile);
  user->permission_sets = change.permission_sets.value_or(user->permission_sets);
  if (!user->is_active || user->is_frozen) tx.sessions().close_all_of(user->id);
  if (change.password) replace_password(tx, *user, *change.password, now);
  if (change.is_locked) {
    user->failed_logins = 0;
    user->locked_at = *change.is_locked ? std::optional(now) : std::nullopt;
  }
  return user;
}

const User* reset_password(Org::Transaction& tx, std::string_view username, std::string_view origin,
                           TimePoint now) {
  User* user = tx.users().edit(username);
  if (user == nullptr) return nullptr;
  replace_password(tx, *user, "", now);  // which nobody can type
  user->reset_token = tx.users().make_reset_token();
  user->reset_at = now;
  tx.history().mail(reset_mail(*user, tx.config(), origin, now));
  return user;
}

const User* find_reset(Org::Transaction& tx, std::string_view token, TimePoint now) {
  if (token.empty()) return nullptr;
  for (const User& user : tx.users().all()) {
    if (!constant_time_equal(user.reset_token, token)) continue;
    return now <= user.reset_at + kResetLinkLives && user.is_active ? &user : nullptr;
  }
  return nullptr;
}

std::optional<std::string> password_problem(const User& user, std::string_view password) {
  const auto has = [&](std::string_view letters) {
    return password.find_first_of(letters) != std::string_view::npos;
  };
  // Salesforce, documented: the default password policy asks for eight characters, letters and
  // digits; a password may not be used again.
  if (password.size() < kShortestPassword)
    return "Your password must have eight characters or more.";
  if (!has("0123456789") || !has("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    return "Your password must mix letters and digits.";
  if (constant_time_equal(user.password, password)) return "You can't use your old password again.";
  if (lower(password).find(lower(user.username)) != std::string::npos)
    return "Your password can't hold your username.";
  return std::nullopt;
}

}  // namespace rehearse::salesforce
