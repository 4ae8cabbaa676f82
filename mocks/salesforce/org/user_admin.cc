#include "mocks/salesforce/org/user_admin.h"

#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {

const User* apply_user_change(Org::Transaction& tx, std::string_view username,
                              const UserChange& change, TimePoint now) {
  User* user = tx.users().edit(username);
  if (user == nullptr) return nullptr;
  user->is_active = change.is_active.value_or(user->is_active);
  user->is_frozen = change.is_frozen.value_or(user->is_frozen);
  user->verification = change.verification.value_or(user->verification);
  if (!user->is_active || user->is_frozen) tx.sessions().close_all_of(user->id);
  if (change.password) {
    user->password = *change.password;
    user->password_changed_at = now;
    tx.sessions().close_all_of(user->id);
    // Salesforce, observed: a password change or reset revokes all of the user's tokens.
    tx.grants().revoke_of_user(user->id, oauth::reason::grant_revoked_by_password_reset, now);
  }
  return user;
}

}  // namespace rehearse::salesforce
