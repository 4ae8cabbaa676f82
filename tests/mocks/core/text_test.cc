#include "mocks/core/text.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

using Strings = std::vector<std::string>;

TEST(Text, LowersAsciiOnly) {
  EXPECT_EQ(lower("\xc3\x84"
                  "BC-x9"),
            "\xc3\x84"
            "bc-x9");
}

TEST(Text, TrimsBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, SplitsAndKeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (Strings{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), Strings{""});
}

TEST(Text, SplitsWordsAtRunsOfWhiteSpace) {
  EXPECT_EQ(split_words("  api \t refresh_token\nfull "),
            (Strings{"api", "refresh_token", "full"}));
  EXPECT_EQ(split_words(" "), Strings{});
}

TEST(Text, JoinsAndReplaces) {
  EXPECT_EQ(join(Strings{"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join(Strings{}, ", "), "");
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Utf8, TakesEveryLength) {
  EXPECT_TRUE(is_utf8("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"));
  EXPECT_TRUE(is_utf8("\xf4\x8f\xbf\xbf")) << "the last code point";
  EXPECT_TRUE(is_utf8(""));
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndBrokenSequences) {  // RFC 3629 section 3
  for (const char* text :
       {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xc3", "\xe2\x82", "a\xff"}) {
    EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(std::string(text));
  }
}

TEST(Text, SeesControlCharacters) {
  EXPECT_FALSE(has_control("plain text ~"));
  for (const char character : {'\0', '\n', '\x1f', '\x7f'}) {
    EXPECT_TRUE(has_control(std::string("a") + character));
  }
}

TEST(Nearest, FindsTheNameThatWasMeant) {
  const Strings names{"authorize", "token", "revoke", "introspect"};
  EXPECT_EQ(nearest("tokne", names), "token");
  EXPECT_EQ(nearest("Authorise", names), "authorize");
  EXPECT_FALSE(nearest("completely different", names));
  EXPECT_FALSE(nearest("x", Strings{}));
}

}  // namespace
}  // namespace rehearse
