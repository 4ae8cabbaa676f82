#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/core/result.h"

namespace rehearse::harness {

// How much a server that is not on this machine is asked in one run, and how fast.
inline constexpr int kMostForeignRequests = 200;
inline constexpr int kMostForeignRate = 5;  // a second

// ProbeTarget is a server to probe, as its file describes it. There is no secret in it: the probe
// makes its own on a mock and sends none anywhere else.
struct ProbeTarget {
  std::string salesforce{};  // origin
  std::string control{};     // the mock's control listener; empty: a server that cannot be steered
  std::string ca{};          // a PEM file trusted instead of the system's authorities
  // Of an app that is there, for a server without control; empty: made up.
  std::string client_id{}, redirect_uri{};
  // What the mock is to be like that the answers are compared with.
  std::string org_mode{"legacy"};
  std::vector<std::pair<std::string, std::string>> dials{};
  bool allow_parameter_probe = false;
  int requests_per_second = 0;                // 0: as fast as it goes
  int most_requests = 0;                      // 0: no bound
  std::chrono::milliseconds deadline{5'000};  // of one request

  bool is_loopback() const;
};

// Reads the text of a target file; `shown` is how messages call it. The error is one line for each
// thing that is wrong: file, line, path, what and the remedy.
Result<ProbeTarget, std::string> read_probe_target(std::string_view text, const std::string& shown);

// Why the target may not be probed at all, as a sentence; nothing if it may. Nobody is asked for
// that: it goes by the address as it is written.
std::optional<std::string> why_not_probed(const ProbeTarget& target);

}  // namespace rehearse::harness
