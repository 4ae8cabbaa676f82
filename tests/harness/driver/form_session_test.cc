#include "harness/driver/form_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/canned_site.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kSite = "https://org.example";
constexpr const char* kForm = R"(
<form method="post" action="/save?step=1">
<input type="hidden" name="csrf" value="t&amp;1"/>
<label for="name">External Client App Name</label><input id="name" name="name" type="text" value="" maxlength="8"/>
<label for="note">Description</label><textarea id="note" name="note">one
two</textarea>
<label for="pkce">Require PKCE</label><input id="pkce" name="pkce" type="checkbox" value="1"/>
<label for="rtr">Rotation</label><input id="rtr" name="rtr" type="checkbox" value="1" checked="checked" disabled="disabled"/>
<label for="state">Distribution State</label><select id="state" name="state"><option value="L">Local</option><option value="P">Packaged</option></select>
<label for="scopes">OAuth Scopes</label><select id="scopes" name="scopes" multiple="multiple"><option value="api">Data (api)</option><option value="full">Full access (full)</option><option value="id">Identity (id)</option></select>
<button type="submit" name="go" value="create">Create</button>
<button type="submit" name="go" value="cancel">Cancel</button>
</form>)";

class FormSessionTest : public ::testing::Test {
 protected:
  FormSessionTest() {
    site_.page("https://org.example/new", kForm);
    site_.answers["POST https://org.example/save?step=1"] = CannedSite::xhtml("<p>saved</p>");
  }
  void open_form() { ASSERT_TRUE(session_.open("https://org.example/new").ok()); }
  const std::string& last_body() const { return site_.requests.back().body; }

  CannedSite site_;
  FormSession session_{site_};
};

TEST_F(FormSessionTest, SendsWhatABrowserSends) {
  open_form();
  ASSERT_TRUE(session_.fill("External Client App Name", "Work & to").ok());
  ASSERT_TRUE(session_.select("OAuth Scopes", {"Data (api)", "id"}).ok());
  ASSERT_TRUE(session_.click("Create").ok());
  EXPECT_EQ(last_body(),
            "csrf=t%261&name=Work%20%26%20t&note=one%0D%0Atwo&state=L&scopes=api&scopes=id"
            "&go=create");
  EXPECT_EQ(session_.text(), "Canned page saved");
}

TEST_F(FormSessionTest, SendsATickedBoxAndNotADisabledOne) {
  open_form();
  ASSERT_TRUE(session_.check("Require PKCE", true).ok());
  ASSERT_TRUE(session_.click("Create").ok());
  EXPECT_THAT(last_body(), HasSubstr("pkce=1"));
  EXPECT_THAT(last_body(), ::testing::Not(HasSubstr("rtr=")));
}

TEST_F(FormSessionTest, RefusesToChangeADisabledBox) {
  open_form();
  EXPECT_TRUE(session_.check("Rotation", true).ok()) << "it is ticked already";
  const auto off = session_.check("Rotation", false);
  ASSERT_FALSE(off.ok());
  EXPECT_EQ(off.error().what, "the checkbox \"Rotation\" is disabled");
  EXPECT_FALSE(session_.has_field("Rotation"));
}

TEST_F(FormSessionTest, NamesAMissingLabelAndWhatIsThere) {
  open_form();
  const auto filled = session_.fill("App Name", "x");
  ASSERT_FALSE(filled.ok());
  EXPECT_EQ(filled.error().what,
            "the page \"Canned page\" has no text field \"App Name\"; it has fields: External "
            "Client App Name, Description, Require PKCE, Rotation (disabled), Distribution State, "
            "OAuth Scopes; buttons: Create, Cancel");
  EXPECT_FALSE(filled.error().trouble.has_value());
}

TEST_F(FormSessionTest, NamesAMissingOptionAndThoseThere) {
  open_form();
  const auto chosen = session_.select("Distribution State", {"Managed"});
  ASSERT_FALSE(chosen.ok());
  EXPECT_EQ(chosen.error().what,
            "the list \"Distribution State\" has no option \"Managed\"; it has Local, Packaged");
  EXPECT_FALSE(session_.select("Distribution State", {"Local", "Packaged"}).ok());
}

TEST_F(FormSessionTest, FillsOnlyUpToTheFieldsLength) {
  open_form();
  ASSERT_TRUE(session_.fill("External Client App Name", "123456789").ok());
  EXPECT_EQ(session_.read("External Client App Name").value(), "12345678");
}

TEST_F(FormSessionTest, ReadsFieldsBoxesListsAndTexts) {
  site_.page("https://org.example/shown", std::string(kForm) +
                                              "<dl><dt id=\"key-label\">Consumer Key</dt>"
                                              "<dd id=\"key\">3MVG9&lt;x&gt;</dd></dl>");
  ASSERT_TRUE(session_.open("https://org.example/shown").ok());
  EXPECT_EQ(session_.read("Consumer Key").value(), "3MVG9<x>");
  EXPECT_EQ(session_.read("key").value(), "3MVG9<x>");
  EXPECT_EQ(session_.read("Rotation").value(), "true");
  ASSERT_TRUE(session_.select("OAuth Scopes", {"full", "api"}).ok());
  EXPECT_EQ(session_.read("OAuth Scopes").value(), "Data (api), Full access (full)");
  EXPECT_FALSE(session_.read("Consumer Secret").ok());
}

TEST_F(FormSessionTest, SendsAGetFormInTheQuery) {
  site_.page("https://org.example/find",
             "<form action=\"/list?old=1\"><label for=\"q\">Search</label>"
             "<input id=\"q\" name=\"q\"/><button>Go</button></form>");
  site_.page("https://org.example/list?q=a%2Bb", "<p>found</p>");
  ASSERT_TRUE(session_.open("https://org.example/find").ok());
  ASSERT_TRUE(session_.fill("Search", "a+b").ok());
  ASSERT_TRUE(session_.click("Go").ok());
  EXPECT_EQ(session_.url(), "https://org.example/list?q=a%2Bb");
}

TEST_F(FormSessionTest, FollowsRedirectsAndRecordsThem) {
  site_.answers["GET https://org.example/a"] = CannedSite::redirect("/b?x=1#part");
  site_.answers["GET https://org.example/b?x=1"] = CannedSite::redirect("https://other.example/c");
  site_.page("https://other.example/c", "<p>there</p>");
  ASSERT_TRUE(session_.open("https://org.example/a").ok());
  EXPECT_EQ(session_.url(), "https://other.example/c");
  EXPECT_THAT(session_.redirects(),
              ElementsAre("https://org.example/b?x=1#part", "https://other.example/c"));
}

TEST_F(FormSessionTest, TurnsAPostIntoAGetOnSeeOtherButNotOnTemporaryRedirect) {
  site_.answers["POST https://org.example/save?step=1"] = CannedSite::redirect("/done", 302);
  site_.page("https://org.example/done", "<p>done</p>");
  open_form();
  ASSERT_TRUE(session_.click("Create").ok());
  EXPECT_EQ(session_.text(), "Canned page done");
  EXPECT_EQ(last_body(), "");

  site_.answers["POST https://org.example/save?step=1"] = CannedSite::redirect("/again", 307);
  site_.answers["POST https://org.example/again"] = CannedSite::xhtml("<p>again</p>");
  open_form();
  ASSERT_TRUE(session_.click("Create").ok());
  EXPECT_EQ(site_.requests.back().method, "POST");
  EXPECT_THAT(last_body(), HasSubstr("go=create"));
}

TEST_F(FormSessionTest, StopsAtTheTwentyFirstRedirect) {
  for (int i = 0; i <= 20; ++i) {
    site_.answers["GET https://org.example/r" + std::to_string(i)] =
        CannedSite::redirect("/r" + std::to_string(i + 1));
  }
  site_.page("https://org.example/r21", "<p>end</p>");
  EXPECT_FALSE(session_.open("https://org.example/r0").ok());
  EXPECT_TRUE(session_.open("https://org.example/r1").ok());
}

TEST_F(FormSessionTest, StopsBeforeAGivenAddress) {
  site_.answers["GET https://org.example/a"] =
      CannedSite::redirect("https://www.workato.com/oauth/callback?code=aPrx%3D%3D&state=a%26b");
  session_.stop_before("https://www.workato.com/oauth/callback");
  ASSERT_TRUE(session_.open("https://org.example/a").ok());
  EXPECT_TRUE(session_.stopped());
  EXPECT_EQ(session_.url(), "https://www.workato.com/oauth/callback?code=aPrx%3D%3D&state=a%26b");
  EXPECT_EQ(site_.requests.size(), 1u);
}

TEST_F(FormSessionTest, CarriesCookiesOfTheHostAcrossARedirect) {
  site_.answers["GET https://org.example/in"] = CannedSite::redirect("/home");
  site_.answers["GET https://org.example/in"].headers.push_back(
      {"Set-Cookie", "sid=a%3Db; Path=/; Secure; HttpOnly"});
  site_.answers["GET https://org.example/home"] = CannedSite::redirect("https://other.example/c");
  site_.page("https://other.example/c", "");
  ASSERT_TRUE(session_.open("https://org.example/in").ok());
  ASSERT_EQ(site_.requests.size(), 3u);
  EXPECT_EQ(wire::header_of(site_.requests[1].headers, "Cookie"), "sid=a%3Db");
  EXPECT_EQ(wire::header_of(site_.requests[2].headers, "Cookie"), std::nullopt);
}

TEST_F(FormSessionTest, OpensALinkInANewTabAndComesBack) {
  site_.page("https://org.example/app",
             "<a href=\"/keys\" target=\"_blank\">Consumer Key and Secret</a>");
  site_.page("https://org.example/keys", "<p>verify</p>");
  ASSERT_TRUE(session_.open("https://org.example/app").ok());
  ASSERT_TRUE(session_.click("Consumer Key and Secret").ok());
  EXPECT_EQ(session_.tab(), 1u);
  EXPECT_EQ(session_.url(), "https://org.example/keys");
  ASSERT_TRUE(session_.switch_tab(0).ok());
  EXPECT_EQ(session_.url(), "https://org.example/app");
  EXPECT_FALSE(session_.switch_tab(2).ok());
}

TEST_F(FormSessionTest, ShowsTheBodyOfAnAnswerThatIsNoPage) {
  site_.answers["GET https://org.example/authorize"] = {
      400, {}, "error=invalid_client_id&error_description=client%20identifier%20invalid"};
  ASSERT_TRUE(session_.open("https://org.example/authorize").ok());
  EXPECT_EQ(session_.view().status, 400);
  EXPECT_EQ(session_.text(),
            "error=invalid_client_id&error_description=client%20identifier%20invalid");
}

TEST_F(FormSessionTest, CollectsAlertsAndNotices) {
  site_.page("https://org.example/x",
             "<p role=\"alert\">API Name: <b>taken</b></p><p role=\"status\">Saved</p>");
  ASSERT_TRUE(session_.open("https://org.example/x").ok());
  EXPECT_THAT(session_.alerts(), ElementsAre("API Name: taken"));
  EXPECT_THAT(session_.notices(), ElementsAre("Saved"));
}

TEST_F(FormSessionTest, PassesTroubleOn) {
  const auto opened = session_.open(std::string(kSite) + "/nowhere");
  ASSERT_FALSE(opened.ok());
  ASSERT_TRUE(opened.error().trouble.has_value());
  EXPECT_EQ(opened.error().trouble->kind, Trouble::Kind::unreachable);
}

}  // namespace
}  // namespace rehearse::harness
