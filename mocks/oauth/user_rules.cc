#include "mocks/oauth/user_rules.h"

#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {

const Reason* why_user_refused(const UserFacts& user) {
  if (!user.exists) return &reason::user_gone;
  if (!user.is_active) return &reason::user_inactive;
  if (user.is_frozen) return &reason::user_frozen;
  return nullptr;
}

Result<Done, Rejection> judge_user(const UserFacts& user) {
  const Reason* refused = why_user_refused(user);
  if (refused == nullptr) return Done{};
  if (refused == &reason::user_frozen) return Rejection{&error::authentication_failure, refused};
  return Rejection{&error::user_inactive, refused};
}

}  // namespace rehearse::oauth
