#pragma once

#include <string>

#include "harness/scenario/scenario.h"
#include "harness/steps/verb.h"

namespace rehearse::harness {

// `a refusal with status 400, error "invalid_grant"`
std::string describe(const Expectation& expect);
std::string describe(const Observation& observation);

// True if the observation is what was expected. `journal` is false where the target can't tell
// reasons; then they aren't compared.
bool meets(const Observation& observation, const Expectation& expect, bool journal);

// True if a verb left its observation as it was created: it looked at nothing.
bool said_nothing(const Observation& observation);

}  // namespace rehearse::harness
