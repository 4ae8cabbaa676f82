#pragma once

#include <string>
#include <vector>

#include "harness/report/lineage_files.h"
#include "harness/report/page_parts.h"
#include "harness/report/picture.h"
#include "harness/report/report.h"

namespace rehearse::harness {

// report_files are all the files of a report that are made of report.json: report.html,
// exchanges.har, report.tap, junit.xml and the lineages. The same report gives the same bytes. The
// error is a sentence: what is wrong with the page's template.
Result<std::vector<ReportFile>, std::string> report_files(const Report& report,
                                                          const PageParts& parts,
                                                          const FindPicture& find_picture);

}  // namespace rehearse::harness
