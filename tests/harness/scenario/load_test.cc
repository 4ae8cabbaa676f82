#include "harness/scenario/load.h"

#include <gmock/gmock.h>

#include "tests/support/scenario_words.h"

namespace rehearse::harness {
namespace {

using ::testing::HasSubstr;
using testing::load_text;
using testing::problems_of;
using testing::with_steps;

const std::string kSignIn = R"({"id": "in", "do": "fake.sign_in", "with": {"user": "ada"}})";

TEST(LoadScenario, AWholeFileGivesItsPlan) {
  const auto loaded = load_text(R"({
    // a comment
    "name": "test", "title": "A test", "guide": "w",
    "org": {"mode": "locked-2026"},
    "settings": {"isPkceRequired": true},
    "dials": {"rtr.replay": "cascade", "otp.max_tries": 3},
    "steps": [
      {"id": "one", "do": "fake.sign_in", "with": {"user": "ada"}, "gives": {"session": "mine"},
       "guide": ["w.1", "w.2"], "clause": "RFC 1", "severity": "warning", "means": "Bad."},
      {"id": "two", "do": "fake.sign_in", "with": {"user": "x ${mine}"}, "title": "Again",
       "expect": {"outcome": "refused", "status": 400, "error": "e", "description": "d",
                  "reason": "token_spent", "says": "s"}}
    ]})");
  ASSERT_TRUE(loaded.ok());
  const Scenario& scenario = loaded.value().scenario;
  ASSERT_EQ(scenario.plans.size(), 1U);
  const Plan& plan = scenario.plans[0];
  EXPECT_EQ(plan.org_mode, "locked-2026");
  EXPECT_EQ(plan.dials[1], (std::pair<std::string, std::string>("otp.max_tries", "3")));
  EXPECT_EQ(plan.steps[0].title, "Sign in to Workato.");
  EXPECT_EQ(plan.steps[0].severity, Severity::warning);
  EXPECT_EQ(plan.steps[0].gives[0].capture, "mine");
  EXPECT_EQ(plan.steps[1].needs, std::vector<std::string>{"mine"});
  EXPECT_EQ(plan.steps[1].expect.outcome, Outcome::refused);
  EXPECT_EQ(plan.steps[1].expect.status, 400);
  EXPECT_EQ(plan.steps[1].expect.reason, "token_spent");
}

TEST(LoadScenario, EverythingWrongIsReportedAtOnceInTheOrderOfTheFile) {
  const std::string text = R"({
  "name": "other",
  "title": "A test",
  "settings": {"isPkceRequird": true},
  "steps": [
    {"id": "one", "do": "fake.sign_on"},
    {"id": "one", "do": "fake.spend", "with": {"token": "${tokn}"}},
    {"id": "three", "do": "fake.see", "with": {"status": "400"}, "colour": "red"}
  ]
})";
  EXPECT_EQ(problems_of(text),
            R"(scenarios/test.json:2: $.name: the name must be "test", after the file
scenarios/test.json:4: $.settings.isPkceRequird: there is no setting "isPkceRequird"; did you mean "isPkceRequired"?
scenarios/test.json:6: $.steps[0].do: there is no verb "fake.sign_on"; did you mean "fake.sign_in"?
scenarios/test.json:7: $.steps[1].id: the id "one" is given already, by $.steps[0]
scenarios/test.json:7: $.steps[1].with.token: no earlier step gives "tokn"
scenarios/test.json:8: $.steps[2].colour: a step has no member "colour"
scenarios/test.json:8: $.steps[2].with.status: "status" must be a whole number, not a text
)");
}

// What is wrong with one step, and how the loader says it. The step stands on line 2.
struct Mistake {
  std::string step{};
  std::string message{};
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.step; }

class StepMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(StepMistakes, AreNamedWithLineAndPath) {
  EXPECT_EQ(problems_of(with_steps(GetParam().step)),
            "scenarios/test.json:2: $.steps[0]" + GetParam().message + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    LoadScenario, StepMistakes,
    ::testing::Values(
        Mistake{R"({"do": "fake.tick"})", R"(: a step needs the member "id")"},
        Mistake{R"({"id": "a"})", R"(: a step needs the member "do")"},
        Mistake{"7", ": a step is an object, not a number"},
        Mistake{R"({"id": "", "do": "fake.tick"})", R"(.id: "id" must not be empty)"},
        Mistake{R"({"id": "a b", "do": "fake.tick"})",
                ".id: this doesn't fit the schema: Failed to match regex specified by 'pattern' "
                "constraint."},
        Mistake{R"({"id": "a", "do": 3})", R"(.do: "do" must be a text, not a number)"},
        Mistake{R"({"id": "a", "do": "fake.sign_in"})",
                R"(.with: fake.sign_in needs the argument "user")"},
        Mistake{R"({"id": "a", "do": "fake.tick", "with": []})",
                R"(.with: "with" must be an object, not a list)"},
        Mistake{R"({"id": "a", "do": "fake.sign_in", "with": {"user": "u", "decision": "denny"}})",
                R"(.with.decision: "decision" is one of approve, deny, not "denny"; did you mean )"
                R"("deny"?)"},
        Mistake{R"({"id": "a", "do": "fake.sign_in", "with": {"user": "u", "trie": 3}})",
                R"(.with.trie: fake.sign_in has no argument "trie"; did you mean "tries"?)"},
        Mistake{R"({"id": "a", "do": "fake.sign_in", "with": {"user": "u", "wait": "15"}})",
                R"(.with.wait: "wait" must be a duration such as "15m", not a text)"},
        Mistake{R"({"id": "a", "do": "fake.spend", "with": {"token": "plain"}})",
                R"(.with.token: "token" must be a capture, written ${name}, not a text)"},
        Mistake{R"({"id": "a", "do": "fake.tick", "gives": ["tokens"]})",
                R"(.gives: fake.tick doesn't give "tokens")"},
        Mistake{R"({"id": "a", "do": "fake.see", "gives": ["toke"]})",
                R"(.gives: fake.see doesn't give "toke"; did you mean "token"?)"},
        Mistake{R"({"id": "a", "do": "fake.see", "gives": {"token": "a.b"}})",
                R"(.gives: "a.b" can't be a capture's name)"},
        Mistake{R"({"id": "a", "do": "fake.see", "gives": "token"})",
                R"(.gives: "gives" must be a list of names, or an object from name to name)"},
        Mistake{R"({"id": "a", "do": "fake.tick", "guide": "w.9"})",
                R"(.guide: the guide has no step "w.9"; did you mean "w.1"?)"},
        Mistake{R"({"id": "a", "do": "fake.tick", "after": ["a"]})",
                R"(.after: no earlier step is "a")"},
        Mistake{R"({"id": "a", "do": "fake.tick", "severity": "fatal"})",
                R"(.severity: "severity" is one of fail, warning, info, not "fatal"; did you )"
                R"(mean "fail"?)"},
        Mistake{R"({"id": "a", "do": "fake.tick", "expect": {"outcome": "refuse"}})",
                R"(.expect.outcome: "outcome" is one of ok, refused, lost, not "refuse"; did you )"
                R"(mean "refused"?)"},
        Mistake{
            R"({"id": "a", "do": "fake.tick", "expect": {"outcome": "refused", "reason": "token_spend"}})",
            R"(.expect.reason: there is no reason "token_spend"; did you mean "token_spent"?)"},
        Mistake{R"({"id": "a", "do": "fake.tick", "expect": {"status": 99}})",
                ".expect.status: an HTTP status is between 100 and 599"},
        Mistake{R"({"id": "a", "do": "fake.tick", "expect": {"when": {}}})",
                R"(.expect.when: "when" belongs in a row of a list)"},
        Mistake{R"({"id": "a", "do": "fake.tick", "expect": 1})",
                R"(.expect: "expect" must be an object or a list, not a number)"},
        Mistake{R"({"id": "a", "do": "fake.see", "with": {"error": "${"}})",
                ".with.error: a reference is written ${name}; this one isn't whole"},
        Mistake{R"({"id": "a", "do": "fake.see", "with": {"error": "${variant.x}"}})",
                ".with.error: there is no variant for ${variant.x}"},
        Mistake{R"({"id": "a", "do": "fake.see", "with": {"error": "${setting.apiName}"}})",
                R"(.with.error: "settings" has nothing for ${setting.apiName})"}));

TEST(LoadScenario, CapturesAreWrittenOnceAndTyped) {
  const std::string twice = kSignIn + ",\n" + R"({"id": "b", "do": "fake.see", "gives": ["token"]},
{"id": "c", "do": "fake.see", "gives": ["token"]},
{"id": "d", "do": "fake.sign_in", "with": {"user": "u"}, "gives": {"session": "s"}},
{"id": "e", "do": "fake.spend", "with": {"token": "${s}"}},
{"id": "f", "do": "fake.spend", "with": {"token": "${token}"}})";
  EXPECT_EQ(
      problems_of(with_steps(twice)),
      R"(scenarios/test.json:4: $.steps[2].gives: the capture "token" is given already; captures are written once
scenarios/test.json:6: $.steps[4].with.token: "token" takes a capture of "token", and ${s} is a "session"; write ${s as token} if you mean it
)");
  EXPECT_EQ(problems_of(with_steps(R"(
{"id": "d", "do": "fake.sign_in", "with": {"user": "u"}, "gives": {"session": "s"}},
{"id": "e", "do": "fake.spend", "with": {"token": "${s as token}"}})")),
            "");
}

TEST(LoadScenario, ACaptureFromALaterStepIsMissing) {
  EXPECT_EQ(
      problems_of(with_steps(R"({"id": "a", "do": "fake.spend", "with": {"token": "${token}"}},
{"id": "b", "do": "fake.see", "gives": ["token"]})")),
      "scenarios/test.json:2: $.steps[0].with.token: no earlier step gives \"token\"\n");
}

TEST(LoadScenario, TextThatIsNoJsonIsNamedByLine) {
  EXPECT_EQ(problems_of("{\n\"name\": \n}"),
            "scenarios/test.json:3: $: not valid JSON at line 3, column 1\n");
  EXPECT_EQ(problems_of("[]"), "scenarios/test.json:1: $: a scenario is an object, not a list\n");
  EXPECT_EQ(problems_of(""), "scenarios/test.json:1: $: not valid JSON at line 1, column 1\n");
}

TEST(LoadScenario, AMemberGivenTwiceIsNamedByLine) {
  EXPECT_EQ(problems_of("{\"name\": \"test\",\n\"title\": \"A\",\n\"title\": \"B\"}"),
            "scenarios/test.json:2: $.title: this member is given twice\n");
  EXPECT_EQ(problems_of("{\"name\": \"test\",\n\"name\": \"a\",\n\"name\": \"b\"}"),
            "scenarios/test.json:1: $.name: this member is given twice\n");
}

TEST(LoadScenario, AFileOfTheLargestSizeLoadsAndALongerOneDoesNot) {
  std::string text = with_steps(kSignIn);
  text += std::string(kLongestScenario - text.size(), ' ');
  EXPECT_EQ(problems_of(text), "");
  EXPECT_EQ(problems_of(text + " "),
            "scenarios/test.json:1: $: the file is longer than 1048576 bytes\n");
}

TEST(LoadScenario, BadTopLevelMembersAreNamed) {
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("org": {"mode": "locked"}, )")),
            "scenarios/test.json:1: $.org.mode: there is no org mode \"locked\"\n");
  EXPECT_EQ(
      problems_of(with_steps(kSignIn, R"("driver": "page", )")),
      "scenarios/test.json:1: $.driver: there is no driver \"page\"; did you mean \"pages\"?\n");
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("dials": {"rtr.replays": "x"}, )")),
            "scenarios/test.json:1: $.dials.rtr.replays: there is no dial \"rtr.replays\"; did you "
            "mean \"rtr.replay\"?\n");
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("dials": {"rtr.replay": "none"}, )")),
            "scenarios/test.json:1: $.dials.rtr.replay: rtr.replay is cascade\n");
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("settings": {"isPkceRequired": "yes"}, )")),
            "scenarios/test.json:1: $.settings.isPkceRequired: isPkceRequired is true or false\n");
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("guide": "z", )")),
            "scenarios/test.json:1: $.guide: the guide has no step \"z\"; did you mean \"w\"?\n");
  EXPECT_EQ(problems_of(with_steps("")),
            "scenarios/test.json:1: $.steps: a scenario needs at least one step\n");
  EXPECT_EQ(problems_of(R"({"name": "test", "title": "A test"})"),
            "scenarios/test.json:1: $: a scenario needs the member \"steps\"\n");
}

TEST(LoadScenario, SetupVerbsTakeTheSettingsUnasked) {
  const auto loaded = load_text(with_steps(R"({"id": "a", "do": "setup.app"},
      {"id": "b", "do": "setup.app", "with": {"settings": {"apiName": "Own"}}})",
                                           R"("settings": {"isPkceRequired": true}, )"));
  ASSERT_TRUE(loaded.ok());
  const auto& steps = loaded.value().scenario.plans[0].steps;
  EXPECT_EQ(dump_json(steps[0].with), R"({"settings":{"isPkceRequired":true}})");
  EXPECT_EQ(dump_json(steps[1].with), R"({"settings":{"apiName":"Own"}})");
  EXPECT_TRUE(loaded.value().uses_all_settings);
}

TEST(LoadScenario, OverridesWinOverTheFile) {
  const Overrides overrides{{{"isPkceRequired", false}, {"apiName", "New"}},
                            {{"rtr.replay", "cascade"}}};
  const auto loaded = load_text(
      with_steps(R"({"id": "a", "do": "setup.app"})", R"("settings": {"isPkceRequired": true}, )"),
      overrides);
  ASSERT_TRUE(loaded.ok());
  const Plan& plan = loaded.value().scenario.plans[0];
  EXPECT_EQ(dump_json(plan.settings), R"({"isPkceRequired":false,"apiName":"New"})");
  EXPECT_EQ(plan.dials[0], (std::pair<std::string, std::string>("rtr.replay", "cascade")));
}

TEST(LoadScenario, MistakesOfWorkatoAndOfTheOrgMayVary) {
  const std::string members =
      R"("workspace": {"data_centre": "us", "bugs": "${variant.client}"},
         "org": {"mutant": "anything_goes"}, "why": "Because.",
         "variants": {"client": ["retries", {"name": "both", "value": ["retries", "drops_tokens"]},
                                 {"name": "correct", "value": []}]},)";
  Overrides overrides;
  overrides.data_centre = "eu";
  const auto loaded = load_text(with_steps(kSignIn, members), overrides);
  ASSERT_TRUE(loaded.ok()) << to_text(loaded.error().front());
  const Scenario& scenario = loaded.value().scenario;
  ASSERT_EQ(scenario.plans.size(), 3U);
  EXPECT_EQ(scenario.why, "Because.");
  EXPECT_EQ(scenario.plans[0].bugs, std::vector<std::string>{"retries"});
  EXPECT_EQ(scenario.plans[1].bugs, (std::vector<std::string>{"retries", "drops_tokens"}));
  EXPECT_TRUE(scenario.plans[2].bugs.empty());
  for (const Plan& plan : scenario.plans) {
    EXPECT_EQ(plan.mutant, "anything_goes");
    EXPECT_EQ(plan.data_centre, "eu");
  }
}

TEST(LoadScenario, AnUnknownMistakeIsNamedWithTheNearest) {
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("workspace": {"bugs": ["retires"]},)")),
            "scenarios/test.json:1: $.workspace.bugs: there is no client bug \"retires\"; did you "
            "mean \"retries\"?\n");
  EXPECT_EQ(problems_of(with_steps(kSignIn, R"("org": {"mutant": "anything_go"},)")),
            "scenarios/test.json:1: $.org.mutant: there is no mutant \"anything_go\"; did you mean "
            "\"anything_goes\"?\n");
  EXPECT_THAT(problems_of(with_steps(kSignIn, R"("workspace": {"bugs": 3},)")),
              HasSubstr("\"bugs\" must be a text or a list of texts, not a number"));
}

TEST(LoadScenario, WhatTheSchemaRefusesTheLoaderRefusesToo) {
  for (const std::string& text :
       {with_steps(kSignIn, R"("name2": 1, )"), with_steps("{}"),
        with_steps(kSignIn, R"("variants": {}, )"), with_steps(kSignIn, R"("must_fail": 1, )")}) {
    const auto file = parse_json(text);
    ASSERT_TRUE(file.ok());
    EXPECT_FALSE(testing::published_schema().accepts(file.value())) << text;
    EXPECT_THAT(problems_of(text), HasSubstr("scenarios/test.json:")) << text;
    EXPECT_THAT(problems_of(text), ::testing::Not(HasSubstr("schema"))) << text;
  }
  EXPECT_TRUE(testing::published_schema().accepts(parse_json(with_steps(kSignIn)).value()));
}

}  // namespace
}  // namespace rehearse::harness
