#include "harness/target_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>

#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/mock_vocabulary.h"
#include "harness/resources.h"
#include "harness/sandbox/org_survey.h"
#include "harness/sandbox/sandbox_target.h"
#include "harness/scenario/library.h"
#include "harness/scenario/load.h"
#include "harness/targets.h"
#include "mocks/core/time.h"

namespace rehearse::harness {
namespace {

int complain(std::string_view why, int code) {
  fmt::print(stderr, "rehearse target check: {}\n", why);
  return code;
}

// How far a scenario could go: its steps, and what those need that a sandbox has not.
struct Reach {
  size_t steps = 0, possible = 0;
  std::map<std::string, size_t> lacking{};
};

// Why a plan is not begun at all on a real org; empty: it is.
std::string what_only_a_mock_can_be(const Plan& plan) {
  if (!plan.mutant.empty()) return "mutants";
  if (plan.org_mode != "legacy") return "org modes";
  const bool turns = std::any_of(plan.dials.begin(), plan.dials.end(), [](const auto& dial) {
    return !dial.first.starts_with("workato.");
  });
  return turns ? "dials" : "";
}

// What a step needs that a real org has not; empty: nothing.
std::string lacking_for(const PlanStep& step, std::chrono::seconds longest_pause) {
  const std::string need(step.verb->needs);
  if (!need.empty() && !SandboxTarget::offers(need)) return need;
  if (need != "time") return "";
  const auto pause = parse_duration(string_member(step.with, "by").value_or(""));
  return pause && pause.value() <= longest_pause
             ? ""
             : fmt::format("pauses over {} s", longest_pause.count());
}

Reach reach_of(const Scenario& scenario, std::chrono::seconds longest_pause) {
  Reach reach;
  for (const Plan& plan : scenario.plans) {
    // What follows a step that cannot be performed builds on it, as in a run.
    std::string lacking = what_only_a_mock_can_be(plan);
    for (const PlanStep& step : plan.steps) {
      ++reach.steps;
      const std::string need = lacking_for(step, longest_pause);
      if (lacking.empty() && need.empty()) {
        ++reach.possible;
        continue;
      }
      ++reach.lacking[lacking.empty() ? need : lacking];
      if (lacking.empty() && !step.verb->looks) lacking = need;
    }
  }
  return reach;
}

void tell(const std::string& name, const Reach& reach) {
  std::string line = fmt::format("  {:<44} {:>3} of {} steps", name, reach.possible, reach.steps);
  std::string_view before = "; without: ";
  for (const auto& [need, count] : reach.lacking) {
    line += fmt::format("{}{} ({})", before, need, count);
    before = ", ";
  }
  fmt::print("{}\n", line);
}

int tell_scenarios(const std::string& root, std::chrono::seconds longest_pause) {
  const auto resources = load_resources(root);
  if (!resources) return complain(resources.error().front(), kBadUsage);
  const Vocabulary vocabulary = mock_vocabulary(resources.value().guide);
  const auto files = Library(resources.value().root).all();
  if (!files) return complain(files.error().front(), kBadUsage);
  fmt::print(
      "\nWhat the scenarios could do there (steps of all variants together; the rest is "
      "reported as not run):\n");
  for (const Chosen& file : files.value()) {
    const auto loaded = load_scenario(file.source, vocabulary, resources.value().schema, {});
    if (!loaded) continue;
    const Scenario& scenario = loaded.value().scenario;
    if (!scenario.must_fail) tell(scenario.name, reach_of(scenario, longest_pause));
  }
  return kAllPassed;
}

}  // namespace

int check_target(const TargetCheckOptions& options) {
  auto target = load_target_file(options.target);
  if (!target) return complain(target.error(), kBadUsage);
  if (target.value().salesforce == TargetFile::Salesforce::mock) {
    fmt::print("{} describes the mocks: every scenario can run there.\n", options.target);
    return kAllPassed;
  }
  const std::chrono::seconds longest_pause = target.value().limits.a_pause;
  const Interrupt interrupt;
  const TargetChoice choice{.target = options.target,
                            .developer_edition = options.developer_edition,
                            .interrupted = [&interrupt] { return interrupt.requested(); }};
  const auto terminal = system_terminal(choice.interrupted);
  const auto found = survey(sandbox_options(std::move(target).value(), choice), *terminal);
  if (interrupt.requested()) return kInterrupted;
  if (!found) return complain(found.error().what, kTrouble);
  bool is_complete = true;
  for (const Surveyed& one : found.value()) {
    fmt::print("  {} {}: {}\n", one.is_there ? "there  " : "missing", one.what, one.said);
    if (!one.is_there) fmt::print("          {}\n", one.remedy);
    is_complete = is_complete && one.is_there;
  }
  if (const int code = tell_scenarios(options.root, longest_pause); code != kAllPassed) return code;
  return is_complete ? kAllPassed : kCheckFailed;
}

}  // namespace rehearse::harness
