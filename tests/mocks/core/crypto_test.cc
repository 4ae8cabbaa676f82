#include "mocks/core/crypto.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "mocks/core/entropy.h"
#include "mocks/core/pem_key.h"
#include "tests/support/signer.h"

namespace rehearse {
namespace {

TEST(Sha256, MatchesThePublishedExamples) {  // FIPS 180-4
  EXPECT_EQ(hex_encode(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_encode(sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HmacSha256, MatchesThePublishedExamples) {  // RFC 4231 sections 4.2, 4.3, 4.7
  EXPECT_EQ(hex_encode(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex_encode(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex_encode(hmac_sha256(std::string(131, '\xaa'),
                                   "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(ConstantTimeEqual, ComparesBytesAndLengths) {
  EXPECT_TRUE(constant_time_equal("secret", "secret"));
  EXPECT_FALSE(constant_time_equal("secret", "secreT"));
  EXPECT_FALSE(constant_time_equal("secret", "secre"));
  EXPECT_TRUE(constant_time_equal("", ""));
}

TEST(Base64, MatchesThePublishedExamples) {  // RFC 4648 section 10
  const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : examples) {
    EXPECT_EQ(base64_encode(plain, Base64::standard), encoded);
    EXPECT_EQ(base64_decode(encoded, Base64::standard), plain);
  }
}

TEST(Base64, HasThreeAlphabets) {
  const std::string bytes = "\xfb\xff\xbf";
  EXPECT_EQ(base64_encode(bytes, Base64::standard), "+/+/");
  EXPECT_EQ(base64_encode(bytes, Base64::url), "-_-_");
  EXPECT_EQ(base64_encode(bytes, Base64::token), "._._");
  EXPECT_EQ(base64_decode("-_-_", Base64::url), bytes);
  EXPECT_EQ(base64_decode("._._", Base64::token), bytes);
}

TEST(Base64, StandardDemandsItsPaddingAndTheOthersForbidIt) {
  EXPECT_FALSE(base64_decode("Zg", Base64::standard));
  EXPECT_FALSE(base64_decode("Zg=", Base64::standard));
  EXPECT_FALSE(base64_decode("Zg===", Base64::standard));
  EXPECT_FALSE(base64_decode("Z===", Base64::standard));
  EXPECT_FALSE(base64_decode("====", Base64::standard));
  EXPECT_FALSE(base64_decode("=Zg=", Base64::standard));
  EXPECT_TRUE(base64_decode("Zg", Base64::url));
  EXPECT_FALSE(base64_decode("Zg==", Base64::url));
  EXPECT_FALSE(base64_decode("Zg==", Base64::token));
}

TEST(Base64, RejectsStrayBitsForeignCharactersAndImpossibleLengths) {
  EXPECT_FALSE(base64_decode("Zh==", Base64::standard)) << "4 stray bits";
  EXPECT_FALSE(base64_decode("Zm9=", Base64::standard)) << "2 stray bits";
  EXPECT_FALSE(base64_decode("Zh", Base64::url));
  EXPECT_FALSE(base64_decode("Zm9vY", Base64::url)) << "five characters hold no whole bytes";
  EXPECT_FALSE(base64_decode("Zm 9v", Base64::url));
  EXPECT_FALSE(base64_decode("Zm9v\n", Base64::standard));
  EXPECT_FALSE(base64_decode("+/+/", Base64::url));
  EXPECT_FALSE(base64_decode("-_-_", Base64::standard));
}

TEST(Seal, OpensWhatItSealed) {
  Seal seal("key material");
  const std::string record(40, '\x01');
  const std::string sealed = seal.seal(record);
  EXPECT_EQ(sealed.size(), record.size() + 32);
  EXPECT_EQ(seal.open(sealed), record);
  EXPECT_EQ(seal.seal(record), sealed) << "the same record gives the same token";
  EXPECT_EQ(seal.open(seal.seal("")), "");
}

TEST(Seal, NoticesEveryFlippedBit) {
  Seal seal("key material");
  const std::string sealed = seal.seal("generation 1 of grant 42");
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string forged = sealed;
    forged[bit / 8] = char(forged[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(seal.open(forged)) << "bit " << bit;
  }
}

TEST(Seal, NeedsTheWholeTokenAndItsOwnKey) {
  Seal seal("key material"), other("other material");
  const std::string sealed = seal.seal("record");
  EXPECT_FALSE(other.open(sealed));
  EXPECT_FALSE(seal.open(sealed.substr(0, sealed.size() - 1)));
  EXPECT_FALSE(seal.open(sealed.substr(0, 31)));
  EXPECT_FALSE(seal.open(""));
}

TEST(Seal, ShowsNothingOfItsRecord) {
  Seal seal("key material");
  EXPECT_EQ(seal.seal("generation 1 of grant 42").find("grant"), std::string::npos);
}

TEST(SigningKey, IsTheSameForTheSameSeed) {
  SeededEntropy one(5, "jwt"), same(5, "jwt"), other(6, "jwt");
  const SigningKey key(one), twin(same), stranger(other);
  EXPECT_EQ(key.modulus(), twin.modulus());
  EXPECT_NE(key.modulus(), stranger.modulus());
  EXPECT_EQ(key.modulus().size(), 256U);
  EXPECT_EQ(key.exponent(), std::string("\x01\x00\x01", 3));
  EXPECT_EQ(key.sign_rs256("message"), twin.sign_rs256("message"));
}

// RFC 8017 section 8.2.2 by hand: the signature to the power of e is the padded digest.
TEST(SigningKey, SignsWithRsaPkcs1AndSha256) {
  SeededEntropy entropy(5, "jwt");
  const SigningKey key(entropy);
  const auto number = [](const std::string& bytes) {
    return BN_bin2bn(reinterpret_cast<const uint8_t*>(bytes.data()), int(bytes.size()), nullptr);
  };
  BIGNUM *n = number(key.modulus()), *e = number(key.exponent());
  BIGNUM *signature = number(key.sign_rs256("message")), *opened = BN_new();
  BN_CTX* context = BN_CTX_new();
  ASSERT_EQ(BN_mod_exp(opened, signature, e, n, context), 1);
  std::string padded(256, '\0');
  BN_bn2binpad(opened, reinterpret_cast<uint8_t*>(padded.data()), 256);
  const Digest digest = sha256("message");
  EXPECT_EQ(padded.substr(224), std::string(digest.begin(), digest.end()));
  EXPECT_EQ(padded.substr(0, 3), std::string("\x00\x01\xff", 3));
  for (BIGNUM* each : {n, e, signature, opened}) BN_free(each);
  BN_CTX_free(context);
}

TEST(Certificate, ReadsBackWhatAKeySignedForItself) {
  SeededEntropy entropy(1, "certificate");
  const SigningKey key(entropy);
  const TimePoint from = kRunStart, until = kRunStart + std::chrono::days(365);
  const std::string pem = key.certificate("a client", from, until);
  EXPECT_EQ(pem, key.certificate("a client", from, until));
  const auto certificate = Certificate::read(pem);
  ASSERT_TRUE(certificate.has_value());
  EXPECT_TRUE(certificate->is_rsa());
  EXPECT_EQ(certificate->valid_from(), from);
  EXPECT_EQ(certificate->valid_until(), until);
  const std::string signature = key.sign_rs256("message");
  EXPECT_TRUE(certificate->verifies_rs256("message", signature));
  EXPECT_FALSE(certificate->verifies_rs256("massage", signature));
  EXPECT_FALSE(certificate->verifies_rs256("message", signature.substr(1)));
  EXPECT_FALSE(certificate->verifies_rs256("message", ""));
}

TEST(Certificate, IsExactlyOneInPemForm) {
  SeededEntropy entropy(1, "certificate");
  const std::string pem =
      SigningKey(entropy).certificate("a client", kRunStart, kRunStart + std::chrono::days(1));
  EXPECT_TRUE(Certificate::read("\r\n" + pem + "  \n").has_value());
  EXPECT_TRUE(Certificate::read(pem.substr(0, pem.size() - 1)).has_value());
  std::string broken = pem;
  broken[40] = '!';
  for (const std::string& text :
       {std::string(), pem + pem, pem.substr(1), pem.substr(0, pem.size() / 2), "x" + pem, broken,
        std::string("-----BEGIN CERTIFICATE-----"),
        std::string("-----BEGIN CERTIFICATE-----\nMIIBIjAN\n-----END CERTIFICATE-----"),
        std::string("-----BEGIN PUBLIC KEY-----\nMIIBIjAN\n-----END PUBLIC KEY-----")}) {
    EXPECT_FALSE(Certificate::read(text).has_value()) << text.substr(0, 60);
  }
  EXPECT_EQ(ERR_peek_error(), 0UL);  // or a TLS connection of this thread would trip over it
}

// A private key in PEM form, of that many bits.
std::string rsa_key(unsigned bits) { return signing::pem_of(EVP_RSA_gen(bits)); }

TEST(PemKey, SignsLikeAnyOther) {
  const std::string pem = rsa_key(2'048);
  const auto signature = pem_sign_rs256("\n" + pem + "\n", "message");
  ASSERT_TRUE(signature.has_value());
  EXPECT_EQ(signature->size(), 256U);
  EXPECT_EQ(pem_sign_rs256(pem, "message"), signature);
  EXPECT_NE(pem_sign_rs256(pem, "massage"), signature);
}

TEST(PemKey, IsExactlyOneRsaKeyOf2048BitsOrMore) {
  const std::string pem = rsa_key(2'048);
  for (const std::string& text :
       {std::string(), rsa_key(1'024), signing::pem_of(EVP_EC_gen("P-256")), pem + pem, "x" + pem,
        pem.substr(0, pem.size() / 2), signing::right_signer().certificate,
        signing::pem_of(EVP_RSA_gen(2'048), "passphrase")})
    EXPECT_FALSE(pem_sign_rs256(text, "message").has_value()) << text.substr(0, 30);
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

}  // namespace
}  // namespace rehearse
