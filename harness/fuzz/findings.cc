#include "harness/fuzz/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <system_error>

#include "harness/scenario/library.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kFile = "finding.json";
constexpr std::array<std::string_view, 5> kFiles{kFile, "minimized", "transcript.jsonl",
                                                 "scenario.json", "curl.sh"};

uint64_t count_of(const Json& json, std::string_view name) {
  return uint64_t(std::max<int64_t>(0, integer_member(json, name).value_or(0)));
}

FolderError unwritable(const fs::path& folder) {
  return {fmt::format("The folder {} cannot be written; name one that can be, with --findings.",
                      folder.string()),
          true};
}

bool is_writable(const fs::path& folder) {
  std::error_code ignored;
  const bool written = write_whole(folder / ".probe", "");
  fs::remove(folder / ".probe", ignored);
  return written;
}

}  // namespace

Json to_json(const FuzzFinding& finding) {
  return {{"version", FuzzFinding::kVersion},
          {"target", finding.target},
          {"program", finding.program},
          {"kind", finding.breakage.kind},
          {"promise", finding.breakage.promise},
          {"sentence", finding.breakage.sentence},
          {"place", finding.breakage.place},
          {"executions", finding.executions},
          {"seed", finding.seed},
          {"times", finding.times},
          {"size", finding.size},
          {"minimized", finding.minimized},
          {"tried", finding.tried},
          {"repeats", finding.repeats},
          {"repeat", finding.repeat},
          {"no_scenario", finding.no_scenario}};
}

Result<FuzzFinding, FolderError> read_finding(const fs::path& folder) {
  const std::string shown = (folder / kFile).string();
  const auto text = read_text(shown);
  if (!text)
    return FolderError{
        fmt::format("There is no finding in {}: it has no readable {}.", folder.string(), kFile)};
  const auto json = parse_json(*text);
  if (!json || !json.value().is_object())
    return FolderError{
        fmt::format("{} is no finding: {}.", shown, json.ok() ? "it is no object" : json.error())};
  const Json& from = json.value();
  const int64_t version = integer_member(from, "version").value_or(0);
  if (version != FuzzFinding::kVersion)
    return FolderError{fmt::format(
        "{} is of version {}; this program reads version {}. Its input is still good: take it "
        "into a corpus with --merge, and move the folder away.",
        shown, version, FuzzFinding::kVersion)};
  const auto text_of = [&from](std::string_view name) {
    return string_member(from, name).value_or("");
  };
  return FuzzFinding{.target = text_of("target"),
                     .program = text_of("program"),
                     .breakage = {.kind = text_of("kind"),
                                  .promise = text_of("promise"),
                                  .sentence = text_of("sentence"),
                                  .place = text_of("place")},
                     .executions = count_of(from, "executions"),
                     .seed = count_of(from, "seed"),
                     .times = count_of(from, "times"),
                     .size = size_t(count_of(from, "size")),
                     .minimized = size_t(count_of(from, "minimized")),
                     .tried = bool_member(from, "tried").value_or(true),
                     .repeats = bool_member(from, "repeats").value_or(false),
                     .repeat = text_of("repeat"),
                     .no_scenario = text_of("no_scenario")};
}

Result<FindingsFolder, FolderError> FindingsFolder::open(const fs::path& folder,
                                                         const std::string& target) {
  std::error_code error;
  FindingsFolder findings(folder);
  fs::create_directories(findings.arrivals(), error);
  if (error || !is_writable(findings.arrivals())) return unwritable(folder);
  findings.lock_ = FolderLock::take(folder);
  if (!findings.lock_) return in_use(folder, "--findings");
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    if (name.starts_with('.') || !at->is_directory(ignored)) continue;
    // Cut off before its last file was written: its input arrives once more.
    if (!fs::exists(at->path() / kFile, ignored)) {
      fs::rename(at->path() / "input", findings.arrivals() / ("crash-" + name), ignored);
      fs::remove_all(at->path(), ignored);
      continue;
    }
    auto read = read_finding(at->path());
    if (!read) return read.error();
    if (read.value().target != target)
      return FolderError{
          fmt::format("{} is a finding of the target \"{}\", not of \"{}\"; name "
                      "another folder with --findings.",
                      at->path().string(), read.value().target, target)};
    findings.all_.emplace(name, std::move(read).value());
  }
  if (error)
    return FolderError{fmt::format("The folder {} cannot be read.", folder.string()), true};
  return findings;
}

std::vector<fs::path> FindingsFolder::left_over() const {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(arrivals(), error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool FindingsFolder::count_again(const Breakage& breakage) {
  const auto known = all_.find(signature(breakage));
  if (known == all_.end()) return false;
  ++known->second.times;
  update(known->second);
  return true;
}

bool FindingsFolder::add(const FuzzFinding& finding, std::string_view input,
                         std::string_view report) {
  const fs::path folder = folder_of(finding.breakage);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return false;
  // `finding.json` goes first: what is cut off from here on arrives once more.
  for (const std::string_view name : kFiles) fs::remove(folder / name, error);
  mark_checked(finding.breakage);
  return write_whole(folder / "input", input) && write_whole(folder / "report.txt", report) &&
         update(finding);
}

bool FindingsFolder::update(const FuzzFinding& finding) {
  all_[signature(finding.breakage)] = finding;
  return write_whole(folder_of(finding.breakage) / kFile, dump_json(to_json(finding), 2) + "\n");
}

}  // namespace rehearse::harness
