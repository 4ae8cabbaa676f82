#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

class ControlRecipes : public ControlTest {
 protected:
  void SetUp() override {
    const Json app = ask("POST", "/apps", guide_app("Recipes"));
    ask("POST", "/workato/profiles",
        dump_json({{"name", "P"},
                   {"client_id", app["consumer_key"]},
                   {"client_secret", app["consumer_secret"]}}));
    const Json profile = ask("GET", "/workato")["profiles"][0]["id"];
    connection_ =
        ask("POST", "/workato/connections",
            dump_json({{"name", "C"},
                       {"profile", profile},
                       {"custom_domain", instance_.world()->org.my_domain_host()}}))["id"];
    ask("POST", "/workato/connections/" + dump_json(connection_) + "/connect",
        R"({"username":"user@rehearsal.test"})");
    app_ = app["app_id"].get<std::string>();
  }
  Json define(Json recipe = Json::object()) {
    recipe["name"] = "R";
    recipe["connection"] = connection_;
    return ask("POST", "/workato/recipes", dump_json(recipe));
  }

  Json connection_{};
  std::string app_{};
};

TEST_F(ControlRecipes, RunAndTellWhatCameOfIt) {
  EXPECT_EQ(define({{"schedule", "hourly"}, {"workers", 2}})["next_run_at"],
            "2026-05-12T10:00:00Z");
  const Json day = ask("POST", "/workato/run", R"({"for":"1d"})");
  EXPECT_EQ(day["jobs"], 48);
  EXPECT_EQ(day["failed"], 0);
  EXPECT_EQ(day["until"], "2026-05-13T09:00:00Z");
  EXPECT_EQ(ask("GET", "/clock")["now"], "2026-05-13T09:00:00Z");
  EXPECT_EQ(ask("GET", "/workato/recipes")[0]["jobs"], 48);
}

TEST_F(ControlRecipes, DueJobsRunWhenTheClockIsMovedForwardOnly) {
  define();
  ask("POST", "/clock", R"({"advance":"5h"})");
  EXPECT_EQ(ask("GET", "/workato/recipes")[0]["jobs"], 5);
  ask("POST", "/clock", R"({"set":"2026-05-12T08:00:00Z"})");
  EXPECT_EQ(ask("GET", "/clock")["now"], "2026-05-12T08:00:00Z");
  EXPECT_EQ(ask("GET", "/workato/recipes")[0]["jobs"], 5);
  ask("POST", "/clock", R"({"set":"2026-05-12T16:00:00Z"})");
  EXPECT_EQ(ask("GET", "/workato/recipes")[0]["jobs"], 7);
}

TEST_F(ControlRecipes, EventNamesTheEnginesReasonAndTheOrgsCause) {
  define({{"schedule", "daily"}});
  ask("POST", "/apps/" + app_ + "/revoke");
  const Json run = ask("POST", "/workato/run", R"({"for":"2d"})");
  EXPECT_EQ(run["events"][0]["what"], "connection_lost");
  EXPECT_EQ(run["events"][0]["reason"], "engine_grant_dead");
  EXPECT_EQ(run["events"][0]["cause"], "grant_revoked_by_admin");
  EXPECT_EQ(run["events"][0]["bug"], nullptr);
  const Json mails = ask("GET", "/mailbox");
  EXPECT_EQ(mails[0]["to"], "rehearsal@workato.test");
  EXPECT_EQ(mails[0]["subject"], "Connection C was lost");
  EXPECT_EQ(mails[1]["subject"], "Recipe R failed");
  EXPECT_EQ(mails[0]["sent_at"], "2026-05-13T09:00:00Z");
}

TEST_F(ControlRecipes, AreStoppedStartedRescheduledAndDeleted) {
  const std::string path = "/workato/recipes/" + dump_json(define()["id"]);
  EXPECT_EQ(ask("PATCH", path, R"({"state":"stopped"})")["next_run_at"], nullptr);
  EXPECT_EQ(ask("POST", "/workato/run", R"({"for":"1d"})")["jobs"], 0);
  EXPECT_EQ(ask("PATCH", path, R"({"state":"running"})")["state"], "running");
  EXPECT_EQ(ask("PATCH", path, R"({"schedule":"15m"})")["next_run_at"], "2026-05-13T09:15:00Z");
  EXPECT_EQ(ask("PATCH", path, R"({"name":"Other"})")["name"], "Other");
  EXPECT_EQ(ask("DELETE", path)["deleted"].is_number(), true);
  EXPECT_EQ(refused("DELETE", path).code, "not_found");
  EXPECT_EQ(refused("PATCH", path, "{}").code, "not_found");
}

TEST_F(ControlRecipes, NonsenseIsNamed) {
  const auto wrong = [&](const char* body) { return refused("POST", "/workato/recipes", body); };
  EXPECT_THAT(wrong(R"({"name":"R","connection":1,"schedule":"weekly"})").message,
              HasSubstr("write hourly, daily, monthly, idle"));
  EXPECT_THAT(wrong(R"({"name":"R","connection":1,"workers":101})").message, HasSubstr("workers"));
  EXPECT_THAT(wrong(R"({"name":"R","connection":1,"job_length":"x"})").message,
              HasSubstr("job_length"));
  EXPECT_THAT(wrong(R"({"name":"R"})").message, HasSubstr("\"connection\""));
  EXPECT_EQ(wrong(R"({"name":"R","connection":1})").code, "not_found");
  for (const char* body :
       {"{}", R"({"for":"soon"})", R"({"for":"0s"})", R"({"for":"3661d"})", R"({"for":5})"})
    EXPECT_EQ(refused("POST", "/workato/run", body).status, 400) << body;
  EXPECT_THAT(wrong(R"({"name":" ","connection":1})").message, HasSubstr("readable characters"));
  EXPECT_THAT(wrong(R"({"name":"a\nb","connection":1})").message, HasSubstr("readable characters"));
  EXPECT_THAT(
      wrong(dump_json({{"name", std::string(256, 'x')}, {"connection", 1}}).c_str()).message,
      HasSubstr("1 to 255"));
  ask("POST", "/clock", R"({"set":"9998-01-01T00:00:00Z"})");
  EXPECT_THAT(refused("POST", "/workato/run", R"({"for":"3660d"})").message,
              HasSubstr("between 1970 and 9999"));
  EXPECT_THAT(refused("POST", "/workato/jobs", R"({"connection":1,"crash":"later"})").message,
              HasSubstr("crash"));
}

TEST_F(ControlRecipes, TokensAreKeptAliveWhileTheClockIsMovedWithoutARecipe) {
  ask("PATCH", "/dials", R"({"workato.keep_alive":"1d"})");
  ask("POST", "/clock", R"({"advance":"5d"})");
  EXPECT_EQ(ask("GET", "/workato")["connections"][0]["requests"]["refresh"], 5);
}

TEST_F(ControlRecipes, JobsUnderWayEndWhenTheClockIsMovedThoughTheirRecipeIsStopped) {
  const std::string path = "/workato/recipes/" + dump_json(define({{"job_length", "2h"}})["id"]);
  ask("POST", "/workato/run", R"({"for":"61m"})");
  ask("PATCH", path, R"({"state":"stopped"})");
  ask("POST", "/clock", R"({"advance":"10d"})");
  const Json recipe = ask("GET", "/workato/recipes")[0];
  EXPECT_EQ(recipe["jobs"], 1);
  EXPECT_EQ(ask("GET", "/workato")["connections"][0]["last_job"]["at"], "2026-05-12T12:00:00Z");
}

TEST_F(ControlRecipes, LetNoMoreThanTenYearsPassAtOnce) {
  define({{"schedule", "idle"}});
  EXPECT_THAT(refused("POST", "/clock", R"({"advance":"3661d"})").message, HasSubstr("3660d"));
  ask("POST", "/clock", R"({"advance":"3660d"})");
}

TEST_F(ControlRecipes, ConnectionLostByAJobByHandIsToldByMail) {
  ask("POST", "/apps/" + app_ + "/revoke");
  ask("POST", "/workato/jobs", R"({"connection":)" + dump_json(connection_) + "}");
  const Json mails = ask("GET", "/mailbox");
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0]["subject"], "Connection C was lost");
  EXPECT_THAT(mails[0]["body"].get<std::string>(), HasSubstr("invalid_grant"));
}

TEST_F(ControlRecipes, ClonedWorkspaceHoldsEachConnectionAndProfileTwice) {
  const Json cloned = ask("POST", "/workato/clone")["connections"];
  ASSERT_EQ(cloned.size(), 1U);
  EXPECT_EQ(cloned[0]["name"], "C (copy)");
  EXPECT_EQ(cloned[0]["status"], "connected");
  const Json shown = ask("GET", "/workato");
  EXPECT_EQ(shown["profiles"][1]["name"], "P (copy)");
  EXPECT_EQ(shown["profiles"][0]["shared_accounts_count"], 1);
  EXPECT_EQ(shown["profiles"][1]["shared_accounts_count"], 1);
}

TEST_F(ControlRecipes, TwoRunsAtOnceComeOneAfterTheOther) {
  define();
  std::atomic<int64_t> jobs{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 2; ++thread) {
      threads.emplace_back(
          [&] { jobs += ask("POST", "/workato/run", R"({"for":"2d"})")["jobs"].get<int64_t>(); });
    }
  }
  EXPECT_EQ(jobs, 96);
  EXPECT_EQ(ask("GET", "/clock")["now"], "2026-05-16T09:00:00Z");
}

TEST_F(ControlRecipes, CorrectEngineMakesNoMistakes) {
  define();
  ask("POST", "/workato/run", R"({"for":"10d"})");
  EXPECT_EQ(ask("GET", "/workato/slips")["count"], 0);
}

}  // namespace
}  // namespace rehearse::testing
