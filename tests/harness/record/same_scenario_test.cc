#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/parity_runs.h"

// A scenario that is repeated with another seed at another time shows no difference.
namespace rehearse::harness::testing {
namespace {

class SameScenario : public ::testing::Test {
 protected:
  // Compares two runs of every plan and gives how many exchanges there were.
  size_t compare(const std::string& name, const std::string& driver = "api") {
    const Scenario scenario = project_scenario(name, words_);
    size_t exchanges = 0;
    EXPECT_FALSE(scenario.plans.empty());
    for (const Plan& plan : scenario.plans) {
      const Recording first = recorded(plan, words_, {.driver = driver});
      const Recording second =
          recorded(plan, words_,
                   {.driver = driver,
                    .seed = 77,
                    .start = kRunStart + std::chrono::hours(24 * 100) + Duration(457)});
      exchanges += first.exchanges.size();
      for (const Difference& one : compare_recordings(first, second))
        ADD_FAILURE() << name << ", " << one.step << ", " << one.exchange << ", " << one.where
                      << ": " << to_text(one.what) << ": " << one.recorded << " | " << one.mock;
      EXPECT_EQ(first.steps, second.steps);
    }
    return exchanges;
  }
  Vocabulary words_ = project_words();
};

TEST_F(SameScenario, TheGuideByApi) { EXPECT_GT(compare("guide", "api"), 15U); }
TEST_F(SameScenario, TheGuideByPages) { EXPECT_GT(compare("guide", "pages"), 60U); }
TEST_F(SameScenario, ARotation) { EXPECT_GT(compare("rotation/reuse"), 10U); }
TEST_F(SameScenario, ALostAnswer) { EXPECT_GT(compare("rotation/lost-response"), 6U); }
TEST_F(SameScenario, ErrorsOfACode) { EXPECT_GT(compare("code/redirect-uri"), 4U); }
TEST_F(SameScenario, WrongAndMissingSecrets) { EXPECT_GT(compare("secrets/wrong-or-missing"), 4U); }

TEST_F(SameScenario, RecordsWhatWorkatoAsks) {
  const Scenario guide = project_scenario("guide", words_);
  const Recording seen = recorded(guide.plans.at(0), words_);
  const auto asked = [&](const RecordedExchange& one) {
    return one.by == "workato" && one.step == "connect" &&
           one.url == "https://<my_domain 1>/services/oauth2/token";
  };
  EXPECT_EQ(std::count_if(seen.exchanges.begin(), seen.exchanges.end(), asked), 1);
  EXPECT_EQ(seen.meta.api_version, "66.0");
}

// Nothing that opens a door, nothing that tells who somebody is.
TEST_F(SameScenario, LeavesNoTokenInTheFile) {
  for (const char* driver : {"api", "pages"}) {
    const Scenario guide = project_scenario("guide", words_);
    const std::string file =
        write_recording(recorded(guide.plans.at(0), words_, {.driver = driver}));
    for (const char* shape :
         {"00D", "5Aep", "aPrx", "3MVG9", "eyJ", "005gK", ".my.salesforce.com", "[redacted]", "@"})
      EXPECT_EQ(file.find(shape), std::string::npos)
          << driver << ": " << file.substr(file.find(shape) - 60, 200);
  }
}

}  // namespace
}  // namespace rehearse::harness::testing
