#include "harness/record/reference_text.h"

#include <algorithm>

namespace rehearse::harness {
namespace {

using View = std::string_view;

bool is_kind_char(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The reference that the text begins with; its kind is empty if there is none.
TextPart reference_at(View text) {
  constexpr View kAsNumber = " as number";
  if (!text.starts_with('<')) return {};
  size_t at = 1;
  while (at < text.size() && is_kind_char(text[at])) ++at;
  const size_t number = at + 1;
  if (at == 1 || at >= text.size() || text[at] != ' ') return {};
  size_t end = number;
  while (end < text.size() && is_digit(text[end])) ++end;
  const size_t number_end = end;
  const bool as_number = text.substr(end).starts_with(kAsNumber);
  if (as_number) end += kAsNumber.size();
  if (number_end == number || !text.substr(end).starts_with('>')) return {};
  return {std::string(text.substr(0, end + 1)), std::string(text.substr(1, at - 1)),
          std::string(text.substr(number, number_end - number)), as_number};
}

// Times and counts: which one it was says nothing.
bool changes_by_itself(const std::string& kind) {
  return kind == "iso_time" || kind == "http_date" || kind == "epoch_ms" || kind == "count" ||
         kind == "signature";  // of the id and the time of issue
}

}  // namespace

std::vector<TextPart> parts_of(std::string_view text) {
  std::vector<TextPart> parts;
  size_t done = 0, at = text.find('<');
  while (at != View::npos) {
    TextPart reference = reference_at(text.substr(at));
    if (reference.kind.empty()) {
      at = text.find('<', at + 1);
      continue;
    }
    if (at > done) parts.push_back({std::string(text.substr(done, at - done)), "", "", false});
    done = at + reference.literal.size();
    parts.push_back(std::move(reference));
    at = text.find('<', done);
  }
  if (done < text.size()) parts.push_back({std::string(text.substr(done)), "", "", false});
  return parts;
}

std::string without_numbers(std::string_view text) {
  std::string plain;
  for (const TextPart& part : parts_of(text))
    plain += part.kind.empty() ? part.literal : "<" + part.kind + ">";
  return plain;
}

bool is_number_reference(std::string_view text) {
  const std::vector<TextPart> parts = parts_of(text);
  return parts.size() == 1 && parts[0].as_number;
}

bool ReferencePairs::fits(const std::string& recorded, const std::string& mock) const {
  const auto to_mock = to_mock_.find(recorded), to_recorded = to_recorded_.find(mock);
  if (to_mock != to_mock_.end()) return to_mock->second == mock;
  return to_recorded == to_recorded_.end();
}

ReferencePairs::Verdict ReferencePairs::compare(std::string_view recorded, std::string_view mock) {
  const std::vector<TextPart> left = parts_of(recorded), right = parts_of(mock);
  if (left.size() != right.size()) return Verdict::different;
  for (size_t i = 0; i < left.size(); ++i) {
    const bool like = left[i].kind == right[i].kind && left[i].as_number == right[i].as_number &&
                      (!left[i].kind.empty() || left[i].literal == right[i].literal);
    if (!like) return Verdict::different;
  }
  bool all_fit = true;
  for (size_t i = 0; i < left.size(); ++i) {
    if (left[i].kind.empty() || changes_by_itself(left[i].kind)) continue;
    const std::string from = left[i].kind + left[i].number, to = right[i].kind + right[i].number;
    if (!fits(from, to)) {
      all_fit = false;
      continue;
    }
    to_mock_.emplace(from, to);
    to_recorded_.emplace(to, from);
  }
  return all_fit ? Verdict::same : Verdict::other_reference;
}

}  // namespace rehearse::harness
