#include "mocks/core/redact.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"

namespace rehearse {
namespace {

const std::string kSecret = "S3cret/with+odd \"chars\"\\&=";

Redactor with_secret(const std::string& secret = kSecret) {
  Redactor redactor;
  redactor.add(secret);
  return redactor;
}

std::string percent(std::string_view text, bool every, const char* digits = "0123456789ABCDEF") {
  std::string encoded;
  for (const char c : text) {
    const bool plain = std::isalnum(uint8_t(c)) != 0;
    encoded += plain && !every
                   ? std::string(1, c)
                   : std::string("%") + digits[uint8_t(c) >> 4] + digits[uint8_t(c) & 15];
  }
  return encoded;
}

TEST(SecretNames, IgnoreCaseUnderscoresAndHyphens) {
  for (const char* name :
       {"client_secret", "clientSecret", "Client-Secret", "code", "code_verifier", "refresh_token",
        "emc", "smc", "tc", "password", "pw", "Authorization"}) {
    EXPECT_TRUE(is_secret_name(name)) << name;
  }
  for (const char* name : {"grant_type", "client_id", "token_type", "redirect_uri", "scope", "",
                           "isSecretRequiredForRefreshToken", "refreshTokenPolicyType"}) {
    EXPECT_FALSE(is_secret_name(name)) << name;
  }
}

TEST(Redactor, LeavesOtherTextAsItIs) {
  const std::string text =
      "grant_type=refresh_token&scope=api%20full 1778576400123 \\n {\"a\":1} 100%";
  EXPECT_EQ(with_secret().redact(text), text);
  EXPECT_EQ(with_secret().redact(""), "");
}

TEST(Redactor, PutsWhatItWasToldInPlaceOfASecret) {
  Redactor redactor;
  redactor.add("00DgK0000001abc", "<org>");
  redactor.add("00DgK0000001abc!" + std::string(40, 'x'), "<token>");
  redactor.add("plain-one");
  EXPECT_EQ(redactor.redact("00DgK0000001abc00DgK0000001abc plain-one"), "<org><org> [redacted]");
  // The longest counts, and one with a name goes before one that is only known by its shape.
  EXPECT_EQ(redactor.redact("00DgK0000001abc!" + std::string(40, 'x')), "<token>");
  EXPECT_EQ(redactor.redact("00DgK0000001abc%21" + std::string(40, 'x')), "<token>");
}

TEST(Redactor, FindsASecretRawAndEncoded) {
  const Redactor redactor = with_secret();
  const std::string json = dump_json(Json(kSecret));
  const std::vector<std::string> forms{
      kSecret,
      percent(kSecret, false),
      percent(kSecret, true),
      percent(kSecret, false, "0123456789abcdef"),
      percent(percent(kSecret, false), false),
      json.substr(1, json.size() - 2),
      hex_encode(std::span(reinterpret_cast<const uint8_t*>(kSecret.data()), kSecret.size()))};
  for (const std::string& form : forms) {
    EXPECT_EQ(redactor.redact("before <" + form + "> after"), "before <[redacted]> after") << form;
  }
}

TEST(Redactor, FindsASecretInsideLongerBase64AtEveryOffset) {
  const Redactor redactor = with_secret();
  for (const Base64 alphabet : {Base64::standard, Base64::url}) {
    for (const char* before : {"", "a", "ab", "abc", "id:"}) {
      const std::string encoded = base64_encode(before + kSecret + "!", alphabet);
      EXPECT_EQ(redactor.redact("Basic " + encoded), "Basic [redacted]") << before;
      EXPECT_EQ(redactor.redact(percent(encoded, false)), "[redacted]") << before;
    }
  }
}

TEST(Redactor, FindsEveryOccurrenceAndJoinsOverlaps) {
  Redactor redactor;
  redactor.add("abcdef");
  redactor.add("defghi");
  EXPECT_EQ(redactor.redact("abcdefghi abcdef-defghi"), "[redacted] [redacted]-[redacted]");
}

TEST(Redactor, TakesADigitSecretOnlyAsAWholeNumber) {
  const Redactor redactor = with_secret("123456");
  EXPECT_EQ(redactor.redact("code 123456."), "code [redacted].");
  EXPECT_EQ(redactor.redact("x123456y"), "x[redacted]y");
  EXPECT_EQ(redactor.redact("1778123456400"), "1778123456400");
}

TEST(Redactor, TakesNoValueShorterThanFourBytes) {
  Redactor redactor;
  redactor.add("abc");
  EXPECT_EQ(redactor.size(), 0U);
  EXPECT_EQ(redactor.redact("abc"), "abc");
  redactor.add("abcd");
  EXPECT_EQ(redactor.redact("abcd"), "[redacted]");
}

TEST(Redactor, KnowsTokensByTheirShape) {
  const Redactor redactor;
  const std::string tail(96, 'x');
  for (const std::string& token :
       {"00D000000000001!" + tail, "5Aep861" + tail,
        "aPrx" + tail + "==", std::string("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")}) {
    EXPECT_EQ(redactor.redact("token=" + token + "&x=1"), "token=[redacted]&x=1");
    EXPECT_EQ(redactor.redact(percent(token, false)), "[redacted]");
  }
}

TEST(Redactor, LeavesIdsThatBeginLikeTokens) {
  const std::string ids = "/id/00D000000000001AAA/005000000000001AAA aPrx eyJ 5Aep861";
  EXPECT_EQ(Redactor().redact(ids), ids);
}

TEST(Redactor, WalksJsonByNameAndByValue) {
  const Json json = parse_json(R"({"access_token":"abc","n":1,"isOn":true,"token":null,
      "list":["keep","topsecret"],"inner":{"password":"x","note":"say topsecret"}})")
                        .value();
  EXPECT_EQ(
      dump_json(with_secret("topsecret").redact_json(json)),
      R"({"access_token":"[redacted]","n":1,"isOn":true,"token":null,)"
      R"("list":["keep","[redacted]"],"inner":{"password":"[redacted]","note":"say [redacted]"}})");
}

TEST(Redactor, WalksXmlByNameAndByValue) {
  const Redactor redactor = with_secret("topsecret");
  EXPECT_EQ(redactor.redact_xml(
                R"(<?xml version="1.0"?><e:Envelope xmlns:e="x"><e:Body><login note="a>b">)"
                R"(<username>u</username><p:password a='1'>x&amp;y</p:password></login>)"
                R"(</e:Body></e:Envelope>)"),
            R"(<?xml version="1.0"?><e:Envelope xmlns:e="x"><e:Body><login note="a>b">)"
            R"(<username>u</username><p:password a='1'>[redacted]</p:password></login>)"
            R"(</e:Body></e:Envelope>)");
  EXPECT_EQ(redactor.redact_xml("<a><sessionId/><b>say topsecret</b><c>&#116;opsecret</c></a>"),
            "<a><sessionId/><b>say [redacted]</b><c>[redacted]</c></a>");
  EXPECT_EQ(redactor.redact_xml("<a><secret>1<b><secret>2</secret></b>3</secret><n>4</n></a>"),
            "<a><secret>[redacted]</secret><n>4</n></a>");
  EXPECT_EQ(redactor.redact_xml("<a><token><!-- </token> --><![CDATA[</token>]]></token>5</a>"),
            "<a><token>[redacted]</token>5</a>");
  EXPECT_EQ(redactor.redact_xml(R"(<a password = "x" b='y' c:token='z"' d="1"/>)"),
            R"(<a password = "[redacted]" b='y' c:token='[redacted]' d="1"/>)");
  EXPECT_EQ(redactor.redact_xml("<a><consumerSecret>ABCD</consumerSecret><zipFile>UEs</zipFile>"
                                "</a>"),
            "<a><consumerSecret>[redacted]</consumerSecret><zipFile>[redacted]</zipFile></a>");
}

TEST(Redactor, FindsASecretEscapedInXml) {
  const Redactor redactor = with_secret("a<b>&\"c'd");
  for (const char* text : {"a&lt;b&gt;&amp;&quot;c&apos;d", "a&#60;b&#x3e;&#38;&#34;c&#x27;d"})
    EXPECT_EQ(redactor.redact(std::string("say ") + text), "say [redacted]") << text;
  EXPECT_EQ(redactor.redact("a=1&b=2&lt&#x;&#9999;&#-5;&amp"), "a=1&b=2&lt&#x;&#9999;&#-5;&amp");
}

}  // namespace
}  // namespace rehearse
