#include "harness/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "harness/exit_codes.h"
#include "harness/mock_vocabulary.h"
#include "harness/resources.h"
#include "harness/scenario/library.h"
#include "harness/scenario/races_table.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string_view kind_text(Argument::Kind kind) {
  switch (kind) {
    case Argument::Kind::text:
      return "text";
    case Argument::Kind::integer:
      return "whole number";
    case Argument::Kind::boolean:
      return "true or false";
    case Argument::Kind::list:
      return "list";
    case Argument::Kind::object:
      return "object";
    case Argument::Kind::duration:
      return "duration";
    case Argument::Kind::capture:
      return "capture";
    case Argument::Kind::any:
      return "anything";
  }
  return "";
}

std::string type_text(const Argument& argument) {
  if (argument.choices.empty()) return std::string(kind_text(argument.kind));
  return fmt::format("one of {}", fmt::join(split(argument.choices, '|'), ", "));
}

int list_verbs() {
  for (const Verb& verb : verb_table()) {
    fmt::print("{}\n    {}\n", verb.name, verb.meaning);
    for (const Argument& argument : verb.arguments)
      fmt::print("    with {}: {}{}\n", argument.name, type_text(argument),
                 argument.required ? ", required" : "");
    if (!verb.gives.empty()) fmt::print("    gives {}\n", fmt::join(verb.gives, ", "));
    if (!verb.needs.empty()) fmt::print("    needs a target with: {}\n", verb.needs);
  }
  return kAllPassed;
}

std::string remark(const Scenario& scenario) {
  std::string text;
  if (scenario.plans.size() > 1) text = fmt::format(" ({} variants)", scenario.plans.size());
  if (!scenario.driver.empty()) text += fmt::format(" (driver {} only)", scenario.driver);
  if (scenario.must_fail) text += " (must fail)";
  return text;
}

int complain(const std::vector<std::string>& errors) {
  for (const std::string& error : errors) fmt::print(stderr, "rehearse list: {}\n", error);
  return errors.empty() ? kAllPassed : kBadUsage;
}

// The scenarios that can be read; what is wrong with the others goes to `errors`.
std::vector<Scenario> read_scenarios(const std::string& root, std::vector<std::string>& errors) {
  auto resources = load_resources(root);
  const auto files = resources
                         ? Library(resources.value().root).all()
                         : Result<std::vector<Chosen>, std::vector<std::string>>(resources.error());
  if (!files) {
    errors = files.error();
    return {};
  }
  const Vocabulary vocabulary = mock_vocabulary(resources.value().guide);
  std::vector<Scenario> scenarios;
  for (const Chosen& file : files.value()) {
    auto loaded = load_scenario(file.source, vocabulary, resources.value().schema);
    if (loaded) {
      scenarios.push_back(std::move(loaded.value().scenario));
      continue;
    }
    for (const Problem& problem : loaded.error()) errors.push_back(to_text(problem));
  }
  return scenarios;
}

int list_scenarios(const std::string& root) {
  std::vector<std::string> errors;
  const std::vector<Scenario> scenarios = read_scenarios(root, errors);
  size_t width = 0;
  for (const Scenario& scenario : scenarios) width = std::max(width, scenario.name.size());
  for (const Scenario& scenario : scenarios)
    fmt::print("{:<{}}  {}{}\n", scenario.name, width, scenario.title, remark(scenario));
  return complain(errors);
}

int list_races(const std::string& root) {
  std::vector<std::string> errors;
  const auto table = races_table(read_scenarios(root, errors));
  if (!table) errors.insert(errors.end(), table.error().begin(), table.error().end());
  if (errors.empty()) fmt::print("{}", table.value());
  return complain(errors);
}

}  // namespace

int list(const ListOptions& options) {
  if (options.verbs) return list_verbs();
  return options.races ? list_races(options.root) : list_scenarios(options.root);
}

}  // namespace rehearse::harness
