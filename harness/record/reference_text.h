#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rehearse::harness {

// TextPart is a stretch of a recorded text: as it was, or a reference `<kind N>`.
struct TextPart {
  std::string literal{};  // of a reference: the whole of it
  std::string kind{};     // empty: no reference
  std::string number{};
  bool as_number = false;  // it stood for a JSON number
};
std::vector<TextPart> parts_of(std::string_view text);
// The text with references of no number: `<access_token>`.
std::string without_numbers(std::string_view text);
// True if the whole text is a reference that stood for a JSON number.
bool is_number_reference(std::string_view text);

// ReferencePairs remembers which reference of one recording stands for which of another. Times
// and counts differ from run to run, so that only their kind counts.
class ReferencePairs {
 public:
  enum class Verdict { same, different, other_reference };
  // `different`: other words or other kinds. `other_reference`: the same words, but a value on one
  // side was seen before where it is new on the other. What fits is remembered.
  Verdict compare(std::string_view recorded, std::string_view mock);

 private:
  bool fits(const std::string& recorded, const std::string& mock) const;

  std::map<std::string, std::string> to_mock_{}, to_recorded_{};
};

}  // namespace rehearse::harness
