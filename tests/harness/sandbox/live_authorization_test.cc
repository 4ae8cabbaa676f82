#include "harness/sandbox/live_authorization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/canned_call.h"

namespace rehearse::harness {
namespace {

constexpr const char* kOrg = "https://acme--uat.sandbox.my.salesforce.com";

class LiveAuthorizationTest : public ::testing::Test {
 protected:
  LiveAuthorizationTest() {
    network_.answers = {wire::json_response(200, R"({"refresh_token":"R1"})")};
    (void)org_.send({.method = "POST",
                     .url = std::string(kOrg) + "/services/oauth2/token",
                     .body = "grant_type=authorization_code&code=c"});
    EXPECT_TRUE(org_.is_live());
  }

  wire::CannedCall network_{};
  LiveAuthorization org_{network_, kOrg};
};

TEST_F(LiveAuthorizationTest, EndsWithItsRevocation) {
  network_.answers.push_back(wire::WireResponse{.status = 200});
  EXPECT_TRUE(org_.revoke().ok());
  EXPECT_FALSE(org_.is_live());
}

// Dead already, as after a replay or the end of its app: the next plan may authorize again.
TEST_F(LiveAuthorizationTest, EndsWhereTheOrgSaysThatItIsDead) {
  network_.answers.push_back(wire::json_response(400, R"({"error":"unsupported_token_type"})"));
  EXPECT_TRUE(org_.revoke().ok());
  EXPECT_FALSE(org_.is_live());
}

TEST_F(LiveAuthorizationTest, LivesOnWhereTheOrgDoesNotSay) {
  network_.answers.push_back(wire::WireResponse{.status = 503});
  EXPECT_FALSE(org_.revoke().ok());
  EXPECT_TRUE(org_.is_live());
}

}  // namespace
}  // namespace rehearse::harness
