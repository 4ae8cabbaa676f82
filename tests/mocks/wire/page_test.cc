#include "mocks/wire/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/core/crypto.h"
#include "mocks/wire/page_script.h"
#include "mocks/wire/page_style.h"

namespace rehearse::wire {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string policy_of(const WireResponse& response) {
  return header_of(response.headers, "Content-Security-Policy").value_or("");
}

// The texts of all elements of that name, as a browser hashes them.
std::vector<std::string> texts_of(const std::string& body, const std::string& element) {
  const std::string open = "<" + element + ">", close = "</" + element + ">";
  std::vector<std::string> texts;
  for (size_t at = body.find(open); at != std::string::npos; at = body.find(open, at)) {
    at += open.size();
    texts.push_back(body.substr(at, body.find(close, at) - at));
  }
  return texts;
}

std::string hash_of(const std::string& text) {
  return "'sha256-" + base64_encode(sha256(text), Base64::standard) + "'";
}

TEST(Page, AllowsItsOwnStyleAndScriptByTheirHashesAlone) {
  const WireResponse response = page_response(200, {.title = "A page", .site = "A site"});
  const std::string policy = policy_of(response);
  const auto styles = texts_of(response.body, "style"), scripts = texts_of(response.body, "script");
  ASSERT_EQ(styles.size(), 1u);
  ASSERT_EQ(scripts.size(), 1u);
  EXPECT_EQ(policy, "default-src 'none'; style-src " + hash_of(styles[0]) + "; script-src " +
                        hash_of(scripts[0]) +
                        "; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
                        "form-action 'none'");
  EXPECT_THAT(response.body, Not(HasSubstr(" style=")));
  EXPECT_THAT(response.body, Not(HasSubstr(" onclick=")));
}

TEST(Page, AllowsOneMoreScriptOfItsOwnAndLiveUpdates) {
  const WireResponse response = page_response(200, {.title = "A page",
                                                    .site = "A guide",
                                                    .banner = "A rehearsal.",
                                                    .script = "watch(1 < 2);",
                                                    .live = true});
  const auto scripts = texts_of(response.body, "script");
  ASSERT_EQ(scripts.size(), 2u);
  EXPECT_THAT(scripts[1], HasSubstr("watch(1 < 2);"));
  EXPECT_THAT(policy_of(response), HasSubstr(hash_of(scripts[0]) + " " + hash_of(scripts[1])));
  EXPECT_THAT(policy_of(response), HasSubstr("; connect-src 'self'"));
  EXPECT_THAT(policy_of(response), HasSubstr("; img-src data: 'self'"));
  EXPECT_THAT(policy_of(response), EndsWith("; form-action 'none'"));
  EXPECT_THAT(response.body, HasSubstr("A rehearsal."));
  EXPECT_THAT(response.body, Not(HasSubstr("This is a mock")));
}

TEST(Page, SendsTheFormsOfALivePageToItsOwnOriginAlone) {
  const WireResponse response = page_response(
      200, {.title = "A page", .content = form("/", "token", button("Go")), .live = true});
  EXPECT_THAT(policy_of(response), EndsWith("; form-action 'self'"));
}

// The answer to a form may lead to another origin, and browsers apply form-action to it.
TEST(Page, SaysWhereFormsMayGoOnlyWhereThereAreNone) {
  const WireResponse with =
      page_response(200, {.title = "A page", .content = form("/", "token", button("Go"))});
  EXPECT_THAT(policy_of(with), Not(HasSubstr("form-action")));
  EXPECT_THAT(policy_of(page_response(200, {.title = "A page"})), EndsWith("form-action 'none'"));
}

TEST(Page, CannotBeFramedSniffedKeptOrTold) {
  const WireResponse response = page_response(403, {.title = "A page", .site = "A site"});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(header_of(response.headers, "X-Frame-Options"), "DENY");
  EXPECT_EQ(header_of(response.headers, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header_of(response.headers, "Referrer-Policy"), "no-referrer");
  EXPECT_THAT(header_of(response.headers, "Cache-Control").value_or(""), HasSubstr("no-store"));
  EXPECT_THAT(response.body, HasSubstr("This is a mock. Nothing here is a real account."));
}

TEST(Page, MarksTheLinkOfThePageThatOneIsOn) {
  const WireResponse response = page_response(
      200, {.title = "Tools", .navigation = {{"/", "Home"}, {"/tools", "Tools", true}}});
  EXPECT_THAT(response.body, HasSubstr("<a href=\"/\">Home</a>"));
  EXPECT_THAT(response.body, HasSubstr("<a href=\"/tools\" aria-current=\"page\">Tools</a>"));
}

TEST(Page, TakesALinkIntoItsHeaderAfterwards) {
  WireResponse response = page_response(200, {.title = "A page", .site = "A site"});
  add_header_link(response, "http://127.0.0.1:1/?a=1&b=\"", "Guide <1>");
  EXPECT_THAT(response.body, HasSubstr("<a href=\"http://127.0.0.1:1/?a=1&amp;b=&quot;\">Guide "
                                       "&lt;1&gt;</a></div></header>"));
  WireResponse json = json_response(200, "{\"a\":\"</div></header>\"}");
  const std::string before = json.body;
  add_header_link(json, "/", "Guide");
  EXPECT_EQ(json.body, before);
}

TEST(Page, AFieldWithAnErrorSaysSo) {
  const std::string wrong =
      text_field({.label = "Name", .name = "name", .hint = "Short.", .error = "Too long."}).html;
  EXPECT_THAT(wrong, HasSubstr("aria-invalid=\"true\" aria-describedby=\"name-hint name-error\""));
  EXPECT_THAT(wrong, HasSubstr("<div class=\"hint\" id=\"name-hint\">Short.</div>"));
  EXPECT_THAT(wrong,
              HasSubstr("<div class=\"error\" id=\"name-error\" role=\"alert\">Too long.</div>"));
  const std::string right = text_field({.label = "Name", .name = "name"}).html;
  EXPECT_THAT(right, Not(HasSubstr("aria-")));
  EXPECT_THAT(check_box({.label = "On", .name = "on", .error = "Needed."}).html,
              HasSubstr("aria-describedby=\"on-error\""));
}

TEST(Page, TheSummaryLinksErrorsToTheirFieldsAndKeepsThoseOfNone) {
  const std::string html = error_summary(paragraph("Review."), {{"name", "Name", "Too <long>."},
                                                                {"", "Policy", "Not allowed."}})
                               .html;
  EXPECT_THAT(html, HasSubstr("<a href=\"#name\">Name: Too &lt;long&gt;.</a>"));
  EXPECT_THAT(html, HasSubstr("<span role=\"alert\">Policy: Not allowed.</span>"));
}

TEST(Page, ThePickerCarriesWhatIsChosen) {
  const std::string html = picker({.name = "scopes",
                                   .from = {.label = "Available",
                                            .name = "available",
                                            .options = {{"a", "A"}},
                                            .multiple = true},
                                   .to = {.label = "Selected",
                                          .name = "selected",
                                          .options = {{"b", "B"}},
                                          .multiple = true},
                                   .forward = {"Move there", "there"},
                                   .back = {"Move back", "back"}})
                               .html;
  EXPECT_THAT(html, HasSubstr("<input type=\"hidden\" name=\"scopes\" value=\"b\"/>"));
  EXPECT_THAT(html, Not(HasSubstr("name=\"scopes\" value=\"a\"")));
  EXPECT_THAT(html, HasSubstr("name=\"there\" value=\"1\""));
}

// The rest of 60 KiB is for what a page shows.
TEST(Page, IsLightBeforeAnythingIsOnIt) {
  EXPECT_LT(page_style().size() + page_script().size(), 20u * 1024);
  EXPECT_EQ(page_script().find("]]>"), std::string_view::npos);
}

}  // namespace
}  // namespace rehearse::wire
