#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/redact.h"

namespace rehearse::harness {

// References gives every value that must not be kept a reference `<kind N>`, the same value the
// same one, and puts it in its place wherever the value turns up: raw, percent-encoded, escaped, in
// hexadecimal or base64. An id of 15 and of 18 characters is one value.
class References {
 public:
  // `kept`: addresses and ranges that everybody may know.
  explicit References(std::vector<std::string> kept = {}) : kept_(std::move(kept)) {}

  // The reference of a value that is known by its name; a value that has one already keeps it.
  // The empty value stays empty.
  std::string refer(std::string_view kind, std::string_view value);
  // The same for a value too short or too common to be looked for elsewhere.
  std::string refer_here(std::string_view kind, std::string_view value);
  // The text with references in it. Values are found by their shape, and those that were learnt
  // before.
  std::string text(std::string_view text);
  // A number: a time becomes a reference, everything else is as it was written.
  bool is_time(int64_t number) const;

 private:
  void learn(std::string_view text);
  std::string times_and_addresses(const std::string& text);

  std::vector<std::string> kept_;
  Redactor redactor_{};
  std::map<std::string, std::string, std::less<>> known_{};  // by value
  std::map<std::string, int, std::less<>> counts_{};         // by kind
};

}  // namespace rehearse::harness
