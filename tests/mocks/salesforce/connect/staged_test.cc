#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/mocks/salesforce/connect/connect_site.h"

namespace rehearse::salesforce {
namespace {

using Said = ConnectSite::Said;
using std::chrono::days;
using testing::ElementsAre;

std::string text(const Json& json, std::string_view member) {
  return string_member(json, member).value_or("");
}

TEST(StagedCredentialsApi, StagesAPairWithEverythingAboutIt) {
  ConnectSite site;
  const Said empty = site.ask("GET", site.staged());
  const std::string url = "/services/data/v66.0/apps/oauth" + site.staged();
  EXPECT_EQ(empty.status, 200);
  EXPECT_EQ(empty.json, (Json{{"stagedCredentials", Json::array()}, {"url", url}}));

  const Said staged = site.ask("POST", site.staged());
  EXPECT_EQ(staged.status, 201);
  EXPECT_EQ(text(staged.json, "url"), url);
  const Json& pair = staged.json["stagedCredentials"][0];
  std::vector<std::string> members;
  for (const auto& [name, value] : pair.items()) members.push_back(name);
  EXPECT_THAT(members, ElementsAre("createdBy", "createdDate", "expirationDate", "id", "key",
                                   "secret", "stagedCredentialsUrl", "state", "url"));
  EXPECT_EQ(text(pair, "createdBy"), site.user().id.value);
  EXPECT_EQ(text(pair, "createdDate"), "2026-05-12T09:00:00.000Z");
  EXPECT_EQ(text(pair, "expirationDate"), "2026-06-11T09:00:00.000Z");
  EXPECT_EQ(text(pair, "id").size(), 18u);
  EXPECT_EQ(text(pair, "key").size(), 85u);
  EXPECT_EQ(text(pair, "secret").size(), 64u);
  EXPECT_NE(text(pair, "key"), site.app.consumer_key.value);
  EXPECT_NE(text(pair, "secret"), site.app.consumer_secret.value);
  EXPECT_EQ(text(pair, "state"), "Active");
  EXPECT_EQ(text(pair, "url"), url + "/" + text(pair, "id"));
  EXPECT_EQ(site.ask("GET", site.staged()).json, staged.json);
  EXPECT_EQ(site.ask("GET", site.staged() + "/" + text(pair, "id")).json, pair);
}

TEST(StagedCredentialsApi, HoldsOnePairAConsumerUntilThatIsDeleted) {
  ConnectSite site;
  const Json first = site.stage();
  const Said second = site.ask("POST", site.staged());
  EXPECT_EQ(second.status, 400);
  EXPECT_EQ(second.code(), "INVALID_OPERATION");
  EXPECT_EQ(second.reason, "staged_exists");
  const std::string path = site.staged() + "/" + text(first, "id");
  const Said deleted = site.ask("DELETE", path);
  EXPECT_EQ(deleted.status, 204);
  EXPECT_EQ(deleted.response.body, "");
  for (const char* method : {"DELETE", "GET"}) {
    const Said again = site.ask(method, path);
    EXPECT_EQ(again.status, 404) << method;
    EXPECT_EQ(again.code(), "NOT_FOUND") << method;
    EXPECT_EQ(again.reason, "staged_unknown") << method;
  }
  const Json third = site.stage();
  EXPECT_NE(text(third, "id"), text(first, "id"));
  EXPECT_NE(text(third, "key"), text(first, "key"));
}

TEST(StagedCredentialsApi, RotationSwapsThePairs) {
  ConnectSite site;
  const Json pair = site.stage();
  site.now += days(10);
  const Said rotated = site.rotate(pair);
  EXPECT_EQ(rotated.status, 200);
  EXPECT_EQ(text(rotated.json, "state"), "Rotated");
  EXPECT_EQ(text(rotated.json, "id"), text(pair, "id"));
  EXPECT_EQ(text(rotated.json, "key"), site.app.consumer_key.value);
  EXPECT_EQ(text(rotated.json, "secret"), site.app.consumer_secret.value);
  EXPECT_EQ(text(rotated.json, "createdDate"), "2026-05-12T09:00:00.000Z");
  EXPECT_EQ(text(rotated.json, "expirationDate"), "2026-06-21T09:00:00.000Z");
  const Said main = site.ask("GET", site.consumer() + "?part=keyandsecret");
  EXPECT_EQ(text(main.json, "key"), text(pair, "key"));
  EXPECT_EQ(text(main.json, "secret"), text(pair, "secret"));
  EXPECT_EQ(text(main.json, "id"), site.app.consumer_id);
}

TEST(StagedCredentialsApi, AFormerPairIsNotPromotedAgain) {
  ConnectSite site;
  const Json pair = site.stage();
  ASSERT_EQ(site.rotate(pair).status, 200);
  const Said again = site.rotate(pair);
  EXPECT_EQ(again.status, 400);
  EXPECT_EQ(again.code(), "INVALID_OPERATION");
  EXPECT_EQ(again.reason, "staged_rotated_before");
  EXPECT_EQ(site.app_now().consumer_key.value, text(pair, "key"));
  EXPECT_EQ(site.ask("POST", site.staged()).reason, "staged_exists");
}

TEST(StagedCredentialsApi, AnUnusedPairExpiresAfterThirtyDaysAndStaysListed) {
  ConnectSite site;
  const Json pair = site.stage();
  const std::string path = site.staged() + "/" + text(pair, "id");
  site.now += days(30);
  EXPECT_EQ(text(site.ask("GET", path).json, "state"), "Active");
  site.now += Duration(1);
  EXPECT_EQ(text(site.ask("GET", path).json, "state"), "Expired");
  EXPECT_EQ(site.ask("POST", site.staged()).reason, "staged_exists");
  const Said rotated = site.rotate(pair);
  EXPECT_EQ(rotated.status, 400);
  EXPECT_EQ(rotated.reason, "staged_expired");
  // What has once been seen dead stays dead.
  site.now -= days(20);
  EXPECT_EQ(text(site.ask("GET", path).json, "state"), "Expired");
  EXPECT_EQ(site.ask("DELETE", path).status, 204);
  EXPECT_EQ(site.ask("POST", site.staged()).status, 201);
}

TEST(StagedCredentialsApi, AFormerPairIsGoneAfterItsThirtyDays) {
  ConnectSite site;
  const Json pair = site.stage();
  site.now += days(30);
  ASSERT_EQ(site.rotate(pair).status, 200);
  const std::string path = site.staged() + "/" + text(pair, "id");
  site.now += days(30);
  EXPECT_EQ(text(site.ask("GET", path).json, "state"), "Rotated");
  site.now += Duration(1);
  EXPECT_EQ(site.ask("GET", path).reason, "staged_unknown");
  EXPECT_EQ(site.ask("DELETE", path).status, 404);
  EXPECT_EQ(site.ask("GET", site.staged()).json["stagedCredentials"].size(), 0u);
  EXPECT_EQ(site.ask("POST", site.staged()).status, 201);
}

TEST(StagedCredentialsApi, APostSaysItsLength) {
  ConnectSite site;
  site.says_length = false;
  const Said silent = site.ask("POST", site.staged());
  EXPECT_EQ(silent.status, 411);
  EXPECT_EQ(silent.code(), "LENGTH_REQUIRED");
  EXPECT_EQ(silent.reason, "staged_length_missing");
  EXPECT_EQ(site.ask("GET", site.staged()).json["stagedCredentials"].size(), 0u);
  site.says_length = true;
  EXPECT_EQ(site.ask("POST", site.staged()).status, 201);
}

TEST(StagedCredentialsApi, TakesAnEmptyObjectForNoBody) {
  ConnectSite site;
  for (const char* body : {"{", "[]", "\"rotate\"", R"({"key":"x"})", R"({"":1})"}) {
    const Said refused = site.ask("POST", site.staged(), body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(refused.code(), "JSON_PARSER_ERROR") << body;
    EXPECT_EQ(refused.reason, "staged_body_malformed") << body;
  }
  EXPECT_EQ(site.ask("POST", site.staged(), "{}").status, 201);
}

TEST(StagedCredentialsApi, APatchNamesTheOneCommand) {
  ConnectSite site;
  const Json pair = site.stage();
  const std::string path = site.staged() + "/" + text(pair, "id");
  for (const char* body : {"", "{}", R"({"command":"Rotate"})", R"({"command":"revert"})",
                           R"({"command":1})", R"({"command":null})"}) {
    const Said refused = site.ask("PATCH", path, body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(refused.code(), "INVALID_API_INPUT") << body;
    EXPECT_EQ(refused.reason, "staged_command_unknown") << body;
  }
  for (const char* body :
       {"command=rotate", R"({"command":"rotate")", "[]",
        R"({"command":"rotate","state":"Active"})", R"({"command":"rotate","command":"rotate"})"}) {
    EXPECT_EQ(site.ask("PATCH", path, body).reason, "staged_body_malformed") << body;
  }
  EXPECT_EQ(site.app_now().consumer_key, site.app.consumer_key);
  EXPECT_EQ(
      site.ask("PATCH", site.staged() + "/8Sc000000000000AAA", R"({"command":"rotate"})").reason,
      "staged_unknown");
}

TEST(StagedCredentialsApi, AFaultBeforeTheCommitChangesNothing) {
  ConnectSite site;
  StopAtCommit stop;
  site.ask("POST", site.staged(), "", &stop);
  EXPECT_EQ(site.ask("GET", site.staged()).json["stagedCredentials"].size(), 0u);
  const Json pair = site.stage();
  const std::string path = site.staged() + "/" + text(pair, "id");
  site.ask("PATCH", path, R"({"command":"rotate"})", &stop);
  site.ask("DELETE", path, "", &stop);
  EXPECT_EQ(site.ask("GET", path).json, pair);
}

TEST(StagedCredentialsApi, PromotingKeepsTokensUnlessTheDialSaysOtherwise) {
  for (const bool revokes : {false, true}) {
    ConnectSite site;
    ASSERT_TRUE(site.dials.set("staged.apply", revokes ? "revoke_tokens" : "keep_tokens").ok());
    const std::string token = site.access_token(site.app, {"api"});
    ASSERT_EQ(site.rotate(site.stage()).status, 200);
    const auto found = site.org.begin().grants().find_access(token, site.now);
    EXPECT_EQ(found ? "" : found.error()->name, revokes ? "grant_ended_by_rotation" : "");
  }
}

}  // namespace
}  // namespace rehearse::salesforce
