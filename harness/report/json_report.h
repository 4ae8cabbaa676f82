#pragma once

#include <string>

#include "harness/report/result.h"
#include "harness/report/wording.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// kReportSchema is the version of report.json's shape: raised when a member goes or changes its
// meaning, not when one is added.
inline constexpr int kReportSchema = 1;

// The document of report.json, from which every other file of a report is made:
//   {"schema_version", "program", "version", "seed", "start", "target", "driver", "interrupted",
//    "exit_code", "summary": {"scenarios", "steps", "passed", "failed", "warnings", "infos",
//    "not_run", "errors"}, "scenarios": [{"name", "title", "variant": {…}, "must_fail", "verdict",
//    "repeat", "findings": [one a step], "lineage": {…} or null,
//    "transcript": {"dropped", "exchanges": […]} or null}],
//    "words": {"reasons": {NAME: {"meaning", "consequence", "remedy", "basis", "source"}},
//              "guide": {ID: {"section", "text"}}}}
// The same run gives the same bytes: nothing in it tells the time of the real world.
Json report_document(const RunResult& run, const Wording& wording = {});

// Writes report.json.
std::string json_report(const RunResult& run, const Wording& wording = {});

}  // namespace rehearse::harness
