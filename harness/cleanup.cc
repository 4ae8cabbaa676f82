#include "harness/cleanup.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/sandbox/left_behind.h"
#include "harness/targets.h"

namespace rehearse::harness {
namespace {

void tell(const RunJournal& journal) {
  const RunHeader& header = journal.header();
  fmt::print("Run {} of {} on {} ({}):\n", header.run, header.began_at, header.my_domain,
             header.target);
  for (const auto& [entry, resource] : journal.left())
    fmt::print("  {} {}{}\n", to_text(resource.kind), resource.name,
               resource.id.empty() ? ", which may not have come to be" : "");
  if (journal.was_cut())
    fmt::print(
        "  The last line of the journal was cut by a crash; what it was to announce was not "
        "done.\n");
}

// A run that is going on takes its things away by itself.
bool is_going_on(const std::string& path, const std::string& error) {
  if (error.find("is still going on") == std::string::npos) return false;
  fmt::print("{}: its run is still going on.\n", path);
  return true;
}

int list(const std::vector<std::string>& paths) {
  int code = kAllPassed;
  for (const std::string& path : paths) {
    const auto journal = RunJournal::look(path);
    if (journal) {
      tell(*journal.value());
    } else if (!is_going_on(path, journal.error())) {
      fmt::print(stderr, "rehearse cleanup: {}\n", journal.error());
      code = kBadUsage;
    }
  }
  return code;
}

// One journal. The journal's file goes with the last thing that it names.
int clean(const std::string& path, const CleanupOptions& options,
          const std::function<bool()>& interrupted) {
  auto journal = RunJournal::resume(path);
  if (!journal) {
    if (is_going_on(path, journal.error())) return kAllPassed;
    fmt::print(stderr, "rehearse cleanup: {}\n", journal.error());
    return kBadUsage;
  }
  if (journal.value()->left().empty()) {
    const auto gone = journal.value()->finish();
    return gone ? kAllPassed : kTrouble;
  }
  tell(*journal.value());
  const std::string file =
      options.target.empty() ? journal.value()->header().target : options.target;
  auto target = load_target_file(file);
  if (!target) {
    fmt::print(stderr, "rehearse cleanup: {}; --target FILE names another\n", target.error());
    return kBadUsage;
  }
  const TargetChoice choice{.target = file,
                            .journals = options.journals,
                            .developer_edition = options.developer_edition,
                            .interrupted = interrupted};
  const std::unique_ptr<Terminal> terminal = system_terminal(interrupted);
  const auto done = take_away(sandbox_options(std::move(target).value(), choice), *terminal,
                              std::move(journal).value());
  for (const std::string& line : done.told) fmt::print("  {}\n", line);
  for (const std::string& line : done.left) fmt::print(stderr, "rehearse cleanup: {}\n", line);
  if (done.trouble) return kTrouble;
  return done.left.empty() ? kAllPassed : kCheckFailed;
}

}  // namespace

int cleanup(const CleanupOptions& options) {
  std::error_code missing;
  const auto status = std::filesystem::status(options.journals, missing);
  const bool is_there = std::filesystem::exists(status);
  if ((is_there && !std::filesystem::is_directory(status)) ||
      (is_there && access(options.journals.c_str(), R_OK | X_OK) != 0)) {
    fmt::print(stderr,
               "rehearse cleanup: {} is no folder that can be read; --journal DIR names another\n",
               options.journals);
    return kTrouble;
  }
  const std::vector<std::string> paths = journals_in(options.journals);
  if (paths.empty())
    fmt::print("Nothing is left of earlier runs (looked in {}).\n",
               std::filesystem::absolute(options.journals).string());
  if (options.list) return list(paths);
  const Interrupt interrupt;
  const auto interrupted = [&interrupt] { return interrupt.requested(); };
  int code = kAllPassed;
  for (const std::string& path : paths) {
    if (interrupted()) break;
    code = std::max(code, clean(path, options, interrupted));
  }
  if (!interrupted()) return code;
  fmt::print(stderr, "rehearse cleanup: interrupted; what is left goes when it is run again\n");
  return kInterrupted;
}

}  // namespace rehearse::harness
