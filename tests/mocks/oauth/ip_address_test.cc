#include "mocks/oauth/ip_address.h"

#include <gtest/gtest.h>

namespace rehearse::oauth {
namespace {

uint64_t between(std::string_view start, std::string_view end, uint64_t at_most = 1'000'000) {
  return addresses_between(*parse_ip(start), *parse_ip(end), at_most);
}

TEST(IpAddress, ReadsBothFamilies) {
  EXPECT_FALSE(parse_ip("52.5.142.59")->is_v6);
  EXPECT_TRUE(parse_ip("2001:db8::1")->is_v6);
  EXPECT_EQ(parse_ip("2001:DB8:0::1"), parse_ip("2001:db8::1"));
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ",
                           "1.2.3.4/8", "::1%lo", "[::1]", ":::", "1:2:3:4:5:6:7:8:9"}) {
    EXPECT_EQ(parse_ip(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_ip(std::string_view("1.2.3.4\0", 8)), std::nullopt);
}

TEST(IpAddress, AMappedAddressIsIpv4) {
  EXPECT_EQ(parse_ip("::ffff:10.0.0.1"), parse_ip("10.0.0.1"));
  EXPECT_EQ(parse_ip("::ffff:0a00:0001"), parse_ip("10.0.0.1"));
  EXPECT_TRUE(parse_ip("::10.0.0.1")->is_v6);
}

TEST(IpAddress, CountsWhatLiesBetween) {
  EXPECT_EQ(between("10.0.0.1", "10.0.0.1"), 1u);
  EXPECT_EQ(between("10.0.0.0", "10.0.0.255"), 256u);
  EXPECT_EQ(between("10.0.0.255", "10.0.1.0"), 2u);
  EXPECT_EQ(between("0.0.0.0", "255.255.255.255", UINT64_MAX), 4'294'967'296u);
  EXPECT_EQ(between("0.0.0.0", "255.255.255.255", 257), 257u);
  EXPECT_EQ(between("2001:db8::", "2001:db8::ffff"), 65'536u);
  EXPECT_EQ(between("2001:db8::", "2001:db8:0:1::", 257), 257u);
  EXPECT_EQ(between("2001:db8::ffff:ffff", "2001:db8::1:0:0"), 2u);
}

TEST(IpAddress, CountsNothingInADeadRange) {
  EXPECT_EQ(between("10.0.0.2", "10.0.0.1"), 0u);
  EXPECT_EQ(between("10.0.0.1", "2001:db8::1"), 0u);
}

}  // namespace
}  // namespace rehearse::oauth
