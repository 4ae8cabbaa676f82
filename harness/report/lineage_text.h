#pragma once

#include <string>

#include "harness/report/lineage.h"

namespace rehearse::harness {

// lineage_text is the lineage as a tree for a terminal: grant, code, refresh tokens, the access
// tokens that came with each.
std::string lineage_text(const Lineage& lineage);

}  // namespace rehearse::harness
