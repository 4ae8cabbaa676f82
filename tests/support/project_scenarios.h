#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "harness/report/guide.h"
#include "harness/scenario/library.h"
#include "harness/scenario/load.h"
#include "harness/steps/verb.h"
#include "mocks/known_names.h"
#include "mocks/ledger.h"
#include "tests/support/scenario_words.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness::testing {

// The words of the project's own tables, as the program uses them.
inline Vocabulary project_words() {
  Vocabulary words;
  words.verbs = verb_table();
  words.settings = setting_names();
  words.dials = dial_names();
  words.data_centres = data_centre_names();
  words.client_bugs = client_bug_names();
  words.mutants = mutant_names();
  words.check_setting = wrong_setting;
  words.check_dial = wrong_dial;
  words.reasons = all_reasons();
  auto guide = read_guide(
      rehearse::testing::read_file(rehearse::testing::source_root() / "fixtures/guide_steps.json"));
  EXPECT_TRUE(guide.ok());
  if (guide) words.guide = std::move(guide).value();
  return words;
}

// Loads a text as a scenario of that name.
inline Scenario scenario_of(const std::string& name, const std::string& text,
                            const Vocabulary& words) {
  auto loaded = load_scenario({name + ".json", name, text}, words, published_schema());
  if (loaded) return std::move(loaded.value().scenario);
  for (const Problem& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
  return {};
}
inline Scenario project_scenario(const std::string& name, const Vocabulary& words) {
  return scenario_of(name,
                     rehearse::testing::read_file(rehearse::testing::source_root() / "scenarios" /
                                                  (name + ".json")),
                     words);
}

// The project's scenarios; one that does not load is a failure.
inline std::vector<Scenario> project_scenarios(const Vocabulary& words) {
  std::vector<Scenario> scenarios;
  const auto files = Library(rehearse::testing::source_root().string()).all();
  EXPECT_TRUE(files.ok());
  if (!files) return scenarios;
  for (const Chosen& file : files.value()) {
    auto loaded = load_scenario(file.source, words, published_schema());
    if (loaded) {
      scenarios.push_back(std::move(loaded.value().scenario));
    } else {
      for (const Problem& problem : loaded.error()) ADD_FAILURE() << to_text(problem);
    }
  }
  return scenarios;
}

}  // namespace rehearse::harness::testing
