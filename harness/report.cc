#include "harness/report.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/exit_codes.h"
#include "harness/report/json_report.h"
#include "harness/report/report_files.h"
#include "harness/scenario/library.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

int complain(int code, std::string_view what) {
  fmt::print(stderr, "rehearse report: {}\n", what);
  return code;
}

// Everything but report.json, which is what they are made of.
Result<std::vector<std::string>, std::string> write_others(const Report& report,
                                                           const PageParts& parts,
                                                           const ReportFolder& folder) {
  const auto find_picture = [&](std::string_view name) {
    return read_picture(folder.path(), name);
  };
  const auto files = report_files(report, parts, find_picture);
  if (!files) return files.error();
  std::vector<std::string> names;
  for (const ReportFile& file : files.value()) {
    if (const auto written = folder.write(file.name, file.text); !written) return written.error();
    names.push_back(file.name);
  }
  return names;
}

Result<Report, std::string> read_folder(const std::string& folder) {
  constexpr std::string_view kRemedy = "give the folder of `rehearse run --report DIR`";
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return fmt::format("there is no folder \"{}\"; {}", folder, kRemedy);
  const std::string file = folder + "/report.json";
  if (!fs::exists(file, error))
    return fmt::format("the folder \"{}\" has no report.json; {}", folder, kRemedy);
  const auto text = fs::is_regular_file(file, error) ? read_text(file) : std::nullopt;
  if (!text) return fmt::format("\"{}\" can't be read; see who may read it", file);
  auto document = parse_json(*text);
  if (!document)
    return fmt::format("\"{}\" is no whole JSON, perhaps cut short: {}; repeat the run", file,
                       document.error());
  auto report = read_report(document.value());
  if (!report) return fmt::format("\"{}\": {}", file, report.error());
  return report;
}

}  // namespace

Result<PageParts, std::string> load_page_parts(const std::string& root) {
  PageParts parts;
  for (const auto& [name, part] : kPageFiles) {
    auto text = read_text(fmt::format("{}/{}", root, name));
    if (!text) return fmt::format("\"{}/{}\" can't be read; the page is made of it", root, name);
    parts.*part = std::move(*text);
  }
  return parts;
}

// What the other files are made of has gone through report.json's document, so that they come out
// the same when they are made again.
Result<Done, std::string> write_report(const RunResult& run, const Guide& guide,
                                       const PageParts& parts, const ReportFolder& folder) {
  Report read;
  {
    const Json document = report_document(run, {&guide, find_reason});
    const auto written = folder.write("report.json", dump_json(document, 2) + "\n");
    if (!written) return written.error();
    auto report = read_report(document);
    if (!report) return "report.json: " + report.error();
    read = std::move(report).value();
  }
  const auto others = write_others(read, parts, folder);
  if (!others) return others.error();
  return Done{};
}

int report(const ReportOptions& options) {
  const auto root = find_root(options.root);
  if (!root) return complain(kBadUsage, root.error().front());
  const auto parts = load_page_parts(root.value());
  if (!parts) return complain(kBadUsage, parts.error());
  const auto read = read_folder(options.folder);
  if (!read) return complain(kBadUsage, read.error());
  const auto folder = ReportFolder::open(options.folder);
  if (!folder) return complain(kTrouble, folder.error());
  const auto names = write_others(read.value(), parts.value(), folder.value());
  if (!names) return complain(kTrouble, names.error());
  for (const std::string& name : names.value()) fmt::print("{}/{}\n", options.folder, name);
  if (std::fflush(stdout) != 0) return complain(kTrouble, "standard output cannot be written");
  return kAllPassed;
}

}  // namespace rehearse::harness
