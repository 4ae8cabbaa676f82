#pragma once

#include "mocks/core/result.h"
#include "mocks/oauth/rejection.h"

namespace rehearse::oauth {

struct UserFacts {
  bool exists = false;
  bool is_active = false;
  bool is_frozen = false;
};
// Why the user may not be acted for, or null.
const Reason* why_user_refused(const UserFacts& user);
// The same in the token endpoint's words (Salesforce, observed: invalid_grant "inactive user").
Result<Done, Rejection> judge_user(const UserFacts& user);

}  // namespace rehearse::oauth
