#pragma once

#include <string>

#include "harness/report/lineage.h"

namespace rehearse::harness {

// lineage_svg is the lineage as a picture: a block a grant, a row for its code and each token, a
// column for each instant at which something happened, and a red line from the presentation that
// ended a grant to all that it ended. One file without scripts, for light and dark.
std::string lineage_svg(const Lineage& lineage);

}  // namespace rehearse::harness
