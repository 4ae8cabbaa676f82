#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/driver/browser_page.h"
#include "harness/driver/hand.h"
#include "harness/driver/page_session.h"
#include "harness/driver/web_driver.h"

namespace rehearse::harness {

using OpenBrowser = std::function<Result<std::unique_ptr<WebDriver>, Trouble>()>;

// BrowserSession is a real browser, driven by labels as FormSession is. The browser starts at the
// first act: a scenario that opens no page costs none.
class BrowserSession final : public PageSession {
 public:
  explicit BrowserSession(OpenBrowser open_browser,
                          std::unique_ptr<Hand> hand = std::make_unique<MouseHand>())
      : open_browser_(std::move(open_browser)), hand_(std::move(hand)) {}

  PageResult open(const std::string& url) override;
  PageResult fill(std::string_view label, std::string_view text) override;
  PageResult check(std::string_view label, bool on) override;
  PageResult select(std::string_view label, const std::vector<std::string>& options) override;
  PageResult click(std::string_view text) override;
  Result<std::string, PageProblem> read(std::string_view id_or_label) override;
  std::vector<std::string> options(std::string_view label) override;
  bool has_field(std::string_view label) override;
  bool has_button(std::string_view text) override;
  std::string title() override { return look().title; }
  std::string text() override { return look().text; }
  std::string url() override { return look().url; }
  std::vector<std::string> alerts() override { return look().alerts; }
  std::vector<std::string> notices() override { return look().notices; }
  size_t open_tab() override;
  PageResult switch_tab(size_t number) override;
  size_t tab() override { return current_; }
  void stop_before(std::string url_prefix) override { stop_before_ = std::move(url_prefix); }
  // What a person would see, but for secrets: those are covered. Nothing where nothing was done
  // since the last one.
  std::optional<std::string> screenshot() override;
  std::optional<Trouble> take_trouble() override;

  PageResult back();
  PageResult reload();
  // The page as read now; what goes wrong is told by take_trouble.
  PageView look();

 private:
  struct Tab {
    std::string window{};
    std::string stopped_at{};  // the address that was not followed; empty: a page is there
  };

  Result<WebDriver*, PageProblem> driver();
  Result<PageView, PageProblem> view();
  PageResult press_button(const PageField& button, const PagePart& part);
  PageResult press_section(const PagePart& part, std::string_view title);
  // Does something that may lead to another page, and waits until that is there.
  PageResult go(const std::function<PageResult()>& act, bool surely);
  PageResult go_unless_stopped(const std::function<PageResult()>& act, bool surely);
  PageResult ask_for_no_icon();
  PageResult go_in_new_tab(const std::function<PageResult()>& act);
  PageResult wait_for_page(bool surely);
  PageResult wait_for_stop(WebDriver& driver, bool surely);
  PageResult arrived();
  PageProblem late() const;
  void remember_secret(std::string_view label, std::string_view value);

  OpenBrowser open_browser_;
  std::unique_ptr<Hand> hand_;
  std::unique_ptr<WebDriver> driver_{};
  std::vector<Tab> tabs_{1};
  size_t current_ = 0;
  std::string watcher_{};  // a tab from which another one is watched
  std::string stop_before_{};
  std::vector<std::string> secrets_{};
  std::optional<Trouble> trouble_{};
  bool has_changed_ = false;  // since the last picture
};

}  // namespace rehearse::harness
