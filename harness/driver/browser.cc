#include "harness/driver/browser.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// What a browser is told that is to stand still: no first-run pages, nothing in the background, no
// protocol beside TCP. As a pipe rather than a port leads to it, it ends when its driver does.
constexpr std::string_view kArguments[] = {"--no-sandbox",
                                           "--disable-gpu",
                                           "--disable-quic",
                                           "--disable-dev-shm-usage",
                                           "--disable-background-networking",
                                           "--disable-component-update",
                                           "--disable-sync",
                                           "--disable-default-apps",
                                           "--disable-extensions",
                                           "--no-default-browser-check",
                                           "--no-first-run",
                                           "--no-proxy-server",
                                           "--password-store=basic",
                                           "--window-size=1280,960",
                                           "--remote-debugging-pipe"};
// A password manager would cover what a person is to see.
const Json& preferences() {
  static const Json kPreferences{{"credentials_enable_service", false},
                                 {"profile.password_manager_enabled", false},
                                 {"profile.password_manager_leak_detection", false},
                                 {"autofill.profile_enabled", false}};
  return kPreferences;
}

// Nothing but the sites can be found.
std::string resolver_rules(const BrowserReach& reach) {
  std::vector<std::string> rules;
  for (const HostRoute& route : reach.routes)
    rules.push_back(
        fmt::format("MAP {}:{} {}:{}", route.host, route.port, route.to_address, route.to_port));
  rules.emplace_back("MAP * ~NOTFOUND");
  rules.emplace_back("EXCLUDE 127.0.0.1");
  rules.emplace_back("EXCLUDE localhost");
  return join(rules, ", ");
}

}  // namespace

Browser::Browser(BrowserOptions options)
    : options_(std::move(options)),
      http_(CurlOptions{.repeats_get = false,
                        .interrupted =
                            [this] {
                              if (starting_ != nullptr && starting_->is_over()) return true;
                              return options_.interrupted && options_.interrupted();
                            }}),
      last_call_(CurlOptions{.repeats_get = false}) {}
Browser::~Browser() = default;

WebDriverServer Browser::server() {
  return {process_ ? process_->url() : options_.server, http_, last_call_};
}

Result<std::unique_ptr<Browser>, Trouble> Browser::start(BrowserOptions options) {
  std::unique_ptr<Browser> browser(new Browser(std::move(options)));
  if (auto running = browser->run_driver(); !running) return running.error();
  if (auto there = WebDriver::probe(browser->server()); !there) return there.error();
  return browser;
}

Result<Done, Trouble> Browser::run_driver() {
  if (!options_.server.empty() || (process_ && process_->how_it_ended().empty())) return Done{};
  process_.reset();
  auto started = ChromeProcess::start(options_.programs, options_.interrupted, options_.patience);
  if (!started) return started.error();
  process_ = std::move(started).value();
  return Done{};
}

Json Browser::capabilities(const BrowserReach& reach) {
  Json arguments = Json::array();
  for (const std::string_view argument : kArguments) arguments.push_back(argument);
  if (!options_.headed) arguments.push_back("--headless");
  arguments.push_back("--host-resolver-rules=" + resolver_rules(reach));
  if (!reach.key_digest.empty())
    arguments.push_back("--ignore-certificate-errors-spki-list=" + reach.key_digest);
  Json chrome{{"args", std::move(arguments)},
              {"prefs", preferences()},
              {"perfLoggingPrefs", {{"enableNetwork", true}, {"enablePage", true}}}};
  if (process_) {
    chrome["binary"] = options_.programs.chromium;
    chrome["args"].push_back(
        fmt::format("--user-data-dir={}/profile-{}", process_->folder(), ++profiles_));
  }
  return Json{{"browserName", "chrome"},
              {"pageLoadStrategy", "none"},
              {"unhandledPromptBehavior", "dismiss"},
              {"goog:loggingPrefs", {{"performance", "ALL"}}},
              {"goog:chromeOptions", std::move(chrome)}};
}

Result<std::unique_ptr<WebDriver>, Trouble> Browser::open(const BrowserReach& reach) {
  if (never_started_) return *never_started_;
  if (auto running = run_driver(); !running) return running.error();
  StartWait wait(options_.patience, "the browser");
  starting_ = &wait;
  auto driver = WebDriver::start(server(), capabilities(reach));
  starting_ = nullptr;
  has_started_ = has_started_ || driver.ok();
  const bool is_late = !driver && (driver.error().kind == Trouble::Kind::timeout || wait.is_over());
  if (!is_late) return driver;
  const Trouble trouble = late();
  process_.reset();  // it waits for the browser still
  if (!has_started_) never_started_ = trouble;
  return trouble;
}

Trouble Browser::late() const {
  const auto seconds = StartWait::kBound.count();
  if (!process_)
    return {Trouble::Kind::timeout,
            fmt::format("the WebDriver server started no browser within {} seconds", seconds),
            options_.server, false};
  return {
      Trouble::Kind::timeout,
      fmt::format("Chromium did not start within {} seconds{}: start it by hand to see why, or "
                  "name another by REHEARSE_CHROMIUM",
                  seconds,
                  options_.headed ? " on the display that DISPLAY or WAYLAND_DISPLAY names" : ""),
      options_.programs.chromium, false};
}

}  // namespace rehearse::harness
