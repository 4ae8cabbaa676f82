#pragma once

#include <string>
#include <string_view>

#include "harness/report/result.h"

namespace rehearse::harness {

// Writes junit.xml: a test suite for each scenario and variant, a test case for each step. Broken
// expectations are failures, trouble and silent checks are errors, steps not run are skipped;
// warnings pass and tell about themselves in system-out. No times: the same run gives the same
// bytes.
std::string junit_report(const RunResult& run);

// Replaces what XML 1.0 section 2.2 doesn't allow (control characters, broken UTF-8) by U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace rehearse::harness
