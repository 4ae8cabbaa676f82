#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "harness/driver/browser.h"
#include "harness/driver/browser_session.h"
#include "harness/target/mock_target.h"
#include "mocks/core/json.h"

namespace rehearse::testing {

// RealBrowser is a Chromium on a pair of mocks of a test's own, over TLS under the documented host
// names.
class RealBrowser : public ::testing::Test {
 protected:
  RealBrowser() {
    auto programs = harness::find_chrome();
    EXPECT_TRUE(programs.ok()) << (programs ? "" : programs.error());
    auto target = harness::start_mock_target({}, &reach_);
    if (target) target_ = std::move(target).value();
    if (!programs) return;
    auto browser = harness::Browser::start({.programs = programs.value()});
    EXPECT_TRUE(browser.ok()) << (browser ? "" : browser.error().what);
    if (browser) browser_ = std::move(browser).value();
  }
  void SetUp() override {
    ASSERT_NE(target_, nullptr);
    ASSERT_NE(browser_, nullptr);
  }

  std::unique_ptr<harness::BrowserSession> session(
      std::unique_ptr<harness::Hand> hand = std::make_unique<harness::MouseHand>()) {
    return std::make_unique<harness::BrowserSession>([this] { return browser_->open(reach_); },
                                                     std::move(hand));
  }
  std::string salesforce(const std::string& path) const {
    return target_->sites().salesforce + path;
  }
  std::string workato(const std::string& path) const { return target_->sites().workato + path; }
  Json ask(std::string_view method, std::string_view path, std::string_view body = {}) {
    const auto answer = target_->control(method, path, body);
    EXPECT_TRUE(answer.ok());
    auto json = parse_json(answer ? answer.value().json : "null");
    return json ? std::move(json).value() : Json();
  }
  static void done(const harness::PageResult& result) {
    ASSERT_TRUE(result.ok()) << result.error().what;
  }
  static void sign_in(harness::PageSession& page, const std::string& address) {
    done(page.open(address));
    const bool is_org = page.has_field("Username");
    done(page.fill(is_org ? "Username" : "Email",
                   is_org ? "admin@rehearsal.test" : "rehearsal@workato.test"));
    done(page.fill("Password", "rehearse-2026"));
    done(page.click(is_org ? "Log In" : "Sign in"));
  }

  harness::BrowserReach reach_{};
  std::unique_ptr<harness::Target> target_{};
  std::unique_ptr<harness::Browser> browser_{};
};

}  // namespace rehearse::testing
