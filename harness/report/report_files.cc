#include "harness/report/report_files.h"

#include "harness/report/har_report.h"
#include "harness/report/html_report.h"
#include "harness/report/junit_report.h"
#include "harness/report/tap_report.h"

namespace rehearse::harness {

Result<std::vector<ReportFile>, std::string> report_files(const Report& report,
                                                          const PageParts& parts,
                                                          const FindPicture& find_picture) {
  auto page = html_report(report, parts, find_picture);
  if (!page) return page.error();
  std::vector<ReportFile> files = lineage_files(report.run);
  files.push_back({"junit.xml", junit_report(report.run)});
  files.push_back({"report.tap", tap_report(report.run)});
  files.push_back({"exchanges.har", har_report(report)});
  files.push_back(std::move(page).value());
  return files;
}

}  // namespace rehearse::harness
