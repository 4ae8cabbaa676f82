#include "harness/matrix/wrap.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr size_t kColumns = 100;

size_t columns(std::string_view text) {
  return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

std::string wrapped(std::string_view label, std::string_view text, size_t indent) {
  std::string all, line(label);
  bool begun = false;  // the line has a word
  for (const std::string& word : split_words(text)) {
    if (begun && columns(line) + 1 + columns(word) > kColumns) {
      all += line + "\n";
      line = std::string(indent, ' ');
      begun = false;
    }
    if (begun) line += ' ';
    line += word;
    begun = true;
  }
  return all + line + "\n";
}

std::string grouped(uint32_t number) {
  std::string text = fmt::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

}  // namespace rehearse::harness
