#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/wire/page.h"

// What a page is made of that shows how something stands, beside the parts of page.h.
namespace rehearse::wire {

// Tone is a colour that goes with words which say the same.
enum class Tone { plain, good, caution, bad };
Markup toned(Tone tone, std::string_view text, std::string_view id = {});
Markup strong(std::string_view text, std::string_view id = {});
Markup code(std::string_view text);
Markup subheading(std::string_view text);  // h3
Markup line(const Markup& content);        // a paragraph of several parts
Markup hint(std::string_view text);        // small print
Markup hint(const Markup& content);
// A code that is typed elsewhere, large.
Markup large_code(std::string_view text, std::string_view id = {});
// A link that opens one tab, the same one each time.
Markup link_in_tab(std::string_view href, std::string_view text, std::string_view tab);

// Region is a titled part of a page that a script may exchange: it has an id.
struct Region {
  std::string_view id{}, title{};
  bool is_first = false;  // what matters most, and is read aloud when it changes
};
Markup region(const Region& region, const Markup& content);
// Beside each other where there is room for it.
Markup columns(const std::vector<Markup>& columns);

// Fold is a section that may be closed at first; `note` stands beside its title.
struct Fold {
  std::string_view id{}, title{}, note{};
  bool is_open = false;
};
Markup folded(const Fold& fold, const Markup& content);

// Something to be known, with a rule of its tone beside it: `lead` stands out, `text` follows it.
Markup remark(Tone tone, std::string_view lead, std::string_view text, const Markup& more);
Markup progress(size_t done, size_t of, std::string_view label);
// A picture as wide as it is; where it is wider than the page, it scrolls alone.
Markup picture(std::string_view source, std::string_view text, std::string_view label);

// Tick is one line of a list of steps.
struct Tick {
  Tone tone = Tone::plain;
  std::string_view sign{}, spoken{};  // what is seen, and what a screen reader says instead
  std::string number{};
  Markup content{};
  bool is_below = false;  // part of the step above it
  bool is_now = false;    // the one to do next
};
Markup ticks(const std::vector<Tick>& ticks);

}  // namespace rehearse::wire
