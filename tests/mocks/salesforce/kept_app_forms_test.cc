// A double click, a session that ends in mid-form, another tab: nothing happens twice and nothing
// typed is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/org_browser.h"

namespace rehearse::salesforce {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kNew[] = "/lightning/setup/ManageExternalClientApplication/new";
constexpr char kPkce[] =
    "Require Proof Key for Code Exchange (PKCE) extension for Supported Authorization Flows";
constexpr auto kSessionEnds = std::chrono::minutes(121);  // the org's timeout is 120

class KeptAppForms : public testing::Test {
 protected:
  void type_an_app() {
    browser_.sign_in();
    browser_.open(kNew);
    browser_.fill("External Client App Name", "Rehearsal <App>");
    browser_.fill("API Name", "Rehearsal_App");
    browser_.fill("Contact Email", "owner@example.com");
    browser_.fill("Description", "Two\nlines");
    browser_.check("Enable OAuth", true);
    browser_.fill("Callback URL", "https://www.workato.com/oauth/callback");
    browser_.select("Available OAuth Scopes", {"api", "full"});
    browser_.click("Move selection to Selected OAuth Scopes");
    browser_.check(kPkce, false);
  }
  void log_in_here(const std::string& username = "admin@rehearsal.test") {
    browser_.fill("Username", username);
    browser_.fill("Password", "rehearse-2026");
    browser_.click("Log In");
  }
  size_t apps() {
    auto tx = browser_.site.org.begin();
    return tx.apps().all().size() - 1;  // without the built-in one
  }
  std::string text() { return browser_.page.text(); }

  OrgBrowser browser_;
};

TEST_F(KeptAppForms, ASessionThatEndsInMidFormLosesNothingTyped) {
  type_an_app();
  browser_.site.now += kSessionEnds;
  browser_.click("Create");
  EXPECT_THAT(browser_.http.reasons, Contains("not_signed_in"));
  EXPECT_TRUE(browser_.page.has_field("Password"));
  EXPECT_EQ(apps(), 0u);

  log_in_here();
  EXPECT_EQ(browser_.page.view().heading, "New External Client App");
  EXPECT_THAT(browser_.page.notices(),
              ElementsAre(HasSubstr("What you typed is still here; nothing of it is saved yet")));
  EXPECT_EQ(browser_.read("External Client App Name"), "Rehearsal <App>");
  EXPECT_EQ(browser_.read("API Name"), "Rehearsal_App");
  EXPECT_THAT(browser_.read("Description"), HasSubstr("Two"));
  EXPECT_EQ(browser_.read("Enable OAuth"), "true");
  EXPECT_EQ(browser_.read(kPkce), "false");
  EXPECT_THAT(browser_.page.options("Selected OAuth Scopes"),
              ElementsAre("Manage user data via APIs (api)", "Full access (full)"));
  EXPECT_EQ(apps(), 0u) << "shown, never sent by itself";

  browser_.click("Create");
  EXPECT_THAT(browser_.page.notices(), ElementsAre("The external client app was created."));
  EXPECT_EQ(apps(), 1u);
}

TEST_F(KeptAppForms, ReloadingTheKeptFormChangesNothing) {
  type_an_app();
  browser_.site.now += kSessionEnds;
  browser_.click("Create");
  log_in_here();
  const std::string address = browser_.page.url();
  browser_.open(address.substr(browser_.site.origin.size()));
  EXPECT_EQ(browser_.read("API Name"), "Rehearsal_App");
  browser_.site.now += wire::FormMemory::kKeptFor + std::chrono::seconds(1);
  browser_.sign_in();
  browser_.open(address.substr(browser_.site.origin.size()));
  EXPECT_EQ(browser_.read("API Name"), "") << "a day later it is forgotten";
}

TEST_F(KeptAppForms, NobodyElseIsShownWhatWasTyped) {
  {
    auto tx = browser_.site.org.begin();
    tx.users().edit("user@rehearsal.test")->profile = "System Administrator";
  }
  type_an_app();
  browser_.site.now += kSessionEnds;
  browser_.click("Create");
  log_in_here("user@rehearsal.test");
  EXPECT_EQ(browser_.page.view().heading, "New External Client App");
  EXPECT_EQ(browser_.read("API Name"), "");
  EXPECT_THAT(text(), Not(HasSubstr("What you typed")));
}

TEST_F(KeptAppForms, ALoginInAnotherTabLosesNothingEither) {
  type_an_app();
  browser_.page.open_tab();
  browser_.site.now += kSessionEnds;
  browser_.sign_in();
  ASSERT_TRUE(browser_.page.switch_tab(0).ok());
  browser_.click("Create");
  EXPECT_THAT(browser_.http.reasons, Contains("csrf_mismatch"));
  EXPECT_EQ(browser_.read("API Name"), "Rehearsal_App");
  EXPECT_EQ(apps(), 0u);
  browser_.click("Create");
  EXPECT_EQ(apps(), 1u);
}

TEST_F(KeptAppForms, AForgedFormIsRefusedAndNotKept) {
  browser_.sign_in();
  browser_.site.sid = "nobody";
  const auto forged = browser_.site.post(kNew, {{"csrf", "guess"}, {"label", "Forged"}});
  EXPECT_EQ(forged.reason, "not_signed_in");
  EXPECT_THAT(forged.location(), Not(HasSubstr("kept")));
}

TEST_F(KeptAppForms, EditSettingsAndPoliciesAreKeptAsWell) {
  const App app = browser_.site.create_app();
  const std::string below = "/lightning/setup/ManageExternalClientApplication/" + app.id.value;
  browser_.sign_in();
  browser_.open(below + "/editSettings");
  browser_.fill("External Client App Name", "Renamed");
  browser_.site.now += kSessionEnds;
  browser_.click("Save");
  log_in_here();
  EXPECT_EQ(browser_.read("External Client App Name"), "Renamed");
  EXPECT_EQ(browser_.read("API Name"), "Rehearsal");
  browser_.click("Save");
  EXPECT_THAT(browser_.page.notices(), ElementsAre("The settings were saved."));

  browser_.open(below + "/editPolicies");
  browser_.fill("Session Timeout (Minutes)", "ninety");
  browser_.site.now += kSessionEnds;
  browser_.click("Save");
  log_in_here();
  EXPECT_EQ(browser_.read("Session Timeout (Minutes)"), "ninety");
}

TEST_F(KeptAppForms, AButtonThatIsPressedTooLateLeadsBackToItsPage) {
  const App app = browser_.site.create_app();
  browser_.sign_in();
  browser_.open("/lightning/setup/ManageExternalClientApplication/" + app.id.value + "/delete");
  browser_.site.now += kSessionEnds;
  browser_.click("Delete");
  log_in_here();
  EXPECT_EQ(browser_.page.view().heading, "Delete External Client App");
  EXPECT_EQ(apps(), 1u);
}

// What the browser sends when Create is clicked twice.
TEST_F(KeptAppForms, ADoubleClickOnCreateMakesOneApp) {
  browser_.sign_in();
  browser_.open(kNew);
  wire::Fields form;
  for (const harness::PageField& field : browser_.page.view().forms.at(0).fields) {
    if (field.name == "csrf" || field.name == wire::kOnce)
      form.push_back({field.name, field.value});
  }
  ASSERT_EQ(form.size(), 2u);
  form.push_back({"label", "Twice"});
  form.push_back({"apiName", "Twice"});
  form.push_back({"contactEmail", "owner@example.com"});
  form.push_back({"save", "1"});
  const auto first = browser_.site.post(kNew, form);
  const auto second = browser_.site.post(kNew, form);
  EXPECT_EQ(first.response.status, 302);
  EXPECT_THAT(first.location(), HasSubstr("/detail?saved=created"));
  EXPECT_EQ(second.location(), first.location());
  EXPECT_EQ(second.reason, "");
  EXPECT_EQ(apps(), 1u);

  // Back, another name, Create: that is another app.
  for (wire::Field& field : form) {
    if (field.name == "apiName") field.value = "Thrice";
  }
  EXPECT_NE(browser_.site.post(kNew, form).location(), first.location());
  EXPECT_EQ(apps(), 2u);

  // The form of an app that is gone by now makes it anew.
  {
    auto tx = browser_.site.org.begin();
    tx.apps().remove(AppId(tx.apps().find_by_name("Thrice")->id));
  }
  EXPECT_EQ(browser_.site.post(kNew, form).reason, "");
  EXPECT_EQ(apps(), 2u);
}

TEST_F(KeptAppForms, ARefusedFormKeepsItsToken) {
  type_an_app();
  browser_.fill("API Name", "1");
  const auto once = [&] {
    for (const harness::PageField& field : browser_.page.view().forms.at(0).fields) {
      if (field.name == wire::kOnce) return field.value;
    }
    return std::string();
  };
  const std::string before = once();
  browser_.click("Create");
  EXPECT_THAT(browser_.page.alerts(), Not(IsEmpty()));
  EXPECT_EQ(once(), before);
  EXPECT_NE(before, "");
}

}  // namespace
}  // namespace rehearse::salesforce
