#pragma once

#include "mocks/oauth/dials.h"
#include "mocks/oauth/ttl_rules.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

inline oauth::RefreshTimes times_of(const Grant& grant) {
  return {grant.opened_at, grant.refresh_issued_at, grant.last_used_at};
}

// Why a refresh with this token would fail at `now` if its client asked from an allowed address, or
// null if it would work. A token found over its lifetime stays dead.
const Reason* why_refresh_dead(Org::Transaction& transaction, const oauth::Dials& dials,
                               const FoundRefresh& found, TimePoint now);

}  // namespace rehearse::salesforce
