#include "harness/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "mocks/core/text.h"

namespace rehearse::harness {

std::string_view sign_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "✓";
    case Verdict::warning:
      return "!";
    case Verdict::info:
      return "i";
    case Verdict::not_run:
      return "-";
    case Verdict::fail:
    case Verdict::error:
      return "✗";
  }
  return "✗";
}

std::string grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string counted(uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string in_words(const Tally& counts) {
  std::vector<std::string> parts{fmt::format("{} passed", counts.passed)};
  const auto add = [&](size_t number, std::string_view what) {
    if (number > 0) parts.push_back(fmt::format("{} {}", number, what));
  };
  add(counts.failed, "failed");
  add(counts.errors, counts.errors == 1 ? "error" : "errors");
  add(counts.warnings, counts.warnings == 1 ? "warning" : "warnings");
  add(counts.infos, counts.infos == 1 ? "note" : "notes");
  add(counts.not_run, "not run");
  return join(parts, ", ");
}

std::string lasting(Duration duration) {
  struct Unit {
    int64_t ms = 1;
    std::string_view one{}, many{};
  };
  constexpr Unit kUnits[]{{86'400'000, "day", "days"},
                          {3'600'000, "hour", "hours"},
                          {60'000, "minute", "minutes"},
                          {1'000, "second", "seconds"},
                          {1, "ms", "ms"}};
  int64_t left = duration.count();
  std::vector<std::string> parts;
  for (const Unit& unit : kUnits) {
    const int64_t number = left / unit.ms;
    left %= unit.ms;
    if (number > 0) parts.push_back(counted(uint64_t(number), unit.one, unit.many));
    if (parts.size() == 2) break;
  }
  return parts.empty() ? "no time" : join(parts, " ");
}

std::string in_utc(TimePoint instant) {
  std::string text = format_time(instant);
  text.back() = ' ';
  text[text.find('T')] = ' ';
  return text + "UTC";
}

std::string name_with_variant(const ScenarioResult& scenario) {
  std::string name = scenario.name;
  for (const auto& [variant, label] : scenario.variant)
    name += fmt::format(" {}={}", variant, label);
  return name;
}

std::string guide_mark(const std::string& guide) {
  const std::string first = guide.substr(0, guide.find(','));
  const size_t number = first.find('.');
  return first.substr(0, number == std::string::npos ? number : first.find('.', number + 1));
}

bool is_broken(Verdict verdict) { return verdict == Verdict::fail || verdict == Verdict::error; }

bool is_broken(const ScenarioResult& scenario) {
  return is_broken(verdict_of(scenario)) || nothing_ran(scenario);
}

size_t broken_scenarios(const RunResult& run) {
  return size_t(std::count_if(run.scenarios.begin(), run.scenarios.end(),
                              [](const ScenarioResult& scenario) { return is_broken(scenario); }));
}

}  // namespace rehearse::harness
