// A double click, a session that ends in mid-form, another tab: nothing happens twice and nothing
// typed is lost.
#include "tests/support/workato_browser.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kSessionEnds = std::chrono::hours(8) + std::chrono::seconds(1);

class KeptWorkspaceForms : public ::testing::Test {
 protected:
  void sign_in() {
    page_.open("/");
    sign_in_here();
  }
  void sign_in_here() {
    page_.fill("Email", kUser);
    page_.fill("Password", kPassword);
    page_.click("Sign in");
  }
  void type_a_profile() {
    page_.open("/custom_oauth_keys/new");
    page_.fill("Application", "Salesforce");
    page_.fill("Name", "Rehearsal <1>");
    page_.fill("Client ID", "3MVG9client");
    page_.fill("Client secret", kSecret);
  }
  std::string value(std::string_view label) const {
    return page_.by_label(label).attribute("value").value();
  }
  size_t profiles() { return workspace_.begin().profiles().all().size(); }
  std::string once() const {
    const size_t at = page_.response.body.find("name=\"once\" value=\"");
    return at == std::string::npos ? "" : page_.response.body.substr(at + 19, 22);
  }

  ::testing::StrictMock<MockOrg> org_;
  TimePoint now_ = kRunStart;
  Workspace workspace_{{.seed = 7}, org_, kRunStart};
  PageBrowser page_{workspace_, now_};
};

TEST_F(KeptWorkspaceForms, ASessionThatEndsInMidFormLosesNothingButTheSecret) {
  sign_in();
  type_a_profile();
  now_ += kSessionEnds;
  page_.click("Save");
  EXPECT_EQ(page_.reason, "workato_not_signed_in");
  EXPECT_EQ(page_.title(), "Sign in to Workato");
  EXPECT_EQ(profiles(), 0U);

  sign_in_here();
  EXPECT_EQ(page_.title(), "New custom profile");
  EXPECT_THAT(page_.response.body, HasSubstr("What you typed is still here, except for secrets"));
  EXPECT_EQ(value("Name"), "Rehearsal <1>");
  EXPECT_EQ(value("Client ID"), "3MVG9client");
  EXPECT_EQ(value("Client secret"), "");
  EXPECT_THAT(page_.response.body, Not(HasSubstr(std::string(kSecret))));
  EXPECT_EQ(profiles(), 0U) << "shown, never sent by itself";

  page_.fill("Client secret", kSecret);
  page_.click("Save");
  EXPECT_EQ(page_.title(), "Profile saved");
  EXPECT_EQ(profiles(), 1U);
}

TEST_F(KeptWorkspaceForms, CreateNewAppWithoutASessionComesBackToTheForm) {
  sign_in();
  type_a_profile();
  now_ += kSessionEnds;
  page_.click("Create new app");
  sign_in_here();
  EXPECT_EQ(page_.title(), "New custom profile");
  EXPECT_EQ(value("Name"), "Rehearsal <1>");
}

TEST_F(KeptWorkspaceForms, ASignInInAnotherTabLosesNothingEither) {
  sign_in();
  type_a_profile();
  PageBrowser other(workspace_, now_);
  other.cookie = page_.cookie;
  now_ += kSessionEnds;
  other.open("/");
  other.fill("Email", kUser);
  other.fill("Password", kPassword);
  other.click("Sign in");
  page_.cookie = other.cookie;
  page_.click("Save");
  EXPECT_EQ(page_.reason, "workato_form_token_wrong");
  EXPECT_EQ(page_.title(), "New custom profile");
  EXPECT_EQ(value("Name"), "Rehearsal <1>");
  EXPECT_EQ(profiles(), 0U);
}

TEST_F(KeptWorkspaceForms, AConnectionThatIsTypedIsKept) {
  sign_in();
  page_.open("/connections/new/salesforce");
  page_.fill("Connection name", "Kept connection");
  page_.fill("Sandbox", "Yes");
  page_.fill("Requested permissions (OAuth scopes)", "api web");
  now_ += kSessionEnds;
  page_.click("Connect");
  sign_in_here();
  EXPECT_EQ(page_.title(), "New connection");
  EXPECT_EQ(value("Connection name"), "Kept connection");
  EXPECT_EQ(value("Requested permissions (OAuth scopes)"), "api web");
  EXPECT_THAT(page_.response.body,
              HasSubstr("<option value=\"yes\" selected=\"selected\">Yes</option>"));
  EXPECT_TRUE(workspace_.begin().connections().all().empty());
}

TEST_F(KeptWorkspaceForms, AForgedFormIsNotKept) {
  page_.visit({.method = "POST", .target = "/custom_oauth_keys"},
              {{"csrf", "guess"}, {"name", "Forged"}});
  EXPECT_EQ(page_.reason, "workato_not_signed_in");
  EXPECT_EQ(page_.title(), "Sign in to Workato");
  EXPECT_THAT(page_.response.body, Not(HasSubstr("kept=")));
}

TEST_F(KeptWorkspaceForms, APageThatWasAskedForOpensAfterTheSignIn) {
  page_.open("/ip_addresses");
  EXPECT_EQ(page_.title(), "Sign in to Workato");
  page_.fill("Email", "typed@once.test");
  page_.fill("Password", "wrong");
  page_.click("Sign in");
  EXPECT_EQ(page_.reason, "workato_sign_in_refused");
  EXPECT_EQ(value("Email"), "typed@once.test");
  EXPECT_EQ(value("Password"), "");
  sign_in_here();
  EXPECT_EQ(page_.title(), "Workato's IP addresses");
}

TEST_F(KeptWorkspaceForms, TheSignInLeadsToNoOtherSite) {
  for (const char* next : {"https://evil.example/", "//evil.example/", "/\\evil.example/"}) {
    page_.cookie.clear();
    page_.open("/?next=" + wire::percent_encode(next));
    sign_in_here();
    EXPECT_EQ(page_.title(), "Home") << next;
    EXPECT_EQ(page_.location, "") << next;
  }
}

TEST_F(KeptWorkspaceForms, ADoubleClickOnSaveMakesOneProfile) {
  sign_in();
  type_a_profile();
  const wire::Fields form{
      {"csrf", page_.csrf()}, {"once", once()},       {"provider", "salesforce"},
      {"name", "Twice"},      {"client_id", "3MVG9"}, {"client_secret", std::string(kSecret)},
      {"save", "1"}};
  ASSERT_NE(form[1].value, "");
  for (int click = 0; click < 2; ++click) {
    page_.reason.clear();
    page_.visit({.method = "POST", .target = "/custom_oauth_keys"}, form);
    EXPECT_EQ(page_.title(), "Profile saved");
    EXPECT_EQ(page_.reason, "");
  }
  EXPECT_EQ(profiles(), 1U);
}

TEST_F(KeptWorkspaceForms, ADoubleClickOnConnectMakesOneConnection) {
  sign_in();
  type_a_profile();
  page_.click("Save");
  page_.open("/connections/new/salesforce");
  const std::string profile = std::to_string(workspace_.begin().profiles().all().front().id);
  const wire::Fields form{{"csrf", page_.csrf()}, {"once", once()},  {"name", "Twice"},
                          {"location", "Home"},   {"sandbox", "no"}, {"auth_type", "oauth2"},
                          {"custom_domain", ""},  {"scopes", ""},    {"profile", profile},
                          {"connect", "1"}};
  for (int click = 0; click < 2; ++click) {
    page_.visit({.method = "POST", .target = "/connections/new/salesforce"}, form);
    EXPECT_THAT(page_.location, HasSubstr("/services/oauth2/authorize?"));
  }
  EXPECT_EQ(workspace_.begin().connections().all().size(), 1U);
}

TEST_F(KeptWorkspaceForms, ARefusedFormListsItsErrorsWithLinks) {
  sign_in();
  page_.open("/custom_oauth_keys/new");
  page_.fill("Application", "Salesforce");
  page_.click("Save");
  EXPECT_EQ(page_.reason, "workato_profile_invalid");
  EXPECT_THAT(page_.response.body, HasSubstr("<a href=\"#name\">Name: can&apos;t be blank</a>"));
  EXPECT_STREQ(page_.by_label("Name").attribute("aria-invalid").value(), "true");
  EXPECT_STREQ(page_.by_label("Name").attribute("aria-describedby").value(), "name-error");
}

TEST_F(KeptWorkspaceForms, EveryPageKeepsToTheRules) {
  size_t forms = 0;
  for (const auto& row : page_routes()) {
    if (row.method != "GET") continue;
    PageBrowser browser(workspace_, now_);
    browser.open("/");
    browser.fill("Email", kUser);
    browser.fill("Password", kPassword);
    browser.click("Sign in");
    browser.open(row.path.find("/:provider") != std::string_view::npos
                     ? "/connections/new/salesforce"
                     : std::string(row.path));
    const std::string& body = browser.response.body;
    EXPECT_THAT(body, HasSubstr("This is a mock.")) << row.name;
    EXPECT_LT(body.size(), 60U * 1024) << row.name;
    EXPECT_EQ(wire::header_of(browser.response.headers, "X-Frame-Options"), "DENY") << row.name;
    EXPECT_THAT(wire::header_of(browser.response.headers, "Content-Security-Policy").value_or(""),
                Not(HasSubstr("unsafe")))
        << row.name;
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(body.c_str())) << row.name;
    for (const pugi::xpath_node& form : document.select_nodes("//form")) {
      ++forms;
      EXPECT_TRUE(form.node().select_node(".//input[@name='csrf' and string-length(@value)=40]"))
          << row.name;
    }
  }
  EXPECT_GE(forms, 4U);
}

}  // namespace
}  // namespace rehearse::workato::testing
