#pragma once

#include "mocks/oauth/user_rules.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// The user as the OAuth rules see one; null is a user who is gone.
inline oauth::UserFacts facts_of(const User* user) {
  if (user == nullptr) return {};
  return {true, user->is_active, user->is_frozen};
}

}  // namespace rehearse::salesforce
