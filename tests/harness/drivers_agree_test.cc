#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "mocks/core/json.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

// The guide has the same findings whichever way its acts are performed.
namespace rehearse::testing {
namespace {

// Only a browser is led to the login page, and asked for a one-time password: the APIs that show a
// key ask for neither.
const std::set<std::string> kBrowsersOnly{"sf.2", "cred.3"};

// A finding as far as it may not depend on the driver.
struct Verdict {
  std::string step{}, verdict{}, reason{};
  friend bool operator==(const Verdict&, const Verdict&) = default;
  friend void PrintTo(const Verdict& one, std::ostream* out) {
    *out << one.step << ": " << one.verdict << ' ' << one.reason;
  }
};

class Drivers : public ::testing::Test {
 protected:
  Json report(const std::string& driver, std::vector<std::string> arguments) {
    const std::string folder = (scratch_.path() / driver).string();
    for (const char* more : {"--quiet", "--seed", "7", "--driver"}) arguments.emplace_back(more);
    arguments.insert(arguments.end(), {driver, "--report", folder});
    arguments.insert(arguments.begin(), "run");
    const Outcome outcome = run_program(arguments);
    EXPECT_EQ(outcome.err, "");
    auto parsed = parse_json(read_file(folder + "/report.json"));
    EXPECT_TRUE(parsed.ok()) << outcome.out;
    return parsed ? std::move(parsed).value() : Json();
  }
  static std::vector<Verdict> verdicts(const Json& report) {
    std::vector<Verdict> seen;
    for (const Json& scenario : report["scenarios"]) {
      for (const Json& finding : scenario["findings"]) {
        const bool reason_differs = kBrowsersOnly.contains(finding["step"].get<std::string>());
        seen.push_back({finding["step"], finding["verdict"],
                        reason_differs ? "" : finding["reason"].get<std::string>()});
      }
    }
    return seen;
  }
  // The routes that the acts in Workato went over.
  static std::set<std::string> workato_paths(const Json& report) {
    std::set<std::string> paths;
    for (const Json& exchange : report["scenarios"][0]["transcript"]["exchanges"]) {
      if (exchange["side"] == "workato") paths.insert(exchange["path"]);
    }
    return paths;
  }
  ScratchFolder scratch_;
};

TEST_F(Drivers, AgreeOnTheGuideStepByStep) {
  const Json pages = report("pages", {"guide"}), api = report("api", {"guide"});
  EXPECT_EQ(verdicts(pages), verdicts(api));
  EXPECT_GT(verdicts(api).size(), 40U);
  const std::set<std::string> clicked = workato_paths(pages), called = workato_paths(api);
  EXPECT_TRUE(clicked.contains("/custom_oauth_keys"));
  EXPECT_FALSE(clicked.contains("/api/custom_oauth_profiles"));
  EXPECT_TRUE(called.contains("/api/custom_oauth_profiles"));
  EXPECT_TRUE(called.contains("/api/connections"));
  EXPECT_FALSE(called.contains("/custom_oauth_keys"));
}

TEST_F(Drivers, AgreeOnWhatASettingBreaks) {
  for (const char* setting :
       {"scopes=[\"api\"]", "callbackUrl=https://app.eu.workato.com/oauth/callback"}) {
    const Json pages = report("pages", {"guide", "--set", setting}),
               api = report("api", {"guide", "--set", setting});
    EXPECT_EQ(verdicts(pages), verdicts(api)) << setting;
    EXPECT_NE(pages["summary"]["failed"], 0) << setting;
  }
}

}  // namespace
}  // namespace rehearse::testing
