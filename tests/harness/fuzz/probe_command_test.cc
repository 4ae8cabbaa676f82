#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "mocks/core/json.h"
#include "tests/support/live_bench.h"
#include "tests/support/program.h"
#include "tests/support/raw_server.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ProbeCommand : public ::testing::Test {
 protected:
  std::string file(const std::string& text) {
    std::ofstream(path("target.json")) << text;
    return path("target.json");
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  Outcome fuzz(const std::string& text, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"fuzz", "--target", file(text)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments);
  }
  // The file for a server of `rehearse serve`, from the line that it prints.
  static std::string target_of(const std::string& line) {
    const auto json = parse_json(line);
    EXPECT_TRUE(json.ok()) << line;
    if (!json) return "{}";
    Json target{{"salesforce", json.value()["salesforce"]}, {"control", json.value()["control"]}};
    if (!json.value()["ca"].is_null()) target["ca"] = json.value()["ca"];
    return dump_json(target);
  }
  static std::string target_of(Bench& bench) {
    const Addresses& at = bench.first().addresses();
    return dump_json(Json{{"salesforce", at.salesforce}, {"control", at.control}});
  }

  ScratchFolder folder_{};
};

TEST_F(ProbeCommand, PassesAMockThatBreaksNoRule) {
  const auto bench = start_bench();
  const Outcome outcome = fuzz(target_of(*bench), {"--only", "token/code/code_verifier/"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("No difference from the mock."));
}

TEST_F(ProbeCommand, FailsAMockThatBreaksARuleAndWritesAReport) {
  BenchOptions options;
  ASSERT_TRUE(add_mutant(options.first, "verifier_unchecked").ok());
  const auto bench = start_bench(std::move(options));
  const Outcome outcome = fuzz(target_of(*bench), {"--only", "token/code/code_verifier/trick-5",
                                                   "--report", path("report")});
  EXPECT_EQ(outcome.code, 1) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("token/code/code_verifier/trick-5: sent"),
                                 HasSubstr("The server: accepted, 200; the mock: refused, 400"),
                                 HasSubstr("An intercepted code may be worth a token.")));
  const auto report = parse_json(read_file(path("report/probe.json")));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value()["different"], 1);
  EXPECT_THAT(read_file(path("report/junit.xml")), HasSubstr("<testsuite"));
}

TEST_F(ProbeCommand, SendsNothingToAServerOfOthers) {
  const Outcome outcome = fuzz(R"({"salesforce": "https://login.salesforce.com"})");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("login.salesforce.com is not on this machine, so nothing was "
                                     "sent"));
}

TEST_F(ProbeCommand, RefusesABadFileByItsLine) {
  const Outcome outcome = fuzz("{\n\"salesforc\": \"http://127.0.0.1:1\"}");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("target.json:2: $.salesforc: "));
  EXPECT_THAT(outcome.err, HasSubstr("did you mean \"salesforce\"?"));
}

TEST_F(ProbeCommand, RefusesWhatIsNotThere) {
  EXPECT_EQ(run_program({"fuzz", "--target", path("none.json")}).code, 2);
  EXPECT_THAT(run_program({"fuzz", "--target", path("none.json")}).err,
              HasSubstr("none.json: the file cannot be read"));
  EXPECT_THAT(fuzz(R"({"salesforce": "http://127.0.0.1:1", "ca": "/no/such.pem"})").err,
              HasSubstr("$.ca: the file /no/such.pem cannot be read"));
  const Outcome outcome = fuzz(R"({"salesforce": "http://127.0.0.1:1"})", {"--only", "token/kode"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--only token/kode: no probe"));
}

TEST_F(ProbeCommand, RefusesADialThatThereIsNot) {
  const Outcome outcome =
      fuzz(R"({"salesforce": "http://127.0.0.1:1", "dials": {"pkce.absent": "plain"}})");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("pkce.absent"));
}

TEST_F(ProbeCommand, NamesAServerThatIsNotThere) {
  std::string origin;
  {
    RawServer gone({});
    origin = gone.origin();
  }
  const Outcome outcome = fuzz(R"({"salesforce": ")" + origin + "\"}", {"--report", path("r")});
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("gave no answer 3 times in a row, from authorize/as-is on"));
  EXPECT_TRUE(parse_json(read_file(path("r/probe.json"))).ok());
}

TEST_F(ProbeCommand, LeavesAWholeReportWhenItIsInterrupted) {
  const auto bench = start_bench();
  // Slow enough that a signal comes before the end.
  Json target = parse_json(target_of(*bench)).value();
  target["requests_per_second"] = 5;
  Program program({"fuzz", "--target", file(dump_json(target)), "--report", path("report")});
  const auto start = std::chrono::steady_clock::now();
  const auto seen = [&] { return bench->first().world()->journal.count() > 0; };
  while (!seen() && std::chrono::steady_clock::now() - start < std::chrono::minutes(1))
    std::this_thread::yield();
  ASSERT_TRUE(seen());
  program.signal(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 130) << outcome.out << outcome.err;
  const auto report = parse_json(read_file(path("report/probe.json")));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value()["end"], "interrupted");
  EXPECT_THAT(outcome.out, HasSubstr("Not the whole list: interrupted."));
}

TEST_F(ProbeCommand, ProbesAServerOverTlsWithSeveralRulesBroken) {
  Program server({"serve", "--tls", "--mutant", "code_reusable", "--mutant", "token_by_get"});
  ASSERT_TRUE(server.wrote("\n"));
  const std::string line = server.written();
  const Outcome once = fuzz(target_of(line), {"--only", "sequence/code-twice"});
  EXPECT_EQ(once.code, 1) << once.out << once.err;
  const Outcome twice = fuzz(target_of(line), {"--only", "token/code/m15-get"});
  EXPECT_EQ(twice.code, 1) << twice.out << twice.err;
  EXPECT_THAT(twice.out, Not(HasSubstr("No difference")));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait().code, 0);
}

}  // namespace
}  // namespace rehearse::testing
