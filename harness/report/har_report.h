#pragma once

#include <string>

#include "harness/report/report.h"

namespace rehearse::harness {

// Writes exchanges.har (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/), as a browser's
// developer tools load it: a page a scenario, an entry an exchange, oldest first. Times are
// virtual, and nothing takes any. What the journal hid says so; what it does not keep (pages,
// packages) is left out with a comment. `_rehearse` tells what HAR has no member for.
std::string har_report(const Report& report);

}  // namespace rehearse::harness
