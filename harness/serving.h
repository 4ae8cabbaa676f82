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

// PrivateFile is a file that only this user can read, removed at the end.
class PrivateFile {
 public:
  PrivateFile() = default;
  ~PrivateFile();
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  // False: no such file can be written. `what` stands in its name.
  bool write(std::string_view what, std::string_view content);
  // The same with a name of the caller's. False as well where that file is there already.
  bool write_new(const std::string& path, std::string_view content);
  const std::string& path() const { return path_; }

 private:
  bool fill(int file, const std::string& path, std::string_view content);
  std::string path_;
};

}  // namespace rehearse::harness
