#include "harness/scenario/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rehearse::harness {
namespace {

std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,@+%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char character : word) character == '\'' ? text += "'\\''" : text += character;
  return text + "'";
}

bool has(const Combination& combination, const Assignment& wanted) {
  return std::find(combination.begin(), combination.end(), wanted) != combination.end();
}

std::optional<std::string> unknown_variant(const std::vector<LoadedScenario>& scenarios,
                                           const Assignment& wanted) {
  std::vector<std::string> names, labels;
  for (const LoadedScenario& loaded : scenarios) {
    for (const Variant& variant : loaded.scenario.variants) {
      names.push_back(variant.name);
      if (variant.name != wanted.first) continue;
      for (const VariantValue& value : variant.values) labels.push_back(value.label);
    }
  }
  if (labels.empty())
    return fmt::format("no chosen scenario has a variant \"{}\"{}", wanted.first,
                       did_you_mean(wanted.first, names));
  if (std::find(labels.begin(), labels.end(), wanted.second) != labels.end()) return {};
  return fmt::format("the variant \"{}\" has no value \"{}\"{}", wanted.first, wanted.second,
                     did_you_mean(wanted.second, labels));
}

}  // namespace

Result<Assignment, std::string> read_assignment(const std::string& text, std::string_view flag) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    return fmt::format("{} takes NAME=VALUE, not \"{}\"", flag, text);
  return Assignment{text.substr(0, equals), text.substr(equals + 1)};
}

Json setting_value(const std::string& text) {
  auto json = parse_json(text);
  return json ? json.value() : Json(text);
}

Result<std::vector<const Plan*>, std::vector<std::string>> choose_plans(
    const std::vector<LoadedScenario>& scenarios, const std::vector<Assignment>& variants) {
  std::vector<std::string> errors;
  for (const Assignment& wanted : variants) {
    if (auto error = unknown_variant(scenarios, wanted)) errors.push_back(*error);
  }
  if (!errors.empty()) return errors;
  std::vector<const Plan*> chosen;
  for (const LoadedScenario& loaded : scenarios) {
    for (const Plan& plan : loaded.scenario.plans) {
      if (std::all_of(variants.begin(), variants.end(),
                      [&](const Assignment& wanted) { return has(plan.variant, wanted); }))
        chosen.push_back(&plan);
    }
  }
  if (chosen.empty()) return std::vector<std::string>{"no combination of the variants is left"};
  return chosen;
}

std::vector<std::string> settings_without_use(const std::vector<LoadedScenario>& scenarios,
                                              const std::vector<Assignment>& settings) {
  std::vector<std::string> unused;
  for (const Assignment& setting : settings) {
    const std::string& name = setting.first;
    const bool used =
        std::any_of(scenarios.begin(), scenarios.end(), [&](const LoadedScenario& loaded) {
          const auto& names = loaded.used_settings;
          return loaded.uses_all_settings ||
                 std::find(names.begin(), names.end(), name) != names.end();
        });
    if (!used) unused.push_back(fmt::format("no chosen scenario uses the setting \"{}\"", name));
  }
  return unused;
}

std::string repeat_line(const Plan& plan, const std::string& file, const RepeatOptions& options) {
  std::string line = fmt::format("rehearse run {} --seed {}", quoted(file), options.seed);
  const auto add = [&](std::string_view flag, const std::string& value) {
    line += fmt::format(" {} {}", flag, quoted(value));
  };
  if (!options.target.empty()) add("--target", options.target);
  if (!options.journals.empty()) add("--journal", options.journals);
  if (options.developer_edition) line += " --developer-edition";
  for (const auto& [name, label] : plan.variant) add("--variant", name + "=" + label);
  if (!options.driver.empty()) add("--driver", options.driver);
  if (!options.start.empty()) add("--start", options.start);
  for (const auto& [name, value] : options.settings) add("--set", name + "=" + value);
  for (const auto& [name, value] : options.dials) add("--dial", name + "=" + value);
  if (!options.data_centre.empty()) add("--data-centre", options.data_centre);
  for (const std::string& bug : options.mistakes.bugs) add("--bug", bug);
  if (!options.mistakes.mutant.empty()) add("--mutant", options.mistakes.mutant);
  return line;
}

}  // namespace rehearse::harness
