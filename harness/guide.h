#pragma once

#include <cstdint>
#include <string>

#include "harness/serve.h"

namespace rehearse::harness {

// GuideOptions are the flags of `rehearse guide`.
struct GuideOptions {
  ServeOptions mocks{};  // as for `rehearse serve`
  uint16_t port = 0;     // of the guide's own pages; 0: a free one
  bool no_open = false;  // do not open a browser
  std::string report{};  // the folder for certificate.md; empty: none
  std::string root{};    // the folder with scenarios/ and fixtures/
};

// Starts both mocks and the guide's pages, prints the address of the pages and serves until SIGTERM
// or SIGINT; then prints the certificate's summary. Returns the exit code: 0 ended by a signal, 2 a
// flag that makes no sense, 3 a port that cannot be had or a file that cannot be written.
int guide(const GuideOptions& options);

}  // namespace rehearse::harness
