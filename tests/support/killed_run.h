#pragma once

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "tests/support/program.h"
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

// The files in the folder of an org's journals.
inline std::vector<std::string> journals_of(const SandboxLike& org) {
  std::vector<std::string> left;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(org.journals(), none))
    left.push_back(entry.path().filename().string());
  return left;
}

}  // namespace rehearse::testing
