#include "harness/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "harness/exit_codes.h"
#include "harness/mock_vocabulary.h"
#include "harness/resources.h"
#include "harness/scenario/library.h"
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

int list_scenarios(const ListOptions& options) {
  auto resources = load_resources(options.root);
  const auto files = resources
                         ? Library(resources.value().root).all()
                         : Result<std::vector<Chosen>, std::vector<std::string>>(resources.error());
  if (!files) {
    for (const std::string& error : files.error()) fmt::print(stderr, "rehearse list: {}\n", error);
    return kBadUsage;
  }
  const Vocabulary vocabulary = mock_vocabulary(resources.value().guide);
  size_t width = 0;
  for (const Chosen& file : files.value()) width = std::max(width, file.source.name.size());
  int code = kAllPassed;
  for (const Chosen& file : files.value()) {
    const auto loaded = load_scenario(file.source, vocabulary, resources.value().schema);
    if (loaded) {
      const Scenario& scenario = loaded.value().scenario;
      fmt::print("{:<{}}  {}{}\n", scenario.name, width, scenario.title, remark(scenario));
      continue;
    }
    code = kBadUsage;
    for (const Problem& problem : loaded.error())
      fmt::print(stderr, "rehearse list: {}\n", to_text(problem));
  }
  return code;
}

}  // namespace

int list(const ListOptions& options) {
  return options.verbs ? list_verbs() : list_scenarios(options);
}

}  // namespace rehearse::harness
