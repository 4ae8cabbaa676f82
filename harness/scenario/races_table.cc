#include "harness/scenario/races_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/scenario/variants.h"
#include "harness/steps/outcomes.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kHead =
    "# Races\n\n"
    "How a connection with refresh token rotation is lost, and what keeps it: each row is a "
    "scenario of this folder, run four times,\nwith a naive client and with the correct engine, on "
    "an org that ends the whole grant when a retired token is presented\n(dial `rtr.replay`: "
    "cascade) and on one that only refuses it (reject_only).\n\n"
    "`rehearse list --races` writes this page from the scenarios; a test compares the two. A cell "
    "is what the scenario's step\n`workato.outcome` finds by letting the session time out and "
    "running a job, twice; the reason beside it is the org's, or Workato's\nwhere the org refused "
    "nothing. `rehearse run races` runs them all.\n\n";

struct Cell {
  std::string_view client{}, replay{};
};
constexpr std::array kCells{Cell{"naive", "cascade"}, Cell{"naive", "reject_only"},
                            Cell{"correct", "cascade"}, Cell{"correct", "reject_only"}};

const Plan* plan_of(const Scenario& scenario, const Cell& cell) {
  const Combination wanted{{"client", std::string(cell.client)},
                           {"replay", std::string(cell.replay)}};
  for (const Plan& plan : scenario.plans) {
    if (plan.variant == wanted) return &plan;
  }
  return nullptr;
}

// The one step that finds the outcome; null if there is none, or more.
const PlanStep* outcome_step(const Plan& plan) {
  const PlanStep* found = nullptr;
  for (const PlanStep& step : plan.steps) {
    if (step.verb_name != "workato.outcome") continue;
    if (found != nullptr) return nullptr;
    found = &step;
  }
  return found;
}

const ConnectionOutcome* find_outcome(const PlanStep& step) {
  const std::string word = step.expect.description.value_or("");
  const auto found = std::find_if(kOutcomes.begin(), kOutcomes.end(),
                                  [&](const ConnectionOutcome& row) { return row.word == word; });
  return found == kOutcomes.end() ? nullptr : &*found;
}

bool survives(std::string_view word) {
  return word == outcome::lives || word == outcome::lives_after_failed_job;
}

// `r07-lease-over` is R07; empty if the name is none of a race.
std::string race_id(std::string_view name) {
  const std::string_view file = name.substr(kRacesFolder.size());
  const bool numbered = file.size() > 4 && file[0] == 'r' && file[1] >= '0' && file[1] <= '9' &&
                        file[2] >= '0' && file[2] <= '9' && file[3] == '-';
  return numbered ? fmt::format("R{}", file.substr(1, 2)) : std::string();
}

std::string cell_text(const Scenario& scenario, const Cell& cell,
                      std::vector<std::string>& errors) {
  const auto wrong = [&](std::string_view what) {
    errors.push_back(
        fmt::format("{}, client={} replay={}: {}", scenario.name, cell.client, cell.replay, what));
    return std::string();
  };
  const Plan* plan = plan_of(scenario, cell);
  if (plan == nullptr) return wrong("a race has this variant, and no others");
  const PlanStep* step = outcome_step(*plan);
  if (step == nullptr) return wrong("a race has one step workato.outcome");
  if (step->severity != Severity::fail || !step->after.empty() || !step->needs.empty())
    return wrong("the step workato.outcome always runs, and the run fails where it finds another");
  const ConnectionOutcome* found = find_outcome(*step);
  if (found == nullptr) return wrong("its outcome is none of the words of workato.outcome");
  if (survives(found->word)) return std::string(found->word);
  if (!step->expect.reason) return wrong("an outcome that is no survival has a reason");
  return fmt::format("**{}**, `{}`", found->word, *step->expect.reason);
}

std::string row(const Scenario& scenario, std::vector<std::string>& errors) {
  const std::string id = race_id(scenario.name);
  if (id.empty()) errors.push_back(scenario.name + ": a race is called rNN-some-words");
  if (scenario.why.empty()) errors.push_back(scenario.name + ": a race says \"why\"");
  std::string text = fmt::format("| [{}]({}.json) | {}", id,
                                 scenario.name.substr(kRacesFolder.size()), scenario.title);
  if (const Plan* naive = plan_of(scenario, kCells.front()); naive && !naive->bugs.empty())
    text += fmt::format(" Naive: `{}`.", join(naive->bugs, "`, `"));
  for (const Cell& cell : kCells) text += " | " + cell_text(scenario, cell, errors);
  return text + fmt::format(" | {} |\n", scenario.why);
}

}  // namespace

Result<std::string, std::vector<std::string>> races_table(const std::vector<Scenario>& scenarios) {
  std::vector<std::string> errors;
  std::string text(kHead);
  for (const ConnectionOutcome& word : kOutcomes)
    text += fmt::format("- **{}**: {}.\n", word.word, word.meaning);
  text +=
      "\n| race | what goes wrong | naive, cascade | naive, reject_only | correct, cascade | "
      "correct, reject_only | why |\n|---|---|---|---|---|---|---|\n";
  for (const Scenario& scenario : scenarios) {
    if (scenario.name.starts_with(kRacesFolder)) text += row(scenario, errors);
  }
  if (!errors.empty()) return errors;
  return text;
}

}  // namespace rehearse::harness
