#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "harness/sandbox/sandbox_run.h"
#include "harness/scenario/runner.h"
#include "mocks/real_clock.h"
#include "tests/support/memory_terminal.h"
#include "tests/support/recording_observer.h"
#include "tests/support/sandbox_like.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {

// What a run on that org needs, in this process: waiting moves the org's clock, unless the run is
// interrupted.
inline harness::SandboxOptions options_in_process(SandboxLike& org) {
  auto target = harness::read_target_file(read_file(org.target()), org.target());
  EXPECT_TRUE(target.ok()) << (target.ok() ? "" : target.error());
  target.value().path = org.target();
  return {.target = std::move(target).value(),
          .journals = org.journals(),
          .now = present_time,
          .wait =
              [&org](std::chrono::milliseconds length, const std::function<bool()>& interrupted) {
                if (interrupted && interrupted()) return false;
                org.ask("POST", "/clock",
                        R"({"advance":")" + std::to_string(length.count()) + R"(ms"})");
                return true;
              },
          .make_http =
              [](const harness::CurlOptions& curl) {
                return std::make_unique<harness::CurlCall>(curl);
              }};
}

// Calls something before and after each request that goes out to an org.
class WatchedCall final : public wire::HttpCall {
 public:
  using Answer = Result<wire::WireResponse, Trouble>;
  using Watch = std::function<void(const wire::HttpRequest&, const Answer*)>;  // null: before it
  WatchedCall(std::unique_ptr<wire::HttpCall> inner, Watch watch)
      : inner_(std::move(inner)), watch_(std::move(watch)) {}
  Answer send(const wire::HttpRequest& request) override {
    watch_(request, nullptr);
    auto answer = inner_->send(request);
    watch_(request, &answer);
    return answer;
  }

 private:
  std::unique_ptr<wire::HttpCall> inner_;
  Watch watch_;
};

// The same, with a watch on all that goes out.
inline harness::SandboxOptions watched(harness::SandboxOptions options, WatchedCall::Watch watch) {
  options.make_http = [watch = std::move(watch)](const harness::CurlOptions& curl) {
    return std::make_unique<WatchedCall>(std::make_unique<harness::CurlCall>(curl), watch);
  };
  return options;
}

// Runs plans on an org, in this process.
inline harness::RunResult run_in_process(harness::SandboxOptions options,
                                         const harness::Vocabulary& words,
                                         const std::vector<harness::PlannedRun>& planned) {
  const std::function<bool()> interrupted = options.interrupted;
  const auto targets = harness::sandbox_targets(std::move(options),
                                                std::make_unique<harness::MemoryTerminal>(), "api");
  harness::testing::RecordingObserver observer;
  harness::Runner runner(words, *targets, observer, interrupted);
  runner.leave_out_transcripts();
  harness::RunResult run;
  run.seed = 1;
  run.driver = "api";
  return runner.run(std::move(run), present_time(), planned);
}

}  // namespace rehearse::testing
