#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rehearse::harness {

// ServeOptions are the flags of `rehearse serve`, as written on the command line.
struct ServeOptions {
  uint16_t salesforce_port = 0;  // 0: a free one
  uint16_t workato_port = 0;
  uint16_t control_port = 0;
  bool tls = false;
  std::string org_mode{"legacy"};  // or "locked-2026"
  bool sandbox = false;
  uint64_t seed = 1;
  std::string start{};              // ISO 8601; empty: the present
  std::string listen{"127.0.0.1"};  // an address, IPv4 or IPv6
  std::string workato_token{"wrkmock-rehearsal"};
  std::vector<std::string> dials{};    // each NAME=VALUE
  std::vector<std::string> bugs{};     // mistakes that Workato is to make
  std::vector<std::string> mutants{};  // rules that the org is to break
  std::string data_centre{"us"};       // of Workato
  bool ticking = false;                // virtual time follows real time
  // Serves the org as a sandbox is served (TLS, its host names, a clock that runs) and writes the
  // target file that reaches it, which goes when the serving ends. Empty: neither.
  std::string target_file{};
};

// Serves until SIGTERM or SIGINT. Prints one line of JSON with the addresses on standard output
// once ready, and nothing else there. Returns the exit code: 0 ended by a signal, 2 a flag that
// makes no sense, 3 a port that cannot be had or a file that cannot be written.
int serve(const ServeOptions& options);

}  // namespace rehearse::harness
