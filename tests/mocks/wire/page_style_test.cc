#include "mocks/wire/page_style.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace rehearse::wire {
namespace {

using Colours = std::map<std::string, std::string>;

// The colours that a piece of the sheet sets.
void read_colours(std::string_view sheet, Colours& colours) {
  for (size_t at = sheet.find("--"); at != sheet.npos; at = sheet.find("--", at + 2)) {
    const size_t colon = sheet.find_first_of(":)", at);
    if (colon == sheet.npos || sheet[colon] != ':' || sheet[colon + 1] != '#') continue;
    const size_t end = sheet.find_first_of(";}", colon);
    colours[std::string(sheet.substr(at + 2, colon - at - 2))] =
        std::string(sheet.substr(colon + 2, end - colon - 2));
  }
}

std::string_view between(std::string_view sheet, std::string_view from, std::string_view to) {
  const size_t start = sheet.find(from);
  return sheet.substr(start, sheet.find(to, start) - start);
}

// The two schemes; the dark one changes only what it names.
Colours scheme(bool is_dark) {
  Colours colours;
  read_colours(between(page_style(), ":root{", "}"), colours);
  if (is_dark)
    read_colours(between(page_style(), "(prefers-color-scheme:dark){:root{", "}"), colours);
  return colours;
}

// WCAG 2.2, relative luminance.
double light_of(const std::string& hex) {
  const std::string wide =
      hex.size() == 6 ? hex : std::string{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]};
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (size_t part = 0; part < 3; ++part) {
    const double value = std::stoi(wide.substr(2 * part, 2), nullptr, 16) / 255.0;
    sum +=
        weights[part] * (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& one, const std::string& other) {
  const double a = light_of(one), b = light_of(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

struct Pair {
  const char* front;
  const char* ground;
  double least;
};

// 1.4.3: text 4.5 to 1. 1.4.11: the edge of a control and the ring around the focus 3 to 1.
constexpr Pair kPairs[] = {
    {"ink", "card", 4.5},
    {"ink", "ground", 4.5},
    {"ink", "inset", 4.5},
    {"soft", "card", 4.5},
    {"soft", "ground", 4.5},
    {"soft", "inset", 4.5},
    {"link", "card", 4.5},
    {"link", "ground", 4.5},
    {"link", "inset", 4.5},
    {"on-press", "press", 4.5},
    {"on-press", "press-over", 4.5},
    {"on-bar", "bar", 4.5},
    {"bar-soft", "bar", 4.5},
    {"bad", "card", 4.5},
    {"bad", "inset", 4.5},
    {"bad", "bad-ground", 4.5},
    {"good", "good-ground", 4.5},
    {"good", "card", 4.5},
    {"good", "inset", 4.5},
    {"mark", "card", 4.5},
    {"mark", "inset", 4.5},
    {"edge", "card", 3},
    {"edge", "inset", 3},
    {"ring", "card", 3},
    {"ring", "ground", 3},
    {"ring", "inset", 3},
    {"on-bar", "bar", 3},
};

TEST(PageStyle, HasEnoughContrastInBothSchemes) {
  EXPECT_NEAR(contrast("000", "ffffff"), 21, 0.01);
  for (const bool is_dark : {false, true}) {
    Colours colours = scheme(is_dark);
    ASSERT_GT(colours.size(), 15u);
    for (const Pair& pair : kPairs) {
      ASSERT_TRUE(colours.contains(pair.front) && colours.contains(pair.ground)) << pair.front;
      EXPECT_GE(contrast(colours[pair.front], colours[pair.ground]), pair.least)
          << pair.front << " on " << pair.ground << (is_dark ? ", dark" : ", light");
    }
  }
}

TEST(PageStyle, TheBarsOfOtherTonesHaveEnoughContrast) {
  for (const char* tone : {".green{", ".plum{"}) {
    for (const bool is_dark : {false, true}) {
      Colours colours = scheme(is_dark);
      const std::string_view sheet = page_style();
      read_colours(between(sheet, tone, "}"), colours);
      if (is_dark)
        read_colours(between(sheet.substr(sheet.find("scheme:dark")), tone, "}"), colours);
      EXPECT_GE(contrast(colours["on-bar"], colours["bar"]), 4.5) << tone;
      EXPECT_GE(contrast(colours["bar-soft"], colours["bar"]), 4.5) << tone;
    }
  }
}

// Colours stand in variables alone, so that the two schemes are all there is.
TEST(PageStyle, NamesNoColourElsewhere) {
  const std::string_view sheet = page_style();
  for (size_t at = sheet.find('#'); at != sheet.npos; at = sheet.find('#', at + 1)) {
    const size_t start = sheet.find_last_of(";{\n", at);
    EXPECT_EQ(sheet.substr(start + 1, 2), "--") << sheet.substr(start, at - start + 8);
  }
}

}  // namespace
}  // namespace rehearse::wire
