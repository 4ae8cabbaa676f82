#pragma once

#include "mocks/oauth/dials.h"

namespace rehearse::salesforce {

// Tells whether what was made then is in queries and lists by now (dial metadata.listing_delay).
inline bool is_listed(TimePoint created_at, const oauth::Dials& dials, TimePoint now) {
  return created_at + dials.duration(oauth::Dial::metadata_listing_delay) <= now;
}

}  // namespace rehearse::salesforce
