#include "mocks/workato/engine/origins.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rehearse::workato {
namespace {

const std::vector<std::string> kKnown{"https://login.salesforce.com", "http://127.0.0.1:8443"};
const std::vector<std::string> kSuffixes{".salesforce.com", ".force.com"};

std::optional<std::string> origin(std::string_view url) {
  return checked_origin(url, {kKnown, kSuffixes});
}

TEST(InstanceOrigin, MayBeUnderAnAllowedSuffix) {
  EXPECT_EQ(origin("https://acme.my.salesforce.com"), "https://acme.my.salesforce.com");
  EXPECT_EQ(origin("https://acme.my.salesforce.com/"), "https://acme.my.salesforce.com");
}

TEST(InstanceOrigin, MayBeAKnownOriginAsItIs) {
  EXPECT_EQ(origin("http://127.0.0.1:8443"), "http://127.0.0.1:8443");
  EXPECT_EQ(origin("http://127.0.0.1:8444"), std::nullopt);
}

// A token response must not choose who reads the token.
TEST(InstanceOrigin, IsRefusedAnywhereElse) {
  for (const char* url :
       {"http://169.254.169.254", "http://acme.my.salesforce.com",
        "https://salesforce.com.evil.example", "https://evilsalesforce.com",
        "https://salesforce.com", "https://acme.my.salesforce.com@evil.example",
        "https://user@acme.my.salesforce.com", "https://acme.my.salesforce.com:8443",
        "https://acme.my.salesforce.com/services", "https://acme.my.salesforce.com?x=1",
        "https://acme.my.salesforce.com#x", "//acme.my.salesforce.com", "acme.my.salesforce.com",
        "", "https://acme.my.salesforce.com\r\nX: y", "ftp://acme.my.salesforce.com",
        "https://ac,me.my.salesforce.com", "https://ac%2eme.my.salesforce.com",
        "https://acme..salesforce.com"})
    EXPECT_EQ(origin(url), std::nullopt) << url;
}

TEST(InstanceOrigin, HasLabelsOfAtMost63Characters) {
  const auto with_label = [](size_t length) {
    return origin("https://" + std::string(length, 'a') + ".my.salesforce.com");
  };
  EXPECT_TRUE(with_label(63));
  EXPECT_FALSE(with_label(64));
}

TEST(CustomDomain, IsAHostOrAnAddressWithoutATrailingSlash) {
  const Origins origins{kKnown, kSuffixes};
  EXPECT_EQ(custom_domain_origin("acme.my.salesforce.com", origins),
            "https://acme.my.salesforce.com");
  EXPECT_EQ(custom_domain_origin(" https://acme.my.salesforce.com ", origins),
            "https://acme.my.salesforce.com");
  EXPECT_EQ(custom_domain_origin("https://acme.my.salesforce.com/", origins), std::nullopt);
  EXPECT_EQ(custom_domain_origin("acme.example.com", origins), std::nullopt);
}

}  // namespace
}  // namespace rehearse::workato
