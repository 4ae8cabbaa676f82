#pragma once

#include <string_view>

namespace rehearse::wire {

// page_style() is the style sheet of every page of ours: one look, light and dark, from 320 pixels
// up. It stands in the page itself, so that a page is one request.
std::string_view page_style();

}  // namespace rehearse::wire
