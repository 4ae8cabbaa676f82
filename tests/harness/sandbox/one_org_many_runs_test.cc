// What runs on a sandbox owe to others there: to another run, to apps that are not theirs, and to
// an org that breaks down.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/killed_run.h"
#include "tests/support/project_scenarios.h"
#include "tests/support/sandbox_in_process.h"

namespace rehearse::testing {
namespace {

using namespace harness;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class OneOrg : public ::testing::Test {
 protected:
  OneOrg() : words_(harness::testing::project_words()), before_(org_.apps()) {
    guide_ = harness::testing::project_scenario("guide", words_);
  }
  static const Finding& step(const RunResult& run, std::string_view id) {
    static const Finding kNone{};
    for (const Finding& finding : run.scenarios.at(0).findings) {
      if (finding.step_id == id) return finding;
    }
    ADD_FAILURE() << "there is no step " << id;
    return kNone;
  }
  PlannedRun guide() const { return {&guide_.plans.at(0), ""}; }

  SandboxLike org_{};
  Vocabulary words_;
  Scenario guide_{};
  std::vector<std::string> before_{};
};

TEST_F(OneOrg, HasTwoRunsAtOnceThatLeaveEachOtherAlone) {
  constexpr int kTheAppIsThere = 20;
  int requests = 0;
  std::vector<std::string> in_between, after;
  RunResult second;
  const auto watch = [&](const wire::HttpRequest&, const WatchedCall::Answer* answer) {
    if (answer != nullptr || ++requests != kTheAppIsThere) return;
    in_between = org_.apps();
    second = run_in_process(options_in_process(org_), words_, {guide()});
    after = org_.apps();
  };
  const RunResult first =
      run_in_process(watched(options_in_process(org_), watch), words_, {guide()});
  ASSERT_EQ(in_between.size(), before_.size() + 1);
  EXPECT_THAT(in_between.back(), HasSubstr("rehearse_r"));
  EXPECT_EQ(after, in_between);  // the second one took away its own, and nothing else
  EXPECT_EQ(exit_code(first), 0);
  EXPECT_EQ(exit_code(second), 0);
  EXPECT_EQ(org_.apps(), before_);
  EXPECT_THAT(journals_of(org_), IsEmpty());
}

// A cleanup beside a run that lives leaves that alone.
TEST_F(OneOrg, HasACleanupBesideARunThatLeavesItAlone) {
  constexpr int kTheAppIsThere = 20;
  int requests = 0;
  std::vector<std::string> said, apps;
  const auto watch = [&](const wire::HttpRequest&, const WatchedCall::Answer* answer) {
    if (answer != nullptr || ++requests != kTheAppIsThere) return;
    said = clean_up(org_);
    apps = org_.apps();
  };
  const RunResult run = run_in_process(watched(options_in_process(org_), watch), words_, {guide()});
  EXPECT_THAT(said, ElementsAre(HasSubstr("its run is still going on")));
  EXPECT_EQ(apps.size(), before_.size() + 1);
  EXPECT_EQ(exit_code(run), 0);
  EXPECT_THAT(journals_of(org_), IsEmpty());
}

// Three failures in a row end a run, over all its plans: what comes after that is not tried, and
// none of it passes.
TEST_F(OneOrg, BreaksDownForAllPlansThatFollow) {
  constexpr int kThen = 20;
  int sent = 0;
  SandboxOptions options = options_in_process(org_);
  options.make_http = [&](const CurlOptions& curl) {
    class Broken final : public wire::HttpCall {
     public:
      Broken(const CurlOptions& curl, int& sent) : inner_(curl), sent_(sent) {}
      Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
        if (++sent_ < kThen) return inner_.send(request);
        return Trouble{Trouble::Kind::timeout, "nobody answered", "", true};
      }

     private:
      CurlCall inner_;
      int& sent_;
    };
    return std::make_unique<Broken>(curl, sent);
  };
  const RunResult run =
      run_in_process(std::move(options), words_, std::vector<PlannedRun>(5, guide()));
  ASSERT_THAT(run.scenarios, SizeIs(5));
  for (const ScenarioResult& one : run.scenarios) EXPECT_EQ(verdict_of(one), Verdict::error);
  for (const size_t later : {3, 4}) {
    ASSERT_THAT(run.scenarios[later].findings, SizeIs(1));
    EXPECT_TRUE(run.scenarios[later].findings[0].trouble);
    EXPECT_THAT(run.scenarios[later].findings[0].actual,
                HasSubstr("failed 3 times in a row, which ended the run; try again later"));
  }
  EXPECT_EQ(exit_code(run), 3);
  EXPECT_THAT(journals_of(org_), SizeIs(1));
  EXPECT_THAT(clean_up(org_), IsEmpty());
  EXPECT_EQ(org_.apps(), before_);
}

// An app that the run did not make, and what belongs to it: nothing of that reaches the org.
TEST_F(OneOrg, KeepsTheCredentialsOfForeignApps) {
  const Json foreign =
      org_.ask("POST", "/apps",
               R"({"label":"Production","apiName":"Production","contactEmail":"a@b.test",
          "distributionState":"Local","isOauthEnabled":true,
          "callbackUrl":"https://www.workato.com/oauth/callback","scopes":["api"]})");
  const std::string key = foreign["consumer_key"], id = foreign["app_id"];
  const std::string token = "5Aep861.of.somebody.else";
  const std::vector<std::pair<std::string, std::string>> tries{
      {R"("do": "client.authorize", "with": {"client_id": ")" + key + R"("})",
       "users authorize only apps that this run made"},
      {R"("do": "client.send", "with": {"path": "/services/data/v67.0/apps/oauth/credentials/)" +
           id + R"("})",
       "keys and secrets are read of apps alone that this run made"},
      {R"("do": "client.refresh", "with": {"refresh_token": ")" + token + R"("})", "refresh token"},
      {R"("do": "client.revoke", "with": {"token": ")" + token + R"("})", "token"}};
  for (const auto& [what, why] : tries) {
    const Scenario reaching =
        harness::testing::scenario_of("test",
                                      R"({"name": "test", "title": "Reaches for what is foreign",
      "settings": {"isRefreshTokenRotationEnabled": true}, "steps": [
      {"id": "app", "do": "setup.app"}, {"id": "reach", )" +
                                          what + "}]}",
                                      words_);
    std::vector<std::string> sent;
    const auto watch = [&](const wire::HttpRequest& request, const WatchedCall::Answer* answer) {
      if (answer == nullptr) sent.push_back(request.url + " " + request.body);
    };
    const RunResult run = run_in_process(watched(options_in_process(org_), watch), words_,
                                         {{&reaching.plans.at(0), ""}});
    EXPECT_EQ(step(run, "app").verdict, Verdict::pass) << step(run, "app").actual;
    EXPECT_NE(step(run, "reach").verdict, Verdict::pass) << what;
    EXPECT_THAT(step(run, "reach").actual, HasSubstr(why));
    EXPECT_GT(sent.size(), 10U);
    EXPECT_THAT(sent, Each(AllOf(Not(HasSubstr(key)), Not(HasSubstr(id)),
                                 Not(HasSubstr("of.somebody.else")))));
  }
  std::vector<std::string> with_foreign = before_;
  with_foreign.push_back("Production");
  EXPECT_EQ(org_.apps(), with_foreign);
}

}  // namespace
}  // namespace rehearse::testing
