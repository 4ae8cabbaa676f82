#include "harness/record/parity_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using What = Difference::What;

std::string variant_of(const RecordingMeta& meta) {
  std::string text;
  for (const auto& [name, value] : meta.variant) text += fmt::format(" {}={}", name, value);
  return text;
}

// What the difference is, in words; `where` stands before it.
std::string sentence(const Difference& one) {
  switch (one.what) {
    case What::missing:
      return fmt::format("only recorded: {}", one.recorded);
    case What::extra:
      return fmt::format("only in the mock: {}", one.mock);
    case What::renamed:
      return fmt::format("recorded as \"{}\", in the mock \"{}\"", one.recorded, one.mock);
    case What::exchange_missing:
      return fmt::format("only recorded: {}", one.recorded);
    case What::exchange_extra:
      return fmt::format("only in the mock: {}", one.mock);
    case What::order:
    case What::exchange_order:
      return fmt::format("in another order\n        recorded  {}\n        mock      {}",
                         one.recorded, one.mock);
    case What::reference:
      return fmt::format(
          "a value that is new on one side is an earlier one on the other\n"
          "        recorded  {}\n        mock      {}",
          one.recorded, one.mock);
    default:
      return fmt::format("{}\n        recorded  {}\n        mock      {}", to_text(one.what),
                         one.recorded, one.mock);
  }
}

std::string also_at(const DifferenceGroup& group) {
  if (group.times == 1) return {};
  if (group.steps.size() == 1) return fmt::format("      {} times in this step\n", group.times);
  const std::vector<std::string> more(group.steps.begin() + 1, group.steps.end());
  return fmt::format("      also at {}\n", join(more, ", "));
}

std::string block(const ComparedScenario& scenario, const DeclaredDifferences& ledger) {
  std::string text, step, exchange;
  bool first = true;
  for (const DifferenceGroup& group : grouped(scenario.differences)) {
    const Difference& one = group.first;
    if (first || one.step != step) {
      text += fmt::format("  {}\n", one.step.empty() ? "before the first step" : one.step);
      exchange.clear();
    }
    if (!one.exchange.empty() && one.exchange != exchange)
      text += fmt::format("    {}\n", one.exchange);
    step = one.step;
    exchange = one.exchange;
    first = false;
    text += fmt::format("      {}: {}\n", one.where, sentence(one)) + also_at(group);
    if (const DeclaredDifference* known = ledger.find(one.declared))
      text += fmt::format("      declared ({}): {}\n", known->id, known->reason);
  }
  return text;
}

size_t undeclared_of(const ComparedScenario& scenario) {
  const auto groups = grouped(scenario.differences);
  return size_t(std::count_if(groups.begin(), groups.end(), [](const DifferenceGroup& group) {
    return group.first.declared.empty();
  }));
}

std::string count(size_t number, std::string_view of) {
  return fmt::format("{} {}{}", number, of, number == 1 ? "" : "s");
}

}  // namespace

size_t ParityReport::undeclared() const {
  size_t number = 0;
  for (const ComparedScenario& scenario : scenarios) number += undeclared_of(scenario);
  return number;
}

std::string parity_text(const ParityReport& report, const DeclaredDifferences& ledger) {
  std::string text;
  size_t declared = 0;
  for (const ComparedScenario& scenario : report.scenarios) {
    const RecordingMeta& meta = scenario.meta;
    const size_t all = grouped(scenario.differences).size();
    declared += all - undeclared_of(scenario);
    text += fmt::format("{}{} (driver {}, recorded on a {} on {}): {}, {}\n", meta.scenario,
                        variant_of(meta), meta.driver, meta.target, meta.date,
                        count(scenario.exchanges, "exchange"), count(all, "difference"));
    if (!scenario.not_recorded.empty())
      text += fmt::format("  not compared, as the recording lacks them: {}\n",
                          join(scenario.not_recorded, ", "));
    text += block(scenario, ledger);
  }
  for (const std::string& sentence : report.stale) text += sentence + "\n";
  text +=
      fmt::format("{}, {} declared, {} of the ledger\n",
                  count(report.undeclared(), "undeclared difference"), declared,
                  report.stale.size() == 1 ? "1 stale entry"
                                           : fmt::format("{} stale entries", report.stale.size()));
  return text;
}

std::string parity_json(const ParityReport& report) {
  Json scenarios = Json::array();
  for (const ComparedScenario& scenario : report.scenarios) {
    Json variant = Json::object(), differences = Json::array();
    for (const auto& [name, value] : scenario.meta.variant) variant[name] = value;
    for (const DifferenceGroup& group : grouped(scenario.differences)) {
      const Difference& one = group.first;
      differences.push_back({{"what", to_text(one.what)},
                             {"steps", group.steps},
                             {"times", group.times},
                             {"exchange", one.exchange},
                             {"where", one.where},
                             {"recorded", one.recorded},
                             {"mock", one.mock},
                             {"declared", one.declared}});
    }
    scenarios.push_back({{"file", scenario.file},
                         {"scenario", scenario.meta.scenario},
                         {"variant", std::move(variant)},
                         {"driver", scenario.meta.driver},
                         {"target", scenario.meta.target},
                         {"date", scenario.meta.date},
                         {"exchanges", scenario.exchanges},
                         {"not_compared", scenario.not_recorded},
                         {"differences", std::move(differences)}});
  }
  return dump_json(Json{{"scenarios", std::move(scenarios)},
                        {"undeclared", report.undeclared()},
                        {"stale", report.stale}},
                   2) +
         "\n";
}

}  // namespace rehearse::harness
