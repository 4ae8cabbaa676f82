#pragma once

#include <string>
#include <vector>

#include "harness/report/result.h"

namespace rehearse::harness {

struct ReportFile {
  std::string name{}, text{};
};

// lineage_files are the lineages of a run, as JSON and as a picture each: `lineage.json` and
// `lineage.svg` where there is one, else `lineage/SCENARIO,VARIANT=VALUE.json` and `.svg`, with
// what file names had better not hold replaced by `-`.
std::vector<ReportFile> lineage_files(const RunResult& run);

}  // namespace rehearse::harness
