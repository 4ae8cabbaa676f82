#pragma once

#include <string>

#include "harness/report/page_parts.h"
#include "harness/report/report_folder.h"
#include "harness/report/result.h"
#include "harness/resources.h"

namespace rehearse::harness {

// ReportOptions are the flags of `rehearse report`.
struct ReportOptions {
  std::string folder{};  // of `rehearse run --report`
  std::string root{};    // empty: found
};

// Makes the other files of a report again, from its report.json and the pictures beside it: byte
// for byte what the run wrote. Returns the exit code: 2 for a folder without a report that can be
// read, 3 if a file can't be written.
int report(const ReportOptions& options);

// The page's parts from the folder of the data files; the error names the one that is missing.
Result<PageParts, std::string> load_page_parts(const std::string& root);

// Writes all the files of a run's report; the error is a sentence.
Result<Done, std::string> write_report(const RunResult& run, const Guide& guide,
                                       const PageParts& parts, const ReportFolder& folder);

}  // namespace rehearse::harness
