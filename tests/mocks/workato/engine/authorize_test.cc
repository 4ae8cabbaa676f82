#include "mocks/workato/engine/authorize.h"

#include <gtest/gtest.h>

#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using Scopes = std::vector<std::string>;

TEST(RequestedScopes, AreFullAndTheThreeUnlessChosen) {
  EXPECT_EQ(requested_scopes(""), (Scopes{"full", "id", "api", "refresh_token"}));
  EXPECT_EQ(requested_scopes(" \n"), (Scopes{"full", "id", "api", "refresh_token"}));
}

TEST(RequestedScopes, KeepTheChosenOnesInOrderWithoutDuplicates) {
  EXPECT_EQ(requested_scopes("web api,web chatter_api"),
            (Scopes{"web", "api", "chatter_api", "id", "refresh_token"}));
}

TEST(Verifier, IsOneHundredAndTwentyEightHexDigitsAndFresh) {
  SeededEntropy entropy(1, "test");
  const CodeVerifier first = new_verifier(entropy), second = new_verifier(entropy);
  EXPECT_EQ(first.value.size(), 128U);
  EXPECT_EQ(first.value.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(first, second);
}

// RFC 7636 appendix B.
TEST(Challenge, IsTheRfcExample) {
  EXPECT_EQ(challenge_of(CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).value,
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

class AuthorizeUrl : public WorkspaceTest {};

TEST_F(AuthorizeUrl, AsksAsTheGuideSays) {
  const std::string url = start();
  EXPECT_TRUE(url.starts_with("https://login.salesforce.com/services/oauth2/authorize?")) << url;
  auto query = query_of(url);
  EXPECT_EQ(query["response_type"], "code");
  EXPECT_EQ(query["client_id"], "3MVG9client");
  EXPECT_EQ(query["redirect_uri"], "https://www.workato.com/oauth/callback");
  EXPECT_EQ(query["scope"], "full id api refresh_token");
  EXPECT_EQ(query["code_challenge_method"], "S256");
  EXPECT_EQ(query["code_challenge"].size(), 43U);
  EXPECT_EQ(query["state"].size(), 48U);
  EXPECT_FALSE(query.contains("prompt"));
  EXPECT_FALSE(query.contains("code_verifier"));
  EXPECT_EQ(query.size(), 7U);
}

TEST_F(AuthorizeUrl, SandboxGoesToTheTestHost) {
  workspace_.begin().connections().edit(connection_)->settings.sandbox = true;
  EXPECT_TRUE(start().starts_with("https://test.salesforce.com/services/")) << start();
}

TEST_F(AuthorizeUrl, CustomDomainWinsOverTheLoginHost) {
  workspace_.begin().connections().edit(connection_)->settings.custom_domain =
      "rehearsal-dev-ed.develop.my.salesforce.com";
  EXPECT_TRUE(start().starts_with("https://rehearsal-dev-ed.develop.my.salesforce.com/services/"));
}

TEST_F(AuthorizeUrl, EachTripHasItsOwnStateAndChallenge) {
  auto first = query_of(start()), second = query_of(start());
  EXPECT_NE(first["state"], second["state"]);
  EXPECT_NE(first["code_challenge"], second["code_challenge"]);
}

TEST_F(AuthorizeUrl, IsTheSameForTheSameSeed) {
  ::testing::StrictMock<MockOrg> org;
  Workspace twin({.seed = 7}, org, kRunStart);
  int64_t id = 0;
  {
    auto tx = twin.begin();
    const auto profile = tx.profiles().create({.provider = "salesforce",
                                               .name = "Rehearsal",
                                               .client_id = "3MVG9client",
                                               .client_secret = "another"},
                                              now_);
    id = tx.connections().create({.name = "Salesforce", .profile = profile.value()}, now_).id;
  }
  EXPECT_EQ(start_authorization(twin, id, browser_, now_).value(), start());
}

TEST_F(AuthorizeUrl, IsRefusedWithoutAProfile) {
  workspace_.begin().connections().edit(connection_)->settings.profile = 0;
  const auto url = start_authorization(workspace_, connection_, browser_, now_);
  ASSERT_FALSE(url.ok());
  EXPECT_EQ(url.error().reason, &reason::workato_profile_not_chosen);
}

TEST_F(AuthorizeUrl, IsRefusedForAProfileOfAnotherApplication) {
  {
    auto tx = workspace_.begin();
    const auto other = tx.profiles().create(
        {.provider = "hubspot", .name = "H", .client_id = "i", .client_secret = "s"}, now_);
    tx.connections().edit(connection_)->settings.profile = other.value();
  }
  const auto url = start_authorization(workspace_, connection_, browser_, now_);
  ASSERT_FALSE(url.ok());
  EXPECT_EQ(url.error().reason, &reason::workato_profile_missing);
}

TEST_F(AuthorizeUrl, IsRefusedWhileConnected) {
  connect();
  const auto url = start_authorization(workspace_, connection_, browser_, now_);
  ASSERT_FALSE(url.ok());
  EXPECT_EQ(url.error().reason, &reason::workato_connection_active);
}

}  // namespace
}  // namespace rehearse::workato::testing
