#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/report/result.h"
#include "harness/report/transcript.h"
#include "harness/report/wording.h"

namespace rehearse::harness {

// Report is report.json once it is read: all that the other files of a report are made of.
struct Report {
  RunResult run{};                        // the scenarios' own transcripts are left out
  std::vector<Transcript> transcripts{};  // one a scenario
  ReportWords words{};
};

// Reads what report_document gives. What later versions of this program added may be missing. The
// error is a sentence that names the place and what should stand there.
Result<Report, std::string> read_report(const Json& document);
// The same from report.json's text.
Result<Report, std::string> read_report(std::string_view text);

}  // namespace rehearse::harness
