#include "harness/driver/browser_session.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/driver/form_session.h"
#include "mocks/core/text.h"
#include "tests/support/real_browser.h"

// A page in a real Chromium is what it is in the session without a browser.
namespace rehearse::testing {
namespace {

using harness::BrowserSession;
using harness::FormSession;
using harness::PageView;

// What a page offers and says, as a text to compare; a hidden token differs from visit to visit.
std::string what_is_there(const PageView& page) {
  Json json{{"title", page.title},     {"heading", page.heading}, {"text", page.text},
            {"alerts", page.alerts},   {"notices", page.notices}, {"sections", page.sections},
            {"fields", Json::array()}, {"links", Json::array()},  {"values", Json::array()}};
  for (const auto& form : page.forms) {
    for (const auto& field : form.fields) {
      if (field.kind == harness::PageField::Kind::hidden) continue;
      Json options = Json::array();
      for (const auto& option : field.options) options.push_back({option.label, option.value});
      json["fields"].push_back({int(field.kind), field.label, field.name, field.id, field.value,
                                field.checked, field.disabled, field.multiple, field.max_length,
                                field.in_new_tab, options});
    }
  }
  for (const auto& link : page.links)
    json["links"].push_back({link.label, link.href, link.in_new_tab});
  for (const auto& value : page.values)
    json["values"].push_back({value.id, value.label, value.text});
  return dump_json(json, 1);
}

class SessionInBrowser : public RealBrowser {};

TEST_F(SessionInBrowser, ReadsEveryPageAsTheFormSessionDoes) {
  auto page = session();
  FormSession form(target_->http());
  const Json app = ask("POST", "/apps",
                       R"({"label":"Read me","apiName":"Read_me","contactEmail":"a@b.test",
                           "callbackUrl":"https://www.workato.com/oauth/callback",
                           "scopes":["api","refresh_token"]})");
  const auto both = [&](const std::string& where) {
    // The script's own button is nothing that the server sent.
    PageView seen = page->look();
    seen.text = replace_all(std::move(seen.text), " Copy", "");
    for (auto& value : seen.values) value.text = replace_all(std::move(value.text), " Copy", "");
    EXPECT_EQ(what_is_there(seen), what_is_there(form.view())) << where;
  };
  done(page->open(salesforce("/")));
  done(form.open(salesforce("/")));
  both("login");
  sign_in(*page, salesforce("/"));
  sign_in(form, salesforce("/"));
  both("home");
  const auto click = [&](const std::string& text) {
    done(page->click(text));
    done(form.click(text));
    both(text);
  };
  for (const char* text : {"Setup", "Apps", "External Client Apps", "External Client App Manager",
                           "New External Client App"})
    click(text);
  for (const auto& [label, value] :
       {std::pair{"External Client App Name", "Nine"}, std::pair{"API Name", "9"},
        std::pair{"Contact Email", "admin@rehearsal.test"}}) {
    done(page->fill(label, value));
    done(form.fill(label, value));
  }
  click("Create");
  EXPECT_FALSE(page->alerts().empty());
  for (const char* text : {"External Client App Manager", "Read me", "Settings", "Edit Settings"})
    click(text);
  done(page->open(workato("/")));
  done(form.open(workato("/")));
  both("Workato's sign-in");
  sign_in(*page, workato("/"));
  sign_in(form, workato("/"));
  for (const char* text : {"Tools", "Custom OAuth profiles", "+ New custom profile"}) click(text);
}

TEST_F(SessionInBrowser, SaysWhatIsNotThereAsTheFormSessionDoes) {
  auto page = session();
  FormSession form(target_->http());
  done(page->open(salesforce("/")));
  done(form.open(salesforce("/")));
  const auto same = [](const harness::PageResult& one, const harness::PageResult& other) {
    ASSERT_FALSE(one.ok());
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(one.error().what, other.error().what);
    EXPECT_FALSE(one.error().trouble.has_value());
  };
  same(page->fill("Nickname", "x"), form.fill("Nickname", "x"));
  same(page->check("Username", true), form.check("Username", true));
  same(page->select("Username", {"x"}), form.select("Username", {"x"}));
  same(page->click("Log In "), form.click("Log In "));
  same(page->switch_tab(1), form.switch_tab(1));
  EXPECT_EQ(page->read("Nickname").error().what, form.read("Nickname").error().what);
  EXPECT_FALSE(page->has_field("Nickname"));
  EXPECT_TRUE(page->has_field("Username"));
  EXPECT_FALSE(page->has_button("Log in"));
  EXPECT_TRUE(page->has_button("Log In"));
  EXPECT_EQ(page->take_trouble(), std::nullopt);
}

TEST_F(SessionInBrowser, StartsNoBrowserBeforeAPageIsOpened) {
  size_t starts = 0;
  BrowserSession page([&] {
    ++starts;
    return browser_->open(reach_);
  });
  EXPECT_EQ(page.url(), "");
  EXPECT_TRUE(page.alerts().empty());
  EXPECT_FALSE(page.has_field("Username"));
  EXPECT_EQ(page.screenshot(), std::nullopt);
  EXPECT_EQ(starts, 0U);
  done(page.open(salesforce("/")));
  done(page.open(workato("/")));
  EXPECT_EQ(starts, 1U);
}

TEST_F(SessionInBrowser, KeepsTwoTabsApart) {
  auto page = session();
  sign_in(*page, workato("/"));
  done(page->click("Tools"));
  done(page->click("Custom OAuth profiles"));
  done(page->click("+ New custom profile"));
  done(page->select("Application", {"Salesforce"}));
  done(page->fill("Name", "Typed before"));
  done(page->click("Create new app"));
  EXPECT_EQ(page->tab(), 1U);
  EXPECT_TRUE(page->has_field("Username"));
  done(page->switch_tab(0));
  EXPECT_EQ(page->read("Name").value(), "Typed before");
  EXPECT_EQ(page->open_tab(), 2U);
  EXPECT_EQ(page->url(), "");
  done(page->switch_tab(1));
  EXPECT_TRUE(page->has_field("Username"));
}

TEST_F(SessionInBrowser, GoesBackAndReloads) {
  auto page = session();
  sign_in(*page, salesforce("/"));
  done(page->click("Setup"));
  const std::string setup = page->title();
  done(page->click("Apps"));
  const std::string apps = page->title();
  ASSERT_NE(apps, setup);
  done(page->back());
  EXPECT_EQ(page->title(), setup);
  done(page->click("Apps"));
  EXPECT_EQ(page->title(), apps);
  done(page->reload());
  EXPECT_EQ(page->title(), apps);
  EXPECT_TRUE(page->has_button("Setup"));
}

// After the app is made the back button shows the form again; sending it again leads to that app.
TEST_F(SessionInBrowser, BackToAFormThatWasSentMakesNoSecondApp) {
  auto page = session();
  sign_in(*page, salesforce("/"));
  for (const char* text : {"Setup", "Apps", "External Client Apps", "External Client App Manager",
                           "New External Client App"})
    done(page->click(text));
  done(page->fill("External Client App Name", "Once"));
  done(page->fill("API Name", "Once"));
  done(page->fill("Contact Email", "admin@rehearsal.test"));
  const size_t before = ask("GET", "/apps").size();
  done(page->click("Create"));
  EXPECT_EQ(page->alerts(), std::vector<std::string>());
  EXPECT_EQ(ask("GET", "/apps").size(), before + 1);
  done(page->back());
  EXPECT_TRUE(page->has_field("API Name")) << page->text();
  done(page->click("Create"));
  EXPECT_EQ(page->alerts(), std::vector<std::string>());
  EXPECT_EQ(page->title(), "Once | Salesforce (mock)") << page->text();
  EXPECT_EQ(ask("GET", "/apps").size(), before + 1);
}

// The answer is no page and names no icon; the journal has the request that was made, and no other.
TEST_F(SessionInBrowser, AsksForNoIcon) {
  auto page = session();
  for (const char* path : {"/services/oauth2/authorize?client_id=nobody", "/no/such/page"}) {
    done(page->open(salesforce(path)));
    EXPECT_NE(page->text(), "");
  }
  const Json journal = ask("GET", "/journal");
  ASSERT_EQ(journal["exchanges"].size(), 2U);
  for (const Json& exchange : journal["exchanges"]) EXPECT_NE(exchange["path"], "/favicon.ico");
}

TEST_F(SessionInBrowser, ReachesTheSitesAndNothingElse) {
  auto page = session();
  const auto elsewhere = page->open("https://example.com/");
  ASSERT_FALSE(elsewhere.ok());
  ASSERT_TRUE(elsewhere.error().trouble.has_value());
  EXPECT_EQ(elsewhere.error().what, "the browser could not load the page: ERR_NAME_NOT_RESOLVED");
  EXPECT_FALSE(elsewhere.error().trouble->bytes_sent);
  done(page->open(salesforce("/")));
}

// It trusts the mock's key, not just any certificate.
TEST_F(SessionInBrowser, TrustsNoOtherKey) {
  reach_.key_digest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  auto page = session();
  const auto opened = page->open(salesforce("/"));
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().what.find("ERR_CERT_AUTHORITY_INVALID"), std::string::npos)
      << opened.error().what;
}

TEST_F(SessionInBrowser, TheNextBrowserKnowsNothingOfTheLast) {
  {
    auto page = session();
    sign_in(*page, salesforce("/"));
    EXPECT_FALSE(page->has_field("Username"));
  }
  auto page = session();
  done(page->open(salesforce("/")));
  EXPECT_TRUE(page->has_field("Username"));
}

// PNG (third edition), section 11.2.1: the width and the height stand behind IHDR.
std::pair<uint32_t, uint32_t> size_of(const std::string& png) {
  const auto number = [&](size_t at) {
    uint32_t value = 0;
    for (size_t i = at; i < at + 4; ++i) value = value << 8 | uint8_t(png.at(i));
    return value;
  };
  return {number(16), number(20)};
}

// A picture is of all that can be scrolled to, and the page stays as it is.
TEST_F(SessionInBrowser, APictureIsOfTheWholePage) {
  std::vector<harness::WebDriver*> drivers;
  BrowserSession page([&] {
    auto opened = browser_->open(reach_);
    if (opened) drivers.push_back(opened.value().get());
    return opened;
  });
  sign_in(page, salesforce("/"));
  for (const char* text : {"Setup", "Apps", "External Client Apps", "External Client App Manager",
                           "New External Client App"})
    done(page.click(text));
  ASSERT_EQ(drivers.size(), 1U);
  const auto ask_page = [&](const char* script) {
    auto answer = drivers[0]->execute(script, Json::array(), "look");
    EXPECT_TRUE(answer.ok());
    return answer ? answer.value() : Json();
  };
  done(page.fill("API Name", "Seen"));
  (void)ask_page(
      "window.noticed = []; scrollTo(0, 300);"
      "for (const one of ['scroll', 'blur', 'visibilitychange', 'input', 'change'])"
      "  addEventListener(one, () => noticed.push(one), true);"
      "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {"
      "  noticed.length = 0; done(); })))");
  const char* const kSeen =
      "return [scrollX, scrollY, innerWidth, innerHeight, devicePixelRatio, "
      "document.activeElement.id]";
  const Json before = ask_page(kSeen);
  EXPECT_EQ(before[1], 300);
  const Json height = ask_page("return document.documentElement.scrollHeight");
  ASSERT_GT(height, ask_page("return innerHeight")) << "a page that is longer than its window";
  const auto png = page.screenshot();
  ASSERT_TRUE(png.has_value());
  EXPECT_EQ(Json(size_of(*png).second), height);
  EXPECT_EQ(ask_page(kSeen), before);
  EXPECT_EQ(ask_page("return noticed"), Json::array());
}

// The picture shows the same, whatever the secret is.
TEST_F(SessionInBrowser, APictureShowsNoSecret) {
  auto page = session();
  sign_in(*page, workato("/"));
  done(page->click("Tools"));
  done(page->click("Custom OAuth profiles"));
  done(page->click("+ New custom profile"));
  const auto picture = [&](const std::string& key, const std::string& secret,
                           const std::string& name) {
    done(page->fill("Client ID", key));
    done(page->fill("Client secret", secret));
    done(page->fill("Name", name));
    auto png = page->screenshot();
    EXPECT_TRUE(png.has_value());
    // What is covered is there all the same.
    EXPECT_EQ(page->read("Client secret").value(), secret);
    return png.value_or("");
  };
  const std::string one = picture("3MVG9AAAA", "FIRST0000", "Same");
  EXPECT_EQ(one, picture("3MVG9BBBBBBBB", "2ND", "Same"));
  EXPECT_NE(one, picture("3MVG9AAAA", "FIRST0000", "Another")) << "a picture that shows nothing";
  // A secret that was typed is one wherever it stands.
  EXPECT_EQ(picture("3MVG9AAAA", "FIRST0000", "FIRST0000"),
            picture("3MVG9AAAA", "SECOND111", "SECOND111"));
  EXPECT_EQ(page->screenshot(), std::nullopt) << "nothing was done since";
}

}  // namespace
}  // namespace rehearse::testing
