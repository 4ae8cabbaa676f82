#include "harness/scenario/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "harness/scenario/check_plan.h"
#include "harness/scenario/member_reader.h"
#include "harness/scenario/read_plan.h"
#include "harness/scenario/read_step.h"
#include "harness/scenario/references.h"
#include "harness/scenario/variants.h"

namespace rehearse::harness {
namespace {

std::vector<Problem> unreadable(const SourceFile& source, int line, std::string message) {
  return {Problem{source.shown, line, "$", std::move(message)}};
}

// The parser's sentence says "line 3, column 5".
int line_in(std::string_view sentence) {
  constexpr std::string_view kLine = "line ";
  const size_t at = sentence.find(kLine);
  int line = 1;
  if (at != std::string_view::npos) {
    const std::string_view rest = sentence.substr(at + kLine.size());
    std::from_chars(rest.data(), rest.data() + rest.size(), line);
  }
  return line;
}

std::vector<Problem> not_json(const SourceFile& source, const std::string& error) {
  const Lines lines(source.text);
  if (lines.repeated().empty()) return unreadable(source, line_in(error), error);
  std::vector<Problem> found;
  for (const std::string& path : lines.repeated()) {
    Problem problem{source.shown, lines.line_of(path), path, "this member is given twice"};
    // A member that stands there three times is repeated twice, and told once.
    if (std::ranges::find(found, problem) == found.end()) found.push_back(std::move(problem));
  }
  return found;
}

void apply(const Overrides& overrides, Json& file) {
  if (!overrides.settings.empty() && !file.contains("settings")) file["settings"] = Json::object();
  if (!overrides.dials.empty() && !file.contains("dials")) file["dials"] = Json::object();
  for (const auto& [name, value] : overrides.settings) {
    if (file["settings"].is_object()) file["settings"][name] = value;
  }
  for (const auto& [name, value] : overrides.dials) {
    if (file["dials"].is_object()) file["dials"][name] = value;
  }
  if (!overrides.data_centre.empty()) {
    if (!file.contains("workspace")) file["workspace"] = Json::object();
    if (file["workspace"].is_object()) file["workspace"]["data_centre"] = overrides.data_centre;
  }
}

void find_used_settings(const Json& value, LoadedScenario& loaded) {
  constexpr std::string_view kSetting = "setting.";
  if (value.is_structured()) {
    for (const Json& member : value) find_used_settings(member, loaded);
  } else if (value.is_string()) {
    const auto names = references_in(value.get_ref<const std::string&>());
    for (const std::string& name : names.value_or(std::vector<std::string>())) {
      if (name == "settings") loaded.uses_all_settings = true;
      if (name.starts_with(kSetting)) loaded.used_settings.push_back(name.substr(kSetting.size()));
    }
  }
}

// A row of a table that no combination ever chooses is a mistake.
void check_unused_rows(const Json& file, const std::set<std::string>& used, Problems& problems) {
  const Json* steps = find_member(file, "steps");
  if (steps == nullptr || !steps->is_array()) return;
  for (size_t step = 0; step < steps->size(); ++step) {
    const Json* rows = find_member((*steps)[step], "expect");
    if (rows == nullptr || !rows->is_array()) continue;
    const std::string table = member_path(element_path("$.steps", step), "expect");
    for (size_t row = 0; row < rows->size(); ++row) {
      const std::string path = element_path(table, row);
      if (used.find(path) == used.end() && !problems.touch(path))
        problems.add(path, "no combination of the variants comes to this row");
    }
  }
}

void check_name(const Json& file, const SourceFile& source, Problems& problems) {
  const auto name = string_member(file, "name");
  if (name && *name != source.name)
    problems.add("$.name", fmt::format("the name must be \"{}\", after the file", source.name));
}

}  // namespace

Result<LoadedScenario, std::vector<Problem>> load_scenario(const SourceFile& source,
                                                           const Vocabulary& vocabulary,
                                                           const Schema& schema,
                                                           const Overrides& overrides) {
  if (source.text.size() > kLongestScenario)
    return unreadable(source, 1, fmt::format("the file is longer than {} bytes", kLongestScenario));
  auto parsed = parse_json(source.text, JsonComments::allow);
  if (!parsed) return not_json(source, parsed.error());
  Json& file = parsed.value();
  if (!file.is_object())
    return unreadable(source, 1, fmt::format("a scenario is an object, not {}", kind_of(file)));

  Problems problems(source.shown, Lines(source.text));
  const Json as_written = file;
  apply(overrides, file);
  LoadedScenario loaded;
  loaded.scenario.variants = read_variants(file, problems);
  std::set<std::string> used_rows;
  for (const Combination& combination : combinations(file, loaded.scenario.variants, problems)) {
    const PlanSource plan_source{file, loaded.scenario.variants, combination};
    Plan plan = read_plan(plan_source, vocabulary, problems, used_rows);
    check_plan(plan, problems);
    loaded.scenario.plans.push_back(std::move(plan));
  }
  check_unused_rows(file, used_rows, problems);
  check_name(file, source, problems);
  schema.check(as_written, problems);
  if (!problems.empty()) return problems.in_order();

  loaded.scenario.name = loaded.scenario.plans.front().scenario;
  loaded.scenario.title = loaded.scenario.plans.front().title;
  loaded.scenario.why = loaded.scenario.plans.front().why;
  loaded.scenario.must_fail = loaded.scenario.plans.front().must_fail;
  loaded.scenario.driver = loaded.scenario.plans.front().driver;
  if (const Json* steps = find_member(file, "steps")) find_used_settings(*steps, loaded);
  for (const PlanStep& step : loaded.scenario.plans.front().steps)
    loaded.uses_all_settings |= takes_settings(step);
  return loaded;
}

}  // namespace rehearse::harness
