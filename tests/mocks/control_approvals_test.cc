#include <gmock/gmock.h>

#include "mocks/core/text.h"
#include "mocks/wire/uri.h"
#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ControlApprovals : public ControlTest {
 protected:
  void SetUp() override { key_ = ask("POST", "/apps", guide_app("Approved"))["consumer_key"]; }

  std::string body(std::string_view decision, std::string_view callback = kCallback) {
    const std::string url =
        wire::with_query("https://login.salesforce.com/services/oauth2/authorize",
                         {{"response_type", "code"},
                          {"client_id", key_},
                          {"redirect_uri", std::string(callback)},
                          {"state", "a b&c"}});
    return dump_json(
        {{"username", "user@rehearsal.test"}, {"authorize_url", url}, {"decision", decision}});
  }

  static constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";
  std::string key_{};
};

TEST_F(ControlApprovals, ApprovalLeadsBackWithACode) {
  // The app is local: only My Domain lets it through.
  Json request = parse_json(body("approve")).value();
  request["authorize_url"] = replace_all(request["authorize_url"], "login.salesforce.com",
                                         "rehearsal-dev-ed.develop.my.salesforce.com");
  const Json answer = ask("POST", "/approve", dump_json(request));
  EXPECT_THAT(answer["location"].get<std::string>(),
              AllOf(StartsWith("https://www.workato.com/oauth/callback?"), HasSubstr("code=aPrx"),
                    HasSubstr("state=a%20b%26c")));
  EXPECT_TRUE(answer["reason"].is_null());
}

TEST_F(ControlApprovals, DenialLeadsBackWithAnError) {
  Json request = parse_json(body("deny")).value();
  request["authorize_url"] = replace_all(request["authorize_url"], "login.salesforce.com",
                                         "rehearsal-dev-ed.develop.my.salesforce.com");
  const Json answer = ask("POST", "/approve", dump_json(request));
  EXPECT_THAT(answer["location"].get<std::string>(), HasSubstr("error=access_denied"));
  EXPECT_EQ(answer["reason"], "user_denied");
}

TEST_F(ControlApprovals, DenialCountsEvenAfterAnApproval) {
  for (const char* decision : {"approve", "deny"}) {
    Json request = parse_json(body(decision)).value();
    request["authorize_url"] = replace_all(request["authorize_url"], "login.salesforce.com",
                                           "rehearsal-dev-ed.develop.my.salesforce.com");
    const Json answer = ask("POST", "/approve", dump_json(request));
    EXPECT_THAT(answer["location"].get<std::string>(),
                HasSubstr(decision == std::string("deny") ? "error=access_denied" : "code=aPrx"));
  }
}

TEST_F(ControlApprovals, ErrorThatNeverRedirectsIsShown) {
  const Json answer = ask("POST", "/approve", body("approve", "https://evil.example/cb"));
  EXPECT_FALSE(answer.contains("location"));
  EXPECT_EQ(answer["status"], 400);
  EXPECT_THAT(answer["body"].get<std::string>(), HasSubstr("redirect_uri_mismatch"));
  EXPECT_EQ(answer["reason"], "redirect_uri_not_registered");
  const Json journal = ask("GET", "/journal", R"({"brief":true})");
  EXPECT_EQ(journal["exchanges"].back()["reason"], "redirect_uri_not_registered");
  EXPECT_EQ(journal["exchanges"].back()["route"], "authorize");
}

TEST_F(ControlApprovals, RefusesWhatIsNoAuthorization) {
  EXPECT_EQ(refused("POST", "/approve", "{}").code, "missing_member");
  EXPECT_EQ(refused("POST", "/approve", body("aprove")).code, "bad_value");
  const Refused elsewhere = refused(
      "POST", "/approve",
      R"({"username":"user@rehearsal.test","authorize_url":"https://x.example/authorize"})");
  EXPECT_EQ(elsewhere.code, "bad_value");
  EXPECT_THAT(elsewhere.message, HasSubstr("/services/oauth2/authorize"));
  EXPECT_EQ(refused("POST", "/approve", R"({"username":"x@y","authorize_url":"/"})").code,
            "not_found");
}

}  // namespace
}  // namespace rehearse::testing
