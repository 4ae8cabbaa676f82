#pragma once

#include <signal.h>

#include <string>
#include <string_view>

#include "harness/serve.h"
#include "mocks/bench.h"

// What `serve` and `guide` share: the mocks' options, and how a program that serves ends.
namespace rehearse::harness {

// The options of the bench; the error is a sentence that names the flag.
Result<BenchOptions, std::string> bench_options(const ServeOptions& options);

// Blocks the signals that end the program, in this thread and in every one started later, so that
// sigwait alone receives them. A client that hangs up must not end the program either.
sigset_t claim_signals();

// PrivateFile is a temporary file that only this user can read, removed at the end.
class PrivateFile {
 public:
  PrivateFile() = default;
  ~PrivateFile();
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  bool write(std::string_view content);
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace rehearse::harness
