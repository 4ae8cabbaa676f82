#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/driver/target_factory.h"
#include "harness/sandbox/sandbox_run.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// TargetChoice is where a run is to happen, as the command line has it.
struct TargetChoice {
  std::string target{"mock"};      // or the path of a target file
  std::string driver{};            // pages, api or browser; empty: the target's own
  bool headed = false;             // the browser on the screen
  std::string web_driver{};        // the WebDriver server to use; empty: one of our own
  std::string journals{};          // the folder of a sandbox's journals
  bool developer_edition = false;  // the second flag
  std::function<bool()> interrupted{};
  std::function<int()> times_interrupted{};
};

struct Targets {
  std::unique_ptr<TargetFactory> factory{};
  std::string driver{};  // as chosen
  std::string kind{};    // "mock" or "sandbox"
};

// NoTargets is why there are none: a mistake in what was asked for, or something that is missing
// or does not work around it.
struct NoTargets {
  std::string what{};
  bool is_trouble = false;
};

// The places in which scenarios run. The error is a sentence about the flags, or a line for each
// thing that is wrong with the target file, or says what the browser lacks. Nothing has been
// reached yet but the driver of the browser.
Result<Targets, NoTargets> make_targets(const TargetChoice& choice);

// Reads a target file; the error is as read_target_file's, or says that it cannot be read.
Result<TargetFile, std::string> load_target_file(const std::string& path);
// What a run on that sandbox needs from around it: real time, waiting that an interrupt ends, the
// network.
SandboxOptions sandbox_options(TargetFile target, const TargetChoice& choice);

}  // namespace rehearse::harness
