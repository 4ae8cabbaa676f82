#include "harness/record/references.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/record/shapes.h"

namespace rehearse::harness {
namespace {

constexpr size_t kShortId = 15;
// A name is no proof for a shorter value: it must not hide the same letters everywhere.
constexpr size_t kShortestLearnt = 6;
// Longer values are documents; they are hidden where their name is.
constexpr size_t kLongestLearnt = 16 * 1024;

// A word such as "admin" or "Workato" is no secret wherever else it stands.
bool is_a_word(std::string_view value) {
  constexpr size_t kLongestWord = 12;
  return value.size() <= kLongestWord && std::all_of(value.begin(), value.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

}  // namespace

std::string References::refer_here(std::string_view kind, std::string_view value) {
  if (value.empty()) return {};
  const bool is_id = !id_kind(value).empty();
  const std::string key(is_id ? value.substr(0, kShortId) : value);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  const std::string reference = fmt::format("<{} {}>", kind, ++counts_[std::string(kind)]);
  known_.emplace(key, reference);
  return reference;
}

std::string References::refer(std::string_view kind, std::string_view value) {
  // A value that looks like a token is called so, whatever name it goes by.
  for (const Shape& shape : find_identifiers(value)) {
    const bool is_whole = shape.begin == 0 && shape.end == value.size();
    if (is_whole && shape.kind != "opaque" && shape.kind != "email") kind = shape.kind;
    break;
  }
  const std::string reference = refer_here(kind, value);
  // What somebody handed in to be hidden, or would log in with, counts however short it is.
  const bool is_sure = kind == "hidden" || kind == "password" || kind == "one_time_password";
  if ((value.size() < kShortestLearnt && !is_sure) || value.size() > kLongestLearnt)
    return reference;
  const bool is_name = kind == "username" || kind == "person";
  if (!is_name || !is_a_word(value)) redactor_.add(value, reference);
  if (!id_kind(value).empty()) redactor_.add(value.substr(0, kShortId), reference);
  return reference;
}

void References::learn(std::string_view text) {
  size_t begin = 0, done = 0;  // of the last that lies in no other
  for (const Shape& shape : find_identifiers(text)) {
    // A token begins with its organization; what else looks like something within it is chance.
    if (shape.begin < done && shape.begin != begin) continue;
    const std::string_view value = text.substr(shape.begin, shape.end - shape.begin);
    // A text that holds something known is no secret of its own.
    if (shape.kind == "opaque" && (shape.begin < done || redactor_.redact(value) != value))
      continue;
    refer(shape.kind, value);
    if (shape.end > done) begin = shape.begin, done = shape.end;
  }
}

std::string References::times_and_addresses(const std::string& text) {
  std::string times, addresses;
  size_t done = 0;
  for (const Shape& shape : find_times(text)) {
    times += text.substr(done, shape.begin - done);
    times +=
        refer_here(shape.kind, std::string_view(text).substr(shape.begin, shape.end - shape.begin));
    done = shape.end;
  }
  times += text.substr(done);
  done = 0;
  for (const Shape& shape : find_addresses(times, kept_)) {
    addresses += times.substr(done, shape.begin - done);
    addresses += refer_here(shape.kind,
                            std::string_view(times).substr(shape.begin, shape.end - shape.begin));
    done = shape.end;
  }
  return addresses + times.substr(done);
}

std::string References::text(std::string_view text) {
  learn(text);
  if (text.find_first_of("%\\&") != std::string_view::npos) learn(without_escapes(text));
  return times_and_addresses(redactor_.redact(text));
}

bool References::is_time(int64_t number) const {
  const std::string digits = std::to_string(number);
  const auto shapes = find_times(digits);
  return !shapes.empty() && shapes[0].end == digits.size();
}

}  // namespace rehearse::harness
