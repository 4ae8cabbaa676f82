#include "harness/driver/cookie_jar.h"

#include <gtest/gtest.h>

namespace rehearse::harness {
namespace {

constexpr TimePoint kNow = kRunStart;
constexpr const char* kSite = "https://org.my.salesforce.com/setup/apps/new";

TEST(CookieJar, ReturnsValuesByteForByte) {
  CookieJar jar;
  jar.store(kSite, "sid=00D%21a%2Bb+c=d==; Path=/; Secure; HttpOnly", kNow);
  EXPECT_EQ(jar.header_for("https://org.my.salesforce.com/", kNow), "sid=00D%21a%2Bb+c=d==");
}

TEST(CookieJar, KeepsAHostOnlyCookieAtItsHost) {
  CookieJar jar;
  jar.store(kSite, "sid=1; Path=/", kNow);
  EXPECT_EQ(jar.header_for("https://my.salesforce.com/", kNow), "");
  EXPECT_EQ(jar.header_for("https://a.org.my.salesforce.com/", kNow), "");
}

TEST(CookieJar, SharesADomainCookieWithHostsBelow) {
  CookieJar jar;
  jar.store(kSite, "a=1; Domain=.salesforce.com; Path=/", kNow);
  EXPECT_EQ(jar.header_for("https://login.salesforce.com/", kNow), "a=1");
  EXPECT_EQ(jar.header_for("https://notsalesforce.com/", kNow), "");
}

TEST(CookieJar, RefusesADomainTheHostIsNotIn) {
  CookieJar jar;
  jar.store(kSite, "a=1; Domain=workato.com", kNow);
  jar.store(kSite, "b=1; Domain=com", kNow);
  jar.store("http://127.0.0.1:4000/", "c=1; Domain=0.0.1", kNow);
  EXPECT_EQ(jar.size(), 0u);
}

TEST(CookieJar, SendsASecureCookieOverTlsOnly) {
  CookieJar jar;
  jar.store(kSite, "a=1; Path=/; Secure", kNow);
  EXPECT_EQ(jar.header_for("http://org.my.salesforce.com/", kNow), "");
  jar.store("http://org.my.salesforce.com/", "b=1; Secure", kNow);
  EXPECT_EQ(jar.size(), 1u);
}

TEST(CookieJar, MatchesPathsAtSegments) {
  CookieJar jar;
  jar.store(kSite, "deep=1", kNow);  // default path /setup/apps
  jar.store(kSite, "top=1; Path=/", kNow);
  EXPECT_EQ(jar.header_for("https://org.my.salesforce.com/setup/apps/x", kNow), "deep=1; top=1");
  EXPECT_EQ(jar.header_for("https://org.my.salesforce.com/setup/appsx", kNow), "top=1");
}

TEST(CookieJar, MaxAgeEndsACookieAtItsInstant) {
  CookieJar jar;
  jar.store(kSite, "a=1; Path=/; Max-Age=60", kNow);
  EXPECT_EQ(jar.header_for(kSite, kNow + std::chrono::milliseconds(59'999)), "a=1");
  EXPECT_EQ(jar.header_for(kSite, kNow + std::chrono::seconds(60)), "");
}

TEST(CookieJar, MaxAgeZeroDeletes) {
  CookieJar jar;
  jar.store(kSite, "a=1; Path=/", kNow);
  jar.store(kSite, "a=; Path=/; Max-Age=0", kNow);
  EXPECT_EQ(jar.size(), 0u);
}

TEST(CookieJar, PastExpiresDeletesUnlessMaxAgeSaysOtherwise) {
  CookieJar jar;
  jar.store(kSite, "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", kNow);
  EXPECT_EQ(jar.size(), 0u);
  jar.store(kSite, "a=1; Max-Age=5; Expires=Thu, 01 Jan 1970 00:00:00 GMT", kNow);
  EXPECT_EQ(jar.size(), 1u);
}

TEST(CookieJar, ExpiresEndsACookieAtItsDate) {
  CookieJar jar;
  jar.store(kSite, "a=1; Path=/; Expires=Tue, 12-May-2026 09:00:01 GMT", kNow);
  EXPECT_EQ(jar.header_for(kSite, kNow + std::chrono::milliseconds(999)), "a=1");
  EXPECT_EQ(jar.header_for(kSite, kNow + std::chrono::seconds(1)), "");
}

TEST(CookieJar, IgnoresADateThatIsNone) {
  CookieJar jar;
  jar.store(kSite, "a=1; Path=/; Expires=Tue, 31 Feb 2026 09:00:01 GMT", kNow);
  jar.store(kSite, "b=1; Path=/; Expires=yesterday", kNow);
  EXPECT_EQ(jar.header_for(kSite, kNow + std::chrono::years(50)), "a=1; b=1");
}

TEST(CookieJar, ReplacesACookieOfTheSameNameHostAndPath) {
  CookieJar jar;
  jar.store(kSite, "a=1; Path=/", kNow);
  jar.store(kSite, "a=2; Path=/", kNow);
  EXPECT_EQ(jar.header_for(kSite, kNow), "a=2");
}

TEST(CookieJar, HoldsPrefixesToTheirPromise) {
  CookieJar jar;
  jar.store(kSite, "__Host-a=1; Secure", kNow);  // path is not /
  jar.store(kSite, "__Secure-b=1; Path=/", kNow);
  jar.store(kSite, "__Host-c=1; Secure; Path=/", kNow);
  EXPECT_EQ(jar.header_for(kSite, kNow), "__Host-c=1");
}

}  // namespace
}  // namespace rehearse::harness
