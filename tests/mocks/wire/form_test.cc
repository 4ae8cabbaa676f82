#include "mocks/wire/form.h"

#include <gtest/gtest.h>

namespace rehearse::wire {
namespace {

std::string part(const std::string& head, const std::string& value) {
  return "--b\r\n" + head + "\r\n\r\n" + value + "\r\n";
}
std::string field_part(const std::string& name, const std::string& value) {
  return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
}

TEST(Urlencoded, KeepsOrderDuplicatesAndEmptyValues) {
  EXPECT_EQ(parse_urlencoded("b=1&a=2&b=3&c=&d"),
            (Fields{{"b", "1"}, {"a", "2"}, {"b", "3"}, {"c", ""}, {"d", ""}}));
}

TEST(Urlencoded, SplitsAtTheFirstEqualsSign) {
  EXPECT_EQ(parse_urlencoded("code=aPrx=="), (Fields{{"code", "aPrx=="}}));
  EXPECT_EQ(parse_urlencoded("=x"), (Fields{{"", "x"}}));
}

TEST(Urlencoded, DecodesOnce) {
  EXPECT_EQ(parse_urlencoded("a+b=%2B%20%253D%C3%A4"), (Fields{{"a b", "+ %3D\xc3\xa4"}}));
}

TEST(Urlencoded, SkipsEmptyPairs) {
  EXPECT_EQ(parse_urlencoded("&&a=1&"), (Fields{{"a", "1"}}));
  EXPECT_EQ(parse_urlencoded(""), Fields{});
}

TEST(Urlencoded, RefusesBrokenEscapesNulAndInvalidUtf8) {
  for (const char* text :
       {"a=%", "a=%4", "a=%4g", "%=1", "a=%00", "%00=1", "a=%ff", "a=%C3", "a=\xff"})
    EXPECT_FALSE(parse_urlencoded(text)) << text;
}

TEST(PercentEncoding, LeavesUnreservedCharactersAlone) {  // RFC 3986 section 2.3
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b/&=+%\xc3\xa4"), "a%20b%2F%26%3D%2B%25%C3%A4");
  EXPECT_EQ(percent_decode("a%20b+"), "a b+");
  EXPECT_FALSE(percent_decode("%2"));
}

TEST(EncodeForm, IsReadBackUnchanged) {
  const Fields fields{{"scope", "api full"}, {"scope", "a&b=c"}, {"", ""}, {"x", "+%\n"}};
  EXPECT_EQ(parse_urlencoded(encode_form(fields)), fields);
}

TEST(Multipart, ReadsPartsInOrder) {
  const std::string body = field_part("grant_type", "refresh_token") + field_part("a", "") +
                           field_part("a", "two\r\nlines") + "--b--\r\n";
  EXPECT_EQ(parse_multipart(body, "b"),
            (Fields{{"grant_type", "refresh_token"}, {"a", ""}, {"a", "two\r\nlines"}}));
}

TEST(Multipart, SkipsAPreambleAndBlanksAfterTheDelimiter) {
  const std::string body =
      "hello\r\n--b  \r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--epilogue";
  EXPECT_EQ(parse_multipart(body, "b"), (Fields{{"a", "1"}}));
}

TEST(Multipart, KeepsTheBytesOfFiles) {
  const std::string zip("PK\x03\x04\x00\xff\r\n--a", 11);
  const std::string body =
      part(
          "Content-Disposition: form-data; name=\"file\"; filename=\"deploy.zip\"\r\n"
          "Content-Type: application/zip\r\nContent-Transfer-Encoding: binary",
          zip) +
      "--b--";
  EXPECT_EQ(parse_multipart(body, "b"), (Fields{{"file", zip, true}}));
}

TEST(Multipart, TakesQuotesInNames) {
  const std::string body = part("content-disposition: form-data; name=\"a\\\"b;c\"", "1") + "--b--";
  EXPECT_EQ(parse_multipart(body, "b"), (Fields{{"a\"b;c", "1"}}));
}

TEST(Multipart, RefusesBrokenBodies) {
  const std::string good = field_part("a", "1");
  for (const std::string& body :
       {std::string(), std::string("--b"), good, good + "--b", good + "--bx\r\n",
        std::string("--c--"), part("Content-Type: text/plain", "1") + "--b--",
        part("Content-Disposition: attachment; name=\"a\"", "1") + "--b--",
        part("Content-Disposition: form-data", "1") + "--b--",
        part("Content-Disposition: form-data; name=\"a", "1") + "--b--",
        part("Content-Disposition: form-data; name=a; name=b", "1") + "--b--",
        part("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b",
             "1") +
            "--b--",
        part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64",
             "MQ==") +
            "--b--",
        part("no colon here", "1") + "--b--", field_part("a", "\xff") + "--b--",
        field_part("a", std::string("\0", 1)) + "--b--", field_part("\xff", "1") + "--b--"}) {
    EXPECT_FALSE(parse_multipart(body, "b")) << body;
  }
}

TEST(Multipart, BoundsPartsHeadsAndTheBoundary) {
  std::string body;
  for (int count = 0; count < 1'000; ++count) body += field_part("a", "1");
  EXPECT_EQ(parse_multipart(body + "--b--", "b").value_or(Fields{}).size(), 1'000U);
  EXPECT_FALSE(parse_multipart(body + field_part("a", "1") + "--b--", "b"));

  const std::string head = "Content-Disposition: form-data; name=a\r\nX: ";
  EXPECT_TRUE(
      parse_multipart(part(head + std::string(8'192 - head.size(), 'x'), "1") + "--b--", "b"));
  EXPECT_FALSE(
      parse_multipart(part(head + std::string(8'193 - head.size(), 'x'), "1") + "--b--", "b"));

  const std::string longest(70, 'x');
  EXPECT_TRUE(parse_multipart("--" + longest + "--", longest));
  EXPECT_FALSE(parse_multipart("--" + longest + "x--", longest + "x"));
  EXPECT_FALSE(parse_multipart("----", ""));
}

}  // namespace
}  // namespace rehearse::wire
