#pragma once

#include <string>
#include <string_view>

#include "harness/report/result.h"

namespace rehearse::harness {

// Writes report.tap (TAP version 14, https://testanything.org/tap-version-14-specification.html): a
// subtest for each scenario and variant, a test point for each step. What broke, what warns and
// what is worth a note has a YAML block; a step that did not run is a SKIP with its reason. The
// same run gives the same bytes.
std::string tap_report(const RunResult& run);

// A description or a directive's reason: one line, with `\` and `#` escaped.
std::string tap_text(std::string_view text);

// A YAML scalar in double quotes, on one line.
std::string yaml_text(std::string_view text);

}  // namespace rehearse::harness
