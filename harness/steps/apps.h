#pragma once

#include <string>

#include "harness/steps/support.h"

namespace rehearse::harness {

// The settings of an app that follows the guide, with `own` in place of what it names. What the
// guide leaves open is left to Salesforce's defaults. Addresses in `tokenIpRanges` may stand alone.
Json guide_settings(const Json& own);
// Settings as POST and PATCH /apps take them: an address that stands alone becomes a range of one.
Json whole_ranges(Json settings);

// The id of the app at hand, or of the newest app of the org that isn't built in.
Result<std::string, Trouble> app_id_of(Context& context);

// Creates the app through the control facade and keeps it at hand.
Seen create_app(Context& context, const Json& settings);

}  // namespace rehearse::harness
