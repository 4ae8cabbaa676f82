#include "harness/driver/browser_session.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/driver/script.h"
#include "mocks/core/json.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {
namespace {

// A WebDriver server whose page is what the test says it is.
class CannedBrowser : public wire::HttpCall {
 public:
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    const std::string path = request.url.substr(std::string("http://canned.test").size());
    calls.push_back(request.method + " " + path);
    if (is_dead)
      return Trouble{Trouble::Kind::unreachable, "Couldn't connect to server", "", false};
    if (path == "/session")
      return answer({{"sessionId", "s"}, {"capabilities", {{"chrome", Json::object()}}}});
    if (path == "/session/s/window" && request.method == "GET") return answer("w0");
    if (path == "/session/s/execute/sync") return run(request.body);
    return answer(nullptr);
  }

  Json page{{"url", "https://a.test/"}, {"title", "Canned"}, {"heading", "Canned page"}};
  Json objection{};
  std::string state{"same"};
  bool is_dead = false;
  std::vector<std::string> calls{};

 private:
  static wire::WireResponse answer(const Json& value) {
    return {200, {}, dump_json(Json{{"value", value}})};
  }
  wire::WireResponse run(const std::string& body) const {
    const auto has = [&](std::string_view text) { return body.find(text) != body.npos; };
    if (has("return seen;")) return answer(page);
    if (has("formNoValidate")) return answer(objection);
    if (has("document.readyState === 'complete'")) return answer(state);
    if (has("return part(")) return answer({{"element-6066-11e4-a52e-4f735466cecf", "e1"}});
    return answer(nullptr);
  }
};

class SessionOnCanned : public ::testing::Test {
 protected:
  static Json field(const std::string& kind, const std::string& label) {
    return {{"kind", kind}, {"label", label}, {"value", ""}};
  }
  void shows(const std::vector<Json>& fields) {
    browser_.page["forms"] = Json::array({{{"fields", fields}}});
  }

  CannedBrowser browser_;
  BrowserSession page_{[this]() -> Result<std::unique_ptr<WebDriver>, Trouble> {
    return WebDriver::start({"http://canned.test", browser_, browser_}, Json::object());
  }};
};

TEST_F(SessionOnCanned, NamesWhatIsNotThereAndWhatIs) {
  shows({field("text", "Name"), field("submit", "Save")});
  const auto filled = page_.fill("Nam", "x");
  ASSERT_FALSE(filled.ok());
  EXPECT_EQ(filled.error().what,
            "the page \"Canned page\" has no text field \"Nam\"; it has fields: Name; buttons: "
            "Save");
  EXPECT_EQ(page_.click("Send").error().what,
            "the page \"Canned page\" has no button or link \"Send\"; it has fields: Name; "
            "buttons: Save");
}

TEST_F(SessionOnCanned, LeavesWhatIsDisabledAlone) {
  std::vector<Json> fields{field("text", "Name"), field("check_box", "On"), field("submit", "Save"),
                           field("select", "Colour")};
  for (Json& one : fields) one["disabled"] = true;
  shows(fields);
  EXPECT_EQ(page_.fill("Name", "x").error().what, "the field \"Name\" is disabled");
  EXPECT_EQ(page_.check("On", true).error().what, "the checkbox \"On\" is disabled");
  EXPECT_EQ(page_.click("Save").error().what, "the button \"Save\" is disabled");
  EXPECT_EQ(page_.select("Colour", {"red"}).error().what, "the list \"Colour\" is disabled");
  EXPECT_FALSE(page_.has_field("Name"));
}

TEST_F(SessionOnCanned, TellsWhatTheBrowserItselfObjectsTo) {
  shows({field("submit", "Save")});
  browser_.objection = "Name: Please fill out this field.";
  const auto clicked = page_.click("Save");
  ASSERT_FALSE(clicked.ok());
  EXPECT_EQ(clicked.error().what,
            "the browser does not send the form: Name: Please fill out this field.");
  browser_.objection = nullptr;
  EXPECT_TRUE(page_.click("Save").ok());
}

TEST_F(SessionOnCanned, APageThatDidNotLoadIsTrouble) {
  shows({field("submit", "Save")});
  browser_.state = "complete";
  browser_.page["broken"] = "ERR_EMPTY_RESPONSE";
  const auto lost = page_.click("Save");
  ASSERT_FALSE(lost.ok());
  ASSERT_TRUE(lost.error().trouble.has_value());
  EXPECT_EQ(lost.error().trouble->what, "the browser could not load the page: ERR_EMPTY_RESPONSE");
  EXPECT_TRUE(lost.error().trouble->bytes_sent);
  browser_.page["broken"] = "ERR_CONNECTION_REFUSED";
  const auto refused = page_.click("Save");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().trouble->kind, Trouble::Kind::unreachable);
  EXPECT_FALSE(refused.error().trouble->bytes_sent);
}

// What only looks has no way to say that nobody answered; the act as a whole must not pass.
TEST_F(SessionOnCanned, AnActDoesNotPassWhenTheBrowserIsGone) {
  shows({field("submit", "Save")});
  Script script(page_);
  script.click("Save");
  ASSERT_TRUE(script.ok());
  browser_.is_dead = true;
  const ActResult act = script.end();
  ASSERT_FALSE(act.ok());
  EXPECT_EQ(act.error().what,
            "the browser could not read the page: its WebDriver server does not answer (Couldn't "
            "connect to server)");
  EXPECT_EQ(page_.take_trouble(), std::nullopt);
}

TEST_F(SessionOnCanned, ABrowserThatCannotBeStartedIsTrouble) {
  browser_.is_dead = true;
  const auto opened = page_.open("https://a.test/");
  ASSERT_FALSE(opened.ok());
  ASSERT_TRUE(opened.error().trouble.has_value());
  EXPECT_EQ(opened.error().what,
            "the browser could not be started: its WebDriver server does not answer (Couldn't "
            "connect to server)");
}

TEST_F(SessionOnCanned, ANumberThatIsNoTabIsRefused) {
  EXPECT_EQ(page_.switch_tab(1).error().what, "there is no tab 2");
  EXPECT_TRUE(page_.switch_tab(0).ok());
  EXPECT_TRUE(browser_.calls.empty());
}

}  // namespace
}  // namespace rehearse::harness
