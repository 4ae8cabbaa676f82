#include "mocks/core/redact.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>
#include <span>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"

namespace rehearse {
namespace {

constexpr std::array<std::string_view, 52> kSecretNames{
    "accesstoken",
    "apikey",
    "apitoken",
    "appsecret",
    "assertion",
    "authorization",
    "clientassertion",
    "clientsecret",
    "code",
    "codechallenge",
    "codeverifier",
    "confirmationtoken",
    "confirmpassword",
    "consumersecret",
    "cookie",
    "csrf",
    "csrftoken",
    "currentpassword",
    "emc",
    "identitycode",
    "idtoken",
    "jwt",
    "newpassword",
    "oauthtoken",
    "oldpassword",
    "onetimepassword",
    "otp",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "proxyauthorization",
    "pw",
    "refreshtoken",
    "secret",
    "securitytoken",
    "session",
    "sessionid",
    "setcookie",
    "sid",
    "smc",
    "tc",
    "token",
    "totp",
    "totpsecret",
    "userassertion",
    "usertoken",
    "vcsrf",
    "verificationcode",
    "verifier",
    "xusertoken",
    "zipfile"};  // a deployed package may hold a consumer secret

// The beginnings of the tokens the mocks issue, and of JSON Web Tokens. One that was seen nowhere
// else is still known by these.
struct Shape {
  std::string_view prefix{};
  std::string_view extra{};  // what a token holds besides letters and digits
  size_t shortest = 0;       // in all; a shorter run is something else, an org id for example
};
constexpr std::array<Shape, 4> kShapes{
    {{"00D", "!._", 40}, {"5Aep861", "._-", 27}, {"aPrx", "._-=", 24}, {"eyJ", "._-=", 24}}};

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_base64(char c) {
  return is_alphanumeric(c) || std::string_view("+/-_=").find(c) != std::string_view::npos;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte that two hexadecimal digits at `at` stand for, or -1.
int hex_byte(std::string_view text, size_t at) {
  if (at + 2 > text.size()) return -1;
  const int high = hex_value(text[at]), low = hex_value(text[at + 1]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

uint32_t key_of(const char* text) {
  uint32_t key = 0;
  std::memcpy(&key, text, sizeof key);
  return key;
}

// What base64 makes of the secret inside a longer text: the characters that depend on the secret
// alone when it starts `offset` bytes into a group of three.
std::string base64_inside(std::string_view secret, size_t offset, Base64 alphabet) {
  const std::string padded = std::string(offset, 'x') + std::string(secret);
  const size_t first = (offset * 8 + 5) / 6, end = padded.size() * 8 / 6;
  return base64_encode(padded, alphabet).substr(first, end - first);
}

}  // namespace

std::vector<TokenShape> find_token_shapes(std::string_view text) {
  std::vector<TokenShape> found;
  for (const Shape& shape : kShapes) {
    size_t at = text.find(shape.prefix);
    while (at != std::string_view::npos) {
      size_t end = at;
      while (end < text.size() && (is_alphanumeric(text[end]) ||
                                   shape.extra.find(text[end]) != std::string_view::npos)) {
        ++end;
      }
      const bool whole = end - at >= shape.shortest;
      if (whole) found.push_back({at, end, shape.prefix});
      at = text.find(shape.prefix, whole ? end : at + 1);
    }
  }
  return found;
}

// Unit is one character of a text after decoding, and how much of the text stands for it.
struct Redactor::Unit {
  char character = 0;
  size_t length = 1;

  static Unit read(std::string_view text, size_t at) {
    if (text[at] == '%') return read_percent(text, at);
    if (text[at] == '\\' && at + 1 < text.size()) return read_json(text, at);
    if (text[at] == '&') return read_xml(text, at);
    return {text[at], 1};
  }
  // %3D and, encoded again, %253D.
  static Unit read_percent(std::string_view text, size_t at) {
    size_t digits = at + 1;
    while (text.substr(digits).starts_with("25") && hex_byte(text, digits + 2) >= 0) digits += 2;
    const int value = hex_byte(text, digits);
    if (value < 0) return {text[at], 1};
    return {char(value), digits + 2 - at};
  }
  static Unit read_json(std::string_view text, size_t at) {
    constexpr std::string_view kShort = "\"\\/bfnrt", kMeans = "\"\\/\b\f\n\r\t";
    if (text[at + 1] == 'u' && hex_byte(text, at + 2) == 0 && hex_byte(text, at + 4) >= 0)
      return {char(hex_byte(text, at + 4)), 6};
    const size_t escape = kShort.find(text[at + 1]);
    if (escape == std::string_view::npos) return {text[at], 1};
    return {kMeans[escape], 2};
  }
  // &amp; and its like, &#38; and &#x26;.
  static Unit read_xml(std::string_view text, size_t at) {
    constexpr std::string_view kNames[] = {"amp", "lt", "gt", "quot", "apos"};
    constexpr std::string_view kMeans = "&<>\"'";
    const std::string_view rest = text.substr(at + 1, 8);
    const size_t end = rest.find(';');
    const std::string_view name = rest.substr(0, end == std::string_view::npos ? 0 : end);
    for (size_t index = 0; index < kMeans.size(); ++index) {
      if (name == kNames[index]) return {kMeans[index], name.size() + 2};
    }
    if (name.size() < 2 || name[0] != '#') return {text[at], 1};
    const bool is_hex = name[1] == 'x';
    const std::string_view digits = name.substr(is_hex ? 2 : 1);
    int value = 0;
    const auto read =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
    const bool is_ascii = read.ec == std::errc() && read.ptr == digits.data() + digits.size() &&
                          value > 0 && value < 0x80;
    return is_ascii ? Unit{char(value), name.size() + 2} : Unit{text[at], 1};
  }
};

bool is_secret_name(std::string_view name) {
  std::string plain;
  for (const char c : lower(name)) {
    if (c != '_' && c != '-') plain += c;
  }
  return std::find(kSecretNames.begin(), kSecretNames.end(), plain) != kSecretNames.end();
}

Redactor::Decoded Redactor::decode(std::string_view text) {
  Decoded decoded;
  for (size_t at = 0; at < text.size();) {
    const Unit unit = Unit::read(text, at);
    decoded.text += unit.character;
    decoded.starts.push_back(at);
    at += unit.length;
  }
  decoded.starts.push_back(text.size());
  return decoded;
}

std::string without_escapes(std::string_view text) { return Redactor::decode(text).text; }

void Redactor::add_needle(std::string text, Kind kind, size_t instead) {
  if (text.size() < kShortest) return;
  std::vector<Needle>& bucket = needles_[key_of(text.data())];
  const bool known = std::any_of(bucket.begin(), bucket.end(),
                                 [&](const Needle& needle) { return needle.text == text; });
  if (!known) bucket.push_back({std::move(text), kind, instead});
}

void Redactor::add(std::string_view secret, std::string_view instead) {
  if (secret.size() < kShortest || !secrets_.emplace(secret).second) return;
  const auto known = std::find(insteads_.begin(), insteads_.end(), instead);
  const auto index = size_t(known - insteads_.begin());
  if (known == insteads_.end()) insteads_.emplace_back(instead);
  const bool digits = std::all_of(secret.begin(), secret.end(), is_digit);
  add_needle(std::string(secret), digits ? Kind::digits : Kind::plain, index);
  add_needle(replace_all(std::string(secret), " ", "+"), Kind::plain, index);
  std::string hex =
      hex_encode(std::span(reinterpret_cast<const uint8_t*>(secret.data()), secret.size()));
  add_needle(hex, Kind::plain, index);
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char c) { return c >= 'a' ? char(c - 'a' + 'A') : c; });
  add_needle(hex, Kind::plain, index);
  for (size_t offset = 0; offset < 3; ++offset) {
    add_needle(base64_inside(secret, offset, Base64::standard), Kind::base64, index);
    add_needle(base64_inside(secret, offset, Base64::url), Kind::base64, index);
  }
}

void Redactor::find_values(std::string_view text, std::vector<Range>& found) const {
  if (needles_.empty()) return;
  for (size_t at = 0; at + kShortest <= text.size(); ++at) {
    const auto bucket = needles_.find(key_of(text.data() + at));
    if (bucket == needles_.end()) continue;
    for (const Needle& needle : bucket->second) {
      if (!text.substr(at).starts_with(needle.text)) continue;
      size_t begin = at, end = at + needle.text.size();
      if (needle.kind == Kind::digits &&
          ((begin > 0 && is_digit(text[begin - 1])) || (end < text.size() && is_digit(text[end]))))
        continue;
      // The characters at both ends of the base64 text hold the rest of the secret's bits.
      while (needle.kind == Kind::base64 && begin > 0 && is_base64(text[begin - 1])) --begin;
      while (needle.kind == Kind::base64 && end < text.size() && is_base64(text[end])) ++end;
      found.push_back({begin, end, needle.instead});
    }
  }
}

std::string Redactor::redact(std::string_view text) const {
  const auto find = [this](std::string_view within) {
    std::vector<Range> ranges;
    find_values(within, ranges);
    for (const TokenShape& shape : find_token_shapes(within))
      ranges.push_back({shape.begin, shape.end, 0});
    return ranges;
  };
  std::vector<Range> found = find(text);
  if (text.find_first_of("%\\&") != std::string_view::npos) {
    const Decoded decoded = decode(text);
    for (const Range& range : find(decoded.text))
      found.push_back({decoded.starts[range.begin], decoded.starts[range.end], range.instead});
  }
  std::sort(found.begin(), found.end(),
            [](const Range& left, const Range& right) { return left.begin < right.begin; });
  std::string redacted;
  size_t done = 0;
  for (size_t index = 0; index < found.size();) {
    // A secret that has a name of its own goes before a shape of the same length.
    const auto rank = [](const Range& range) {
      return std::pair(range.end - range.begin, range.instead != 0);
    };
    Range longest = found[index];
    const size_t begin = longest.begin;
    size_t end = longest.end;
    for (++index; index < found.size() && found[index].begin < end; ++index) {
      end = std::max(end, found[index].end);
      if (rank(found[index]) > rank(longest)) longest = found[index];
    }
    redacted.append(text.substr(done, begin - done)).append(insteads_[longest.instead]);
    done = end;
  }
  return redacted.append(text.substr(done));
}

Json Redactor::redact_json(const Json& value) const {
  if (value.is_string()) return redact(value.get_ref<const std::string&>());
  if (value.is_array()) {
    Json redacted = Json::array();
    for (const Json& element : value) redacted.push_back(redact_json(element));
    return redacted;
  }
  if (!value.is_object()) return value;
  Json redacted = Json::object();
  for (const auto& [name, member] : value.items()) {
    const bool hide = is_secret_name(name) && !member.is_null() && !member.is_boolean();
    redacted[redact(name)] = hide ? Json(kRedacted) : redact_json(member);
  }
  return redacted;
}

}  // namespace rehearse
