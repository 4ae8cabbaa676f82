#pragma once

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "harness/sandbox/left_behind.h"
#include "tests/support/program.h"
#include "tests/support/sandbox_in_process.h"
#include "tests/support/sandbox_like.h"

namespace rehearse::testing {

// KillPoint is the request at which a run is killed, while it waits for the answer: before it took
// effect ("before"), or after ("committed").
struct KillPoint {
  std::string side{"salesforce"};  // or "workato"
  int ordinal = 1;
  std::string at{"before"};
  std::string route{"*"};
};

// Kills a run of the guide at that point; false if it makes no such request.
inline bool kill_run(SandboxLike& org, const KillPoint& point) {
  org.ask("DELETE", "/faults");
  org.ask("POST", "/faults",
          dump_json({{"route", point.route},
                     {"side", point.side},
                     {"ordinal", point.ordinal},
                     {"at", point.at},
                     {"action", "delay"},
                     {"value", 30'000}}));
  Program program({"run", "guide", "--target", org.target(), "--journal", org.journals()});
  const bool fired = program.lives_until([&] {
    const Json faults = org.ask("GET", "/faults");
    const Json* list = find_member(faults, "faults");
    const Json& one = list != nullptr ? list->front() : faults.front();
    return integer_member(one, "fired").value_or(0) > 0;
  });
  program.signal(SIGKILL);
  (void)program.wait();
  org.ask("DELETE", "/faults");
  return fired;
}

// Does what `rehearse cleanup` does, without a process of its own; what stays, a sentence each.
// Waiting for the org moves its clock.
inline std::vector<std::string> clean_up(SandboxLike& org) {
  std::vector<std::string> left;
  for (const std::string& path : harness::journals_in(org.journals())) {
    auto journal = harness::RunJournal::resume(path);
    if (!journal) {
      left.push_back(journal.error());
      continue;
    }
    if (journal.value()->left().empty()) {
      if (const auto done = journal.value()->finish(); !done) left.push_back(done.error());
      continue;
    }
    harness::MemoryTerminal nobody;
    const auto done =
        harness::take_away(options_in_process(org), nobody, std::move(journal).value());
    left.insert(left.end(), done.left.begin(), done.left.end());
  }
  return left;
}

// The files in the folder of an org's journals.
inline std::vector<std::string> journals_of(const SandboxLike& org) {
  std::vector<std::string> left;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(org.journals(), none))
    left.push_back(entry.path().filename().string());
  return left;
}

}  // namespace rehearse::testing
