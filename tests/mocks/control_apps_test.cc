#include <gmock/gmock.h>

#include <set>

#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ControlApps : public ControlTest {
 protected:
  std::string create(std::string_view name) {
    return ask("POST", "/apps", guide_app(name))["app_id"].get<std::string>();
  }
};

TEST_F(ControlApps, CreatedAppHasKeySecretAndId) {
  const Json app = ask("POST", "/apps", guide_app("Workato_OAuth"));
  EXPECT_EQ(app.size(), 3U);
  EXPECT_THAT(app["consumer_key"].get<std::string>(), StartsWith("3MVG9"));
  EXPECT_EQ(app["consumer_key"].get<std::string>().size(), 85U);
  EXPECT_EQ(app["consumer_secret"].get<std::string>().size(), 64U);
  EXPECT_THAT(app["app_id"].get<std::string>(), StartsWith("0xI"));
}

TEST_F(ControlApps, SettingsLeftOutTakeSalesforcesDefault) {
  const Json app = ask("GET", "/apps/" + create("Defaults"));
  EXPECT_EQ(app["isPkceRequired"], false);
  EXPECT_EQ(app["isConsumerSecretOptional"], false);
  EXPECT_EQ(app["isSecretRequiredForRefreshToken"], true);
  EXPECT_EQ(app["refreshTokenPolicyType"], "SpecificLifetime");
  EXPECT_EQ(app["refreshTokenValidityPeriod"], 365);
  EXPECT_FALSE(app.contains("consumer_secret"));
}

TEST_F(ControlApps, ShowsTheStateOfAStagedPairAndNothingElseOfIt) {
  const std::string id = create("Staged");
  EXPECT_EQ(ask("GET", "/apps/" + id)["staged_credentials"], nullptr);
  const auto clock = [&](std::string_view by) {
    ask("POST", "/clock", dump_json({{"advance", by}}));
  };
  {
    auto tx = instance_.world()->org.begin();
    ASSERT_TRUE(tx.apps().stage(AppId(id), UserId("005"), instance_.world()->clock.now()).ok());
  }
  const Json shown = ask("GET", "/apps/" + id);
  EXPECT_EQ(shown["staged_credentials"], "Active");
  EXPECT_FALSE(shown.contains("secret"));
  clock("31d");
  EXPECT_EQ(ask("PATCH", "/apps/" + id, R"({"label":"Other"})")["staged_credentials"], "Expired");
}

TEST_F(ControlApps, EveryProblemComesWithFieldAndReason) {
  const ControlAnswer answer = instance_.control().call(
      "POST", "/apps", R"({"apiName":"1 app_","label":"L","callbackUrl":"http://example.com/cb"})");
  EXPECT_EQ(answer.status, 400);
  const Json error = parse_json(answer.json).value()["error"];
  EXPECT_EQ(error["code"], "invalid_settings");
  EXPECT_THAT(error["message"].get<std::string>(),
              AllOf(HasSubstr("apiName"), HasSubstr("callbackUrl"), HasSubstr("contactEmail")));
  std::set<std::string> reasons;
  for (const Json& problem : error["problems"]) reasons.insert(problem["reason"]);
  EXPECT_TRUE(reasons.contains("api_name_start"));
  EXPECT_TRUE(reasons.contains("api_name_end"));
  EXPECT_TRUE(reasons.contains("callback_not_https"));
}

TEST_F(ControlApps, UnknownSettingNamesTheNearest) {
  const Refused answer = refused("POST", "/apps", R"({"isPkceRequird":true})");
  EXPECT_EQ(answer.code, "invalid_settings");
  EXPECT_THAT(answer.message, AllOf(HasSubstr("isPkceRequird"), HasSubstr("isPkceRequired")));
  EXPECT_EQ(refused("POST", "/apps", R"({"isPkceRequired":"yes"})").code, "invalid_settings");
}

TEST_F(ControlApps, NameIsTakenOnce) {
  create("Twice");
  EXPECT_EQ(refused("POST", "/apps", guide_app("tWICE")).status, 400);
}

TEST_F(ControlApps, EditChangesWhatIsGivenAndKeepsTheRest) {
  const std::string path = "/apps/" + create("Edited");
  const Json before = ask("GET", path);
  Json after = ask("PATCH", path, R"({"isRefreshTokenRotationEnabled":true})");
  EXPECT_EQ(after["isRefreshTokenRotationEnabled"], true);
  EXPECT_EQ(ask("GET", path), after);
  after["isRefreshTokenRotationEnabled"] = before["isRefreshTokenRotationEnabled"];
  EXPECT_EQ(after, before);
}

TEST_F(ControlApps, LockedOrgReadsBackTrue) {
  InstanceOptions options;
  options.org_mode = salesforce::OrgMode::locked_2026;
  Instance locked(options);
  const Json app = testing::ask(locked.control(), "POST", "/apps", guide_app("Locked"));
  const std::string path = "/apps/" + app["app_id"].get<std::string>();
  const Json edited = testing::ask(locked.control(), "PATCH", path, R"({"isPkceRequired":false})");
  EXPECT_EQ(edited["isPkceRequired"], true);
}

TEST_F(ControlApps, DeletedAppIsGone) {
  const std::string id = create("Deleted");
  EXPECT_EQ(ask("DELETE", "/apps/" + id)["deleted"], id);
  const Refused answer = refused("GET", "/apps/" + id);
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.code, "not_found");
  EXPECT_THAT(answer.message, HasSubstr("GET /apps"));
  EXPECT_EQ(refused("DELETE", "/apps/" + id).code, "not_found");
  EXPECT_EQ(refused("PATCH", "/apps/" + id, "{}").code, "not_found");
  EXPECT_EQ(refused("POST", "/apps/" + id + "/secret").code, "not_found");
  EXPECT_EQ(refused("POST", "/apps/" + id + "/revoke").code, "not_found");
}

TEST_F(ControlApps, ReplacedSecretIsAnotherOne) {
  const Json app = ask("POST", "/apps", guide_app("Secret"));
  const Json replaced = ask("POST", "/apps/" + app["app_id"].get<std::string>() + "/secret");
  EXPECT_EQ(replaced["consumer_key"], app["consumer_key"]);
  EXPECT_NE(replaced["consumer_secret"], app["consumer_secret"]);
}

TEST_F(ControlApps, BuiltInAppIsThereAndStays) {
  std::string id;
  for (const Json& app : ask("GET", "/apps")) {
    if (app["apiName"] == "PlatformCLI") id = app["app_id"];
  }
  ASSERT_FALSE(id.empty());
  const Json shown = ask("GET", "/apps/" + id);
  EXPECT_EQ(shown["consumer_key"], "PlatformCLI");
  EXPECT_EQ(shown["callbackUrl"], "http://localhost:1717/OauthRedirect");
  EXPECT_EQ(refused("DELETE", "/apps/" + id).code, "built_in");
  EXPECT_EQ(refused("PATCH", "/apps/" + id, "{}").code, "built_in");
  EXPECT_EQ(refused("POST", "/apps/" + id + "/secret").status, 409);
}

TEST_F(ControlApps, RevokeNamesUnknownUsers) {
  const std::string path = "/apps/" + create("Revoked") + "/revoke";
  EXPECT_EQ(ask("POST", path)["revoked"], 0);
  EXPECT_THAT(refused("POST", path, R"({"username":"amin@rehearsal.test"})").message,
              HasSubstr("did you mean \"admin@rehearsal.test\"?"));
}

}  // namespace
}  // namespace rehearse::testing
