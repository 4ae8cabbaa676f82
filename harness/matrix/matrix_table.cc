#include "harness/matrix/matrix_table.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace rehearse::harness {
namespace {

bool read_number(std::string_view text, uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

void put_in_order(Matrix& matrix) {
  std::vector<uint32_t> renumbered(matrix.stories.size(), kNoStory);
  std::vector<Story> stories;
  for (uint32_t& cell : matrix.cells) {
    if (cell == kNoStory) continue;
    if (renumbered[cell] == kNoStory) {
      renumbered[cell] = uint32_t(stories.size());
      stories.push_back(std::move(matrix.stories[cell]));
    }
    cell = renumbered[cell];
  }
  matrix.stories = std::move(stories);
}

std::string cells_text(const std::vector<uint32_t>& cells, uint32_t from, uint32_t until) {
  std::string text;
  auto out = std::back_inserter(text);
  for (uint32_t slot = from; slot < until;) {
    uint32_t end = slot + 1;
    while (end < until && cells[end] == cells[slot]) ++end;
    if (slot != from) text += ' ';
    if (cells[slot] == kNoStory) {
      text += '-';
    } else {
      fmt::format_to(out, "{}", cells[slot]);
    }
    if (end - slot > 1) fmt::format_to(out, "*{}", end - slot);
    slot = end;
  }
  return text;
}

bool read_cells(std::string_view text, size_t stories, uint32_t from, uint32_t until,
                std::vector<uint32_t>& cells) {
  uint32_t slot = from;
  while (!text.empty()) {
    const size_t blank = text.find(' ');
    std::string_view run = text.substr(0, blank);
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
    uint32_t length = 1, story = kNoStory;
    if (const size_t star = run.find('*'); star != std::string_view::npos) {
      if (!read_number(run.substr(star + 1), length) || length == 0) return false;
      run = run.substr(0, star);
    }
    if (run != "-" && (!read_number(run, story) || story >= stories)) return false;
    if (length > until - slot) return false;
    std::fill_n(cells.begin() + slot, length, story);
    slot += length;
  }
  return slot == until;
}

}  // namespace rehearse::harness
