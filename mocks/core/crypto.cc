#include "mocks/core/crypto.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "mocks/core/entropy.h"
#include "mocks/core/pem_key.h"
#include "mocks/core/text.h"

namespace rehearse {
namespace {

struct OpenSslDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
  void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(ASN1_TIME* time) const { ASN1_TIME_free(time); }
};
template <class T>
using Owned = std::unique_ptr<T, OpenSslDeleter>;

// A failing OpenSSL call here means memory or the library itself is broken; there is no answer to
// give.
void require(bool worked) {
  if (!worked) std::abort();
}

// OpenSSL 3 looks a digest up by name at every init unless it is handed the fetched object, and
// that costs more than hashing a token. Fetched once per process, immutable afterwards.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

EVP_MD_CTX* scratch_context() {
  thread_local const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return context.get();
}

constexpr size_t kBlock = 64;

// HMAC (RFC 2104) with both padded keys hashed ahead, so that a message costs two digests.
class Hmac {
 public:
  explicit Hmac(std::string_view key) : inner_(EVP_MD_CTX_new()), outer_(EVP_MD_CTX_new()) {
    std::array<uint8_t, kBlock> padded{};
    if (key.size() > kBlock) {
      const Digest digest = sha256(key);
      std::memcpy(padded.data(), digest.data(), digest.size());
    } else if (!key.empty()) {
      std::memcpy(padded.data(), key.data(), key.size());
    }
    start(inner_.get(), padded, 0x36);
    start(outer_.get(), padded, 0x5c);
  }

  Digest operator()(std::string_view message) const {
    Digest digest{};
    EVP_MD_CTX* scratch = scratch_context();
    require(EVP_MD_CTX_copy_ex(scratch, inner_.get()) == 1);
    require(EVP_DigestUpdate(scratch, message.data(), message.size()) == 1);
    require(EVP_DigestFinal_ex(scratch, digest.data(), nullptr) == 1);
    require(EVP_MD_CTX_copy_ex(scratch, outer_.get()) == 1);
    require(EVP_DigestUpdate(scratch, digest.data(), digest.size()) == 1);
    require(EVP_DigestFinal_ex(scratch, digest.data(), nullptr) == 1);
    return digest;
  }

 private:
  static void start(EVP_MD_CTX* context, std::array<uint8_t, kBlock> pad, uint8_t mask) {
    for (uint8_t& byte : pad) byte ^= mask;
    require(EVP_DigestInit_ex(context, sha256_method(), nullptr) == 1);
    require(EVP_DigestUpdate(context, pad.data(), pad.size()) == 1);
  }

  Owned<EVP_MD_CTX> inner_, outer_;
};

std::string_view alphabet_of(Base64 alphabet) {
  switch (alphabet) {
    case Base64::standard:
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    case Base64::url:
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    case Base64::token:
      break;
  }
  return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
}

std::string_view as_text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string big_endian(const BIGNUM* number) {
  std::string bytes(size_t(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

// A 1,024-bit prime p with gcd(p-1, 65537) = 1 and both top bits set, so that two make 2,048 bits.
Owned<BIGNUM> draw_prime(Entropy& entropy, BN_CTX* context) {
  std::array<uint8_t, 128> bytes{};
  entropy.fill(bytes);
  bytes.front() |= 0xc0;
  bytes.back() |= 1;
  Owned<BIGNUM> candidate(BN_bin2bn(bytes.data(), int(bytes.size()), nullptr));
  for (;; require(BN_add_word(candidate.get(), 2) == 1)) {
    if (BN_mod_word(candidate.get(), 65537) == 1) continue;
    const int verdict = BN_check_prime(candidate.get(), context, nullptr);
    require(verdict >= 0);
    if (verdict == 1) return candidate;
  }
}

int64_t seconds_of(TimePoint instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// The instant a certificate names. ASN1_TIME_diff counts from a known instant, so that neither the
// machine's time zone nor its clock matters.
TimePoint instant_of(const ASN1_TIME* time) {
  const Owned<ASN1_TIME> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0, seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return TimePoint::min();
  return TimePoint(std::chrono::days(days) + std::chrono::seconds(seconds));
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest digest{};
  EVP_MD_CTX* scratch = scratch_context();
  require(EVP_DigestInit_ex(scratch, sha256_method(), nullptr) == 1);
  require(EVP_DigestUpdate(scratch, bytes.data(), bytes.size()) == 1);
  require(EVP_DigestFinal_ex(scratch, digest.data(), nullptr) == 1);
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view message) { return Hmac(key)(message); }

bool constant_time_equal(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string base64_encode(std::span<const uint8_t> bytes, Base64 alphabet) {
  const std::string_view symbols = alphabet_of(alphabet);
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  uint32_t buffer = 0;
  int bits = 0;
  for (const uint8_t byte : bytes) {
    buffer = buffer << 8 | byte;
    for (bits += 8; bits >= 6; bits -= 6) text += symbols[buffer >> (bits - 6) & 63];
  }
  if (bits > 0) text += symbols[buffer << (6 - bits) & 63];
  while (alphabet == Base64::standard && text.size() % 4 != 0) text += '=';
  return text;
}

std::string base64_encode(std::string_view bytes, Base64 alphabet) {
  return base64_encode(std::span(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()),
                       alphabet);
}

std::optional<std::string> base64_decode(std::string_view text, Base64 alphabet) {
  if (alphabet == Base64::standard) {
    if (text.size() % 4 != 0) return {};
    for (int pad = 0; pad < 2 && text.ends_with('='); ++pad) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return {};
  const std::string_view symbols = alphabet_of(alphabet);
  std::array<int8_t, 256> values{};
  values.fill(-1);
  for (size_t index = 0; index < symbols.size(); ++index)
    values[uint8_t(symbols[index])] = int8_t(index);
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  uint32_t buffer = 0;
  int bits = 0;
  for (const char character : text) {
    const int8_t value = values[uint8_t(character)];
    if (value < 0) return {};
    buffer = (buffer << 6 | uint32_t(value)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += char(buffer >> bits & 0xff);
  }
  if ((buffer & ((1U << bits) - 1)) != 0) return {};
  return bytes;
}

std::string hex_encode(std::span<const uint8_t> bytes) {
  std::string text;
  for (const uint8_t byte : bytes) {
    text += kHexLower[byte >> 4];
    text += kHexLower[byte & 15];
  }
  return text;
}

struct AesStream::Impl {
  Owned<EVP_CIPHER_CTX> context{EVP_CIPHER_CTX_new()};
};

AesStream::AesStream(std::span<const uint8_t, 32> key) : impl_(std::make_unique<Impl>()) {
  const std::array<uint8_t, 16> zero{};
  require(EVP_EncryptInit_ex(impl_->context.get(), EVP_aes_256_ctr(), nullptr, key.data(),
                             zero.data()) == 1);
}

AesStream::~AesStream() = default;

void AesStream::next(std::span<uint8_t> bytes) {
  std::memset(bytes.data(), 0, bytes.size());
  int written = 0;
  require(EVP_EncryptUpdate(impl_->context.get(), bytes.data(), &written, bytes.data(),
                            int(bytes.size())) == 1);
}

void AesStream::at(std::span<const uint8_t, 16> counter, std::span<uint8_t> bytes) {
  require(EVP_EncryptInit_ex(impl_->context.get(), nullptr, nullptr, nullptr, counter.data()) == 1);
  next(bytes);
}

struct Seal::Impl {
  explicit Impl(std::string_view material)
      : authenticate(std::string("authenticate ").append(material)),
        cipher(sha256(std::string("encrypt ").append(material))) {}

  // Encrypts or decrypts in place: the operation is its own inverse.
  void apply(std::string_view tag, std::string& record) {
    std::string stream(record.size(), '\0');
    cipher.at(std::span<const uint8_t, 16>(reinterpret_cast<const uint8_t*>(tag.data()), 16),
              std::span(reinterpret_cast<uint8_t*>(stream.data()), stream.size()));
    for (size_t index = 0; index < record.size(); ++index) record[index] ^= stream[index];
  }

  Hmac authenticate;
  AesStream cipher;
};

Seal::Seal(std::string_view key_material) : impl_(std::make_unique<Impl>(key_material)) {}
Seal::~Seal() = default;

std::string Seal::seal(std::string_view record) {
  const Digest tag = impl_->authenticate(record);
  std::string encrypted(record);
  impl_->apply(as_text(tag), encrypted);
  return std::string(as_text(tag)) + encrypted;
}

std::optional<std::string> Seal::open(std::string_view sealed) {
  if (sealed.size() < sizeof(Digest)) return {};
  const std::string_view tag = sealed.substr(0, sizeof(Digest));
  std::string record(sealed.substr(sizeof(Digest)));
  impl_->apply(tag, record);
  if (!constant_time_equal(tag, as_text(impl_->authenticate(record)))) return {};
  return record;
}

namespace {

std::string sign_with(EVP_PKEY* key, std::string_view message) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  size_t length = 0;
  require(EVP_DigestSignInit(context.get(), nullptr, sha256_method(), nullptr, key) == 1);
  require(EVP_DigestSign(context.get(), nullptr, &length, bytes, message.size()) == 1);
  std::string signature(length, '\0');
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                         bytes, message.size()) == 1);
  signature.resize(length);
  return signature;
}

}  // namespace

std::optional<std::string> pem_sign_rs256(std::string_view pem, std::string_view message) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  constexpr int kFewestBits = 2048;
  pem = trim(pem);
  // OpenSSL skips what stands before the first block, and leaves what follows it.
  if (!pem.starts_with(kBegin) || pem.find(kBegin, 1) != std::string_view::npos) return {};
  const Owned<BIO> memory(BIO_new_mem_buf(pem.data(), int(pem.size())));
  const auto no_passphrase = [](char*, int, int, void*) { return -1; };  // nobody is asked
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(memory.get(), nullptr, no_passphrase, nullptr));
  ERR_clear_error();  // the TLS connection of this thread reads the same queue
  if (key == nullptr || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA ||
      EVP_PKEY_get_bits(key.get()) < kFewestBits)
    return {};
  return sign_with(key.get(), message);
}

struct SigningKey::Impl {
  Owned<BIGNUM> n{BN_new()}, e{BN_new()};
  Owned<EVP_PKEY> key{};
  // RS256 gives one signature for a message (RFC 8017 section 8.2), and a message is signed again
  // whenever its signature is checked.
  static constexpr size_t kSignaturesKept = 1'000;
  mutable std::mutex mutex{};
  mutable std::unordered_map<std::string, std::string> signatures{};

  std::string sign(std::string_view message) const;
};

SigningKey::SigningKey(Entropy& entropy) : impl_(std::make_unique<Impl>()) {
  const Owned<BN_CTX> context(BN_CTX_new());
  const Owned<BIGNUM> p = draw_prime(entropy, context.get());
  const Owned<BIGNUM> q = draw_prime(entropy, context.get());
  require(BN_mul(impl_->n.get(), p.get(), q.get(), context.get()) == 1);
  require(BN_set_word(impl_->e.get(), 65537) == 1);
  // phi = (p-1)(q-1) = n - p - q + 1
  const Owned<BIGNUM> phi(BN_dup(impl_->n.get()));
  require(BN_sub(phi.get(), phi.get(), p.get()) == 1 && BN_sub(phi.get(), phi.get(), q.get()) == 1);
  require(BN_add_word(phi.get(), 1) == 1);
  const Owned<BIGNUM> d(BN_mod_inverse(nullptr, impl_->e.get(), phi.get(), context.get()));
  require(d != nullptr);
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  require(OSSL_PARAM_BLD_push_BN(builder.get(), "n", impl_->n.get()) == 1);
  require(OSSL_PARAM_BLD_push_BN(builder.get(), "e", impl_->e.get()) == 1);
  require(OSSL_PARAM_BLD_push_BN(builder.get(), "d", d.get()) == 1);
  const Owned<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(builder.get()));
  const Owned<EVP_PKEY_CTX> maker(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* made = nullptr;
  require(EVP_PKEY_fromdata_init(maker.get()) == 1);
  require(EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEYPAIR, params.get()) == 1);
  impl_->key.reset(made);
}

SigningKey::~SigningKey() = default;

std::string SigningKey::sign_rs256(std::string_view message) const {
  std::string text(message);
  {
    const std::lock_guard lock(impl_->mutex);
    const auto known = impl_->signatures.find(text);
    if (known != impl_->signatures.end()) return known->second;
  }
  std::string signature = impl_->sign(message);
  const std::lock_guard lock(impl_->mutex);
  if (impl_->signatures.size() >= Impl::kSignaturesKept) impl_->signatures.clear();
  impl_->signatures.emplace(std::move(text), signature);
  return signature;
}

std::string SigningKey::Impl::sign(std::string_view message) const {
  return sign_with(key.get(), message);
}

std::string SigningKey::certificate(const std::string& name, TimePoint from,
                                    TimePoint until) const {
  const Owned<X509> made(X509_new());
  X509* certificate = made.get();
  require(X509_set_version(certificate, X509_VERSION_3) == 1);
  require(ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) == 1);
  require(ASN1_TIME_set(X509_getm_notBefore(certificate), seconds_of(from)) != nullptr);
  require(ASN1_TIME_set(X509_getm_notAfter(certificate), seconds_of(until)) != nullptr);
  X509_NAME* subject = X509_get_subject_name(certificate);
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(name.data()),
                                     int(name.size()), -1, 0) == 1);
  require(X509_set_issuer_name(certificate, subject) == 1);
  require(X509_set_pubkey(certificate, impl_->key.get()) == 1);
  require(X509_sign(certificate, impl_->key.get(), EVP_sha256()) > 0);
  const Owned<BIO> memory(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(memory.get(), certificate) == 1);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, size_t(length)};
}

std::string SigningKey::modulus() const { return big_endian(impl_->n.get()); }
std::string SigningKey::exponent() const { return big_endian(impl_->e.get()); }

struct Certificate::Impl {
  Owned<X509> certificate{};
};

Certificate::Certificate(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Certificate::Certificate(Certificate&& other) noexcept = default;
Certificate::~Certificate() = default;

std::optional<Certificate> Certificate::read(std::string_view pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  pem = trim(pem);
  if (!pem.starts_with(kBegin) || pem.find(kEnd) != pem.size() - kEnd.size()) return {};
  pem.remove_prefix(kBegin.size());
  pem.remove_suffix(kEnd.size());
  const auto der = base64_decode(join(split_words(pem), ""), Base64::standard);
  if (!der) return {};
  const auto* bytes = reinterpret_cast<const unsigned char*>(der->data());
  const unsigned char* const end = bytes + der->size();
  Owned<X509> parsed(d2i_X509(nullptr, &bytes, long(der->size())));
  const bool is_whole =
      parsed != nullptr && bytes == end && X509_get0_pubkey(parsed.get()) != nullptr;
  ERR_clear_error();  // the TLS connection of this thread reads the same queue
  if (!is_whole) return {};
  auto impl = std::make_unique<Impl>();
  impl->certificate = std::move(parsed);
  return Certificate(std::move(impl));
}

bool Certificate::is_rsa() const {
  return EVP_PKEY_get_base_id(X509_get0_pubkey(impl_->certificate.get())) == EVP_PKEY_RSA;
}

TimePoint Certificate::valid_from() const {
  return instant_of(X509_get0_notBefore(impl_->certificate.get()));
}

TimePoint Certificate::valid_until() const {
  return instant_of(X509_get0_notAfter(impl_->certificate.get()));
}

bool Certificate::verifies_rs256(std::string_view message, std::string_view signature) const {
  if (!is_rsa()) return false;
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY* key = X509_get0_pubkey(impl_->certificate.get());
  const auto* signed_bytes = reinterpret_cast<const unsigned char*>(signature.data());
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  const bool fits =
      EVP_DigestVerifyInit(context.get(), nullptr, sha256_method(), nullptr, key) == 1 &&
      EVP_DigestVerify(context.get(), signed_bytes, signature.size(), bytes, message.size()) == 1;
  ERR_clear_error();  // the TLS connection of this thread reads the same queue
  return fits;
}

}  // namespace rehearse
