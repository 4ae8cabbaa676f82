#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// UserChange is an admin's edit of a user; what is absent stays as it is.
struct UserChange {
  std::optional<bool> is_active{};
  std::optional<bool> is_frozen{};
  std::optional<bool> is_locked{};  // false unlocks; true locks as wrong passwords do
  std::optional<std::string> password{};
  std::optional<VerificationMethod> verification{};
  std::optional<std::string> profile{};                       // by its name
  std::optional<std::vector<std::string>> permission_sets{};  // all of them, by their API names
};

// Applies the change with its consequences and gives the user, or null if there is none of that
// name. A password change ends the user's grants and sessions; a user who is deactivated or frozen
// loses their sessions and keeps their grants, which are of no use until the user is back.
const User* apply_user_change(Org::Transaction& tx, std::string_view username,
                              const UserChange& change, TimePoint now);

// Resets the user's password as an admin does: the old one is of no more use, sessions and grants
// end, a lock is lifted, and the user is mailed a link under `origin` that leads to a new password
// within 24 hours. Null if there is no user of that name.
const User* reset_password(Org::Transaction& tx, std::string_view username, std::string_view origin,
                           TimePoint now);
// The user whose reset link carries the token and is still good; null if there is none.
const User* find_reset(Org::Transaction& tx, std::string_view token, TimePoint now);

// What is wrong with a new password by the default password policy, or nothing: eight characters,
// letters and digits, not the one before, without the username.
std::optional<std::string> password_problem(const User& user, std::string_view password);

}  // namespace rehearse::salesforce
