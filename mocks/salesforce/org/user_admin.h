#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// UserChange is an admin's edit of a user; what is absent stays as it is.
struct UserChange {
  std::optional<bool> is_active{};
  std::optional<bool> is_frozen{};
  std::optional<std::string> password{};
  std::optional<VerificationMethod> verification{};
};

// Applies the change with its consequences and gives the user, or null if there is none of that
// name. A password change ends the user's grants and sessions; a user who is deactivated or frozen
// loses their sessions and keeps their grants, which are of no use until the user is back.
const User* apply_user_change(Org::Transaction& tx, std::string_view username,
                              const UserChange& change, TimePoint now);

}  // namespace rehearse::salesforce
