#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/page_session.h"
#include "mocks/core/json.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// WebElement is a reference that the browser gave to a part of a page.
using WebElement = std::string;

// WebDriverServer is where a browser is driven from.
struct WebDriverServer {
  std::string url{};          // http://127.0.0.1:PORT, perhaps with a path
  wire::HttpCall& http;       // an interrupt may end its calls
  wire::HttpCall& last_call;  // to close a session with, whatever happened
};

// WebDriver is one session of a browser (W3C WebDriver, sections 7 to 17; `cdp` and `log` are
// chromedriver's own). Each call is bounded. What the browser refuses is a PageProblem; what breaks
// on the way, or the end of the browser, is Trouble in it. Either names what was tried.
class WebDriver {
 public:
  static constexpr std::chrono::milliseconds kStartWait{20'000}, kCallWait{40'000}, kEndWait{5'000};

  // Asks whether a server is there and speaks the protocol (section 8.3).
  static Result<Done, Trouble> probe(const WebDriverServer& server);
  static Result<std::unique_ptr<WebDriver>, Trouble> start(const WebDriverServer& server,
                                                           const Json& capabilities);
  ~WebDriver();  // ends the session
  WebDriver(const WebDriver&) = delete;
  WebDriver& operator=(const WebDriver&) = delete;

  template <class T>
  using Answer = Result<T, PageProblem>;
  PageResult navigate(const std::string& url);
  PageResult back();
  PageResult refresh();
  Answer<std::string> url();
  // The script is the body of a function; its arguments are an array.
  Answer<Json> execute(std::string_view script, const Json& arguments, std::string_view tried);
  // An element that a script returns.
  Answer<WebElement> element(std::string_view script, const Json& arguments,
                             std::string_view tried);
  PageResult click(const WebElement& element, std::string_view tried);
  PageResult clear(const WebElement& element, std::string_view tried);
  PageResult type(const WebElement& element, std::string_view text, std::string_view tried);
  // Presses and releases keys at what has the focus, the first ones held meanwhile.
  PageResult press(const std::vector<std::string>& keys, std::string_view tried);
  Answer<std::string> window();
  Answer<std::vector<std::string>> windows();
  Answer<std::string> new_window();  // a tab; the current one stays
  PageResult switch_to(const std::string& window);
  PageResult close_window();
  // The bytes of a PNG: of a Chromium's whole page down to kTallest, of another browser's window.
  // The page stays scrolled as it is; where it is longer than its window it hears of a resize.
  Answer<std::string> screenshot();
  Answer<Json> cdp(std::string_view command, const Json& parameters, std::string_view tried);
  // The browser's own events since the last call: DevTools messages.
  Answer<std::vector<Json>> log(std::string_view tried);

  static constexpr int kTallest = 6'000;  // pixels

  bool is_chromium() const { return is_chromium_; }
  const std::string& id() const { return id_; }

 private:
  WebDriver(const WebDriverServer& server, std::string id, bool is_chromium)
      : server_(server), id_(std::move(id)), is_chromium_(is_chromium) {}
  Answer<Json> call(std::string_view method, const std::string& path, const Json& body,
                    std::string_view tried);
  // As base64; null: the page is no longer than its window, or it is not known how long it is.
  Answer<Json> whole_page(std::string_view tried);
  PageResult act(const std::string& path, const Json& body, std::string_view tried);

  WebDriverServer server_;
  std::string id_;
  bool is_chromium_;
};

}  // namespace rehearse::harness
