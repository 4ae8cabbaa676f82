#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rehearse::fuzz {

// Input is what the fuzzer gives, read as text from its front.
class Input {
 public:
  Input(const uint8_t* data, size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  // Up to the next line feed, which is taken too; all of it where there is none.
  std::string_view line() {
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return taken;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// A parameter as endpoints hand it on: an empty value counts as absent (RFC 6749 section 3.1).
inline std::optional<std::string> unless_empty(std::string_view value) {
  return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace rehearse::fuzz
