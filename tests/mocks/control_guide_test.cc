#include <gmock/gmock.h>

#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ControlGuide : public LiveTest {
 protected:
  int64_t profile(const std::string& key, const std::string& secret) {
    return ask("POST", "/workato/profiles",
               dump_json({{"name", "P" + std::to_string(++profiles_)},
                          {"client_id", key},
                          {"client_secret", secret}}))["id"];
  }
  // "key's verdict, secret's verdict"
  std::string check(const std::string& key, const std::string& secret) {
    const Json both =
        ask("GET", "/workato/profiles/" + std::to_string(profile(key, secret)) + "/check");
    EXPECT_EQ(dump_json(both).find(secret_), std::string::npos);
    return both["client_id"]["verdict"].get<std::string>() + ", " +
           both["client_secret"]["verdict"].get<std::string>();
  }
  std::string connect() {
    const Json made = ask("POST", "/workato/connections",
                          dump_json({{"name", "C"}, {"profile", profile(key_, secret_)}}));
    const std::string id = dump_json(made["id"]);
    EXPECT_EQ(ask("POST", "/workato/connections/" + id + "/connect",
                  R"({"username":"user@rehearsal.test","decision":"approve"})")["ok"],
              true);
    return id;
  }
  Json grants() { return ask("GET", "/apps/" + app_id_ + "/grants"); }

 private:
  int profiles_ = 0;
};

TEST_F(ControlGuide, CautionsAndDeviationsSayWhatWasFound) {
  create_app(R"({"isEnforceRefreshTokenTTL":true,"callbackUrl":"https://example.com/cb"})");
  const Json deviations = ask("GET", "/apps/" + app_id_ + "/guide");
  EXPECT_EQ(deviations[0]["reason"], "guide_callback");
  EXPECT_THAT(deviations[0]["found"].get<std::string>(), HasSubstr("https://example.com/cb"));
  const Json cautions = ask("GET", "/apps/" + app_id_ + "/cautions");
  ASSERT_EQ(cautions.size(), 1U);
  EXPECT_EQ(cautions[0]["reason"], "guide_idle_limit");
  EXPECT_EQ(cautions[0]["guide"], "sf.11.security.idle");
  EXPECT_EQ(refused(instance().control(), "GET", "/apps/none/cautions").status, 404);
  EXPECT_EQ(refused(instance().control(), "GET", "/apps/none/grants").status, 404);
}

TEST_F(ControlGuide, TellsAKeyFromASecretAndBothFromNothing) {
  create_app();
  EXPECT_EQ(check(key_, secret_), "ok, ok");
  EXPECT_EQ(check(secret_, key_), "a_secret, a_key");
  EXPECT_EQ(check(" " + key_, secret_ + " "), "blanks, blanks");
  EXPECT_EQ(check("3MVG9-nobody", "nothing"), "unknown, unknown");
  const std::string old = secret_;
  ask("POST", "/apps/" + app_id_ + "/secret");
  EXPECT_EQ(check(key_, old), "ok, replaced");
  EXPECT_EQ(refused(instance().control(), "GET", "/workato/profiles/77/check").status, 404);
}

TEST_F(ControlGuide, TellsWhenAGrantEndsAndWhy) {
  create_app(R"({"isEnforceRefreshTokenTTL":true,"refreshTokenPolicyType":"Infinite"})");
  EXPECT_EQ(grants().size(), 0U);
  connect();
  Json grant = grants()[0];
  const TimePoint used = *parse_time(grant["last_used_at"].get<std::string>());
  EXPECT_EQ(grant["ends_at"], format_time(used + std::chrono::days(30)));
  EXPECT_EQ(grant["ends_because"], "refresh_idle_limit");
  EXPECT_EQ(grant["ended"], nullptr);
  ask("POST", "/clock", R"({"advance":"30d"})");
  EXPECT_EQ(grants()[0]["ended"], nullptr);
  ask("POST", "/clock", R"({"advance":"1ms"})");
  EXPECT_EQ(grants()[0]["ended"], "refresh_idle_limit");
}

TEST_F(ControlGuide, AGrantThatNothingEndsHasNoEnd) {
  create_app(R"({"refreshTokenPolicyType":"Infinite"})");
  connect();
  const Json grant = grants()[0];
  EXPECT_EQ(grant["ends_at"], nullptr);
  EXPECT_EQ(grant["ends_because"], nullptr);
  EXPECT_EQ(grant["has_refresh_token"], true);
  EXPECT_TRUE(parse_time(grant["session_ends_at"].get<std::string>()));
}

// Where the org sends a browser that was allowed, by the listener's answer.
std::string redirect_of(Bench& bench) {
  Instance& instance = bench.first();
  const Json app = testing::ask(instance.control(), "POST", "/apps", guide_app("Here"));
  const std::string site = instance.addresses().salesforce;
  // Without a login the org answers at once, with an error, to the same address.
  const std::string url =
      wire::with_query(site + "/services/oauth2/authorize",
                       {{"response_type", "code"},
                        {"client_id", app["consumer_key"].get<std::string>()},
                        {"redirect_uri", "https://www.workato.com/oauth/callback"},
                        {"immediate", "true"}});
  const auto answer = client_of(bench, instance)->send({.url = url});
  EXPECT_TRUE(answer.ok());
  return wire::header_of(answer.value().headers, "Location").value_or("");
}

TEST(CallbacksStayHere, OnlyWhereThatIsAskedFor) {
  const auto usual = start_bench();
  EXPECT_THAT(redirect_of(*usual),
              ::testing::StartsWith("https://www.workato.com/oauth/callback?"));
  const auto by_hand = start_bench({.listen = {.callbacks_stay_here = true}});
  EXPECT_THAT(redirect_of(*by_hand),
              ::testing::StartsWith(by_hand->first().addresses().workato + "/oauth/callback?"));
}

}  // namespace
}  // namespace rehearse::testing
