#pragma once

#include <string>

#include "harness/report/report.h"

namespace rehearse::harness {

// timeline_html is what happened when in a scenario's virtual time: an axis of days with a numbered
// mark for each instant (or each group of them, where there are many), and the same as a list.
// Empty where nothing tells a time.
std::string timeline_html(const Report& report, size_t number);

}  // namespace rehearse::harness
