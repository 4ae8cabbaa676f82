// The page of `rehearse guide` in a real Chromium: its buttons, and what it shows by itself.
#include <signal.h>

#include "tests/support/program.h"
#include "tests/support/real_browser.h"

namespace rehearse::testing {
namespace {

using harness::BrowserSession;

class GuidePage : public RealBrowser {
 protected:
  // Opens the page; it is where the program says that it is.
  void open(Program& program, BrowserSession& page) {
    ASSERT_TRUE(program.wrote("/\n"));
    const std::string written = program.written();
    done(page.open(written.substr(0, written.find('\n'))));
    EXPECT_EQ(page.title(), "Rehearse the setup by hand | Rehearsal");
  }
  static std::string read(BrowserSession& page, std::string_view id) {
    const auto text = page.read(id);
    EXPECT_TRUE(text.ok()) << id;
    return text ? text.value() : std::string();
  }

  Program program_{{"guide", "--no-open", "--start", "2026-05-11T00:00:00Z"}};
};

TEST_F(GuidePage, EveryButtonOfTheClockMovesIt) {
  const auto page = session();
  open(program_, *page);
  EXPECT_EQ(read(*page, "now"), "2026-05-11 00:00 UTC");
  const std::pair<const char*, const char*> leaps[] = {{"+1 hour", "2026-05-11 01:00 UTC"},
                                                       {"+1 day", "2026-05-12 01:00 UTC"},
                                                       {"+29 days", "2026-06-10 01:00 UTC"},
                                                       {"+31 days", "2026-07-11 01:00 UTC"}};
  for (const auto& [button, then] : leaps) {
    done(page->click(button));
    EXPECT_TRUE(page->url().ends_with("/#clock")) << page->url();
    EXPECT_EQ(read(*page, "now"), then) << button;
  }
}

TEST_F(GuidePage, TheAuthenticatorIsSwitchedOnAndOff) {
  const auto page = session();
  open(program_, *page);
  done(page->click("Use an authenticator instead"));
  EXPECT_EQ(read(*page, "totp").size(), 6U);
  done(page->click("Send codes by mail"));
  EXPECT_TRUE(page->has_button("Use an authenticator instead"));
}

TEST_F(GuidePage, WhatWasDoneElsewhereAppearsByItself) {
  const auto watching = session(), acting = session();
  open(program_, *watching);
  open(program_, *acting);
  done(acting->click("+31 days"));
  EXPECT_TRUE(
      program_.lives_until([&] { return read(*watching, "now") == "2026-06-11 00:00 UTC"; }));
  EXPECT_FALSE(watching->url().ends_with("#clock"));
}

}  // namespace
}  // namespace rehearse::testing
