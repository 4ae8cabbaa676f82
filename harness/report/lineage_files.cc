#include "harness/report/lineage_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/report/lineage.h"
#include "harness/report/lineage_svg.h"

namespace rehearse::harness {
namespace {

std::string file_part(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char letter) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '_' || letter == '.';
        return !plain;
      },
      '-');
  return text;
}

// Two labels may come to the same name; the later one gets a number.
std::string name_of(const ScenarioResult& scenario, std::set<std::string>& taken) {
  std::string name = "lineage/" + file_part(scenario.name);
  for (const auto& [variant, label] : scenario.variant)
    name += fmt::format(",{}={}", file_part(variant), file_part(label));
  constexpr size_t kLongest = 200;
  name.resize(std::min(name.size(), kLongest));
  std::string unique = name;
  for (int number = 2; !taken.insert(unique).second; ++number)
    unique = fmt::format("{},{}", name, number);
  return unique;
}

}  // namespace

std::vector<ReportFile> lineage_files(const RunResult& run) {
  std::vector<ReportFile> files;
  std::set<std::string> taken;
  const bool alone = run.scenarios.size() == 1;
  for (const ScenarioResult& scenario : run.scenarios) {
    if (scenario.lineage.empty()) continue;
    const auto read = read_lineage(scenario.lineage);
    const std::string name = alone ? "lineage" : name_of(scenario, taken);
    files.push_back({name + ".json", scenario.lineage});
    if (read) files.push_back({name + ".svg", lineage_svg(read.value())});
  }
  return files;
}

}  // namespace rehearse::harness
