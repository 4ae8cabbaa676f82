#include "mocks/salesforce/org/refresh_state.h"

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {

const Reason* why_refresh_dead(Org::Transaction& transaction, const oauth::Dials& dials,
                               const FoundRefresh& found, TimePoint now) {
  namespace reason = oauth::reason;
  if (found.id == 0) return &reason::refresh_token_unknown;
  if (found.grant == nullptr) return &reason::grant_forgotten;
  const Grant& grant = *found.grant;
  if (grant.ended != nullptr) return grant.ended;
  if (found.generation != grant.generation &&
      !transaction.breaks(oauth::Mutant::former_refresh_token_active))
    return &reason::refresh_token_replay_refused;
  if (grant.refresh_ended != nullptr) return grant.refresh_ended;
  const App* app = transaction.apps().find(grant.app);
  if (app == nullptr) return &reason::app_deleted;
  if (!app->settings.is_enabled) return &reason::app_disabled;
  if (!app->settings.is_oauth_enabled) return &reason::app_oauth_off;
  if (const Reason* over =
          oauth::why_refresh_token_over(app->settings, times_of(grant), dials, now)) {
    transaction.grants().end_refresh(found.id, *over, now);
    return over;
  }
  return oauth::why_user_refused(facts_of(transaction.users().find(grant.user)));
}

}  // namespace rehearse::salesforce
