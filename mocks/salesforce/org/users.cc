#include "mocks/salesforce/org/users.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kPassword = "rehearse-2026";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr size_t kTotpSecretLength = 32;  // 160 bits, RFC 4226 section 4 R6

User make_user(std::string_view name, SeededEntropy& entropy, TimePoint start) {
  User user;
  user.id = UserId(make_record_id("005", entropy));
  user.username = std::string(name) + "@rehearsal.test";
  user.email = user.username;
  user.last_name = "Rehearsal";
  user.password = kPassword;
  user.totp_secret = entropy.text(kBase32, kTotpSecretLength);
  user.password_changed_at = start;
  user.last_login_at = start;
  return user;
}

}  // namespace

Users::Users(uint64_t seed, TimePoint start) : entropy_(seed, "salesforce users") {
  User admin = make_user("admin", entropy_, start);
  admin.first_name = "Ada";
  admin.mobile_phone = "+1 555 0100 100";
  users_.push_back(admin);

  User user = make_user("user", entropy_, start);
  user.first_name = "Uma";
  user.mobile_phone = "+1 555 0100 200";
  user.profile = "Standard User";
  users_.push_back(user);
}

const User* Users::find(const UserId& id) const {
  const auto found = std::find_if(users_.begin(), users_.end(), [&](const User& user) {
    return same_id(user.id.value, id.value);
  });
  return found == users_.end() ? nullptr : &*found;
}

const User* Users::find_by_username(std::string_view username) const {
  const std::string wanted = lower(username);
  const auto found = std::find_if(users_.begin(), users_.end(),
                                  [&](const User& user) { return lower(user.username) == wanted; });
  return found == users_.end() ? nullptr : &*found;
}

User* Users::edit(std::string_view username) {
  const User* found = find_by_username(username);
  if (found == nullptr) return nullptr;
  const auto same = [&](const User& user) { return &user == found; };
  return &*std::find_if(users_.begin(), users_.end(), same);
}

std::string Users::make_reset_token() {
  constexpr size_t kLength = 43;  // 256 bits
  return entropy_.text(kAlphanumeric, kLength);
}

}  // namespace rehearse::salesforce
