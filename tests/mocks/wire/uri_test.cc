#include "mocks/wire/uri.h"

#include <gtest/gtest.h>

namespace rehearse::wire {
namespace {

TEST(Uri, SplitsAllParts) {
  const auto uri = parse_uri("HTTPS://Me:x@Login.Salesforce.com:8443/a/b?c=d%20e?#f");
  ASSERT_TRUE(uri.has_value());
  EXPECT_EQ(uri->scheme, "https");
  EXPECT_EQ(uri->userinfo, "Me:x");
  EXPECT_EQ(uri->host, "login.salesforce.com");
  EXPECT_EQ(uri->port, "8443");
  EXPECT_EQ(uri->path, "/a/b");
  EXPECT_EQ(uri->query, "c=d%20e?");
  EXPECT_TRUE(uri->has_fragment);
  EXPECT_EQ(uri->origin(), "https://login.salesforce.com:8443");
  EXPECT_EQ(uri->target(), "/a/b?c=d%20e?");
}

TEST(Uri, TellsAnEmptyQueryFromNone) {
  EXPECT_TRUE(parse_uri("https://h/?")->has_query);
  EXPECT_EQ(parse_uri("https://h/?")->target(), "/?");
  EXPECT_FALSE(parse_uri("https://h")->has_query);
  EXPECT_EQ(parse_uri("https://h")->target(), "/");
}

TEST(Uri, KeepsTheBracketsOfIpv6) {
  const auto uri = parse_uri("http://[::1]:80/x");
  ASSERT_TRUE(uri.has_value());
  EXPECT_EQ(uri->host, "[::1]");
  EXPECT_EQ(uri->port, "80");
}

TEST(Uri, TakesCustomSchemes) {
  const auto uri = parse_uri("com.example.app:/callback");
  ASSERT_TRUE(uri.has_value());
  EXPECT_EQ(uri->scheme, "com.example.app");
  EXPECT_EQ(uri->host, "");
  EXPECT_EQ(uri->path, "/callback");
}

TEST(Uri, RefusesWhatIsNone) {
  for (const char* text : {"", "/a", "no scheme", "1http://h", "http://h:8x/", "http://h:123456/",
                           "http://a b/", "https://h/a b", "https://h/<x>", "https://[::1",
                           "https://h\n", "http://[zz]/", "https://h/\\x"}) {
    EXPECT_FALSE(parse_uri(text)) << text;
  }
}

TEST(WithQuery, AddsToTheQueryThatIsThere) {
  EXPECT_EQ(with_query("https://h/cb", {{"code", "aPrx=="}}), "https://h/cb?code=aPrx%3D%3D");
  EXPECT_EQ(with_query("https://h/cb?x=1", {{"a", "b"}, {"c", "d e"}}),
            "https://h/cb?x=1&a=b&c=d%20e");
  EXPECT_EQ(with_query("https://h/cb?", {{"a", "b"}}), "https://h/cb?a=b");
  // The first `?` opens the query; an `&` in a path or a later `?` is data.
  EXPECT_EQ(with_query("https://h/cb&", {{"a", "b"}}), "https://h/cb&?a=b");
  EXPECT_EQ(with_query("https://h/cb?x=1&", {{"a", "b"}}), "https://h/cb?x=1&a=b");
  EXPECT_EQ(with_query("https://h/cb?x=1?", {{"a", "b"}}), "https://h/cb?x=1?&a=b");
  EXPECT_EQ(with_query("https://h/cb#f", {{"a", "b"}}), "https://h/cb?a=b#f");
  EXPECT_EQ(with_query("https://h/cb", {}), "https://h/cb");
}

TEST(Resolve, FollowsTheRfcsExamples) {  // RFC 3986 section 5.4, without dots above the root
  const char* base = "http://a/b/c/d?q";
  const std::pair<const char*, const char*> examples[] = {{"g", "http://a/b/c/g"},
                                                          {"./g", "http://a/b/c/g"},
                                                          {"g/", "http://a/b/c/g/"},
                                                          {"/g", "http://a/g"},
                                                          {"//g", "http://g"},
                                                          {"?y", "http://a/b/c/d?y"},
                                                          {"g?y", "http://a/b/c/g?y"},
                                                          {"#s", "http://a/b/c/d?q#s"},
                                                          {"g#s", "http://a/b/c/g#s"},
                                                          {"..", "http://a/b/"},
                                                          {"../g", "http://a/b/g"},
                                                          {"../../g", "http://a/g"},
                                                          {"../../../g", "http://a/g"},
                                                          {".", "http://a/b/c/"},
                                                          {"", "http://a/b/c/d?q"},
                                                          {"https://x/y", "https://x/y"},
                                                          {"g;x=1/../y", "http://a/b/c/y"}};
  for (const auto& [reference, expected] : examples)
    EXPECT_EQ(resolve(base, reference), expected) << reference;
}

}  // namespace
}  // namespace rehearse::wire
