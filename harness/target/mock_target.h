#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/target/curl_call.h"
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

// BrowserReach is how a browser on this machine gets to the sites by their documented names.
struct BrowserReach {
  std::vector<HostRoute> routes{};  // empty: the sites are addresses already
  std::string key_digest{};         // of the only key to trust beside the known authorities
};

// Starts a fresh pair of mocks on loopback and gives the target that reaches them. It can
// everything; control goes to the facade directly, without a listener.
// `reach` is told how a browser gets there.
Result<std::unique_ptr<Target>, Trouble> start_mock_target(const MockOptions& options,
                                                           BrowserReach* reach = nullptr);

}  // namespace rehearse::harness
