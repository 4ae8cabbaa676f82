#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "harness/driver/chrome_process.h"
#include "harness/driver/web_driver.h"
#include "harness/target/curl_call.h"
#include "harness/target/mock_target.h"

namespace rehearse::harness {

struct BrowserOptions {
  std::string server{};  // of a WebDriver that somebody else runs; empty: a chromedriver of our own
  bool headed = false;   // a window on the screen
  ChromePrograms programs{};            // for one of our own
  std::function<bool()> interrupted{};  // ends what is under way
  StartPatience patience{};             // for chromedriver and for each browser
};

// Browser starts browsers, one after the other or several: each is fresh, knows only the hosts it
// is told of, and trusts only their key beside the known authorities.
class Browser {
 public:
  static Result<std::unique_ptr<Browser>, Trouble> start(BrowserOptions options);
  ~Browser();

  // A session that is still open when the browser ends is cut off.
  // Where the first one did not start in time, no other one is waited for.
  Result<std::unique_ptr<WebDriver>, Trouble> open(const BrowserReach& reach);

 private:
  explicit Browser(BrowserOptions options);
  Result<Done, Trouble> run_driver();  // again, if it ended
  Json capabilities(const BrowserReach& reach);
  WebDriverServer server();
  Trouble late() const;

  BrowserOptions options_;
  CurlCall http_, last_call_;
  std::unique_ptr<ChromeProcess> process_{};
  size_t profiles_ = 0;
  StartWait* starting_ = nullptr;  // the browser that is waited for
  bool has_started_ = false;       // one of them did
  std::optional<Trouble> never_started_{};
};

}  // namespace rehearse::harness
