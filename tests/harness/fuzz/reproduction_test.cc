#include "harness/fuzz/reproduction.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "tests/support/project_scenarios.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kApp =
    R"({"do":"app","name":"app1","settings":{"scopes":["api","refresh_token"]}})"
    "\n";
const std::string kApprove =
    R"({"do":"approve","app":"app1","username":"user@rehearsal.test","decision":"approve",)"
    R"("query":[["client_id","${app1.client_id}"],["state","s"]],"status":302,)"
    R"("gives":{"code":"code1"}})"
    "\n";

// What is wrong with the scenario, as `rehearse run` would say it; empty: it loads.
std::string wrong_with(const Reproduction& made) {
  const auto loaded = load_scenario({"scenario.json", "scenario", made.scenario},
                                    testing::project_words(), testing::published_schema());
  std::string text;
  if (!loaded) {
    for (const Problem& problem : loaded.error()) text += to_text(problem) + "\n";
  }
  return text;
}

Reproduction made_of(const std::string& transcript,
                     const ReproductionOf& of = {.target = "sequence",
                                                 .promise = "O-06",
                                                 .sentence = "A spent code gave a token."}) {
  const auto made = reproduce(transcript, of);
  EXPECT_TRUE(made.ok());
  if (!made) return {};
  EXPECT_EQ(wrong_with(made.value()), "");
  return made.value();
}

Json steps_of(const Reproduction& made) {
  const auto json = parse_json(made.scenario);
  return json ? json.value().value("steps", Json::array()) : Json::array();
}

TEST(Reproduction, AnAppGivesItsKeyAndSecret) {
  const Reproduction made = made_of(kApp);
  const Json step = steps_of(made)[0];
  EXPECT_EQ(step["do"], "setup.app");
  EXPECT_EQ(step["gives"]["consumer_key"], "app1_key");
  EXPECT_EQ(step["with"]["settings"]["apiName"], "app1") << "two apps need names of their own";
  EXPECT_THAT(made.curl, HasSubstr("app1_key=$(member consumer_key)"));
}

TEST(Reproduction, APersonDecidesWithExactlyTheParametersOfTheTranscript) {
  const Reproduction made = made_of(kApp + kApprove);
  const Json step = steps_of(made)[1];
  EXPECT_EQ(step["do"], "client.authorize");
  EXPECT_EQ(step["with"]["state"], "s");
  EXPECT_EQ(step["with"]["pkce"], "none");
  EXPECT_EQ(
      step["with"]["params"],
      Json({{"response_type", nullptr}, {"client_id", "${app1_key}"}, {"redirect_uri", nullptr}}));
  EXPECT_EQ(step["gives"], Json({{"code", "code1"}}));
  EXPECT_EQ(step["expect"]["outcome"], "ok");
  EXPECT_THAT(made.curl, HasSubstr("client_id=$(pct \"$app1_key\")&state=s"));
  EXPECT_THAT(made.curl, HasSubstr("code1=$(parameter code)"));
}

TEST(Reproduction, AVerifierThatIsGivenIsTheStepsOwn) {
  std::string approve = kApprove;
  approve.replace(approve.find(R"("code1")"), 7, R"("code1","verifier":"verifier1")");
  const Reproduction made = made_of(
      kApp + approve +
      R"({"do":"request","method":"POST","path":"/services/oauth2/token","form":[["code_verifier","${verifier1}"]],"status":400})");
  EXPECT_EQ(steps_of(made)[1]["with"]["pkce"], "S256");
  EXPECT_EQ(steps_of(made)[2]["with"]["form"]["code_verifier"], "${verifier1}");
  EXPECT_THAT(made.curl, HasSubstr("code_challenge=$verifier1_challenge"));
}

TEST(Reproduction, ARequestIsSentAsItWas) {
  const Reproduction made = made_of(
      kApp + kApprove +
      R"({"do":"request","method":"POST","path":"/services/oauth2/token","query":[["a","b c"]],)"
      R"("form":[["code","x${code1}"],["code","${code1}"],["client_id","${app1_key}"]],)"
      R"("headers":[["X-One","it's"]],"peer":"52.5.142.59","status":400,"error":"invalid_grant",)"
      R"("gives":{"access_token":"access1"}})"
      "\n"
      R"({"do":"request","method":"GET","path":"/services/data","headers":[["Authorization","Bearer ${access1}"]],"status":200})");
  const Json step = steps_of(made)[2];
  EXPECT_EQ(step["do"], "client.send");
  EXPECT_EQ(step["with"]["form"]["code"], Json({"x${code1}", "${code1}"}));
  EXPECT_EQ(step["with"]["query"]["a"], "b c");
  EXPECT_EQ(step["with"]["from"], "52.5.142.59");
  EXPECT_EQ(step["expect"],
            Json({{"outcome", "refused"}, {"status", 400}, {"error", "invalid_grant"}}));
  EXPECT_EQ(steps_of(made)[3]["with"]["headers"]["Authorization"], "Bearer ${access1}");
  EXPECT_THAT(made.curl, HasSubstr("code=x$(pct \"$code1\")&code=$(pct \"$code1\")&client_id="));
  EXPECT_THAT(made.curl, HasSubstr("'X-One: it'\\''s'"));
  EXPECT_THAT(made.curl, HasSubstr("?a=b%20c\""));
  EXPECT_THAT(made.curl, HasSubstr("{\"127.88.0.1\":\"52.5.142.59\"}"));
  EXPECT_THAT(made.curl, HasSubstr("'Authorization: Bearer '\"$access1\""));
}

TEST(Reproduction, ABodyThatIsNoFormIsKept) {
  const Reproduction text = made_of(
      R"({"do":"request","method":"POST","path":"/x","body":"%7B%22a%22%3A1%7D","status":400})");
  EXPECT_EQ(steps_of(text)[0]["with"]["body"], R"({"a":1})");
  const Reproduction bytes =
      made_of(R"({"do":"request","method":"POST","path":"/x","body":"a%00%FF","status":400})");
  EXPECT_FALSE(steps_of(bytes)[0]["with"].contains("body"));
  EXPECT_THAT(bytes.scenario, HasSubstr("is no text; curl.sh has it"));
  EXPECT_THAT(bytes.curl, HasSubstr(R"(printf 'a\x00\xff' | curl)"));
}

TEST(Reproduction, AMethodThatNoScenarioHasIsInTheLinesOfCurlAlone) {
  const Reproduction made =
      made_of(kApp + R"({"do":"request","method":"DELETE","path":"/services/data","status":405})");
  EXPECT_EQ(steps_of(made).size(), 1U);
  EXPECT_THAT(made.notes, ::testing::ElementsAre(HasSubstr("A DELETE /services/data is left out")));
  EXPECT_THAT(made.curl, HasSubstr("-X 'DELETE'"));
}

TEST(Reproduction, TheWorldAroundIsChangedAsItWas) {
  const Reproduction made = made_of(kApp +
                                    R"({"do":"dials","dials":{"rtr.replay":"reject_only"}}
{"do":"advance","by":"31d"}
{"do":"settings","app":"app1","settings":{"isPkceRequired":true}}
{"do":"user","username":"user@rehearsal.test","active":false}
{"do":"fault","fault":{"at":"after_commit","action":"lose","route":"token"}}
{"do":"note","text":"The store was cloned."}
{"do":"promise","promise":"O-06","text":"A spent code gave a token."}
)");
  const Json steps = steps_of(made);
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(steps[1]["do"], "dials.turn");
  EXPECT_EQ(steps[2]["with"]["by"], "31d");
  EXPECT_EQ(steps[3]["with"]["app_id"], "${app1_id}");
  EXPECT_EQ(steps[4]["with"]["change"], Json({{"active", false}}));
  EXPECT_EQ(steps[5]["do"], "fault.plan");
  EXPECT_EQ(steps[5]["means"], "This broke. O-06: A spent code gave a token.");
  EXPECT_THAT(made.scenario, HasSubstr("The store was cloned."));
  EXPECT_THAT(made.curl, HasSubstr(R"("$C/clock" -d '{"advance":"31d"}')"));
  EXPECT_THAT(made.curl, HasSubstr(R"("$C/users/user%40rehearsal.test")"));
  EXPECT_THAT(made.curl, HasSubstr("# Here this broke: O-06"));
}

TEST(Reproduction, AClockThatNoScenarioHasIsNoted) {
  const Reproduction made = made_of(kApp + R"({"do":"advance","by":"-3s"})");
  EXPECT_EQ(steps_of(made).size(), 1U);
  EXPECT_THAT(made.scenario, HasSubstr("The clock moves by"));
}

// With its name in place of the value the request would be another one.
TEST(Reproduction, WithAValueThatNobodyGaveThereIsNone) {
  const auto made = reproduce(
      kApp +
          R"({"do":"request","method":"GET","path":"/x","query":[["a","${secret9}"],["b","${refresh}"],["c","${app1_key}"]],"status":404})",
      {.target = "token", .sentence = "s"});
  ASSERT_TRUE(made.ok());
  EXPECT_THAT(made.value().missing, ::testing::ElementsAre("refresh", "secret9"));
  EXPECT_EQ(made.value().scenario, "");
  EXPECT_EQ(made.value().curl, "");
}

TEST(Reproduction, ATextThatOnlyLooksLikeANameIsSentAsItIs) {
  const Reproduction made = made_of(
      R"({"do":"request","method":"GET","path":"/x","query":[["a","${x}"],["b","${"]],"status":404})");
  EXPECT_THAT(made.missing, ::testing::IsEmpty());
  EXPECT_EQ(steps_of(made)[0]["with"]["query"], Json({{"a", "$${x}"}, {"b", "$${"}}));
}

TEST(Reproduction, PlantedMistakesArePlantedAgain) {
  const Reproduction org =
      made_of(kApp, {.target = "sequence", .sentence = "s", .mutant = "race_has_two_winners"});
  EXPECT_THAT(org.scenario, HasSubstr("\"mutant\": \"race_has_two_winners\""));
  EXPECT_THAT(org.curl, HasSubstr("serve --mutant race_has_two_winners"));
  const Reproduction client =
      made_of(kApp, {.target = "sequence", .sentence = "s", .bug = "no_pkce"});
  EXPECT_THAT(client.scenario, HasSubstr("\"no_pkce\""));
}

TEST(Reproduction, ALastLineThatWasCutOffIsLeftOutAndAnEarlierOneIsAnError) {
  EXPECT_EQ(steps_of(made_of(kApp + R"({"do":"adv)")).size(), 1U);
  const auto broken = reproduce("{\"do\":\"adv\n" + kApp, {});
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error(), "Line 1 of the transcript is no JSON object.");
  const auto empty = reproduce("\n", {});
  ASSERT_FALSE(empty.ok());
  EXPECT_THAT(empty.error(), HasSubstr("is empty"));
  // A parser's target writes no more than what it broke.
  const auto bare = reproduce(R"({"do":"promise","promise":"block","text":"A block."})", {});
  ASSERT_FALSE(bare.ok());
  EXPECT_THAT(bare.error(), HasSubstr("is empty"));
}

TEST(Reproduction, NothingOfATranscriptRunsAsAShellCommand) {
  const Reproduction made = made_of(
      R"({"do":"approve","username":"$(id)'`id`","query":[["a","$(id) "]],"status":400,"error":"x\n$(id) "}
{"do":"request","method":"GET","path":"/$(id)'","headers":[["A","`id`"]],"status":404}
{"do":"note","text":"one\n$(id) "})");
  EXPECT_THAT(made.curl, Not(HasSubstr("\n$(id)")));
  EXPECT_THAT(made.curl, HasSubstr(R"('/$(id)'\''')"));
  EXPECT_THAT(made.curl, HasSubstr(R"("$(id)'\''`id`")"));
  EXPECT_THAT(made.curl, HasSubstr("a=%24%28id%29"));
}

}  // namespace
}  // namespace rehearse::harness
