#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "harness/driver/browser_session.h"

// How a BrowserSession gets from page to page: it acts, and waits until the next page is there.
namespace rehearse::harness {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kPageWait{30}, kTabWait{10};
constexpr std::chrono::milliseconds kSettle{
    300};                    // within which a click leads somewhere, if it does
constexpr int kBetween = 5;  // milliseconds

void pause() { (void)poll(nullptr, 0, kBetween); }

// A prefix as Fetch.enable has patterns: `*` and `?` are wildcards there.
std::string pattern_of(std::string_view prefix) {
  std::string pattern;
  for (const char c : prefix) {
    if (c == '*' || c == '?' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "*";
}

// What the browser's own events tell of a navigation that is watched.
struct Sightings {
  std::string stopped_at{};
  bool has_begun = false, is_over = false;
};

void look_at(const std::vector<Json>& events, std::string_view prefix, Sightings& seen) {
  for (const Json& event : events) {
    const std::string method = string_member(event, "method").value_or("");
    const Json* parameters = find_member(event, "params");
    const Json* request = parameters ? find_member(*parameters, "request") : nullptr;
    if (method == "Network.requestWillBeSent" && request != nullptr) {
      std::string url = string_member(*request, "url").value_or("");
      url += string_member(*request, "urlFragment").value_or("");
      if (url.starts_with(prefix) && seen.stopped_at.empty()) seen.stopped_at = std::move(url);
    }
    if (method == "Page.frameStartedLoading" || method == "Page.frameStartedNavigating" ||
        method == "Page.frameRequestedNavigation")
      seen.has_begun = true;
    if (method == "Page.loadEventFired") seen.is_over = true;
  }
}

}  // namespace

PageProblem BrowserSession::late() const {
  PageProblem problem{
      fmt::format("the browser showed no page within {} seconds", kPageWait.count()), {}};
  problem.trouble = Trouble{Trouble::Kind::timeout, problem.what, "", true};
  return problem;
}

PageResult BrowserSession::go(const std::function<PageResult()>& act, bool surely) {
  auto at = driver();
  if (!at) return std::move(at).error();
  has_changed_ = true;
  if (!tabs_[current_].stopped_at.empty()) tabs_[current_].stopped_at.clear();
  if (!stop_before_.empty()) return go_unless_stopped(act, surely);
  if (auto marked = mark_document(*driver_); !marked) return marked;
  if (auto done = act(); !done) return done;
  return wait_for_page(surely);
}

// `surely`: an act that always leads to another page; else the page says whether it did.
PageResult BrowserSession::wait_for_page(bool surely) {
  const auto end = steady_clock::now() + kPageWait;
  while (steady_clock::now() < end) {
    auto state = document_state(*driver_);
    if (!state) return std::move(state).error();
    if (state.value() == DocumentState::complete) return arrived();
    if (state.value() == DocumentState::same && !surely) return Done{};
    pause();
  }
  return late();
}

PageResult BrowserSession::arrived() {
  auto page = read_browser_page(*driver_);
  if (!page) return std::move(page).error();
  const std::string& why = page.value().broken;
  if (why.empty()) return Done{};
  // The request reached the server unless no connection came about.
  const bool never_left = why == "ERR_CONNECTION_REFUSED" || why == "ERR_NAME_NOT_RESOLVED";
  PageProblem problem{fmt::format("the browser could not load the page: {}", why), {}};
  problem.trouble = Trouble{never_left ? Trouble::Kind::unreachable : Trouble::Kind::bad_answer,
                            problem.what, "", !never_left};
  return problem;
}

PageResult BrowserSession::go_in_new_tab(const std::function<PageResult()>& act) {
  has_changed_ = true;
  auto before = driver_->windows();
  if (!before) return std::move(before).error();
  if (auto done = act(); !done) return done;
  const auto end = steady_clock::now() + kTabWait;
  while (steady_clock::now() < end) {
    auto now = driver_->windows();
    if (!now) return std::move(now).error();
    for (const std::string& window : now.value()) {
      const auto& old = before.value();
      if (std::find(old.begin(), old.end(), window) != old.end()) continue;
      if (auto done = driver_->switch_to(window); !done) return done;
      if (auto quiet = ask_for_no_icon(); !quiet) return quiet;
      tabs_.push_back({window, {}});
      current_ = tabs_.size() - 1;
      // The empty document that a new tab begins with is none to wait for.
      while (steady_clock::now() < end) {
        auto address = driver_->url();
        if (!address) return std::move(address).error();
        if (!address.value().empty() && address.value() != "about:blank")
          return wait_for_page(true);
        pause();
      }
      return late();
    }
    pause();
  }
  return PageProblem{fmt::format("no new tab opened within {} seconds", kTabWait.count()), {}};
}

// The browser holds back the request that is not to be made. As long as it does so the tab says
// nothing, so that it is watched from another one, by the browser's own events.
PageResult BrowserSession::go_unless_stopped(const std::function<PageResult()>& act, bool surely) {
  if (!driver_->is_chromium())
    return PageProblem{"only a Chromium can be stopped before an address; this browser is another",
                       {}};
  if (watcher_.empty()) {
    auto opened = driver_->new_window();
    if (!opened) return std::move(opened).error();
    watcher_ = opened.value();
  }
  const std::string& window = tabs_[current_].window;
  auto holds =
      driver_->cdp("Fetch.enable", {{"patterns", {{{"urlPattern", pattern_of(stop_before_)}}}}},
                   "hold a request back");
  if (!holds) return std::move(holds).error();
  if (auto old = driver_->log("watch the page"); !old) return std::move(old).error();
  if (auto marked = mark_document(*driver_); !marked) return marked;
  PageResult done = act();
  if (done) done = driver_->switch_to(watcher_);
  if (done) done = wait_for_stop(*driver_, surely);
  const PageResult back = driver_->switch_to(window);
  if (!done) return done;
  if (!back) return back;
  const bool stopped = !tabs_[current_].stopped_at.empty();
  if (stopped) {
    // Whatever is held back goes on when nobody holds it any more: it is given up first.
    auto given_up = driver_->cdp("Page.stopLoading", Json::object(), "give a request up");
    if (!given_up) return std::move(given_up).error();
  }
  auto let_go = driver_->cdp("Fetch.disable", Json::object(), "let requests go");
  if (!let_go) return std::move(let_go).error();
  return stopped ? PageResult(Done{}) : wait_for_page(surely);
}

PageResult BrowserSession::wait_for_stop(WebDriver& driver, bool surely) {
  Sightings seen;
  const auto start = steady_clock::now();
  while (steady_clock::now() < start + kPageWait) {
    auto events = driver.log("watch the page");
    if (!events) return std::move(events).error();
    look_at(events.value(), stop_before_, seen);
    if (!seen.stopped_at.empty()) {
      tabs_[current_].stopped_at = seen.stopped_at;
      return Done{};
    }
    if (seen.is_over) return Done{};
    if (!seen.has_begun && !surely && steady_clock::now() > start + kSettle) return Done{};
    pause();
  }
  return late();
}

}  // namespace rehearse::harness
