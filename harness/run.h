#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rehearse::harness {

// RunOptions are the flags of `rehearse run`, as written on the command line.
struct RunOptions {
  std::vector<std::string> scenarios{};  // names, paths, folders; empty: the guide
  bool all = false;
  std::string target{"mock"};
  std::string driver{};      // pages, api or browser; empty: pages on mocks, api on a sandbox
  bool headed = false;       // the browser on the screen
  std::string web_driver{};  // of a browser that somebody else runs
  std::string journals{".cache/runs"};  // of what runs on sandboxes make
  bool developer_edition = false;       // an org that is no sandbox may be used
  uint64_t seed = 1;
  std::string shard{};                  // I/N; empty: all runs
  std::string report{};                 // a folder; empty: no report
  std::string record{};                 // a folder for recordings; empty: none are made
  std::vector<std::string> settings{};  // each NAME=VALUE
  std::vector<std::string> dials{};     // each NAME=VALUE
  std::vector<std::string> variants{};  // each NAME=VALUE
  std::vector<std::string> bugs{};      // mistakes that Workato is to make
  std::string mutant{};                 // the rule that the org is to break
  std::string data_centre{};            // of Workato; empty: the scenario's
  std::string start{};                  // ISO 8601; empty: kRunStart
  bool quiet = false;
  std::string root{};  // empty: found
};

// Runs scenarios and reports on them. Returns the exit code: 0 all passed, 1 a check failed, 2 the
// command line or a scenario makes no sense, 3 trouble, 130 interrupted.
int run(const RunOptions& options);

}  // namespace rehearse::harness
