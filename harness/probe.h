#pragma once

#include <string>

namespace rehearse::harness {

// ProbeOptions are the flags of `rehearse fuzz --target FILE`: the list of changed requests sent
// to a running server.
struct ProbeOptions {
  std::string target{};  // the file that describes the server
  std::string report{};  // the folder for probe.json and junit.xml; empty: none
  std::string only{};    // what the ids of probes begin with; empty: all
  bool quiet = false;    // without the progress bar
};

// Sends the list to the server that the file describes and to a mock, and tells where they differ.
// Returns the exit code: 0 no difference, 1 differences, 2 a bad target file or one that may not be
// probed, 3 the server is unreachable or stopped answering, 130 interrupted.
int probe(const ProbeOptions& options);

}  // namespace rehearse::harness
