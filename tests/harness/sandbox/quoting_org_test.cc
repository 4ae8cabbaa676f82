// An org whose refusals quote what it was sent, credentials and all, at any request of a run:
// nothing of them is in anything that is printed or written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "harness/record/record_run.h"
#include "harness/report/console.h"
#include "harness/report/json_report.h"
#include "harness/report/junit_report.h"
#include "tests/support/killed_run.h"
#include "tests/support/project_scenarios.h"
#include "tests/support/sandbox_in_process.h"

namespace rehearse::testing {
namespace {

using namespace harness;
using ::testing::IsEmpty;

// Refuses one request, in words that hold all of it.
class QuotingCall final : public wire::HttpCall {
 public:
  QuotingCall(const CurlOptions& curl, int& sent, int which, std::set<std::string>& quoted)
      : inner_(curl), sent_(sent), which_(which), quoted_(quoted) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    if (++sent_ != which_) return inner_.send(request);
    std::string words = request.method + " " + request.url + " ";
    for (const wire::Field& header : request.headers) words += header.name + ": " + header.value;
    words += " " + request.body;
    quoted_.insert(words);
    wire::WireResponse refusal = wire::json_response(
        400, dump_json(Json::array({{{"errorCode", "QUOTED"}, {"message", words}}})));
    refusal.headers.push_back({"X-You-Sent", words});
    return refusal;
  }

 private:
  CurlCall inner_;
  int& sent_;
  const int which_;
  std::set<std::string>& quoted_;
};

class QuotingOrg : public ::testing::Test {
 protected:
  QuotingOrg() : words_(harness::testing::project_words()) {
    guide_ = harness::testing::project_scenario("guide", words_);
  }

  // All that a run prints and writes; it ends before the n-th request is refused where it makes
  // fewer.
  std::string everything_of(int which) {
    SandboxOptions options = options_in_process(org_);
    sent_ = 0;
    options.make_http = [&](const CurlOptions& curl) {
      return std::make_unique<QuotingCall>(curl, sent_, which, quoted_);
    };
    auto terminal = std::make_unique<MemoryTerminal>();
    MemoryTerminal& heard = *terminal;
    const auto targets = sandbox_targets(std::move(options), std::move(terminal), "api");
    RecordingStages stages(*targets, {.seed = 1, .driver = "api", .target = "sandbox"});
    std::string seen;
    Console console([&](std::string_view text) { seen += text; }, words_.guide, {});
    const auto folder = ReportFolder::open(org_.path("record"));
    EXPECT_TRUE(folder.ok());
    RecordKeeper keeper(console, stages, folder.value());
    Runner runner(words_, stages, keeper, [] { return false; });
    RunResult run;
    run.driver = "api";
    run = runner.run(std::move(run), present_time(), {{&guide_.plans.at(0), "rehearse run guide"}});
    EXPECT_EQ(keeper.error(), "");
    seen += json_report(run) + junit_report(run) + heard.said;
    for (const char* name : {"record", "journals"}) {
      std::error_code none;
      for (const auto& entry :
           std::filesystem::recursive_directory_iterator(org_.path(name), none)) {
        if (entry.is_regular_file()) seen += read_file(entry.path().string());
      }
    }
    return seen;
  }

  SandboxLike org_{};
  Vocabulary words_;
  Scenario guide_{};
  int sent_ = 0;
  std::set<std::string> quoted_{};  // what was quoted
};

TEST_F(QuotingOrg, IsQuotedWithoutTheCredentials) {
  const std::vector<std::string> before = org_.apps();
  int which = 1, shown = 0;
  size_t with_secrets = 0;
  std::set<std::string> known;
  for (;; ++which) {
    const std::string seen = everything_of(which);
    if (sent_ < which) break;
    shown += seen.find("QUOTED") != std::string::npos ? 1 : 0;
    // What an earlier run was given no other one knows, but for the login's session.
    const std::set<std::string> now = org_.secrets();
    for (const std::string& secret : now) {
      if (!known.contains(secret) || secret == org_.session())
        ASSERT_EQ(seen.find(secret), std::string::npos) << which;
    }
    known = now;
    EXPECT_THAT(clean_up(org_), IsEmpty());
    ASSERT_EQ(org_.apps(), before) << which;
  }
  EXPECT_GT(which, 20);
  EXPECT_GT(shown, 5);
  for (const std::string& words : quoted_) {
    for (const std::string& secret : known)
      with_secrets += words.find(secret) != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(with_secrets, 15U);
}

}  // namespace
}  // namespace rehearse::testing
