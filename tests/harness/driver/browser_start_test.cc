// What is done about a chromedriver or a Chromium that does not start. Time is the test's own.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "harness/driver/browser.h"
#include "tests/support/raw_server.h"
#include "tests/support/scratch_folder.h"

namespace rehearse::harness {
namespace {

using std::chrono::seconds;
using testing::RawServer;

constexpr const char* kReady =
    "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{\"value\":{\"ready\":true}}";

// A shell script takes the place of chromedriver; whoever looks at the clock moves it on.
class BrowserStart : public ::testing::Test {
 protected:
  std::string script(const std::string& text) {
    const std::string path = (folder_.path() / "chromedriver").string();
    std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  StartPatience patience(seconds step) {
    return {.now = [this, step] { return now_ += step; },
            .say = [this](const std::string& line) { said_.push_back(line); }};
  }
  Result<std::unique_ptr<ChromeProcess>, Trouble> start(const std::string& text) {
    return ChromeProcess::start({script(text), "/nowhere/chromium"}, {}, patience(seconds(1)));
  }
  // Time passes once the server has the request for a browser.
  StartPatience patience_with(const RawServer& server) {
    return {
        .now = [this, &server] { return now_ += seconds(server.requests().size() > 1 ? 11 : 0); },
        .say = [this](const std::string& line) { said_.push_back(line); }};
  }
  // A chromedriver whose port is that of a server in this test.
  BrowserOptions options_for(const RawServer& server) {
    return {.programs = {script("echo 'ChromeDriver was started successfully on port " +
                                std::to_string(server.port()) + ".'; exec sleep 1000"),
                         "/nowhere/chromium"},
            .patience = patience_with(server)};
  }

  testing::ScratchFolder folder_;
  std::chrono::steady_clock::time_point now_{};
  std::vector<std::string> said_;
};

TEST_F(BrowserStart, ADriverThatNamesNoPortIsGivenUpAfterTwentySeconds) {
  for (const char* text :
       {"exec sleep 1000", "echo 'started successfully on port none'; exec sleep 1000",
        "echo 'started successfully on port 99999999'; exec sleep 1000",
        "head -c 100000 /dev/zero; echo; exec sleep 1000"}) {
    said_.clear();
    const auto before = now_;
    const auto process = start(text);
    ASSERT_FALSE(process.ok()) << text;
    EXPECT_EQ(process.error().kind, Trouble::Kind::timeout);
    EXPECT_EQ(process.error().what,
              "chromedriver named no port within 20 seconds: start it by hand to see why, or name "
              "another by REHEARSE_CHROMEDRIVER");
    EXPECT_EQ(process.error().where, (folder_.path() / "chromedriver").string());
    EXPECT_EQ(said_, std::vector<std::string>{
                         "chromedriver takes long to start; it has 20 seconds in all."});
    EXPECT_EQ(now_ - before, seconds(21));  // the clock was looked at once before the wait
  }
}

TEST_F(BrowserStart, ADriverThatEndsAtOnceIsNamedWithItsCode) {
  const auto process = start("exit 7");
  ASSERT_FALSE(process.ok());
  EXPECT_EQ(process.error().kind, Trouble::Kind::unreachable);
  EXPECT_EQ(process.error().what, "chromedriver ended as soon as it began, with 7");
  EXPECT_TRUE(said_.empty());
}

TEST_F(BrowserStart, ADriverThatIsNoProgramIsNamed) {
  const auto process = ChromeProcess::start({folder_.path().string(), ""}, {}, {});
  ASSERT_FALSE(process.ok());
  EXPECT_EQ(process.error().what, "chromedriver could not be started: Permission denied");
}

TEST_F(BrowserStart, ADriverThatStartsSaysWhere) {
  const auto process =
      start("echo 'ChromeDriver was started successfully on port 4711.'; exec sleep 1000");
  ASSERT_TRUE(process.ok());
  EXPECT_EQ(process.value()->url(), "http://127.0.0.1:4711");
  EXPECT_TRUE(said_.empty());
}

TEST_F(BrowserStart, AChromiumThatNeverStartsIsWaitedForOnce) {
  const RawServer server({{kReady, false}, {"", false}});
  auto browser = Browser::start(options_for(server));
  ASSERT_TRUE(browser.ok()) << browser.error().what;
  for (int scenario = 0; scenario < 2; ++scenario) {
    const auto opened = browser.value()->open({});
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().kind, Trouble::Kind::timeout);
    EXPECT_EQ(opened.error().what,
              "Chromium did not start within 20 seconds: start it by hand to see why, or name "
              "another by REHEARSE_CHROMIUM");
    EXPECT_EQ(opened.error().where, "/nowhere/chromium");
  }
  EXPECT_EQ(server.requests().size(), 2U);  // its status, and one session
  EXPECT_EQ(said_,
            std::vector<std::string>{"the browser takes long to start; it has 20 seconds in all."});
}

TEST_F(BrowserStart, OneThatWasToShowAWindowNamesTheDisplay) {
  const RawServer server({{kReady, false}, {"", false}});
  BrowserOptions options = options_for(server);
  options.headed = true;
  auto browser = Browser::start(std::move(options));
  ASSERT_TRUE(browser.ok());
  const auto opened = browser.value()->open({});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().what,
            "Chromium did not start within 20 seconds on the display that DISPLAY or "
            "WAYLAND_DISPLAY names: start it by hand to see why, or name another by "
            "REHEARSE_CHROMIUM");
  EXPECT_FALSE(opened.error().bytes_sent);
}

TEST_F(BrowserStart, AServerOfSomebodyElseIsNamedInstead) {
  const RawServer server({{kReady, false}, {"", false}});
  auto browser = Browser::start({.server = server.origin(), .patience = patience_with(server)});
  ASSERT_TRUE(browser.ok());
  const auto opened = browser.value()->open({});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().what, "the WebDriver server started no browser within 20 seconds");
  EXPECT_EQ(opened.error().where, server.origin());
}

TEST_F(BrowserStart, AnInterruptIsNoBrowserThatIsLate) {
  const RawServer server({{kReady, false}, {"", false}});
  bool is_interrupted = false;
  BrowserOptions options = options_for(server);
  options.interrupted = [&] { return is_interrupted; };
  auto browser = Browser::start(std::move(options));
  ASSERT_TRUE(browser.ok());
  is_interrupted = true;
  const auto opened = browser.value()->open({});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, Trouble::Kind::interrupted);
}

TEST_F(BrowserStart, AChromiumThatEndsAtOnceIsWhatChromedriverSaysOfIt) {
  const std::string refusal =
      R"({"value":{"error":"session not created","message":"session not created: Chrome instance exited."}})";
  const RawServer server({{kReady, false},
                          {"HTTP/1.1 500 Error\r\nContent-Length: " +
                               std::to_string(refusal.size()) + "\r\n\r\n" + refusal,
                           false}});
  BrowserOptions options = options_for(server);
  options.patience = {};
  auto browser = Browser::start(std::move(options));
  ASSERT_TRUE(browser.ok());
  const auto opened = browser.value()->open({});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().what,
            "the browser could not be started: session not created (session not created: Chrome "
            "instance exited.)");
}

TEST_F(BrowserStart, WhatAnswersInChromedriversPlaceIsLookedAt) {
  const RawServer garbage({{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false}});
  const auto browser = Browser::start(options_for(garbage));
  ASSERT_FALSE(browser.ok());
  EXPECT_EQ(
      browser.error().what,
      "the browser could not be reached: what answers there is no WebDriver server (HTTP 200)");
}

}  // namespace
}  // namespace rehearse::harness
