#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "harness/sandbox/target_file.h"
#include "harness/sandbox/terminal.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// Secret is a text that is never printed: it is no string, so nothing prints it by accident.
struct Secret {
  std::string value{};
};

// Reads a secret where its source says, without the white space around it. The error is a sentence
// that names the variable or the file, what is wrong (missing, empty, readable by others, not this
// user's, no regular file, longer than 64 KiB) and the remedy; never the secret.
Result<Secret, std::string> read_secret(const SecretSource& source, Terminal& terminal,
                                        std::chrono::seconds within);
// SecretLock keeps other runs on this machine from using what a file source holds, as long as it
// lives: a refresh token that two use at once ends the whole connection. It waits for its turn,
// unless it is interrupted.
class SecretLock {
 public:
  SecretLock(const SecretSource& source, const std::function<bool()>& interrupted);
  ~SecretLock();
  SecretLock(const SecretLock&) = delete;
  SecretLock& operator=(const SecretLock&) = delete;

 private:
  int descriptor_ = -1;  // of a file beside the secret's
};

// Replaces what a file source holds, as a whole or not at all (a new file of mode 0600 beside it,
// fsync, rename).
Result<Done, std::string> write_secret(const SecretSource& source, const std::string& secret);

}  // namespace rehearse::harness
