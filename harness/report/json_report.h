#pragma once

#include <string>

#include "harness/report/result.h"

namespace rehearse::harness {

// kReportSchema is the version of report.json's shape: raised when a member goes or changes its
// meaning, not when one is added.
inline constexpr int kReportSchema = 1;

// Writes report.json:
//   {"schema_version", "program", "version", "seed", "start", "target", "driver", "interrupted",
//    "exit_code", "summary": {"scenarios", "steps", "passed", "failed", "warnings", "infos",
//    "not_run", "errors"}, "scenarios": [{"name", "title", "variant": {…}, "must_fail", "verdict",
//    "repeat", "findings": [one a step], "transcript": {"dropped", "exchanges": […]} or null}]}
// The same run gives the same bytes: nothing in it tells the time of the real world.
std::string json_report(const RunResult& run);

}  // namespace rehearse::harness
