// `rehearse run --driver browser`, from outside.
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/driver/chrome_process.h"
#include "mocks/core/json.h"
#include "mocks/wire/http_client.h"
#include "tests/support/own_processes.h"
#include "tests/support/program.h"
#include "tests/support/raw_server.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

class RunInBrowser : public ::testing::Test {
 protected:
  // All that the browser leaves anywhere is in a folder of the test's own.
  Where where() const { return {.environment = {{"TMPDIR", temporary_.path().string()}}}; }
  std::string report(const std::string& name) const { return (scratch_.path() / name).string(); }
  static Json read_report(const std::string& folder) {
    auto parsed = parse_json(read_file(folder + "/report.json"));
    EXPECT_TRUE(parsed.ok()) << folder;
    return parsed ? std::move(parsed).value() : Json();
  }
  Outcome run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"run", "--driver", "browser"});
    return run_program(arguments, where());
  }
  bool has_browser() const { return !browsers_of(temporary_.path().string()).empty(); }
  void kill_browsers(int number) const {
    for (const OwnProcess& one : browsers_of(temporary_.path().string())) kill(one.pid, number);
  }
  // Processes that were killed need a moment to be gone.
  void nothing_is_left() const {
    const std::string folder = temporary_.path().string();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!processes_of(folder).empty() && std::chrono::steady_clock::now() < end)
      (void)poll(nullptr, 0, 20);
    std::string left;
    for (const OwnProcess& one : processes_of(folder)) left += one.command.substr(0, 80) + "\n";
    EXPECT_EQ(left, "");
    EXPECT_TRUE(std::filesystem::is_empty(temporary_.path()))
        << std::filesystem::directory_iterator(temporary_.path())->path();
  }

  ScratchFolder scratch_, temporary_;
};

TEST_F(RunInBrowser, FindsWhatTheHeadlessSessionFindsInTheGuide) {
  const Outcome pages = run_program({"run", "guide", "--quiet", "--report", report("pages")});
  const Outcome browser = run({"guide", "--quiet", "--report", report("browser")});
  EXPECT_EQ(browser.code, 0) << browser.out;
  EXPECT_EQ(browser.err, "");
  nothing_is_left();
  const Json expected = read_report(report("pages")), seen = read_report(report("browser"));
  EXPECT_EQ(seen["driver"], "browser");
  size_t pictures = 0;
  const Json& findings = seen["scenarios"][0]["findings"];
  ASSERT_EQ(findings.size(), expected["scenarios"][0]["findings"].size());
  for (size_t i = 0; i < findings.size(); ++i) {
    Json one = findings[i], other = expected["scenarios"][0]["findings"][i];
    EXPECT_FALSE(other.contains("screenshot"));
    if (one.contains("screenshot")) {
      ++pictures;
      const std::string name = one["screenshot"];
      EXPECT_TRUE(name.starts_with("screenshots/")) << name;
      EXPECT_TRUE(name.ends_with("-" + one["step"].get<std::string>() + ".png")) << name;
      EXPECT_TRUE(read_file(report("browser") + "/" + name).starts_with("\x89PNG")) << name;
    }
    for (const char* differs : {"screenshot", "repeat"}) {
      one.erase(differs);
      other.erase(differs);
    }
    EXPECT_EQ(one, other);
  }
  EXPECT_GT(pictures, 30U);
}

TEST_F(RunInBrowser, TakesNoPicturesWithoutAReportAndNoneOfWhatIsNotDrawn) {
  const Outcome api =
      run_program({"run", "guide", "--driver", "api", "--quiet", "--report", report("api")});
  EXPECT_EQ(api.code, 0);
  EXPECT_FALSE(std::filesystem::exists(report("api") + "/screenshots"));
}

TEST_F(RunInBrowser, ATemporaryFolderThatIsNotThereIsNamed) {
  const std::string missing = (scratch_.path() / "missing").string();
  const Outcome outcome =
      run_program({"run", "setup/api-name", "--driver", "browser", "--report", report("none")},
                  {.environment = {{"TMPDIR", missing}}});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_EQ(outcome.err, "rehearse run: cannot make a temporary folder in " + missing +
                             ": No such file or directory. Set TMPDIR to a folder that you may "
                             "write to.\n");
}

TEST_F(RunInBrowser, ACrashIsNamedAndTheNextScenarioHasABrowserAgain) {
  Program program({"run", "setup/api-name", "--driver", "browser"}, where());
  ASSERT_TRUE(program.lives_until([&] { return has_browser(); }));
  ASSERT_TRUE(program.wrote("✓"));
  kill_browsers(SIGKILL);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 3) << outcome.out;
  EXPECT_NE(outcome.out.find("the browser could not "), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("passed, 1 error"), std::string::npos) << outcome.out;
  nothing_is_left();
}

TEST_F(RunInBrowser, AHangIsBoundedAndCleanedUp) {
  Program program({"run", "guide", "--driver", "browser"}, where());
  ASSERT_TRUE(program.lives_until([&] { return has_browser(); }));
  ASSERT_TRUE(program.wrote("w.2"));
  kill_browsers(SIGSTOP);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 3) << outcome.out;
  EXPECT_NE(outcome.out.find("the browser could not "), std::string::npos) << outcome.out;
  nothing_is_left();
}

TEST_F(RunInBrowser, AnInterruptLeavesNothingBehind) {
  for (const int number : {SIGINT, SIGTERM}) {
    Program program({"run", "guide", "--driver", "browser"}, where());
    ASSERT_TRUE(program.wrote("w.1"));
    EXPECT_TRUE(has_browser());
    program.signal(number);
    EXPECT_EQ(program.wait().code, 130);
    nothing_is_left();
  }
}

TEST_F(RunInBrowser, AnAddressThatIsNoneIsUsage) {
  for (const char* wrong : {"localhost:9515", "ftp://127.0.0.1"}) {
    const Outcome outcome = run({"setup/api-name", "--webdriver", wrong});
    EXPECT_EQ(outcome.code, 2) << wrong;
    EXPECT_NE(outcome.err.find("--webdriver"), std::string::npos) << outcome.err;
  }
}

TEST_F(RunInBrowser, AServerThatIsNotThereOrIsAnotherIsTrouble) {
  const std::string nobody = RawServer({}).origin();
  const RawServer page({{"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>", false}});
  for (const auto& [url, says] :
       {std::pair{nobody, "its WebDriver server does not answer"},
        std::pair{page.origin(), "what answers there is no WebDriver server (HTTP 200)"}}) {
    const Outcome outcome = run({"setup/api-name", "--webdriver", url});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_NE(outcome.err.find("rehearse run: the browser could not be reached: "),
              outcome.err.npos)
        << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find(url), std::string::npos) << outcome.err;
  }
}

// Somebody else's chromedriver: its browsers are closed, and it goes on.
TEST_F(RunInBrowser, AServerThatRunsAlreadyIsUsedAndLeftRunning) {
  auto programs = harness::find_chrome();
  ASSERT_TRUE(programs.ok());
  auto theirs = harness::ChromeProcess::start(programs.value(), {});
  ASSERT_TRUE(theirs.ok());
  const std::string url = theirs.value()->url();
  for (const std::string& address : {url, url + "/"}) {
    const Outcome outcome =
        run({"setup/api-name", "--variant", "name=good", "--quiet", "--webdriver", address});
    EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  }
  wire::HttpClient client({});
  const auto sessions = client.send({.url = url + "/sessions"});
  ASSERT_TRUE(sessions.ok());
  EXPECT_EQ(parse_json(sessions.value().body).value()["value"], Json::array());
  EXPECT_EQ(theirs.value()->how_it_ended(), "");
  EXPECT_TRUE(browsers_of(theirs.value()->folder()).empty());
  nothing_is_left();
}

TEST_F(RunInBrowser, AWindowNeedsADisplay) {
  Where nowhere = where();
  nowhere.environment.insert(nowhere.environment.end(), {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}});
  const Outcome outcome = run_program({"run", "guide", "--driver", "browser", "--headed"}, nowhere);
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "rehearse run: --headed needs a display, and neither DISPLAY nor WAYLAND_DISPLAY names "
            "one; leave --headed out, or start from a desktop\n");
}

// Even a run that cannot clean up takes its browser with it.
TEST_F(RunInBrowser, AKilledRunTakesItsBrowserWithIt) {
  Program program({"run", "guide", "--driver", "browser"}, where());
  ASSERT_TRUE(program.wrote("w.1"));
  EXPECT_TRUE(has_browser());
  program.signal(SIGKILL);
  (void)program.wait();
  const std::string folder = temporary_.path().string();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!processes_of(folder).empty() && std::chrono::steady_clock::now() < end)
    (void)poll(nullptr, 0, 20);
  EXPECT_TRUE(processes_of(folder).empty());
}

}  // namespace
}  // namespace rehearse::testing
