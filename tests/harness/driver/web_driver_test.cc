#include "harness/driver/web_driver.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/target/curl_call.h"
#include "tests/support/canned_site.h"
#include "tests/support/raw_server.h"

namespace rehearse::harness {
namespace {

constexpr const char* kServer = "http://driver.test:9515";

// A WebDriver server that says what it is told to.
class WebDriverOnCanned : public ::testing::Test {
 protected:
  WebDriverOnCanned() {
    says("POST", "", {{"sessionId", "s1"}, {"capabilities", {{"chrome", Json::object()}}}});
    says("DELETE", "/s1", nullptr);
  }
  void says(const std::string& method, const std::string& path, const Json& value,
            int status = 200) {
    site_.answers[method + " " + kServer + "/session" + path] = {
        status, {}, dump_json(Json{{"value", value}})};
  }
  void refuses(const std::string& path, const std::string& error, const std::string& message) {
    says("POST", "/s1" + path, {{"error", error}, {"message", message}, {"stacktrace", "#0 0x1"}},
         400);
  }
  WebDriverServer server() { return {kServer, site_, site_}; }
  std::unique_ptr<WebDriver> started() {
    auto driver = WebDriver::start(server(), Json{{"browserName", "chrome"}});
    EXPECT_TRUE(driver.ok()) << (driver ? "" : driver.error().what);
    return driver ? std::move(driver).value() : nullptr;
  }

  CannedSite site_;
};

TEST_F(WebDriverOnCanned, StartsASessionAndEndsIt) {
  {
    const auto driver = started();
    ASSERT_NE(driver, nullptr);
    EXPECT_TRUE(driver->is_chromium());
    EXPECT_EQ(site_.requests.back().body,
              R"({"capabilities":{"alwaysMatch":{"browserName":"chrome"}}})");
  }
  EXPECT_EQ(site_.requests.back().method, "DELETE");
  EXPECT_EQ(site_.requests.back().url, std::string(kServer) + "/session/s1");
}

TEST_F(WebDriverOnCanned, TellsAnotherBrowserFromAChromium) {
  says("POST", "", {{"sessionId", "s1"}, {"capabilities", {{"browserName", "firefox"}}}});
  EXPECT_FALSE(started()->is_chromium());
}

TEST_F(WebDriverOnCanned, ARefusalOfThePageNamesWhatWasTried) {
  const auto driver = started();
  refuses("/element/e1/click", "element click intercepted",
          "element click intercepted: Element <a> is not clickable\n  (Session info: chrome=156)");
  const auto clicked = driver->click("e1", "click \"Save\"");
  ASSERT_FALSE(clicked.ok());
  EXPECT_EQ(clicked.error().what,
            "the browser could not click \"Save\": element click intercepted (element click "
            "intercepted: Element <a> is not clickable)");
  EXPECT_FALSE(clicked.error().trouble.has_value());
}

TEST_F(WebDriverOnCanned, TheEndOfTheBrowserIsTrouble) {
  const auto driver = started();
  for (const char* error : {"invalid session id", "unknown error", "no such window"}) {
    refuses("/execute/sync", error, "disconnected: not connected to DevTools");
    const auto read = driver->execute("return 1", Json::array(), "read the page");
    ASSERT_FALSE(read.ok()) << error;
    ASSERT_TRUE(read.error().trouble.has_value()) << error;
    EXPECT_EQ(read.error().trouble->kind, Trouble::Kind::bad_answer);
    EXPECT_EQ(read.error().trouble->what, std::string("the browser could not read the page: ") +
                                              error + " (disconnected: not connected to DevTools)");
  }
  refuses("/execute/sync", "script timeout", "script timeout");
  const auto slow = driver->execute("return 1", Json::array(), "read the page");
  ASSERT_TRUE(slow.error().trouble.has_value());
  EXPECT_EQ(slow.error().trouble->kind, Trouble::Kind::timeout);
  EXPECT_EQ(slow.error().what, "the browser could not read the page: script timeout");
}

TEST_F(WebDriverOnCanned, TellsOfAVersionThatDoesNotFit) {
  says("POST", "",
       {{"error", "session not created"},
        {"message",
         "session not created: This version of ChromeDriver only supports Chrome version 156\n"
         "Current browser version is 120.0.6099.71\nStacktrace:\n#0 0x55"}},
       500);
  const auto driver = WebDriver::start(server(), Json::object());
  ASSERT_FALSE(driver.ok());
  EXPECT_EQ(driver.error().what,
            "the browser could not be started: session not created (session not created: This "
            "version of ChromeDriver only supports Chrome version 156 Current browser version is "
            "120.0.6099.71)");
}

TEST_F(WebDriverOnCanned, AnAnswerWithoutASessionIsNone) {
  says("POST", "", Json::object());
  const auto driver = WebDriver::start(server(), Json::object());
  ASSERT_FALSE(driver.ok());
  EXPECT_EQ(driver.error().what,
            "the browser could not be started: its WebDriver server gave no session");
}

TEST_F(WebDriverOnCanned, APictureIsAPng) {
  const auto driver = started();
  says("GET", "/s1/screenshot", "iVBORw0KGgo=");
  const auto png = driver->screenshot();
  ASSERT_TRUE(png.ok());
  EXPECT_EQ(png.value(), "\x89PNG\r\n\x1a\n");
  for (const Json& wrong : {Json("R0lGODlh"), Json("no base64!"), Json(nullptr)}) {
    says("GET", "/s1/screenshot", wrong);
    const auto none = driver->screenshot();
    ASSERT_FALSE(none.ok()) << dump_json(wrong);
    EXPECT_EQ(none.error().what,
              "the browser could not take a picture of the page: it sent no PNG");
  }
}

// Answers for one command after the other, as the site can say but one thing at an address.
class PictureOfChromium : public wire::HttpCall {
 public:
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    if (request.url.ends_with("/session"))
      return answer({{"sessionId", "s1"}, {"capabilities", {{"chrome", Json::object()}}}});
    if (request.url.ends_with("/screenshot")) return answer("iVBORw0KGgoAAAAB");
    if (!request.url.ends_with("/goog/cdp/execute")) return answer(nullptr);
    const Json sent = parse_json(request.body).value();
    if (sent["cmd"] == "Page.getLayoutMetrics") return answer(metrics);
    taken.push_back(sent["params"]);
    return answer({{"data", "iVBORw0KGgo="}});
  }
  Json metrics{{"cssContentSize", {{"width", 1280}, {"height", 5'999.5}}},
               {"cssLayoutViewport", {{"clientHeight", 817}}}};
  std::vector<Json> taken{};

 private:
  static wire::WireResponse answer(const Json& value) {
    return {200, {}, dump_json(Json{{"value", value}})};
  }
};

TEST(PictureOfAPage, IsOfTheWholePageOfAChromiumDownToALimit) {
  PictureOfChromium chromium;
  const auto driver = WebDriver::start({kServer, chromium, chromium}, Json::object());
  ASSERT_TRUE(driver.ok());
  for (const auto& [height, shown] : {std::pair{5'999.5, 5'999.5}, std::pair{6'000.5, 6'000.0}}) {
    chromium.metrics["cssContentSize"]["height"] = height;
    const auto png = driver.value()->screenshot();
    ASSERT_TRUE(png.ok());
    EXPECT_EQ(png.value(), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(
        chromium.taken.back(),
        (Json{{"format", "png"},
              {"captureBeyondViewport", true},
              {"clip", {{"x", 0}, {"y", 0}, {"width", 1280}, {"height", shown}, {"scale", 1}}}}));
  }
  EXPECT_EQ(chromium.taken.size(), 2U);
}

TEST(PictureOfAPage, IsOfTheWindowWhereThatShowsAllOrTheSizeIsNotKnown) {
  for (const Json& metrics :
       {Json::object(), Json{{"cssContentSize", {{"width", "1280"}, {"height", true}}}},
        Json{{"cssContentSize", {{"width", 1280}, {"height", 817}}},
             {"cssLayoutViewport", {{"clientHeight", 817}}}}}) {
    PictureOfChromium chromium;
    chromium.metrics = metrics;
    const auto driver = WebDriver::start({kServer, chromium, chromium}, Json::object());
    ASSERT_TRUE(driver.ok());
    const auto png = driver.value()->screenshot();
    ASSERT_TRUE(png.ok()) << png.error().what;
    EXPECT_EQ(png.value().size(), 12U);
    EXPECT_TRUE(chromium.taken.empty());
  }
}

TEST_F(WebDriverOnCanned, KeysAreHeldInOrderAndLetGoInReverse) {
  const auto driver = started();
  says("POST", "/s1/actions", nullptr);
  ASSERT_TRUE(driver->press({"\uE009", "a"}, "select all").ok());
  const auto sent = parse_json(site_.requests.back().body);
  ASSERT_TRUE(sent.ok());
  std::string order;
  for (const Json& one : sent.value()["actions"][0]["actions"])
    order += one["type"].get<std::string>() + (one["value"] == "a" ? ":a " : ":control ");
  EXPECT_EQ(order, "keyDown:control keyDown:a keyUp:a keyUp:control ");
}

TEST_F(WebDriverOnCanned, AnElementThatIsGoneIsNamed) {
  const auto driver = started();
  says("POST", "/s1/execute/sync", nullptr);
  const auto gone = driver->element("return null", Json::array(), "click \"Save\"");
  ASSERT_FALSE(gone.ok());
  EXPECT_EQ(gone.error().what, "the browser could not click \"Save\": it is gone");
}

TEST_F(WebDriverOnCanned, AnAddressIsNamedWithoutItsQuery) {
  const auto driver = started();
  refuses("/url", "unknown error", "net::ERR_FAILED");
  const auto opened = driver->navigate("https://a.test/callback?code=aPrxSECRET");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().what,
            "the browser could not open https://a.test/callback: unknown error (net::ERR_FAILED)");
}

TEST(WebDriverServerProbe, TellsAWebDriverServerFromOthers) {
  CannedSite site;
  const WebDriverServer server{"http://driver.test/wd/", site, site};
  const auto nobody = WebDriver::probe(server);
  ASSERT_FALSE(nobody.ok());
  EXPECT_EQ(nobody.error().what,
            "the browser could not be reached: its WebDriver server does not answer (nothing "
            "answers there)");
  EXPECT_EQ(nobody.error().where, "http://driver.test/wd/");
  for (const char* body : {"<html>hello</html>", "", "{}", R"({"value":{}})", R"({"value":7})"}) {
    site.answers["GET http://driver.test/wd/status"] = {200, {}, body};
    const auto other = WebDriver::probe(server);
    ASSERT_FALSE(other.ok()) << body;
    EXPECT_NE(other.error().what.find("what answers there is no WebDriver server"),
              std::string::npos)
        << other.error().what;
  }
  site.answers["GET http://driver.test/wd/status"] = {200, {}, R"({"value":{"ready":true}})"};
  EXPECT_TRUE(WebDriver::probe(server).ok());
}

// A server that takes the request and says nothing: an interrupt ends the wait.
TEST(WebDriverServerProbe, AHangEndsWithAnInterrupt) {
  testing::RawServer silent({{"", false}});
  CurlCall http(CurlOptions{.repeats_get = false, .interrupted = [] { return true; }});
  const auto driver = WebDriver::start({silent.origin(), http, http}, Json::object());
  ASSERT_FALSE(driver.ok());
  EXPECT_EQ(driver.error().kind, Trouble::Kind::interrupted);
  EXPECT_EQ(driver.error().what, "the run was interrupted");
}

// It closes in the middle of its answer.
TEST(WebDriverServerProbe, ACrashIsNamed) {
  testing::RawServer crashing({{"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"val", true}});
  CurlCall http(CurlOptions{.repeats_get = false});
  const auto driver = WebDriver::start({crashing.origin(), http, http}, Json::object());
  ASSERT_FALSE(driver.ok());
  EXPECT_EQ(driver.error().kind, Trouble::Kind::bad_answer);
  EXPECT_EQ(driver.error().what,
            "the browser could not be started: its WebDriver server does not answer (the "
            "connection was closed in the middle of the answer)");
  EXPECT_EQ(driver.error().where, crashing.origin());
}

class SlowCall : public wire::HttpCall {
 public:
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    waits.push_back(request.timeout.count());
    return Trouble{Trouble::Kind::timeout, "Timeout was reached", "", true};
  }
  std::vector<long> waits{};
};

TEST(WebDriverServerProbe, EveryCallIsBounded) {
  SlowCall slow;
  const auto driver = WebDriver::start({kServer, slow, slow}, Json::object());
  ASSERT_FALSE(driver.ok());
  EXPECT_EQ(driver.error().kind, Trouble::Kind::timeout);
  EXPECT_EQ(driver.error().what,
            "the browser could not be started: its WebDriver server gave no answer within 20 "
            "seconds");
  ASSERT_FALSE(WebDriver::probe({kServer, slow, slow}).ok());
  EXPECT_EQ(slow.waits, (std::vector<long>{20'000, 5'000}));
}

}  // namespace
}  // namespace rehearse::harness
