// What a run takes away, and what it leaves alone, whatever the org says.
#include <gmock/gmock.h>

#include <filesystem>

#include "harness/sandbox/left_behind.h"
#include "mocks/core/text.h"
#include "mocks/real_clock.h"
#include "tests/support/memory_terminal.h"
#include "tests/support/program.h"
#include "tests/support/sandbox_like.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using namespace harness;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Changes the answers of an org, and counts the deployments that reach it.
struct Tampering {
  std::function<void(const wire::HttpRequest&, wire::WireResponse&)> change{};
  int deployments = 0;
};

class TamperedCall final : public wire::HttpCall {
 public:
  TamperedCall(std::unique_ptr<wire::HttpCall> inner, Tampering& tampering)
      : inner_(std::move(inner)), tampering_(tampering) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    const bool deploys =
        request.method == "POST" && request.url.find("/deployRequest") != std::string::npos;
    tampering_.deployments += deploys ? 1 : 0;
    auto answer = inner_->send(request);
    if (answer && tampering_.change) tampering_.change(request, answer.value());
    return answer;
  }

 private:
  std::unique_ptr<wire::HttpCall> inner_;
  Tampering& tampering_;
};

class Cleanup : public ::testing::Test {
 protected:
  static constexpr const char* kRun = "r6b000000p000001";
  static constexpr const char* kName = "rehearse_r6b000000p000001_1";

  SandboxOptions options() {
    auto target = read_target_file(read_file(org_.target()), org_.target());
    EXPECT_TRUE(target.ok()) << (target.ok() ? "" : target.error());
    return {.target = std::move(target).value(),
            .journals = org_.journals(),
            .now = present_time,
            .wait = [](std::chrono::milliseconds, const std::function<bool()>&) { return true; },
            .make_http =
                [this](const CurlOptions& curl) {
                  return std::make_unique<TamperedCall>(std::make_unique<CurlCall>(curl),
                                                        tampering_);
                }};
  }
  // An app in the org, made in another way than by a run.
  std::string make_app(const std::string& api_name) {
    const Json app = org_.ask("POST", "/apps",
                              dump_json({{"label", api_name},
                                         {"apiName", api_name},
                                         {"contactEmail", "admin@rehearsal.test"},
                                         {"distributionState", "Local"},
                                         {"isOauthEnabled", true},
                                         {"callbackUrl", "https://www.workato.com/oauth/callback"},
                                         {"scopes", {"api"}}}));
    return string_member(app, "app_id").value_or("");
  }
  // The journal of a run that died after it had made that.
  void leave_journal(const std::string& name, const std::string& id) {
    auto journal = RunJournal::begin(org_.journals(), {.run = kRun,
                                                       .target = org_.target(),
                                                       .began_at = "2026-11-01T00:00:00Z",
                                                       .my_domain = "https://" + org_.host(),
                                                       .organization_id = org_.organization(),
                                                       .user_id = "",
                                                       .prefix = "rehearse"});
    ASSERT_TRUE(journal.ok()) << journal.error();
    const auto entry = journal.value()->intend(Resource::Kind::app, name);
    ASSERT_TRUE(entry.ok());
    if (id.empty()) return;
    ASSERT_TRUE(journal.value()->made(entry.value(), id).ok());
  }
  TakenAway take() {
    const std::vector<std::string> paths = journals_in(org_.journals());
    EXPECT_EQ(paths.size(), 1U);
    auto journal = RunJournal::resume(paths.at(0));
    EXPECT_TRUE(journal.ok());
    return take_away(options(), terminal_, std::move(journal).value());
  }

  SandboxLike org_{};
  Tampering tampering_{};
  MemoryTerminal terminal_{};
};

TEST_F(Cleanup, TakesAwayWhatTheJournalNamesAndTheOrgConfirms) {
  const std::vector<std::string> before = org_.apps();
  leave_journal(kName, make_app(kName));
  const TakenAway done = take();
  EXPECT_THAT(done.left, IsEmpty());
  EXPECT_THAT(done.told, ElementsAre(HasSubstr("is gone")));
  EXPECT_FALSE(done.trouble);
  EXPECT_EQ(org_.apps(), before);
  EXPECT_THAT(journals_in(org_.journals()), IsEmpty());
}

// An org may list an app a while after it was made: that it is not listed does not mean that it is
// gone.
TEST_F(Cleanup, WhatIsNotListedYetIsDeletedByItsName) {
  make_app(kName);
  leave_journal(kName, "");
  tampering_.change = [](const wire::HttpRequest& request, wire::WireResponse& answer) {
    if (request.url.find("ExternalClientApplication") != std::string::npos)
      answer.body = R"({"totalSize":0,"done":true,"records":[]})";
  };
  const TakenAway done = take();
  EXPECT_THAT(done.left, IsEmpty());
  EXPECT_EQ(tampering_.deployments, 1);
  EXPECT_THAT(org_.apps(), Not(Contains(kName)));
  EXPECT_THAT(journals_in(org_.journals()), IsEmpty());
}

TEST_F(Cleanup, WhatNeverCameToBeIsNoTrouble) {
  const std::vector<std::string> before = org_.apps();
  leave_journal(kName, "");
  const TakenAway done = take();
  EXPECT_THAT(done.left, IsEmpty());
  EXPECT_FALSE(done.trouble);
  EXPECT_EQ(org_.apps(), before);
}

// The person was told a name and took another one; then the run was killed.
TEST_F(Cleanup, AnAppUnderAnotherNameThanToldIsNamedAndStays) {
  make_app("Workato_by_hand");
  leave_journal(kName, "");
  const TakenAway done = take();
  EXPECT_THAT(done.left,
              ElementsAre(AllOf(HasSubstr("an app Workato_by_hand is left"),
                                HasSubstr("under another API name than was told"),
                                HasSubstr("delete it in Setup > External Client App Manager"))));
  EXPECT_FALSE(done.trouble);
  EXPECT_THAT(org_.apps(), Contains("Workato_by_hand"));
  EXPECT_THAT(journals_in(org_.journals()), IsEmpty()) << "said once";
}

TEST_F(Cleanup, WhoeverMadeAnAppBesideARunThatMadeItsOwnHearsNothingOfIt) {
  make_app("Workato_by_hand");
  leave_journal(kName, make_app(kName));
  EXPECT_THAT(take().left, IsEmpty());
}

TEST_F(Cleanup, AnAppOfThePrefixThatIsInNoJournalStays) {
  make_app("rehearse_r6b000000p000001_2");
  leave_journal(kName, make_app(kName));
  EXPECT_THAT(take().left, IsEmpty());
  EXPECT_THAT(org_.apps(), Contains("rehearse_r6b000000p000001_2"));
  EXPECT_THAT(org_.apps(), Not(Contains(kName)));
}

TEST_F(Cleanup, AnotherUsersAppStays) {
  leave_journal(kName, make_app(kName));
  tampering_.change = [](const wire::HttpRequest& request, wire::WireResponse& answer) {
    if (request.url.find("ExternalClientApplication") == std::string::npos) return;
    const size_t at = answer.body.find("\"CreatedById\":\"");
    if (at != std::string::npos) answer.body.replace(at + 15, 18, "005000000000001AAA");
  };
  const TakenAway done = take();
  EXPECT_THAT(done.left, ElementsAre(HasSubstr("another user created it; it was not touched")));
  EXPECT_FALSE(done.trouble);
  EXPECT_EQ(tampering_.deployments, 0);
  EXPECT_THAT(org_.apps(), Contains(kName));
  EXPECT_EQ(journals_in(org_.journals()).size(), 1U);
}

TEST_F(Cleanup, AnAppWithAnotherIdThanTheJournalsStays) {
  make_app(kName);
  leave_journal(kName, "0xI000000000001AAA");
  const TakenAway done = take();
  EXPECT_THAT(done.left, ElementsAre(HasSubstr("it is not the app that the journal has")));
  EXPECT_EQ(tampering_.deployments, 0);
  EXPECT_THAT(org_.apps(), Contains(kName));
}

TEST_F(Cleanup, ANameThatIsNoneOfTheRunsStays) {
  leave_journal("Production_connection", make_app("Production_connection"));
  const TakenAway done = take();
  EXPECT_THAT(done.left, ElementsAre(HasSubstr("its name is none that this run gives")));
  EXPECT_EQ(tampering_.deployments, 0);
  EXPECT_THAT(org_.apps(), Contains("Production_connection"));
}

TEST_F(Cleanup, WhatTheOrgRefusesToDeleteIsSaidInItsWords) {
  leave_journal(kName, make_app(kName));
  tampering_.change = [](const wire::HttpRequest& request, wire::WireResponse& answer) {
    if (request.url.find("/deployRequest/") == std::string::npos) return;
    answer.body =
        R"({"deployResult":{"done":true,"success":false,"status":"Failed","details":{"componentFailures":)"
        R"([{"componentType":"ExternalClientApplication","fullName":"X","problem":"It is in use."}]}}})";
  };
  const TakenAway done = take();
  EXPECT_THAT(done.left, ElementsAre(HasSubstr("the org does not delete it: "
                                               "ExternalClientApplication X: It is in use.")));
  EXPECT_TRUE(done.trouble);
  EXPECT_EQ(journals_in(org_.journals()).size(), 1U);
}

TEST_F(Cleanup, AnOrgThatSaysNothingOfItsAppsLosesNone) {
  leave_journal(kName, make_app(kName));
  for (const char* body :
       {"", "<html></html>", "{}", R"({"records":null})", R"({"records":[{}]})"}) {
    tampering_.change = [&](const wire::HttpRequest& request, wire::WireResponse& answer) {
      if (request.url.find("ExternalClientApplication") != std::string::npos) answer.body = body;
    };
    const TakenAway done = take();
    EXPECT_EQ(done.left.size(), 1U) << body;
    EXPECT_TRUE(done.trouble) << body;
    EXPECT_EQ(tampering_.deployments, 0) << body;
    EXPECT_EQ(journals_in(org_.journals()).size(), 1U) << body;
  }
  EXPECT_THAT(org_.apps(), Contains(kName));
}

TEST_F(Cleanup, AnotherOrgThanTheJournalsIsNotReached) {
  leave_journal(kName, "");
  SandboxOptions elsewhere = options();
  elsewhere.target.my_domain = "https://other--dev.sandbox.my.salesforce.com";
  auto journal = RunJournal::resume(journals_in(org_.journals()).at(0));
  const TakenAway done = take_away(std::move(elsewhere), terminal_, std::move(journal).value());
  EXPECT_THAT(done.left, ElementsAre(HasSubstr("the target file is about https://other--dev")));
  EXPECT_TRUE(done.trouble);
}

TEST_F(Cleanup, AJournalWhoseLastLineACrashCutIsReadUpToThere) {
  leave_journal(kName, make_app(kName));
  const std::string path = journals_in(org_.journals()).at(0);
  std::ofstream(path, std::ios::app) << R"({"removed":)";
  EXPECT_THAT(take().left, IsEmpty());
  EXPECT_THAT(org_.apps(), Not(Contains(kName)));
}

// Who only looks leaves the file as it is, and says what is wrong with it.
TEST_F(Cleanup, ACutLastLineStaysWhereAJournalIsOnlyListed) {
  leave_journal(kName, "");
  const std::string path = journals_in(org_.journals()).at(0);
  std::ofstream(path, std::ios::app) << R"({"removed":)";
  const std::string text = read_file(path);
  const Outcome listed = run_program({"cleanup", "--list", "--journal", org_.journals()});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr(std::string("app ") + kName));
  EXPECT_THAT(listed.out, HasSubstr("The last line of the journal was cut by a crash"));
  EXPECT_EQ(read_file(path), text);
  const auto looked = RunJournal::look(path);
  ASSERT_TRUE(looked.ok());
  EXPECT_TRUE(looked.value()->was_cut());
  EXPECT_FALSE(looked.value()->removed(0).ok());
  EXPECT_EQ(read_file(path), text);
}

TEST_F(Cleanup, AJournalThatIsNoneIsNamedWithItsLine) {
  org_.write("none", "");
  std::filesystem::create_directories(org_.journals());
  const std::vector<std::pair<std::string, std::string>> broken{
      {"hello\n", ":1: this is no line of a journal"},
      {"{\"version\":9}\n", ":1: this journal is of another version"},
      {"{\"version\":1,\"run\":\"r\"}\n{\"intend\":\"user\"}\n", "\"user\" is nothing that a run"},
      {"{\"version\":1,\"run\":\"r\"}\n{\"removed\":3}\n",
       "speaks of nothing that the journal has"},
      {"", "it does not say whose journal it is"}};
  for (const auto& [text, why] : broken) {
    const std::string path = org_.journals() + "/x.journal";
    std::ofstream(path, std::ios::trunc) << text;
    const auto read = RunJournal::resume(path);
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_THAT(read.error(), HasSubstr(why));
    EXPECT_THAT(read.error(), HasSubstr("x.journal"));
  }
}

TEST_F(Cleanup, TheJournalOfARunThatLivesIsLeftAlone) {
  auto journal = RunJournal::begin(org_.journals(), {.run = kRun, .prefix = "rehearse"});
  ASSERT_TRUE(journal.ok());
  const auto read = RunJournal::resume(journals_in(org_.journals()).at(0));
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error(), HasSubstr("its run is still going on"));
}

}  // namespace
}  // namespace rehearse::testing
