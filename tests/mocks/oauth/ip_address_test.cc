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

TEST(IpBlock, HoldsWhatSharesItsPrefix) {
  const auto holds = [](std::string_view block, std::string_view address) {
    return lies_in(*parse_ip(address), *parse_block(block));
  };
  EXPECT_TRUE(holds("127.0.0.0/8", "127.0.0.1"));
  EXPECT_TRUE(holds("127.0.0.0/8", "127.255.255.255"));
  EXPECT_FALSE(holds("127.0.0.0/8", "126.255.255.255"));
  EXPECT_FALSE(holds("127.0.0.0/8", "128.0.0.0"));
  EXPECT_TRUE(holds("192.0.2.77/25", "192.0.2.127"));
  EXPECT_FALSE(holds("192.0.2.77/25", "192.0.2.128"));
  EXPECT_TRUE(holds("192.0.2.7", "192.0.2.7"));
  EXPECT_FALSE(holds("192.0.2.7/32", "192.0.2.6"));
  EXPECT_TRUE(holds("0.0.0.0/0", "255.1.2.3"));
  EXPECT_FALSE(holds("0.0.0.0/0", "::1"));
  EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(holds("::/0", "2001:db8::1"));
  EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
}

TEST(IpBlock, IsAnAddressAndALength) {
  for (const char* text :
       {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8 ",
        "10.0.0.0/08", "10.0.0.0/00", "::/0064", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "::/129",
        "::ffff:10.0.0.0/104", "office", "10.0.0.0-10.0.0.9"})
    EXPECT_FALSE(parse_block(text).has_value()) << text;
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
