#pragma once

#include <string>

namespace rehearse::harness {

// Prints what a reason means, what follows for the connection, what to do, and how well the rule is
// known. Returns the exit code: 2 if there is no such reason; the nearest is named.
int explain(const std::string& reason);

}  // namespace rehearse::harness
