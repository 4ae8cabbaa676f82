#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <span>

#include "mocks/core/crypto.h"
#include "mocks/wire/form.h"
#include "tests/support/parity_runs.h"

// A scenario that is repeated with another seed at another time shows no difference.
namespace rehearse::harness::testing {
namespace {

// What Workato sent and got under the names of secrets.
class Listening final : public wire::HttpCall {
 public:
  Listening(std::unique_ptr<wire::HttpCall> inner, std::set<std::string>& heard)
      : inner_(std::move(inner)), heard_(heard) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    for (const wire::Field& field : wire::parse_urlencoded(request.body).value_or(wire::Fields{})) {
      if (field.name != "grant_type" && field.name != "redirect_uri") heard_.insert(field.value);
    }
    auto answer = inner_->send(request);
    const auto body = parse_json(answer ? answer.value().body : "");
    for (const char* name : {"access_token", "refresh_token", "signature"}) {
      if (const auto value = body ? string_member(body.value(), name) : std::nullopt)
        heard_.insert(*value);
    }
    return answer;
  }

 private:
  std::unique_ptr<wire::HttpCall> inner_;
  std::set<std::string>& heard_;
};

class ListeningStages final : public TargetFactory {
 public:
  ListeningStages(TargetFactory& inner, std::set<std::string>& heard)
      : inner_(inner), heard_(heard) {}
  Result<Stage, Trouble> open(const TargetRequest& request) override {
    TargetRequest wrapped = request;
    wrapped.wrapping.workato =
        [this, more = request.wrapping.workato](std::unique_ptr<wire::HttpCall> call) {
          return more(std::make_unique<Listening>(std::move(call), heard_));
        };
    return inner_.open(wrapped);
  }

 private:
  TargetFactory& inner_;
  std::set<std::string>& heard_;
};

std::string hex_of(const std::string& text) {
  return hex_encode(std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

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

TEST_F(SameScenario, TheGuideByApi) {
  const size_t exchanges = compare("guide", "api");
  EXPECT_GT(exchanges, 15U);
}
TEST_F(SameScenario, TheGuideByPages) {
  const size_t exchanges = compare("guide", "pages");
  EXPECT_GT(exchanges, 60U);
}
TEST_F(SameScenario, ARotation) {
  const size_t exchanges = compare("rotation/reuse");
  EXPECT_GT(exchanges, 10U);
}
TEST_F(SameScenario, ALostAnswer) {
  const size_t exchanges = compare("rotation/lost-response");
  EXPECT_GT(exchanges, 6U);
}
TEST_F(SameScenario, ErrorsOfACode) {
  const size_t exchanges = compare("code/redirect-uri");
  EXPECT_GT(exchanges, 4U);
}
TEST_F(SameScenario, WrongAndMissingSecrets) {
  const size_t exchanges = compare("secrets/wrong-or-missing");
  EXPECT_GT(exchanges, 4U);
}

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

// Every value that really was a secret of this run, in every encoding.
TEST_F(SameScenario, LeavesNothingInTheFileThatOpenedADoor) {
  for (const char* driver : {"api", "pages"}) {
    const Scenario guide = project_scenario("guide", words_);
    std::set<std::string> heard;
    const auto mocks = mock_targets(driver);
    ListeningStages stages(*mocks, heard);
    const auto run =
        record_run(guide.plans.at(0), words_, stages, {.driver = driver, .target = "mock"},
                   kRunStart, [] { return false; });
    ASSERT_TRUE(run.ok()) << run.error();
    const std::string file = write_recording(run.value().recording);
    EXPECT_GT(heard.size(), 9U);
    for (const std::string& secret : heard) {
      EXPECT_EQ(file.find(secret), std::string::npos) << driver << ": " << secret;
      EXPECT_EQ(file.find(wire::percent_encode(secret)), std::string::npos) << secret;
      EXPECT_EQ(file.find(hex_of(secret)), std::string::npos) << secret;
      EXPECT_EQ(file.find(base64_encode(secret, Base64::standard)), std::string::npos) << secret;
    }
  }
}

}  // namespace
}  // namespace rehearse::harness::testing
