#include <gmock/gmock.h>

#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

class ControlWorkato : public LiveTest {
 protected:
  // A profile with the app's key and secret, and a connection that uses it.
  std::string connection() {
    const Json profile =
        ask("POST", "/workato/profiles",
            dump_json({{"name", "Profile"}, {"client_id", key_}, {"client_secret", secret_}}));
    const Json made = ask("POST", "/workato/connections",
                          dump_json({{"name", "Connection"}, {"profile", profile["id"]}}));
    return dump_json(made["id"]);
  }
  Json connect(const std::string& id, std::string_view decision = "approve") {
    return ask("POST", "/workato/connections/" + id + "/connect",
               dump_json({{"username", "user@rehearsal.test"}, {"decision", decision}}));
  }
  Json run_job(const std::string& id) {
    return ask("POST", "/workato/jobs", R"({"connection":)" + id + "}");
  }
};

TEST_F(ControlWorkato, ConnectionLivesAsAPersonWouldSeeIt) {
  create_app(R"({"isRefreshTokenRotationEnabled":true})");
  const std::string id = connection();
  EXPECT_EQ(connect(id)["ok"], true);
  EXPECT_EQ(run_job(id)["ok"], true);
  ask("POST", "/clock", R"({"advance":"1d"})");
  const Json job = run_job(id);
  EXPECT_EQ(job["ok"], true);
  EXPECT_EQ(job["refreshed"], true);
  const Json shown = ask("GET", "/workato");
  EXPECT_EQ(shown["data_centre"], "us");
  EXPECT_EQ(shown["egress"].size(), 3U);
  EXPECT_EQ(shown["connections"][0]["status"], "connected");
  EXPECT_EQ(shown["profiles"].size(), 1U);
  EXPECT_EQ(shown.dump().find(secret_), std::string::npos);
}

TEST_F(ControlWorkato, AProfileIsEditedAsOnItsPage) {
  create_app();
  const std::string id = connection();
  EXPECT_EQ(connect(id)["ok"], true);
  const std::string path =
      "/workato/profiles/" + dump_json(ask("GET", "/workato")["profiles"][0]["id"]);
  // What is left out stays, the secret too.
  EXPECT_EQ(ask("PATCH", path, R"({"name":"Other"})")["name"], "Other");
  ask("POST", "/clock", R"({"advance":"1d"})");
  EXPECT_EQ(run_job(id)["ok"], true);
  ask("PATCH", path, R"({"client_secret":"WRONG-WRONG"})");
  ask("POST", "/clock", R"({"advance":"1d"})");
  EXPECT_EQ(run_job(id)["ok"], false);
  EXPECT_EQ(last_reason(), "secret_wrong");
  ask("PATCH", path, dump_json({{"client_secret", secret_}}));
  EXPECT_EQ(run_job(id)["ok"], true);
  const auto refused = [&](const std::string& where, std::string_view body) {
    return testing::refused(instance().control(), "PATCH", where, body);
  };
  EXPECT_EQ(refused(path, R"({"name":""})").code, "invalid_profile");
  EXPECT_EQ(refused(path, R"({"provider":"hubspot"})").code, "unknown_member");
  EXPECT_EQ(refused("/workato/profiles/9", "{}").status, 404);
}

TEST_F(ControlWorkato, DeniedConnectionSaysWhy) {
  create_app();
  const Json report = connect(connection(), "deny");
  EXPECT_EQ(report["ok"], false);
  EXPECT_EQ(report["reason"], "callback_denied");
}

TEST_F(ControlWorkato, ErrorPageOfTheOrgNeverReachesWorkato) {
  create_app(R"({"scopes":"api id refresh_token"})");
  const Json report = connect(connection());
  EXPECT_EQ(report["ok"], false);
  EXPECT_EQ(report["reason"], "scope_outside_app");
}

// Two copies of one refresh token: the second one to be used kills both.
TEST_F(ControlWorkato, RestoredTokensAreAReplay) {
  create_app(R"({"isRefreshTokenRotationEnabled":true})");
  const std::string id = connection();
  connect(id);
  ask("POST", "/workato/connections/" + id + "/backup");
  ask("POST", "/clock", R"({"advance":"1d"})");
  EXPECT_EQ(run_job(id)["refreshed"], true);
  ask("POST", "/workato/connections/" + id + "/restore");
  ask("POST", "/clock", R"({"advance":"1d"})");
  EXPECT_EQ(run_job(id)["ok"], false);
  EXPECT_EQ(last_reason(), "refresh_token_replayed");
  EXPECT_EQ(ask("GET", "/workato")["connections"][0]["status"], "lost");
}

TEST_F(ControlWorkato, JobsLeaveFromTheHostTheyName) {
  create_app(
      R"({"tokenIpRanges":[{"startIpAddress":"52.5.142.59","endIpAddress":"52.5.142.59"}]})");
  const std::string id = connection();
  connect(id);
  ask("POST", "/clock", R"({"advance":"1d"})");
  const auto run_on = [&](const char* host) {
    return ask("POST", "/workato/jobs", "{\"connection\":" + id + ",\"host\":" + host + "}");
  };
  EXPECT_EQ(run_on("1")["reason"], "engine_ip_restricted");
  EXPECT_EQ(run_on("0")["ok"], true);
  EXPECT_EQ(ask("GET", "/workato")["connections"][0]["jobs"], (Json{{"run", 2}, {"failed", 1}}));
  EXPECT_EQ(refused(instance().control(), "POST", "/workato/jobs",
                    "{\"connection\":" + id + ",\"host\":100}")
                .code,
            "bad_value");
}

TEST_F(ControlWorkato, AllowlistSeesTheDataCentresAddresses) {
  create_app(R"({"tokenIpRanges":[
      {"startIpAddress":"52.5.142.59","endIpAddress":"52.5.142.59"},
      {"startIpAddress":"34.226.132.221","endIpAddress":"34.226.132.221"},
      {"startIpAddress":"52.54.43.157","endIpAddress":"52.54.43.157"}]})");
  const std::string id = connection();
  EXPECT_EQ(connect(id)["ok"], true);
  exchange(approved_code());
  EXPECT_EQ(last_reason(), "exchange_ip_blocked");
  ask("PUT", "/network", R"({"127.0.0.1":"52.54.43.157"})");
  EXPECT_EQ(exchange(approved_code()).status, 200);
}

TEST_F(ControlWorkato, CallsSayWhatIsWrong) {
  Control& control = instance().control();
  EXPECT_EQ(refused(control, "POST", "/workato/profiles", R"({"name":"P"})").code,
            "missing_member");
  const Refused empty = refused(control, "POST", "/workato/profiles",
                                R"({"name":"","client_id":"a","client_secret":"b"})");
  EXPECT_EQ(empty.code, "invalid_profile");
  EXPECT_THAT(empty.message, HasSubstr("name"));
  EXPECT_EQ(refused(control, "POST", "/workato/connections", R"({"name":"C","profile":9})").code,
            "invalid_connection");
  EXPECT_EQ(refused(control, "POST", "/workato/connections", R"({"nam":"C"})").status, 400);
  EXPECT_EQ(refused(control, "POST", "/workato/jobs", "{}").code, "missing_member");
  EXPECT_EQ(refused(control, "POST", "/workato/jobs", R"({"connection":5})").code, "not_found");
  for (const char* verb : {"disconnect", "clone", "backup", "restore"}) {
    const std::string path = std::string("/workato/connections/5/") + verb;
    EXPECT_EQ(refused(control, "POST", path).code, "not_found") << verb;
  }
  const auto connect_body = R"({"username":"user@rehearsal.test"})";
  EXPECT_EQ(refused(control, "POST", "/workato/connections/5/connect", connect_body).code,
            "not_found");
}

TEST_F(ControlWorkato, TokensThatAreNotThereCannotBeBackedUp) {
  create_app();
  const std::string path = "/workato/connections/" + connection();
  EXPECT_EQ(refused(instance().control(), "POST", path + "/backup").code, "no_tokens");
  EXPECT_EQ(refused(instance().control(), "POST", path + "/restore").code, "no_backup");
  EXPECT_EQ(ask("POST", path + "/disconnect")["status"], "disconnected");
  EXPECT_NE(ask("POST", path + "/clone")["id"], ask("GET", "/workato")["connections"][0]["id"]);
}

}  // namespace
}  // namespace rehearse::testing
