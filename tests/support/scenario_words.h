#pragma once

#include <string>
#include <vector>

#include "harness/scenario/load.h"
#include "harness/scenario/schema_check.h"
#include "harness/scenario/vocabulary.h"

namespace rehearse::harness::testing {

// A small vocabulary of made-up names, so that tests of the loader don't follow the mocks' tables.
//   fake.see      sees what its arguments say: ok, status, error, description, reason, summary;
//                 offers `offer` as "token"; `trouble` true meets trouble instead
//   fake.sign_in  needs "user", takes "wait" (a duration) and "tries"; gives "session"
//   fake.spend    needs "token", a capture that was offered as "token"
//   setup.app     takes "settings"
//   fake.tick     needs a target with a clock
Vocabulary small_vocabulary();

// The published schema, read from the source folder.
const Schema& published_schema();

// Loads a text as scenarios/test.json.
Result<LoadedScenario, std::vector<Problem>> load_text(const std::string& text,
                                                       const Overrides& overrides = {});
// The problems of a text as they are printed, one a line; empty if it loads.
std::string problems_of(const std::string& text);

// A whole scenario around these steps (the text within the brackets); each of `members` ends in a
// comma.
std::string with_steps(const std::string& steps, const std::string& members = "");

}  // namespace rehearse::harness::testing
