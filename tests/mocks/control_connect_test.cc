// The whole life of a connection through the control facade: the engine against the org.
#include <gmock/gmock.h>

#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

class ControlConnect : public ControlTest {
 protected:
  void set_up(const std::string& app_settings, const std::string& connection_settings = "") {
    const Json app = ask("POST", "/apps",
                         R"({"apiName":"Workato","label":"Workato","contactEmail":"a@b.test",)"
                         R"("callbackUrl":"https://www.workato.com/oauth/callback",)"
                         "\"scopes\":\"" +
                             scopes_ +
                             R"(","isRefreshTokenRotationEnabled":true,)"
                             R"("isPkceRequired":true)" +
                             app_settings + "}");
    const Json profile =
        ask("POST", "/workato/profiles",
            R"({"name":"P","client_id":")" + app["consumer_key"].get<std::string>() +
                R"(","client_secret":")" + app["consumer_secret"].get<std::string>() + "\"}");
    const Json connection = ask(
        "POST", "/workato/connections",
        R"({"name":"C","custom_domain":"rehearsal-dev-ed.develop.my.salesforce.com","profile":)" +
            std::to_string(profile["id"].get<int64_t>()) + connection_settings + "}");
    id_ = std::to_string(connection["id"].get<int64_t>());
  }
  Json connect(const std::string& decision = "approve") {
    return ask("POST", "/workato/connections/" + id_ + "/connect",
               R"({"username":"user@rehearsal.test","decision":")" + decision + "\"}");
  }
  Json job(const std::string& id) {
    return ask("POST", "/workato/jobs", "{\"connection\":" + id + "}");
  }
  Json job() { return job(id_); }
  std::string id_{}, scopes_ = "full api id refresh_token";
};

TEST_F(ControlConnect, ApprovedConnectionRunsJobsAndRefreshes) {
  set_up("");
  const Json connected = connect();
  ASSERT_EQ(connected["ok"], true) << dump_json(connected);
  Json report = job();
  EXPECT_EQ(report["ok"], true) << dump_json(report);
  EXPECT_EQ(report["refreshed"], false);
  for (int time = 0; time < 5; ++time) {
    ask("POST", "/clock", R"({"advance":"3h"})");
    report = job();
    EXPECT_EQ(report["ok"], true) << dump_json(report);
    EXPECT_EQ(report["refreshed"], true);
  }
}

TEST_F(ControlConnect, DeniedApprovalComesBackAsSuch) {
  set_up("");
  const Json denied = connect("deny");
  EXPECT_EQ(denied["ok"], false);
  EXPECT_EQ(denied["reason"], "callback_denied");
  EXPECT_EQ(job()["reason"], "engine_not_connected");
}

TEST_F(ControlConnect, ScopesBeyondTheAppsNeverComeBack) {
  scopes_ = "api id refresh_token";
  set_up("");
  const Json refused = connect();
  EXPECT_EQ(refused["ok"], false);
  EXPECT_EQ(refused["reason"], "scope_outside_app");
  EXPECT_THAT(refused["text"].get<std::string>(), HasSubstr("did not send the person back"));
}

TEST_F(ControlConnect, IdleConnectionIsLostOnceAndSendsNothingMore) {
  set_up(R"(,"isEnforceRefreshTokenTTL":true)");
  ASSERT_EQ(connect()["ok"], true);
  ask("POST", "/clock", R"({"advance":"31d"})");
  EXPECT_EQ(job()["reason"], "engine_grant_dead");
  EXPECT_EQ(job()["reason"], "engine_connection_lost");
  const Json row = ask("GET", "/workato")["connections"][0];
  EXPECT_EQ(row["status"], "lost");
  EXPECT_EQ(row["requests"]["refresh"], 1);
}

TEST_F(ControlConnect, CopiedConnectionReplaysTheTokenAndEndsBoth) {
  set_up("");
  ASSERT_EQ(connect()["ok"], true);
  const Json copy = ask("POST", "/workato/connections/" + id_ + "/clone");
  const std::string copy_id = std::to_string(copy["id"].get<int64_t>());
  ask("POST", "/clock", R"({"advance":"3h"})");
  EXPECT_EQ(job()["ok"], true);
  EXPECT_EQ(job(copy_id)["reason"], "engine_grant_dead");
  EXPECT_EQ(job()["reason"], "engine_grant_dead");
}

TEST_F(ControlConnect, AllowlistWithoutTheThirdAddressFailsNowAndThen) {
  set_up(R"(,"tokenIpRanges":[{"startIpAddress":"52.5.142.59","endIpAddress":"52.5.142.59"},)"
         R"({"startIpAddress":"34.226.132.221","endIpAddress":"34.226.132.221"}])");
  ASSERT_EQ(connect()["ok"], true);
  int ok = 0, restricted = 0;
  for (int time = 0; time < 9; ++time) {
    ask("POST", "/clock", R"({"advance":"3h"})");
    const Json report = job();
    ok += report["ok"] == true ? 1 : 0;
    restricted += report["reason"] == "engine_ip_restricted" ? 1 : 0;
  }
  EXPECT_GT(ok, 0);
  EXPECT_GT(restricted, 0);
  EXPECT_EQ(ok + restricted, 9);
}

TEST_F(ControlConnect, UnknownConnectionIsNamed) {
  const Refused answer =
      refused("POST", "/workato/connections/7/connect", R"({"username":"user@rehearsal.test"})");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.code, "not_found");
}

}  // namespace
}  // namespace rehearse::testing
