#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "tests/support/org_browser.h"
#include "tests/support/signer.h"

namespace rehearse::salesforce {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kWebServerSecret[] = "Require secret for Web Server Flow";
constexpr char kRefreshSecret[] = "Require secret for Refresh Token Flow";
constexpr char kPkce[] =
    "Require Proof Key for Code Exchange (PKCE) extension for Supported Authorization Flows";
constexpr char kRotation[] = "Enable Refresh Token Rotation";
constexpr char kJwt[] = "Issue JSON Web Token (JWT)-based access tokens for named users";
constexpr char kIdleLimit[] = "Limit Idle Refresh Token Time-to-Live (TTL) to 30 Days";
constexpr char kAllowlist[] = "Enforce Refresh Token IP Allowlist";
constexpr char kCodeFlow[] = "Enable Authorization Code and Credentials Flow";

class SetupPages : public testing::Test {
 protected:
  // The guide's path, link by link from the front page.
  void go_to_manager(OrgBrowser& browser) {
    browser.sign_in();
    for (const char* step : {"Setup", "Apps", "External Client Apps"}) browser.click(step);
    browser.click("External Client App Manager");
  }
  void fill_basics(OrgBrowser& browser, const std::string& api_name = "Rehearsal_App") {
    browser.fill("External Client App Name", "Rehearsal App");
    browser.fill("API Name", api_name);
    browser.fill("Contact Email", "owner@example.com");
    browser.select("Distribution State", {"Local"});
    browser.check("Enable OAuth", true);
    browser.fill("Callback URL", "https://www.workato.com/oauth/callback");
  }
  App only_app(OrgBrowser& browser, std::string_view name = "Rehearsal_App") {
    auto tx = browser.site.org.begin();
    const App* app = tx.apps().find_by_name(name);
    return app == nullptr ? App{} : *app;
  }
  std::string path_of(const App& app, const std::string& page) {
    return "/lightning/setup/ManageExternalClientApplication/" + app.id.value + "/" + page;
  }
};

TEST_F(SetupPages, AnAllowlistWithoutARangeIsNotSaved) {
  OrgBrowser browser;
  go_to_manager(browser);
  browser.click("New External Client App");
  fill_basics(browser);
  browser.check(kAllowlist, true);
  browser.click("Create");
  EXPECT_EQ(browser.reason(), "allowlist_empty");
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("Add at least one IP range")));
}

TEST_F(SetupPages, TheGuidesClicksCreateTheApp) {
  OrgBrowser browser;
  go_to_manager(browser);
  browser.click("New External Client App");
  EXPECT_THAT(browser.page.title(), HasSubstr("New External Client App"));
  fill_basics(browser);
  browser.select("Available OAuth Scopes",
                 {"Full access (full)", "Manage user data via APIs (api)",
                  "Perform requests at any time (refresh_token, offline_access)"});
  browser.click("Move selection to Selected OAuth Scopes");
  browser.check(kCodeFlow, true);
  browser.check(kWebServerSecret, true);
  browser.check(kRefreshSecret, true);
  browser.check(kJwt, false);
  browser.check(kPkce, false);
  browser.check(kRotation, true);
  browser.check(kIdleLimit, true);
  browser.click("Create");
  EXPECT_THAT(browser.page.alerts(), IsEmpty());
  EXPECT_THAT(browser.page.notices(), ElementsAre("The external client app was created."));

  const oauth::AppSettings settings = only_app(browser).settings;
  EXPECT_EQ(settings.label, "Rehearsal App");
  EXPECT_EQ(settings.contact_email, "owner@example.com");
  EXPECT_TRUE(settings.is_oauth_enabled);
  EXPECT_THAT(settings.callback_urls, ElementsAre("https://www.workato.com/oauth/callback"));
  EXPECT_THAT(settings.scopes, ElementsAre("api", "full", "refresh_token"));
  EXPECT_TRUE(settings.is_code_cred_flow_enabled);
  EXPECT_FALSE(settings.is_device_flow_enabled);
  EXPECT_FALSE(settings.is_consumer_secret_optional);
  EXPECT_TRUE(settings.is_secret_required_for_refresh_token);
  EXPECT_FALSE(settings.is_pkce_required);
  EXPECT_TRUE(settings.is_refresh_token_rotation_enabled);
  EXPECT_TRUE(settings.is_enforce_refresh_token_ttl);
  EXPECT_FALSE(settings.is_named_user_jwt_enabled);
  EXPECT_THAT(settings.token_ip_ranges, IsEmpty());

  browser.click("Settings");
  EXPECT_EQ(browser.read("API Name"), "Rehearsal_App");
  EXPECT_EQ(browser.read(kPkce), "No");
  EXPECT_TRUE(browser.page.has_button("Consumer Key and Secret"));
}

TEST_F(SetupPages, ANewFormShowsSalesforcesDefaults) {
  OrgBrowser browser;
  go_to_manager(browser);
  browser.click("New External Client App");
  const harness::PageForm& form = browser.page.view().forms.at(0);
  std::vector<std::string> checked, labels;
  for (const harness::PageField& field : form.fields) {
    if (field.kind == harness::PageField::Kind::check_box && field.checked) {
      checked.push_back(field.label);
    }
    if (field.kind != harness::PageField::Kind::hidden) labels.push_back(field.label);
  }
  EXPECT_THAT(checked, ElementsAre(kWebServerSecret, kRefreshSecret, kPkce));
  EXPECT_THAT(labels,
              ElementsAre("External Client App Name", "API Name", "Contact Email",
                          "Distribution State", "Contact Phone", "Info URL", "Logo Image URL",
                          "Icon URL", "Description", "Enable OAuth", "Callback URL",
                          "Available OAuth Scopes", "Move selection to Selected OAuth Scopes",
                          "Move selection to Available OAuth Scopes", "Selected OAuth Scopes",
                          "Introspect All Tokens", "Enable Client Credentials Flow", kCodeFlow,
                          "Enable Device Flow", "Enable JWT Bearer Flow", "Certificate",
                          "Enable Token Exchange Flow", kWebServerSecret, kRefreshSecret, kPkce,
                          kRotation, kJwt, kIdleLimit, kAllowlist, "Start IP Address",
                          "End IP Address", "IP Range Description", "Add", "Create"));
}

TEST_F(SetupPages, MovingScopesLosesNothingTyped) {
  OrgBrowser browser;
  go_to_manager(browser);
  browser.click("New External Client App");
  fill_basics(browser, "not yet valid");
  browser.fill("Description", "Some <b>text</b> & more");
  browser.check(kPkce, false);
  browser.check(kAllowlist, true);
  browser.fill("Start IP Address", "10.0.0.1");
  browser.select("Available OAuth Scopes", {"api", "web"});
  browser.click("Move selection to Selected OAuth Scopes");
  EXPECT_THAT(browser.page.alerts(), IsEmpty());
  EXPECT_EQ(browser.read("API Name"), "not yet valid");
  EXPECT_EQ(browser.read("Description"), "Some <b>text</b> & more");
  EXPECT_EQ(browser.read("Callback URL"), "https://www.workato.com/oauth/callback");
  EXPECT_EQ(browser.read("Start IP Address"), "10.0.0.1");
  browser.select("Selected OAuth Scopes", {"web"});
  browser.click("Move selection to Available OAuth Scopes");
  browser.fill("API Name", "Valid");
  browser.fill("End IP Address", "10.0.0.3");
  browser.click("Add");
  browser.fill("Start IP Address", "10.0.0.9");
  browser.fill("End IP Address", "10.0.0.9");
  browser.click("Create");
  const oauth::AppSettings settings = only_app(browser, "Valid").settings;
  EXPECT_THAT(settings.scopes, ElementsAre("api"));
  EXPECT_FALSE(settings.is_pkce_required);
  const oauth::AddressRange added{"10.0.0.1", "10.0.0.3", ""}, typed{"10.0.0.9", "10.0.0.9", ""};
  EXPECT_THAT(settings.token_ip_ranges, ElementsAre(added, typed));
}

TEST_F(SetupPages, EveryProblemStandsBesideItsField) {
  OrgBrowser browser;
  go_to_manager(browser);
  browser.click("New External Client App");
  fill_basics(browser, "1 App_");
  browser.fill("Contact Email", "nobody");
  browser.fill("Callback URL", "http://www.workato.com/\nhttps://*.example/");
  browser.check(kAllowlist, true);
  browser.click("Create");
  EXPECT_EQ(browser.reason(), "api_name_start");
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("begin with a letter")));
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("not include spaces")));
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("not end with an underscore")));
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("valid email")));
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("Line 1")));
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("wildcard")));
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("Add at least one IP range")));
  EXPECT_EQ(browser.read("API Name"), "1 App_");
  EXPECT_EQ(browser.read("Contact Email"), "nobody");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(browser.http.last.response.body.c_str()));
  const pugi::xpath_node field = document.select_node("//input[@id='apiName']/..");
  EXPECT_THAT(std::string(field.node().child("div").text().get()), HasSubstr("begin with"));
  auto tx = browser.site.org.begin();
  EXPECT_EQ(tx.apps().all().size(), 1u);  // the built-in one
}

TEST_F(SetupPages, ATakenNameIsSaidSo) {
  OrgBrowser browser;
  browser.site.create_app([](oauth::AppSettings& settings) { settings.api_name = "Taken"; });
  go_to_manager(browser);
  browser.click("New External Client App");
  fill_basics(browser, "tAKEN");
  browser.click("Create");
  EXPECT_EQ(browser.reason(), "api_name_taken");
  EXPECT_THAT(browser.page.alerts(), Contains(HasSubstr("already in use")));
}

TEST_F(SetupPages, ALockedOrgShowsItsForcedBoxesTickedAndGreyedOut) {
  OrgBrowser browser({.mode = OrgMode::locked_2026});
  go_to_manager(browser);
  browser.click("New External Client App");
  for (const harness::PageField& field : browser.page.view().forms.at(0).fields) {
    const bool is_forced =
        field.label == kPkce || field.label == kRotation || field.label == kIdleLimit;
    if (field.kind != harness::PageField::Kind::check_box) continue;
    EXPECT_EQ(field.disabled, is_forced) << field.label;
    if (is_forced) {
      EXPECT_TRUE(field.checked) << field.label;
    }
  }
  EXPECT_THAT(browser.page.text(), HasSubstr("contact Salesforce Support"));
  fill_basics(browser);
  browser.click("Create");
  const oauth::AppSettings settings = only_app(browser).settings;
  EXPECT_TRUE(settings.is_pkce_required);
  EXPECT_TRUE(settings.is_refresh_token_rotation_enabled);
  EXPECT_TRUE(settings.is_enforce_refresh_token_ttl);
}

TEST_F(SetupPages, EditSettingsKeepsTheApiNameAndChangesTheRest) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  go_to_manager(browser);
  browser.click("Edit Settings");
  EXPECT_FALSE(browser.page.has_field("API Name"));
  browser.fill("External Client App Name", "Renamed");
  browser.check(kRotation, true);
  browser.check(kWebServerSecret, false);
  browser.check("Enable JWT Bearer Flow", true);
  browser.click("Save");
  EXPECT_EQ(browser.reason(), "certificate_malformed");
  browser.fill("Certificate", signing::right_signer().certificate);
  browser.click("Save");
  EXPECT_THAT(browser.page.notices(), ElementsAre("The settings were saved."));
  const oauth::AppSettings settings = only_app(browser, "Rehearsal").settings;
  EXPECT_EQ(settings.label, "Renamed");
  EXPECT_TRUE(settings.is_refresh_token_rotation_enabled);
  EXPECT_TRUE(settings.is_consumer_secret_optional);
  EXPECT_TRUE(Certificate::read(settings.certificate).has_value());
  EXPECT_THAT(settings.scopes, ElementsAre("api", "id", "refresh_token"));
  EXPECT_EQ(only_app(browser, "Rehearsal").consumer_key, app.consumer_key);
}

TEST_F(SetupPages, EditSettingsAddsAndRemovesRanges) {
  OrgBrowser browser;
  const App app = browser.site.create_app([](oauth::AppSettings& settings) {
    settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.1", "old"}};
  });
  browser.sign_in();
  browser.open(path_of(app, "editSettings"));
  browser.click("Remove range 1");
  browser.fill("Start IP Address", "2001:db8::1");
  browser.fill("End IP Address", "2001:db8::2");
  browser.fill("IP Range Description", "new");
  browser.click("Add");
  EXPECT_EQ(browser.read("Start IP Address"), "");
  browser.click("Save");
  const oauth::AddressRange range{"2001:db8::1", "2001:db8::2", "new"};
  EXPECT_THAT(only_app(browser, "Rehearsal").settings.token_ip_ranges, ElementsAre(range));
  browser.open(path_of(app, "editSettings"));
  browser.check(kAllowlist, false);
  browser.click("Save");
  EXPECT_THAT(only_app(browser, "Rehearsal").settings.token_ip_ranges, IsEmpty());
}

TEST_F(SetupPages, EditPoliciesWantsAnExecutionUserOfTheOrg) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  browser.sign_in();
  browser.open(path_of(app, "editPolicies"));
  browser.check("Enable Client Credentials Flow", true);
  for (const char* nobody : {"", "nobody@rehearsal.test"}) {
    browser.fill("Run As (Username)", nobody);
    browser.click("Save");
    EXPECT_EQ(browser.reason(), "execution_user_invalid") << nobody;
    EXPECT_THAT(browser.page.text(), HasSubstr("Enter a valid execution user for the OAuth client "
                                               "credentials flow."));
  }
  EXPECT_FALSE(only_app(browser, "Rehearsal").settings.is_client_credentials_policy_enabled);
}

TEST_F(SetupPages, EditPoliciesSavesEveryPolicy) {
  OrgBrowser browser;
  browser.site.org.begin().profiles().keep_set("Workato");
  const App app = browser.site.create_app();
  browser.sign_in();
  browser.open(path_of(app, "detail"));
  browser.click("Policies");
  EXPECT_EQ(browser.read("Refresh Token Policy"), "Expire refresh token after specific time");
  EXPECT_EQ(browser.read("Refresh Token Validity Period"), "365");
  browser.click("Edit Policies");
  browser.select("Permitted Users", {"Admin approved users are pre-authorized"});
  browser.select("Select Profiles", {"System Administrator"});
  browser.select("Select Permission Sets", {"Workato"});
  browser.check("Enable Client Credentials Flow", true);
  browser.fill("Run As (Username)", "User@rehearsal.test");
  browser.select("Refresh Token Policy", {"Expire refresh token if not used for specific time"});
  browser.fill("Refresh Token Validity Period", "12");
  browser.select("Refresh Token Validity Unit", {"Hour(s)"});
  browser.select("IP Relaxation", {"Relax IP restrictions"});
  browser.fill("Session Timeout (Minutes)", "15");
  browser.fill("Named User JWT Timeout (Minutes)", "60");
  browser.check("Enable External Client App", false);
  browser.click("Save");
  EXPECT_THAT(browser.page.notices(), ElementsAre("The policies were saved."));
  const oauth::AppSettings settings = only_app(browser, "Rehearsal").settings;
  EXPECT_EQ(settings.permitted_users, oauth::PermittedUsers::admin_approved_pre_authorized);
  EXPECT_THAT(settings.pre_authorized_profiles, ElementsAre("System Administrator"));
  EXPECT_THAT(settings.pre_authorized_permission_sets, ElementsAre("Workato"));
  EXPECT_TRUE(settings.is_client_credentials_policy_enabled);
  EXPECT_EQ(settings.client_credentials_user, "User@rehearsal.test");
  EXPECT_EQ(settings.refresh_token_policy, oauth::RefreshTokenPolicy::specific_inactivity);
  EXPECT_EQ(settings.refresh_token_validity_period, 12);
  EXPECT_EQ(settings.refresh_token_validity_unit, oauth::ValidityUnit::hours);
  EXPECT_EQ(settings.ip_relaxation, oauth::IpRelaxation::bypass);
  EXPECT_EQ(settings.session_timeout_minutes, 15);
  EXPECT_EQ(settings.named_user_jwt_timeout_minutes, 60);
  EXPECT_FALSE(settings.is_enabled);
  EXPECT_THAT(settings.scopes, ElementsAre("api", "id", "refresh_token"));
}

TEST_F(SetupPages, EditPoliciesKeepsWhatWasTypedBesideItsProblem) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  browser.sign_in();
  browser.open(path_of(app, "editPolicies"));
  browser.fill("Refresh Token Validity Period", "a year");
  browser.fill("Session Timeout (Minutes)", "45");
  browser.click("Save");
  EXPECT_EQ(browser.reason(), "validity_period_bounds");
  EXPECT_EQ(browser.read("Refresh Token Validity Period"), "a year");
  EXPECT_EQ(browser.read("Session Timeout (Minutes)"), "45");
  EXPECT_EQ(only_app(browser, "Rehearsal").settings.session_timeout_minutes, 0);
}

TEST_F(SetupPages, UnderTheIdleLimitValidUntilRevokedShowsAsThirtyDaysOfInactivity) {
  OrgBrowser browser;
  const App app = browser.site.create_app([](oauth::AppSettings& settings) {
    settings.refresh_token_policy = oauth::RefreshTokenPolicy::infinite;
    settings.is_enforce_refresh_token_ttl = true;
  });
  browser.sign_in();
  browser.open(path_of(app, "policies"));
  EXPECT_EQ(browser.read("Refresh Token Policy"),
            "Expire refresh token if not used for specific time");
  EXPECT_EQ(browser.read("Refresh Token Validity Period"), "30");
  EXPECT_EQ(only_app(browser, "Rehearsal").settings.refresh_token_policy,
            oauth::RefreshTokenPolicy::infinite);
  browser.click("Edit Policies");
  EXPECT_THAT(browser.page.text(), Not(HasSubstr("valid until revoked")));
  browser.fill("Refresh Token Validity Period", "31");
  browser.click("Save");
  EXPECT_EQ(browser.reason(), "inactivity_above_idle_limit");
}

TEST_F(SetupPages, AnAppIsDeletedAfterAQuestion) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  const std::string token = browser.site.access_token(app, {"api"});
  go_to_manager(browser);
  browser.click("Delete");
  EXPECT_THAT(browser.page.text(), HasSubstr("Delete Rehearsal?"));
  EXPECT_EQ(only_app(browser, "Rehearsal").id, app.id);
  browser.click("Delete");
  EXPECT_THAT(browser.page.notices(), ElementsAre("The external client app was deleted."));
  EXPECT_TRUE(only_app(browser, "Rehearsal").id.empty());
  EXPECT_THAT(browser.page.text(), HasSubstr("no external client apps yet"));
  auto tx = browser.site.org.begin();
  EXPECT_FALSE(tx.grants().find_access(token, browser.site.now).ok());
}

TEST_F(SetupPages, OauthUsageRevokesOneGrantOrAll) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  const std::string first = browser.site.access_token(app, {"api"});
  const std::string second = browser.site.access_token(app, {"id"}, "user@rehearsal.test");
  const auto is_good = [&](const std::string& token) {
    auto tx = browser.site.org.begin();
    return tx.grants().find_access(token, browser.site.now).ok();
  };
  browser.sign_in();
  browser.open(path_of(app, "detail"));
  browser.click("OAuth Usage");
  EXPECT_THAT(browser.page.text(), HasSubstr("user@rehearsal.test"));
  browser.click("Revoke");
  EXPECT_FALSE(is_good(first));
  EXPECT_TRUE(is_good(second));
  const std::string third = browser.site.access_token(app, {"api"});
  browser.open(path_of(app, "oauthUsage"));
  browser.select("Users", {"user@rehearsal.test"});
  browser.click("Bulk Revoke");
  EXPECT_FALSE(is_good(second));
  EXPECT_TRUE(is_good(third));
  browser.click("Bulk Revoke");
  EXPECT_FALSE(is_good(third));
  EXPECT_THAT(browser.page.text(), HasSubstr("No user has access"));
}

TEST_F(SetupPages, OnlyThosePermittedUseSetup) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  browser.open("/lightning/setup/SetupOneHome/home");
  EXPECT_THAT(browser.http.reasons, Contains("not_signed_in"));
  EXPECT_TRUE(browser.page.has_field("Username"));
  browser.sign_in("user@rehearsal.test");
  for (const std::string& path :
       {std::string("/lightning/setup/SetupOneHome/home"),
        std::string("/lightning/setup/ManageExternalClientApplication/home"),
        std::string("/lightning/setup/ManageExternalClientApplication/new"), path_of(app, "detail"),
        path_of(app, "consumerDetails")}) {
    browser.open(path);
    EXPECT_EQ(browser.reason(), "setup_not_permitted") << path;
    EXPECT_EQ(browser.http.last.response.status, 403) << path;
    EXPECT_THAT(browser.page.title(), HasSubstr("Insufficient Privileges"));
  }
}

TEST_F(SetupPages, EveryFormNeedsItsToken) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  browser.site.log_in();
  for (const char* page :
       {"editSettings", "editPolicies", "delete", "oauthUsage", "consumerDetails"}) {
    const auto answer = browser.site.post(path_of(app, page), {{"csrf", "wrong"}});
    EXPECT_EQ(answer.reason, "csrf_mismatch") << page;
    EXPECT_EQ(answer.response.status, 403) << page;
  }
  const auto made = browser.site.post("/lightning/setup/ManageExternalClientApplication/new", {});
  EXPECT_EQ(made.reason, "csrf_mismatch");
  EXPECT_EQ(only_app(browser, "Rehearsal").settings.label, "Rehearsal");
}

TEST_F(SetupPages, AFaultBeforeTheCommitChangesNothing) {
  OrgBrowser browser;
  const App app = browser.site.create_app();
  browser.site.log_in();
  StopAtCommit stop;
  wire::RequestParts parts{.method = "POST",
                           .origin = browser.site.origin,
                           .target = path_of(app, "delete"),
                           .headers = {{"Cookie", "sid=" + browser.site.sid}},
                           .received_at = browser.site.now};
  browser.site.send(wire::make_form_post(parts, {{"csrf", browser.site.csrf()}}), &stop);
  EXPECT_EQ(only_app(browser, "Rehearsal").id, app.id);
}

TEST_F(SetupPages, AnUnknownAppIsNotFound) {
  OrgBrowser browser;
  browser.sign_in();
  for (const char* id : {"0xI000000000000", "PlatformCLI", "%3Cb%3E"}) {
    browser.open(std::string("/lightning/setup/ManageExternalClientApplication/") + id + "/detail");
    EXPECT_EQ(browser.reason(), "app_unknown") << id;
    EXPECT_EQ(browser.http.last.response.status, 404) << id;
  }
}

TEST_F(SetupPages, WhatPeopleTypedIsEscapedEverywhere) {
  OrgBrowser browser;
  const App app = browser.site.create_app([](oauth::AppSettings& settings) {
    settings.label = "<script>alert('\"&')</script>";
    settings.description = "</textarea>]]><b>";
  });
  browser.sign_in();
  for (const std::string& path :
       {std::string("/lightning/setup/ManageExternalClientApplication/home"),
        path_of(app, "detail"), path_of(app, "policies"), path_of(app, "editSettings"),
        path_of(app, "editPolicies"), path_of(app, "delete"), path_of(app, "oauthUsage")}) {
    browser.open(path);
    pugi::xml_document document;
    const std::string& body = browser.http.last.response.body;
    EXPECT_TRUE(document.load_string(body.c_str())) << path;
    EXPECT_TRUE(document.select_nodes("//main//script").empty()) << path;
    EXPECT_TRUE(document.select_nodes("//main//b").empty()) << path;
    EXPECT_THAT(body, HasSubstr("&lt;script&gt;")) << path;
  }
}

}  // namespace
}  // namespace rehearse::salesforce
