// The program on a sandbox: the mock org, served as if it were one.
#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>
#include <tuple>

#include "tests/support/killed_run.h"
#include "tests/support/operator_person.h"
#include "tests/support/program.h"
#include "tests/support/sandbox_like.h"
#include "tests/support/source_tree.h"
#include "tests/support/tinyproxy.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Outcome run_on(const SandboxLike& org, std::vector<std::string> more) {
  more.insert(more.begin(), {"run"});
  more.insert(more.end(), {"--target", org.target(), "--journal", org.journals()});
  return run_program(more);
}

TEST(SandboxProgram, TheGuidePassesAndLeavesNothing) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  const Outcome outcome = run_on(org, {"guide"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(org.apps(), before);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

// All that the run wrote, printed, or has about itself: the secrets are in none of it.
TEST(SandboxProgram, NoSecretIsInAnythingWrittenOrPrinted) {
  SandboxLike org;
  Program program({"run", "guide", "--target", org.target(), "--journal", org.journals(),
                   "--report", org.path("report"), "--record", org.path("recording")});
  std::string seen = program.command_line();
  const Outcome outcome = program.wait();
  ASSERT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  seen += outcome.out + outcome.err;
  size_t files = 0;
  for (const char* folder : {"report", "recording", "journals"}) {
    std::error_code none;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(org.path(folder), none)) {
      if (!entry.is_regular_file()) continue;
      ++files;
      seen += read_file(entry.path().string());
    }
  }
  EXPECT_GE(files, 3U);
  EXPECT_THAT(seen, HasSubstr("<access_token 1>"));
  const std::set<std::string> secrets = org.secrets();
  EXPECT_GE(secrets.size(), 6U);
  for (const std::string& secret : secrets) EXPECT_THAT(seen, Not(HasSubstr(secret)));
}

TEST(SandboxProgram, AnInterruptedRunTakesAwayWhatItMade) {
  for (const int number : {SIGINT, SIGTERM}) {
    SandboxLike org;
    const std::vector<std::string> before = org.apps();
    // The deployment of the app is there, and its answer is held up.
    org.ask(
        "POST", "/faults",
        R"({"route":"deploy_status","ordinal":1,"at":"before","action":"delay","value":30000})");
    Program program({"run", "guide", "--target", org.target(), "--journal", org.journals()});
    ASSERT_TRUE(
        program.lives_until([&] { return org.apps() != before && !journals_of(org).empty(); }));
    program.signal(number);
    const Outcome outcome = program.wait();
    EXPECT_EQ(outcome.code, 130) << outcome.out << outcome.err;
    EXPECT_EQ(org.apps(), before) << outcome.out << outcome.err;
    EXPECT_THAT(journals_of(org), IsEmpty());
  }
}

// The guide by a person at a terminal of their own.
Outcome walk_through(SandboxLike& org, OperatorPerson& person, PseudoTerminal& terminal) {
  Program program(
      {"run", "guide", "--driver", "pages", "--target", org.target(), "--journal", org.journals()},
      {.terminal = terminal.device()});
  std::atomic<bool> is_over = false;
  std::thread at_terminal([&] { person.play(is_over); });
  Outcome outcome = program.wait();
  is_over = true;
  at_terminal.join();
  return outcome;
}

TEST(SandboxProgram, APersonIsWalkedThroughTheGuide) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  PseudoTerminal terminal;
  OperatorPerson person(org, terminal);
  const Outcome outcome = walk_through(org, person, terminal);
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err << person.told;
  EXPECT_THAT(person.problems, IsEmpty());
  EXPECT_EQ(person.codes, 1);
  EXPECT_EQ(org.apps(), before);
  EXPECT_THAT(journals_of(org), IsEmpty());
  // What the person typed or pasted is neither echoed nor printed; the address to open has a state
  // and a challenge, which are the browser's to know.
  for (const std::string& secret : org.secrets()) {
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(secret)));
    if (secret.size() > 60) {
      EXPECT_THAT(person.told, Not(HasSubstr(secret)));
    }
  }
}

// What was not announced is not taken away, whoever made it; what to do is said.
TEST(SandboxProgram, AnAppUnderAnotherNameThanToldIsNamedAndStays) {
  SandboxLike org;
  std::vector<std::string> wanted = org.apps();
  wanted.emplace_back("Workato_by_hand");
  PseudoTerminal terminal;
  OperatorPerson person(org, terminal);
  person.other_api_name = "Workato_by_hand";
  const Outcome outcome = walk_through(org, person, terminal);
  EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("made Workato_by_hand, which is not the name that was told"));
  EXPECT_THAT(outcome.out, HasSubstr("an app Workato_by_hand is left: it was made since the run "
                                     "began, under another API name than was told"));
  EXPECT_THAT(outcome.out, HasSubstr("delete it in Setup > External Client App Manager"));
  EXPECT_EQ(org.apps(), wanted);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

TEST(SandboxProgram, WithoutAPersonThePagesAreRefusedAndNothingIsMade) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  // A session of its own without a terminal.
  const Outcome outcome = run_program(
      {"run", "guide", "--driver", "pages", "--target", org.target(), "--journal", org.journals()},
      {.terminal = "/dev/null"});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("needs a person at a terminal"));
  EXPECT_EQ(org.apps(), before);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

TEST(SandboxProgram, ATerminalThatHangsUpEndsTheRunAndNothingIsLeft) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  PseudoTerminal terminal;
  Program program(
      {"run", "guide", "--driver", "pages", "--target", org.target(), "--journal", org.journals()},
      {.terminal = terminal.device()});
  EXPECT_THAT(terminal.seen(": ", 20'000), HasSubstr("1. Open this address"));
  terminal.hang_up();
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 130) << outcome.out << outcome.err;
  EXPECT_EQ(org.apps(), before);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

TEST(SandboxProgram, BothDriversGoThroughAProxy) {
  for (const std::string driver : {"api", "pages"}) {
    SandboxLike org;
    const Tinyproxy proxy;
    org.write_target({{"network", {{"proxy", proxy.url()}}}});
    PseudoTerminal terminal;
    OperatorPerson person(org, terminal);
    const Outcome outcome =
        driver == "pages" ? walk_through(org, person, terminal) : run_on(org, {"guide"});
    EXPECT_EQ(outcome.code, 0) << driver << outcome.out << outcome.err << person.told;
    EXPECT_THAT(proxy.log(), HasSubstr("CONNECT 127.0.0.1:"));
    EXPECT_THAT(journals_of(org), IsEmpty());
  }
}

// What is wrong is said in one line with the remedy; nothing is made.
TEST(SandboxProgram, TroubleIsNamedWithItsRemedy) {
  const std::vector<std::tuple<Json, int, std::string>> cases{
      {{{"salesforce", {{"organization_id", "00D000000000001EAA"}}}}, 3, "pins 00D000000000001EAA"},
      {{{"salesforce", {{"organization_id", "00D0000000"}}}}, 2, "organization_id"},
      {{{"network", {{"ca", "/nowhere/ca.pem"}}}}, 3, "/nowhere/ca.pem"},
      {{{"network", {{"proxy", "http://127.0.0.1:1"}}}}, 3, "proxy"},
      {{{"salesforce", {{"login", {{"secret", {{"file", "missing"}}}}}}}}, 3, "missing"},
      {{{"salesforce", {{"api_version", "12"}}}}, 2, "api_version"},
  };
  for (const auto& [changes, code, said] : cases) {
    SandboxLike org;
    const std::vector<std::string> before = org.apps();
    org.write_target(changes);
    const Outcome outcome = run_on(org, {"guide"});
    EXPECT_EQ(outcome.code, code) << changes << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr(said)) << changes;
    EXPECT_EQ(org.apps(), before);
    EXPECT_THAT(journals_of(org), IsEmpty());
  }
}

TEST(SandboxProgram, AnExpiredSessionIsNamedWithItsRemedy) {
  SandboxLike org;
  org.write("session", "00D000000000001!expired.token.of.nobody");
  const Outcome outcome = run_on(org, {"guide"});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, Not(HasSubstr("expired.token")));
  EXPECT_THAT(outcome.out, HasSubstr("takes the session no more")) << outcome.out;
}

TEST(SandboxProgram, TheTargetCheckSaysWhatIsThereAndChangesNothing) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  const Outcome outcome = run_program({"target", "check", org.target()});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("there   Organization " + org.organization() + ": sandbox"));
  EXPECT_THAT(outcome.out, HasSubstr("there   API version 67.0"));
  // As many as a run of the guide performs there.
  EXPECT_THAT(outcome.out, ContainsRegex("  guide +38 of 48 steps; without: app settings to read "
                                         "\\(2\\), pauses over 60 s \\(8\\)\n"));
  EXPECT_THAT(outcome.out, ContainsRegex("  life/year +2 of 8 steps; without: clock \\(6\\)\n"));
  EXPECT_EQ(org.apps(), before);
}

// A pause that a file allows is waited for.
TEST(SandboxProgram, TheTargetCheckCountsThePausesThatTheFileAllows) {
  SandboxLike org;
  org.write_target({{"salesforce", {{"limits", {{"pause_seconds", 900}}}}}});
  const Outcome outcome = run_program({"target", "check", org.target()});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, ContainsRegex("  guide +38 of 48 steps; without: app settings to read "
                                         "\\(2\\), pauses over 900 s \\(8\\)\n"));
  EXPECT_THAT(outcome.out, ContainsRegex("  otp/expired +6 of 8 steps; without: pauses over 900 s "
                                         "\\(2\\)\n"));
}

}  // namespace
}  // namespace rehearse::testing
