#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mocks/core/time.h"

namespace rehearse {

class Entropy;
using Digest = std::array<uint8_t, 32>;

Digest sha256(std::string_view bytes);
Digest hmac_sha256(std::string_view key, std::string_view message);
// True if both hold the same bytes; the time taken depends on the lengths alone.
bool constant_time_equal(std::string_view left, std::string_view right);

// Base64 alphabets: RFC 4648 section 4, section 5 (no padding), and the token alphabet of
// Salesforce
// (`.` and `_` instead of `+` and `/`, no padding).
enum class Base64 { standard, url, token };
std::string base64_encode(std::span<const uint8_t> bytes, Base64 alphabet);
std::string base64_encode(std::string_view bytes, Base64 alphabet);
// Strict: rejects foreign characters, wrong padding, and a last character with stray bits.
std::optional<std::string> base64_decode(std::string_view text, Base64 alphabet);
std::string hex_encode(std::span<const uint8_t> bytes);

// AesStream yields the key stream of AES-256 in counter mode.
class AesStream {
 public:
  explicit AesStream(std::span<const uint8_t, 32> key);
  ~AesStream();
  void next(std::span<uint8_t> bytes);                                      // continues the stream
  void at(std::span<const uint8_t, 16> counter, std::span<uint8_t> bytes);  // restarts it there

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Seal turns a small record into an opaque token that only the holder of the key can read or make,
// and back: HMAC-SHA256 as synthetic counter, then AES-256-CTR. It lets the org recognise every
// token it ever issued (a retired refresh token of any generation) without keeping one. Not safe
// for two threads at once.
class Seal {
 public:
  explicit Seal(std::string_view key_material);
  ~Seal();
  // Returns 32 bytes of tag and the encrypted record.
  std::string seal(std::string_view record);
  // Returns the record, or nothing if any bit is not as sealed.
  std::optional<std::string> open(std::string_view sealed);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// SigningKey is an RSA-2048 key made from entropy (the same seed gives the same key) that signs
// with RS256 (RFC 7518 section 3.3). Making one takes 0.1 to 0.5 s: make it when first needed.
class SigningKey {
 public:
  explicit SigningKey(Entropy& entropy);
  ~SigningKey();
  std::string sign_rs256(std::string_view message) const;  // raw signature bytes
  std::string modulus() const;                             // big-endian bytes, for a JWK's `n`
  std::string exponent() const;                            // big-endian bytes, for a JWK's `e`
  // A certificate of the key, signed by itself (RFC 5280), in PEM form: what a client hands to the
  // org it wants to be known to. The same key, name and times give the same text.
  std::string certificate(const std::string& name, TimePoint from, TimePoint until) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Certificate is an X.509 certificate (RFC 5280), as far as signatures are checked against one.
class Certificate {
 public:
  // The one certificate of a PEM text; nothing if the text is not exactly one.
  static std::optional<Certificate> read(std::string_view pem);
  ~Certificate();
  Certificate(Certificate&& other) noexcept;

  bool is_rsa() const;
  TimePoint valid_from() const;   // whole seconds
  TimePoint valid_until() const;  // the last second it is valid
  // True if the signature is RS256 over the message with this certificate's key; false for any
  // other kind of key.
  bool verifies_rs256(std::string_view message, std::string_view signature) const;

 private:
  struct Impl;
  explicit Certificate(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rehearse
