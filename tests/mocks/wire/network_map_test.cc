#include "mocks/wire/network_map.h"

#include <gtest/gtest.h>

namespace rehearse::wire {
namespace {

TEST(NormalAddress, HasOneSpellingForEachAddress) {
  EXPECT_EQ(normal_address("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(normal_address("2001:0DB8:0:0::1"), "2001:db8::1");
  EXPECT_EQ(normal_address("::ffff:127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(normal_address("::FFFF:7f00:1"), "127.0.0.1");
  for (const char* text : {"", "localhost", "127.0.0", "127.0.0.256", "::g", "1.2.3.4:80", "[::1]"})
    EXPECT_FALSE(normal_address(text)) << text;
  EXPECT_FALSE(normal_address(std::string("127.0.0.1\0x", 11)));
}

TEST(NetworkMap, LeavesUnknownPeersAsTheyAre) {
  const NetworkMap map;
  EXPECT_EQ(map.resolve("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(map.resolve("::ffff:10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(map.resolve("unknown"), "unknown");
}

TEST(NetworkMap, ReplacesTheWholeUserMap) {
  NetworkMap map;
  ASSERT_TRUE(map.replace({{"127.0.0.1", "52.5.142.59"}, {"::1", "2001:DB8::1"}}).ok());
  EXPECT_EQ(map.resolve("127.0.0.1"), "52.5.142.59");
  EXPECT_EQ(map.resolve("::ffff:127.0.0.1"), "52.5.142.59");
  EXPECT_EQ(map.resolve("0:0::1"), "2001:db8::1");
  ASSERT_TRUE(map.replace({{"127.0.0.2", "10.0.0.1"}}).ok());
  EXPECT_EQ(map.resolve("127.0.0.1"), "127.0.0.1");
}

TEST(NetworkMap, KeepsTheFixedLayerUnderTheUsers) {
  NetworkMap map;
  ASSERT_TRUE(map.replace_fixed({{"127.77.0.1", "52.5.142.59"}}).ok());
  ASSERT_TRUE(map.replace({}).ok());
  EXPECT_EQ(map.resolve("127.77.0.1"), "52.5.142.59");
  ASSERT_TRUE(map.replace({{"127.77.0.1", "9.9.9.9"}}).ok());
  EXPECT_EQ(map.resolve("127.77.0.1"), "9.9.9.9");
  EXPECT_EQ(map.user(), (NetworkMap::Addresses{{"127.77.0.1", "9.9.9.9"}}));
}

TEST(NetworkMap, NamesABrokenAddressAndChangesNothing) {
  NetworkMap map;
  ASSERT_TRUE(map.replace({{"127.0.0.1", "10.0.0.1"}}).ok());
  const auto broken = map.replace({{"127.0.0.2", "10.0.0.300"}});
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().find("10.0.0.300"), std::string::npos) << broken.error();
  EXPECT_FALSE(map.replace({{"nowhere", "10.0.0.3"}}).ok());
  EXPECT_FALSE(map.replace({{"127.0.0.1", "1.1.1.1"}, {"::ffff:127.0.0.1", "2.2.2.2"}}).ok());
  EXPECT_EQ(map.resolve("127.0.0.1"), "10.0.0.1");
}

}  // namespace
}  // namespace rehearse::wire
