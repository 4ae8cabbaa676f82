#pragma once

#include "harness/scenario/problem.h"
#include "harness/scenario/scenario.h"

namespace rehearse::harness {

// Checks what only shows when the steps are seen together with their verbs: ids given twice,
// captures missing, given twice or of another kind than the argument takes, arguments missing,
// unknown or of another type, names the verb doesn't give.
void check_plan(const Plan& plan, Problems& problems);

}  // namespace rehearse::harness
