#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/target/target.h"
#include "mocks/core/time.h"

namespace rehearse::harness {

struct MockOptions {
  uint64_t seed = 1;
  TimePoint start = kRunStart;
  std::string org_mode{"legacy"};                            // "legacy" or "locked-2026"
  std::vector<std::pair<std::string, std::string>> dials{};  // name and value, in order
  std::string data_centre{"us"};
  std::vector<std::string> client_bugs{};
  std::string mutant{};
  wire::HttpWrapper watch_workato{};  // around Workato's calls to the org
  bool tls = true;  // TLS under the documented host names; false: plain HTTP by address
};

// Starts a fresh pair of mocks on loopback and gives the target that reaches them. It can
// everything; control goes to the facade directly, without a listener.
Result<std::unique_ptr<Target>, Trouble> start_mock_target(const MockOptions& options);

}  // namespace rehearse::harness
