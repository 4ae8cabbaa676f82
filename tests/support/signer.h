#pragma once

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/core/crypto.h"
#include "mocks/core/entropy.h"
#include "mocks/core/json.h"
#include "mocks/core/time.h"

namespace rehearse::signing {

// Signer is a client with a key of its own and the certificate that an app may hold. Making a key
// takes a fraction of a second, so tests share two.
class Signer {
 public:
  explicit Signer(SeededEntropy entropy) : key_(entropy) {
    certificate =
        certificate_valid(kRunStart - std::chrono::days(30), kRunStart + std::chrono::days(365));
  }

  std::string certificate_valid(TimePoint from, TimePoint until) const {
    return key_.certificate("rehearsal client", from, until);
  }
  // A JWT over the claims, signed with RS256 whatever its header says.
  std::string sign(const Json& claims, const Json& header = {{"alg", "RS256"}}) const {
    const std::string message = part(header) + "." + part(claims);
    return message + "." + base64_encode(key_.sign_rs256(message), Base64::url);
  }
  static std::string part(const Json& object) {
    return base64_encode(dump_json(object), Base64::url);
  }

  std::string certificate{};

 private:
  SigningKey key_;
};

// The signer whose certificate the app holds, and one it has never heard of.
inline const Signer& right_signer() {
  static const Signer signer(SeededEntropy(1, "right signer"));
  return signer;
}
inline const Signer& wrong_signer() {
  static const Signer signer(SeededEntropy(1, "wrong signer"));
  return signer;
}

// The private key as PEM, locked if there is a passphrase; takes the key.
inline std::string pem_of(EVP_PKEY* key, const std::string& passphrase = {}) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(memory, key, passphrase.empty() ? nullptr : EVP_aes_256_cbc(),
                                passphrase.data(), int(passphrase.size()), nullptr, nullptr);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory, &text);
  std::string pem(text, size_t(length));
  BIO_free(memory);
  EVP_PKEY_free(key);
  return pem;
}

// A private key as a person has it, and the certificate that an app is to hold.
struct KeyPair {
  std::string pem{};
  std::string certificate{};
};
inline KeyPair make_key_pair() {
  const auto at = [](TimePoint instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  };
  EVP_PKEY* key = EVP_RSA_gen(2'048);
  X509* made = X509_new();
  ASN1_TIME_set(X509_getm_notBefore(made), at(kRunStart - std::chrono::days(1)));
  ASN1_TIME_set(X509_getm_notAfter(made), at(kRunStart + std::chrono::days(365)));
  X509_set_pubkey(made, key);
  X509_sign(made, key, EVP_sha256());
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, made);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory, &text);
  KeyPair pair{.certificate = std::string(text, size_t(length))};
  BIO_free(memory);
  X509_free(made);
  pair.pem = pem_of(key);
  return pair;
}

// A self-signed certificate of an elliptic curve key, which nothing here can sign for.
inline std::string elliptic_certificate() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 1'000);
  X509_set_pubkey(certificate, key);
  X509_sign(certificate, key, EVP_sha256());
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory, &text);
  std::string pem(text, size_t(length));
  BIO_free(memory);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return pem;
}

}  // namespace rehearse::signing
