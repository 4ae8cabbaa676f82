// What a run on a sandbox takes beside the org: the guide over the Metadata API, Connect REST and a
// browser's session, on a mock org that is reached as a sandbox is.
#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>

#include "harness/sandbox/sandbox_run.h"
#include "harness/scenario/runner.h"
#include "harness/target/mock_org.h"
#include "harness/target/scratch_folder.h"
#include "mocks/real_clock.h"
#include "tests/support/memory_terminal.h"
#include "tests/support/project_scenarios.h"
#include "tests/support/recording_observer.h"

namespace rehearse::bench {
namespace {

using namespace harness;
using Clock = std::chrono::steady_clock;

// Adds up how long the org takes to answer.
class TimedCall final : public wire::HttpCall {
 public:
  TimedCall(const CurlOptions& network, Clock::duration& spent) : inner_(network), spent_(spent) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    const auto began = Clock::now();
    auto answer = inner_.send(request);
    spent_ += Clock::now() - began;
    return answer;
  }

 private:
  CurlCall inner_;
  Clock::duration& spent_;
};

SandboxOptions options_for(MockOrg& org, const ScratchFolder& journals, Clock::duration& spent) {
  SandboxOptions options{
      .journals = journals.path().string(),
      .now = present_time,
      .wait = [](std::chrono::milliseconds, const std::function<bool()>&) { return true; },
      .make_http = [network = org.network(),
                    &spent](const CurlOptions&) -> std::unique_ptr<wire::HttpCall> {
        return std::make_unique<TimedCall>(network, spent);
      }};
  options.target.salesforce = TargetFile::Salesforce::sandbox;
  options.target.workato = TargetFile::Workato::engine;
  options.target.my_domain = org.my_domain();
  options.target.organization_id = org.organization_id();
  options.target.login = {.kind = OrgLogin::Kind::access_token,
                          .secret = {SecretSource::Kind::prompt, "token"}};
  options.target.addresses = {"127.0.0.1"};
  return options;
}

// The harness's own time a step is everything but the org's: the engine that plays Workato, the
// guard, the journal's fsync, the login. The two stand in the same run, so that a loaded machine
// slows both.
void guide_on_a_sandbox(benchmark::State& state) {
  const Vocabulary words = harness::testing::project_words();
  const Scenario guide = harness::testing::project_scenario("guide", words);
  auto org = start_mock_org({.seed = 1});
  if (!org) return state.SkipWithError(org.error().what.c_str());
  Clock::duration of_org{}, of_all{};
  int64_t steps = 0;
  for (auto _ : state) {
    const ScratchFolder journals;
    auto terminal = std::make_unique<MemoryTerminal>();
    terminal->answers = {org.value()->access_token()};
    const auto began = Clock::now();
    {
      const auto targets =
          sandbox_targets(options_for(*org.value(), journals, of_org), std::move(terminal), "api");
      harness::testing::RecordingObserver observer;
      Runner runner(words, *targets, observer, [] { return false; });
      runner.leave_out_transcripts();
      const RunResult run = runner.run({.seed = 1}, kRunStart, {{&guide.plans.at(0), ""}});
      if (exit_code(run) != 0) state.SkipWithError("the guide does not pass");
      for (const Finding& finding : run.scenarios.at(0).findings)
        steps += finding.verdict == Verdict::pass ? 1 : 0;
    }
    of_all += Clock::now() - began;
  }
  const auto milliseconds_a_step = [&](Clock::duration length) {
    return std::chrono::duration<double, std::milli>(length).count() /
           double(std::max<int64_t>(steps, 1));
  };
  state.counters["own_ms_a_step"] = milliseconds_a_step(of_all - of_org);
  state.counters["org_ms_a_step"] = milliseconds_a_step(of_org);
}
BENCHMARK(guide_on_a_sandbox)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace rehearse::bench
