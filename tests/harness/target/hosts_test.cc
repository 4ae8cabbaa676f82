#include "harness/target/hosts.h"

#include <gtest/gtest.h>

namespace rehearse::harness {
namespace {

TEST(LoopbackHost, IsAnAddressAsItIsWrittenOrLocalhost) {
  for (const std::string_view host : {"127.0.0.1", "127.255.255.254", "[::1]", "localhost"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
  for (const std::string_view host :
       {"126.255.255.255", "128.0.0.1", "127.1", "0x7f.1", "2130706433", "127.0.0.1.example.com",
        "127.0.0.1.", "localhost.example.com", "a.localhost", "localhost.", "[::ffff:127.0.0.1]",
        "0.0.0.0", ""})
    EXPECT_FALSE(is_loopback_host(host)) << host;
}

TEST(SandboxHost, IsOneThatOnlySandboxesHave) {
  for (const std::string_view host : {"test.salesforce.com", "acme--dev.sandbox.my.salesforce.com",
                                      "acme.scratch.my.salesforce.com"})
    EXPECT_TRUE(is_sandbox_host(host)) << host;
  for (const std::string_view host :
       {"login.salesforce.com", "acme.my.salesforce.com", ".sandbox.my.salesforce.com",
        "sandbox.my.salesforce.com", "a.sandbox.my.salesforce.com.example.com",
        "a.sandbox.my.salesforce.com.", "atest.salesforce.com", "-.sandbox.my.salesforce.com"})
    EXPECT_FALSE(is_sandbox_host(host)) << host;
}

TEST(MyDomainHost, IsOneUnderSalesforcesDomain) {
  for (const std::string_view host :
       {"acme.my.salesforce.com", "acme-dev-ed.develop.my.salesforce.com", "a.my.salesforce.com"})
    EXPECT_TRUE(is_my_domain_host(host)) << host;
  for (const std::string_view host :
       {"my.salesforce.com", ".my.salesforce.com", "acme.my.salesforce.com.example.com",
        "acme.my.salesforce-setup.com", "ACME.my.salesforce.com", "a%2e.my.salesforce.com",
        "login.salesforce.com"})
    EXPECT_FALSE(is_my_domain_host(host)) << host;
}

TEST(Origin, IsASchemeAHostAndAPort) {
  EXPECT_EQ(origin_of("https://A.test:8443/").value().origin(), "https://a.test:8443");
  for (const std::string text : {"https://u@a.test", "https://a.test/x", "https://a.test?x",
                                 "https://a.test#x", "ftp://a.test", "a.test", ""})
    EXPECT_FALSE(origin_of(text).has_value()) << text;
}

}  // namespace
}  // namespace rehearse::harness
