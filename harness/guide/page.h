#pragma once

#include <string>
#include <string_view>

#include "mocks/wire/message.h"

// The shell of the guide's own pages: one style, one script, and the headers that hold them.
namespace rehearse::harness {

// Html is markup; text gets in only escaped.
std::string html_escaped(std::string_view text);

// An element with escaped text: `<p class="small">text</p>`.
std::string html_element(std::string_view tag, std::string_view text, std::string_view kind = {});
std::string html_link(std::string_view href, std::string_view text);

// A part of the page that updates by itself: a <section> with a heading.
std::string live_section(std::string_view id, std::string_view title, const std::string& content);

// A form of one button, which needs no script. `fields` are hidden ones.
struct ButtonForm {
  std::string_view action{}, text{}, id{}, csrf{};
  wire::Fields fields{};
};
std::string button_form(const ButtonForm& form);

struct GuidePage {
  std::string title{};
  std::string content{};  // HTML of <main>
  bool updates = false;   // the script asks for the page again and shows what changed
};
// A whole document. Nothing inline runs but the one style and the one script, known by their
// hashes; nothing is loaded from elsewhere. The ETag tells whether anything changed.
wire::WireResponse guide_page(int status, const GuidePage& page);

}  // namespace rehearse::harness
