#include "mocks/oauth/ip_allowlist.h"

#include <gtest/gtest.h>

#include <vector>

namespace rehearse::oauth {
namespace {

const std::vector<AddressRange> kRanges{{"52.5.142.59", "52.5.142.61", ""},
                                        {"2001:db8::10", "2001:db8::1f", ""}};

TEST(IpAllowlist, BothEndsOfARangeAreInside) {
  for (const std::string peer : {"52.5.142.59", "52.5.142.60", "52.5.142.61", "2001:db8::10",
                                 "2001:db8::1f", "2001:0DB8:0::11", "::ffff:52.5.142.60"})
    EXPECT_TRUE(address_allowed(kRanges, peer)) << peer;
}

TEST(IpAllowlist, EverythingElseIsOutside) {
  for (const std::string peer :
       {"52.5.142.58", "52.5.142.62", "2001:db8::f", "2001:db8::20", "::ffff:52.5.142.62",
        "::52.5.142.60", "052.5.142.60", "52.5.142.60 ", "52.5.142", "localhost", ""})
    EXPECT_FALSE(address_allowed(kRanges, peer)) << peer;
}

TEST(IpAllowlist, NoRangesMeansNoList) {
  EXPECT_TRUE(address_allowed({}, "192.0.2.1"));
  EXPECT_TRUE(address_allowed({}, "no address"));
}

}  // namespace
}  // namespace rehearse::oauth
