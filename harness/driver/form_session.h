#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/driver/cookie_jar.h"
#include "harness/driver/page_find.h"
#include "harness/driver/page_session.h"
#include "harness/driver/page_view.h"
#include "mocks/core/time.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// FormSession is a browser without a browser: it fetches pages, keeps cookies, follows redirects
// (20 at most) and sends forms as a browser would, for pages that need no script.
class FormSession final : public PageSession {
 public:
  // `now` ages the cookies; by default time stands still and only a cookie that was born dead dies.
  explicit FormSession(wire::HttpCall& http, std::function<TimePoint()> now = {});

  PageResult open(const std::string& url) override;
  PageResult fill(std::string_view label, std::string_view text) override;
  PageResult check(std::string_view label, bool on) override;
  PageResult select(std::string_view label, const std::vector<std::string>& options) override;
  PageResult click(std::string_view text) override;
  Result<std::string, PageProblem> read(std::string_view id_or_label) override {
    return read_on(view(), id_or_label);
  }
  std::vector<std::string> options(std::string_view label) override;
  bool has_field(std::string_view label) override;
  bool has_button(std::string_view text) override { return has_button_on(view(), text); }
  std::string title() override { return view().title; }
  std::string text() override { return view().text; }
  std::string url() override { return view().url; }
  std::vector<std::string> alerts() override { return view().alerts; }
  std::vector<std::string> notices() override { return view().notices; }
  size_t open_tab() override;
  PageResult switch_tab(size_t number) override;
  size_t tab() override { return current_; }
  void stop_before(std::string url_prefix) override { stop_before_ = std::move(url_prefix); }

  const PageView& view() const { return tabs_[current_]; }
  // The Location headers followed (or stopped at) by the last open or click, absolute.
  const std::vector<std::string>& redirects() const { return redirects_; }
  bool stopped() const { return stopped_; }

 private:
  PageResult load(wire::HttpRequest request);
  PageResult submit(const PageForm& form, const PageField& button);
  TimePoint now() const { return now_ ? now_() : TimePoint{}; }
  PageView& page() { return tabs_[current_]; }

  wire::HttpCall& http_;
  std::function<TimePoint()> now_;
  CookieJar cookies_{};
  std::vector<PageView> tabs_{1};
  size_t current_ = 0;
  std::string stop_before_{};
  std::vector<std::string> redirects_{};
  bool stopped_ = false;
};

}  // namespace rehearse::harness
