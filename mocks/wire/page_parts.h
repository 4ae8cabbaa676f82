#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/page.h"

// What the files page*.cc share.
namespace rehearse::wire {

// Fills in a mustache template: `{{name}}` escaped, `{{{name}}}` as it is.
inline Markup render(const std::string& layout, const kainjow::mustache::data& values) {
  kainjow::mustache::mustache compiled{layout};
  return {compiled.render(values)};
}

// A list of links; the page's own is marked.
Markup nav_items(const std::vector<NavLink>& links);

}  // namespace rehearse::wire
