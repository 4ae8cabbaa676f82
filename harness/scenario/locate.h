#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::harness {

// Lines tells on which line of a JSON text each value stands. Paths are written `$.steps[3].do`;
// members are found at their key.
class Lines {
 public:
  Lines() = default;
  // The text should be well-formed JSON, comments allowed; on other text the map just ends early.
  explicit Lines(std::string_view text);

  // The line of the path, or of the nearest thing around it that exists; 1 at worst.
  int line_of(std::string_view path) const;
  // The paths of keys that their object has already.
  const std::vector<std::string>& repeated() const { return repeated_; }

 private:
  std::map<std::string, int, std::less<>> lines_{};
  std::vector<std::string> repeated_{};
};

std::string member_path(std::string_view path, std::string_view key);
std::string element_path(std::string_view path, size_t index);
// The path of what the path's value stands in; empty for `$`.
std::string_view parent_path(std::string_view path);

}  // namespace rehearse::harness
