#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "mocks/core/json.h"

namespace rehearse {

inline constexpr std::string_view kRedacted = "[redacted]";

// is_secret_name says whether a field, JSON member, XML element or parameter of that name holds a
// secret.
// Case, underscores and hyphens don't matter: client_secret, clientSecret, Client-Secret.
bool is_secret_name(std::string_view name);

// TokenShape is a token that was found in a text by its looks alone.
struct TokenShape {
  size_t begin = 0, end = 0;
  std::string_view prefix{};  // "00D", "5Aep861", "aPrx" or "eyJ"
};
std::vector<TokenShape> find_token_shapes(std::string_view text);

// The text with percent-encoding, JSON escapes and XML references undone wherever they stand.
std::string without_escapes(std::string_view text);

// Redactor removes secrets from text by value and by shape, in whatever encoding they turn up:
// raw, percent-encoded (once or twice), escaped as in JSON or XML, hexadecimal, base64 (also as a
// part of a longer base64 text such as Basic credentials). Adding and redacting at the same time
// from two threads is not safe.
class Redactor {
 public:
  // Values shorter than 4 bytes are not taken: they would hide half of every text.
  static constexpr size_t kShortest = 4;
  // A number is a secret only as a whole number, so that an OTP doesn't hide part of a timestamp.
  // `instead` is what stands for it in redacted text. Where secrets overlap, the longest counts.
  void add(std::string_view secret, std::string_view instead = kRedacted);
  bool knows(std::string_view secret) const { return secrets_.count(std::string(secret)) > 0; }
  size_t size() const { return secrets_.size(); }
  std::vector<std::string> known() const { return {secrets_.begin(), secrets_.end()}; }

  std::string redact(std::string_view text) const;
  // Strings inside the value, and all of a member whose name is a secret's.
  Json redact_json(const Json& value) const;
  // A well-formed XML document as written, but for all inside an element, and the value of an
  // attribute, whose name without its prefix is a secret's.
  std::string redact_xml(std::string_view document) const;

 private:
  enum class Kind { plain, digits, base64 };
  struct Needle {
    std::string text{};
    Kind kind = Kind::plain;
    size_t instead = 0;  // index of what stands for it
  };
  struct Unit;
  // Decoded is a text without its escapes, and where each character of it stands in the text.
  struct Decoded {
    std::string text{};
    std::vector<size_t> starts{};
  };
  struct Range {
    size_t begin = 0, end = 0;
    size_t instead = 0;
  };
  friend std::string without_escapes(std::string_view text);

  static Decoded decode(std::string_view text);
  void add_needle(std::string text, Kind kind, size_t instead);
  void find_values(std::string_view text, std::vector<Range>& found) const;

  std::unordered_set<std::string> secrets_{};
  std::vector<std::string> insteads_{std::string(kRedacted)};
  std::unordered_map<uint32_t, std::vector<Needle>> needles_{};  // by their first four bytes
};

}  // namespace rehearse
