#include "harness/guide/site.h"

#include <gmock/gmock.h>

#include <pugixml.hpp>
#include <set>

#include "harness/guide/live_script.h"
#include "mocks/simulation/life.h"
#include "mocks/wire/message.h"
#include "tests/support/guide_person.h"

namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using wire::WireResponse;

constexpr std::string_view kOrigin = "http://127.0.0.1:4711";

// Counts what is asked of the mocks.
class CountingControl final : public Control {
 public:
  explicit CountingControl(Control& control) : control_(control) {}
  ControlAnswer call(std::string_view method, std::string_view path,
                     std::string_view body) override {
    ++calls;
    return control_.call(method, path, body);
  }
  size_t calls = 0;

 private:
  Control& control_;
};

class Site : public rehearse::testing::GuidePerson {
 protected:
  void SetUp() override {
    GuidePerson::SetUp();
    counting_ = std::make_unique<CountingControl>(*control_);
    SeededEntropy entropy(7, "guide");
    site_ = std::make_unique<GuideSite>(
        *counting_,
        SiteOptions{.guide = guide_,
                    .workato = "http://127.0.0.1:1",
                    .salesforce = "http://127.0.0.1:2",
                    .live = [this](const simulation::LifePlan& plan) { return lives_.live(plan); }},
        entropy);
  }
  WireResponse get(std::string target, wire::Fields headers = {},
                   std::string origin = std::string(kOrigin)) {
    return site_->answer(wire::make_request({.origin = std::move(origin),
                                             .target = std::move(target),
                                             .headers = std::move(headers)}),
                         std::string(kOrigin));
  }
  WireResponse post(std::string target, const wire::Fields& form, wire::Fields headers = {}) {
    return site_->answer(wire::make_form_post({.method = "POST",
                                               .origin = std::string(kOrigin),
                                               .target = std::move(target),
                                               .headers = std::move(headers)},
                                              form),
                         std::string(kOrigin));
  }
  std::string now() { return ask("GET", "/clock")["now"]; }

  simulation::Lives lives_{{}};
  std::unique_ptr<CountingControl> counting_;
  std::unique_ptr<GuideSite> site_;
};

TEST_F(Site, NothingIsAskedOfTheMocksBeforeSomebodyLooks) {
  EXPECT_EQ(counting_->calls, 0U);
  EXPECT_EQ(get("/").status, 200);
  EXPECT_GT(counting_->calls, 0U);
}

TEST_F(Site, TheStartPageLinksBothTabsAndSaysWhoSignsIn) {
  EXPECT_THAT(
      get("/").body,
      AllOf(HasSubstr("href=\"http://127.0.0.1:1/\" target=\"rehearse-Workato\""),
            HasSubstr("href=\"http://127.0.0.1:2/\" target=\"rehearse-Salesforce\""),
            HasSubstr("rehearsal@workato.test"), HasSubstr("admin@rehearsal.test"),
            HasSubstr("Next, in the Workato tab: Sign in to Workato."), HasSubstr("0 of 38 steps"),
            HasSubstr("This is a mock"), HasSubstr("There is no connection yet.")));
}

TEST_F(Site, OnlyItsOwnAddressIsAnswered) {
  EXPECT_EQ(get("/", {}, "http://localhost:4711").status, 200);
  for (const char* other : {"http://evil.example:4711", "http://127.0.0.1:4712",
                            "http://127.0.0.1.evil.example:4711", "https://127.0.0.1:4711"}) {
    const WireResponse refused = get("/", {}, other);
    EXPECT_EQ(refused.status, 403) << other;
    EXPECT_THAT(refused.body, Not(HasSubstr(site_->csrf())));
  }
}

TEST_F(Site, AFormWithoutTheTokenOrFromElsewhereIsRefused) {
  const std::string before = now();
  EXPECT_EQ(post("/clock", {{"advance", "31d"}}).status, 403);
  EXPECT_EQ(post("/clock", {{"advance", "31d"}, {"csrf", "guess"}}).status, 403);
  const wire::Fields form{{"advance", "31d"}, {"csrf", site_->csrf()}};
  EXPECT_EQ(post("/clock", form, {{"Origin", "http://evil.example"}}).status, 403);
  EXPECT_EQ(post("/clock", form, {{"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}}).status,
            403);
  EXPECT_EQ(post("/clock", {{"advance", "31d"}}, {{"Origin", "null"}}).status, 403);
  EXPECT_EQ(post("/verification", {{"method", "authenticator"}}).status, 403);
  EXPECT_EQ(now(), before);
  const WireResponse moved = post("/clock", form, {{"Origin", std::string(kOrigin)}});
  EXPECT_EQ(moved.status, 303);
  EXPECT_EQ(wire::header_of(moved.headers, "Location"), "/#clock");
  EXPECT_EQ(*parse_time(now()) - *parse_time(before), std::chrono::days(31));
}

// As browsers send the button's form from a page that asks for no Referer.
TEST_F(Site, AFormFromAPageWithoutARefererIsTheTokensToTell) {
  EXPECT_EQ(wire::header_of(get("/").headers, "Referrer-Policy"), "no-referrer");
  const wire::Field hidden{"Origin", "null"};
  const wire::Fields form{{"advance", "1d"}, {"csrf", site_->csrf()}};
  const std::string before = now();
  EXPECT_EQ(post("/clock", {{"advance", "1d"}, {"csrf", "guess"}}, {hidden}).status, 403);
  for (const char* elsewhere : {"cross-site", "same-site", "none"})
    EXPECT_EQ(post("/clock", form, {hidden, {"Sec-Fetch-Site", elsewhere}}).status, 403);
  EXPECT_EQ(now(), before);
  EXPECT_EQ(post("/clock", form, {hidden, {"Sec-Fetch-Site", "same-origin"}}).status, 303);
  EXPECT_EQ(post("/clock", form, {hidden}).status, 303);
  EXPECT_NE(now(), before);
}

TEST_F(Site, TheClockHasFourButtonsAndNoOtherWay) {
  for (const char* by : {"1h", "1d", "29d", "31d"}) {
    const TimePoint before = *parse_time(now());
    EXPECT_EQ(post("/clock", {{"advance", by}, {"csrf", site_->csrf()}}).status, 303);
    EXPECT_EQ(*parse_time(now()) - before, parse_duration(by).value());
    EXPECT_THAT(get("/").body, HasSubstr(std::string("id=\"clock-") + by + "\""));
  }
  for (const char* by : {"", "2d", "-1d", "1000000d"})
    EXPECT_EQ(post("/clock", {{"advance", by}, {"csrf", site_->csrf()}}).status, 400) << by;
}

TEST_F(Site, TheAuthenticatorShowsTheCodeOfNow) {
  EXPECT_THAT(get("/").body, HasSubstr("Use an authenticator instead"));
  EXPECT_EQ(post("/verification", {{"method", "authenticator"}, {"csrf", site_->csrf()}}).status,
            303);
  const std::string totp = ask("GET", "/users/admin@rehearsal.test")["totp"];
  EXPECT_THAT(get("/").body, HasSubstr("id=\"totp\">" + totp));
  EXPECT_EQ(post("/verification", {{"method", "email"}, {"csrf", site_->csrf()}}).status, 303);
  EXPECT_THAT(get("/").body, Not(HasSubstr("id=\"totp\"")));
  EXPECT_EQ(post("/verification", {{"method", "sms"}, {"csrf", site_->csrf()}}).status, 400);
}

TEST_F(Site, UnknownPagesAndMethodsAreNamed) {
  EXPECT_EQ(get("/nowhere").status, 404);
  EXPECT_EQ(get("/favicon.ico").status, 204);
  EXPECT_EQ(get("/what-if/none").status, 404);
  const WireResponse refused = get("/clock");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(wire::header_of(refused.headers, "Allow"), "POST");
  EXPECT_EQ(post("/", {}).status, 405);
}

TEST_F(Site, ThePageIsSentOnceUntilSomethingChanges) {
  const WireResponse first = get("/");
  const std::string tag = *wire::header_of(first.headers, "ETag");
  const WireResponse same = get("/", {{"If-None-Match", tag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
  advance("1h");
  EXPECT_EQ(get("/", {{"If-None-Match", tag}}).status, 200);
}

TEST_F(Site, TheStartPageAsksItsOwnOriginAlone) {
  const WireResponse page = get("/");
  const std::string policy = *wire::header_of(page.headers, "Content-Security-Policy");
  EXPECT_THAT(page.body, HasSubstr(std::string(kLiveScript)));
  EXPECT_EQ(kLiveScript.find("]]>"), kLiveScript.npos);  // would end the script's CDATA section
  EXPECT_THAT(policy, AllOf(HasSubstr("default-src 'none'"), HasSubstr("frame-ancestors 'none'"),
                            HasSubstr("connect-src 'self'"), HasSubstr("img-src data: 'self'"),
                            HasSubstr("form-action 'self'"), Not(HasSubstr("unsafe"))));
  EXPECT_EQ(wire::header_of(page.headers, "X-Frame-Options"), "DENY");
  // What holds still has one script less, and asks nobody.
  const WireResponse still = get("/certificate");
  EXPECT_THAT(still.body, Not(HasSubstr(std::string(kLiveScript))));
  EXPECT_THAT(*wire::header_of(still.headers, "Content-Security-Policy"),
              AllOf(Not(HasSubstr("'self'")), HasSubstr("form-action 'none'")));
}

TEST_F(Site, WithoutScriptsThePagesSayHowTheyAreRefreshed) {
  const std::string app =
      ask("POST", "/apps", rehearse::testing::settings_of_the_guide())["app_id"].get<std::string>();
  for (const std::string& target : {std::string("/"), "/what-if/" + app}) {
    EXPECT_THAT(get(target).body,
                HasSubstr("<span id=\"live-status\">This page does not update by itself without "
                          "scripts: use Refresh.</span> <a href=\"" +
                          target + "\">Refresh</a>"));
  }
}

TEST_F(Site, ThePagesAreXhtmlWithoutInlineStyles) {
  Json settings = rehearse::testing::settings_of_the_guide();
  const std::string what_if =
      "/what-if/" + ask("POST", "/apps", settings)["app_id"].get<std::string>();
  for (const std::string& target :
       {std::string("/"), what_if, std::string("/certificate"), std::string("/nowhere")}) {
    const WireResponse page = get(target);
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_string(page.body.c_str());
    EXPECT_TRUE(parsed) << target << ": " << parsed.description() << " at " << parsed.offset;
    EXPECT_EQ(document.select_nodes("//@style | //@onclick").size(), 0U) << target;
    EXPECT_EQ(document.select_nodes("//main/h1").size(), 1U) << target;
    std::set<std::string> ids;
    for (const pugi::xpath_node& one : document.select_nodes("//@id"))
      EXPECT_TRUE(ids.insert(one.attribute().value()).second) << target << one.attribute().value();
  }
}

TEST_F(Site, HostileNamesAreText) {
  const std::string hostile = "<script>alert(1)</script>\"'&";
  Json settings = rehearse::testing::settings_of_the_guide();
  settings["label"] = hostile;
  const Json app = ask("POST", "/apps", settings);
  ask("POST", "/workato/profiles",
      {{"name", hostile}, {"client_id", app["consumer_key"]}, {"client_secret", "wrong"}});
  ask("POST", "/workato/connections", {{"name", hostile}});
  for (const std::string& target :
       {std::string("/"), "/what-if/" + app["app_id"].get<std::string>(),
        std::string("/certificate")}) {
    const WireResponse page = get(target);
    EXPECT_EQ(page.status, 200) << target;
    EXPECT_THAT(page.body, Not(HasSubstr("<script>alert"))) << target;
  }
  EXPECT_THAT(get("/").body, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&apos;&amp;"));
  EXPECT_THAT(get("/nowhere/<script>").body, Not(HasSubstr("nowhere")));
  // In Markdown: as code, or as text that no viewer takes for a tag.
  const std::string text = get("/certificate.md").body;
  EXPECT_THAT(text, HasSubstr("External Client App Name: `<script>alert(1)</script>\"'&`\n"));
  EXPECT_THAT(text, HasSubstr("profile &lt;script>alert(1)"));
}

TEST_F(Site, ASectionSaysHowManyOfItsStepsAreNotAsTheGuideHasThem) {
  Json settings = rehearse::testing::settings_of_the_guide();
  ask("POST", "/apps", settings);
  EXPECT_THAT(get("/").body, Not(HasSubstr("not as the guide has it</span>")));
  settings["apiName"] = "Another";
  settings["callbackUrl"] = "https://www.workato.com/oauth/callback/";
  ask("POST", "/reset");
  ask("POST", "/apps", settings);
  EXPECT_THAT(get("/").body, HasSubstr(", 1 not as the guide has it</span>"));
}

TEST_F(Site, AWholeRehearsalStaysSmallAndHidesTheSecrets) {
  begin_profile();
  open_new_app();
  create_app(rehearse::testing::settings_of_the_guide());
  const auto [key, secret] = read_credentials();
  EXPECT_THAT(get("/").body, HasSubstr(ask("GET", "/mailbox").back()["code"].get<std::string>()));
  save_profile(key, secret);
  done(connect());
  done(driver_->workato_run_job());
  const WireResponse page = get("/");
  EXPECT_LT(page.body.size(), 60U * 1024);
  EXPECT_THAT(page.body, AllOf(HasSubstr("See the certificate"), HasSubstr("38 of 38 steps"),
                               HasSubstr("Everything is as the guide has it."),
                               HasSubstr("A job of the connection was run"),
                               HasSubstr("Sales is connected"), HasSubstr("/lineage.svg?")));
  EXPECT_EQ(wire::header_of(get("/lineage.svg").headers, "Content-Type"), "image/svg+xml");
  EXPECT_THAT(get("/lineage.txt").body, HasSubstr("Workato rehearsal"));
  for (const char* target : {"/", "/certificate", "/certificate.md", "/lineage.svg"}) {
    EXPECT_THAT(get(target).body, Not(HasSubstr(secret))) << target;
    EXPECT_THAT(get(target).body, Not(HasSubstr(key))) << target;
  }
  const WireResponse file = get("/certificate.md");
  EXPECT_THAT(*wire::header_of(file.headers, "Content-Disposition"), HasSubstr("certificate.md"));
  EXPECT_THAT(file.body, HasSubstr("Certificate: 38 of 38 steps done, nothing differs"));
  EXPECT_THAT(get("/certificate").body, HasSubstr("the connection is lost on day 366"));
}

TEST_F(Site, WhatIfShowsDayReasonAndWhatToChange) {
  Json settings = rehearse::testing::settings_of_the_guide();
  settings["isEnforceRefreshTokenTTL"] = true;
  settings["refreshTokenPolicyType"] = "Infinite";
  const Json app = ask("POST", "/apps", settings);
  EXPECT_THAT(get("/what-if/" + app["app_id"].get<std::string>()).body,
              AllOf(HasSubstr("The connection is lost on day 38."), HasSubstr("refresh_idle_limit"),
                    HasSubstr("The connection works for all 400 days."),
                    HasSubstr("one pause of 31 days")));
}

}  // namespace
}  // namespace rehearse::harness
