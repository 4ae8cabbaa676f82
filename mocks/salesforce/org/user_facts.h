#pragma once

#include <string>

#include "mocks/oauth/user_rules.h"
#include "mocks/salesforce/org/model.h"
#include "mocks/salesforce/org/users.h"

namespace rehearse::salesforce {

// The user as the OAuth rules see one; null is a user who is gone.
inline oauth::UserFacts facts_of(const User* user) {
  if (user == nullptr) return {};
  return {true, user->is_active, user->is_frozen};
}

// First and last name, or the last name alone where there is no first one.
inline std::string full_name(const User& user) {
  return user.first_name.empty() ? user.last_name : user.first_name + " " + user.last_name;
}
// The same of the user of that id; empty if there is none.
inline std::string full_name(const Users& users, const UserId& id) {
  const User* user = users.find(id);
  return user == nullptr ? std::string() : full_name(*user);
}

}  // namespace rehearse::salesforce
