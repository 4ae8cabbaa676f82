#pragma once

#include <string>
#include <string_view>

#include "harness/report/lineage.h"

namespace rehearse::harness {

// Where the picture stands. Within a page its style is the page's (lineage_style), and its ids
// begin with `id`, so that a page can hold several.
struct LineagePlace {
  bool in_page = false;
  std::string id{"lineage"};
};

// lineage_svg is the lineage as a picture: a block a grant, a row for its code and each token, a
// column for each instant at which something happened, and a red line from the presentation that
// ended a grant to all that it ended. One file without scripts, for light and dark.
std::string lineage_svg(const Lineage& lineage, const LineagePlace& place = {});

std::string_view lineage_style();

}  // namespace rehearse::harness
