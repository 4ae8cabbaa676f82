#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kCallback = "https://www.workato.com/oauth/callback";
constexpr const char* kApprovalPage = "/setup/secur/RemoteAccessAuthorizationPage.apexp";
constexpr const char* kState = "s 1&=\xc3\xa9\"<%";

class AuthorizeEndpoint : public testing::Test {
 protected:
  wire::Fields query(wire::Fields more = {}) const {
    wire::Fields fields{{"response_type", "code"},
                        {"client_id", app_.consumer_key.value},
                        {"redirect_uri", kCallback},
                        {"state", kState}};
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
  }
  std::string target(wire::Fields more = {}) const { return target_of(query(std::move(more))); }
  static std::string target_of(const wire::Fields& fields) {
    return "/services/oauth2/authorize?" + wire::encode_form(fields);
  }
  OrgSite::Answer allow(const OrgSite::Answer& page_redirect) {
    return site_.post(kApprovalPage, {{"csrf", site_.csrf()},
                                      {"source", page_redirect.in_location("source")},
                                      {"oaapprove", "Allow"}});
  }
  void edit(const std::function<void(oauth::AppSettings&)>& change) {
    auto tx = site_.org.begin();
    oauth::AppSettings settings = tx.apps().find(app_.id)->settings;
    change(settings);
    ASSERT_TRUE(tx.apps().update(app_.id, settings).ok());
  }

  OrgSite site_{};
  App app_ = site_.create_app();
};

TEST_F(AuthorizeEndpoint, SendsAStrangerToTheApprovalPageAndFromThereToTheLogin) {
  const auto answer = site_.get(target({{"login_hint", "user@rehearsal.test"}}));
  EXPECT_EQ(answer.response.status, 302);
  EXPECT_THAT(answer.location(), StartsWith(kApprovalPage));
  const auto page = site_.get(answer.location());
  EXPECT_THAT(page.location(), StartsWith("/?ec=302&startURL="));
  EXPECT_EQ(page.in_location("startURL"), answer.location());
  EXPECT_EQ(page.in_location("un"), "user@rehearsal.test");
  EXPECT_EQ(page.reason, "");
}

TEST_F(AuthorizeEndpoint, LeadsThroughLoginAndApprovalToACode) {
  const auto start = site_.get(target());
  const auto login = site_.log_in("admin@rehearsal.test", start.location());
  EXPECT_EQ(login.location(), start.location());
  const auto page = site_.get(login.location());
  EXPECT_EQ(page.response.status, 200);
  EXPECT_THAT(page.response.body, HasSubstr("Manage user data via APIs (api)"));
  const auto done = allow(start);
  EXPECT_EQ(done.reason, "");
  EXPECT_EQ(done.response.status, 302);
  EXPECT_THAT(done.location(), StartsWith(std::string(kCallback) + "?code=aPrx"));
  EXPECT_EQ(done.in_location("code").size(), 76u);
  EXPECT_EQ(done.in_location("state"), kState);
  EXPECT_EQ(done.header("Cache-Control"), "no-store");
  EXPECT_EQ(done.header("Access-Control-Allow-Origin"), "");
}

TEST_F(AuthorizeEndpoint, AnswersPostLikeGet) {
  site_.log_in();
  const auto answer = site_.post("/services/oauth2/authorize", query());
  EXPECT_THAT(answer.location(), StartsWith(kApprovalPage));
  // A parameter in query and form is a repeated one.
  const auto both = site_.post("/services/oauth2/authorize?state=x", query());
  EXPECT_EQ(both.reason, "authorize_parameter_repeated");
}

TEST_F(AuthorizeEndpoint, AnswersErrorsBeforeTheLoginWithARawBody) {
  edit([](oauth::AppSettings& settings) { settings.is_pkce_required = true; });
  const auto answer = site_.get(target());
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_EQ(answer.response.body,
            "error=invalid_request&error_description=missing%20required%20code%20challenge");
  EXPECT_EQ(answer.header("Content-Type"), "");
  EXPECT_EQ(answer.location(), "");
  EXPECT_EQ(answer.reason, "challenge_missing");
}

TEST_F(AuthorizeEndpoint, NeverRedirectsForAnUnknownClientOrCallback) {
  wire::Fields unknown = query();
  unknown[1].value = "<script>";
  const auto client = site_.get(target_of(unknown));
  EXPECT_EQ(client.response.status, 400);
  EXPECT_EQ(client.response.body,
            "error=invalid_client_id&error_description=client%20identifier%20invalid");
  EXPECT_EQ(client.reason, "authorize_client_unknown");

  wire::Fields foreign = query();
  foreign[2].value = "https://example.com/";
  const auto callback = site_.get(target_of(foreign));
  EXPECT_EQ(callback.response.body,
            "error=redirect_uri_mismatch&error_description="
            "redirect_uri%20must%20match%20configuration");
  EXPECT_EQ(callback.location(), "");
  EXPECT_EQ(callback.reason, "redirect_uri_not_registered");
}

TEST_F(AuthorizeEndpoint, RefusesEveryKnownParameterThatIsRepeated) {
  for (const char* name : {"response_type", "client_id", "redirect_uri", "scope", "state",
                           "code_challenge", "code_challenge_method", "prompt", "nonce"}) {
    const auto answer = site_.get(target({{name, "a"}, {name, "a"}}));
    EXPECT_EQ(answer.reason, "authorize_parameter_repeated") << name;
    EXPECT_EQ(answer.location(), "") << name;
  }
}

TEST_F(AuthorizeEndpoint, IgnoresUnknownParametersAndEmptyOnes) {
  site_.log_in();
  const auto answer = site_.get(target({{"foo", "bar"},
                                        {"foo", "baz"},
                                        {"display", "touch"},
                                        {"code_challenge", ""},
                                        {"scope", ""}}));
  EXPECT_EQ(answer.reason, "");
  EXPECT_THAT(answer.location(), StartsWith(kApprovalPage));
}

TEST_F(AuthorizeEndpoint, RefusesBrokenEncoding) {
  const auto answer = site_.get(target() + "&scope=%zz");
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_EQ(answer.reason, "authorize_malformed");
}

TEST_F(AuthorizeEndpoint, SendsAScopeOutsideTheAppToSalesforcesOwnErrorPage) {
  site_.log_in();
  const auto answer = site_.get(target({{"scope", "api full"}}));
  EXPECT_EQ(answer.location(),
            "/setup/secur/RemoteAccessErrorPage.apexp?error=invalid_scope&error_description="
            "the+requested+scope+is+not+allowed");
  EXPECT_EQ(answer.reason, "scope_outside_app");
  const auto page = site_.get(answer.location());
  EXPECT_EQ(page.response.status, 200);
  EXPECT_THAT(page.response.body, HasSubstr("OAUTH_APPROVAL_ERROR_GENERIC : An unexpected error"));
}

TEST_F(AuthorizeEndpoint, JudgesScopesOnlyAfterTheLogin) {
  const auto stranger = site_.get(target({{"scope", "full"}}));
  EXPECT_EQ(stranger.reason, "");
  site_.log_in();
  EXPECT_EQ(site_.get(stranger.location()).reason, "scope_outside_app");
}

TEST_F(AuthorizeEndpoint, ReportsADisabledAppOnTheCallback) {
  site_.log_in();
  edit([](oauth::AppSettings& settings) { settings.is_enabled = false; });
  const auto answer = site_.get(target());
  EXPECT_THAT(answer.location(), StartsWith(std::string(kCallback) + "?error=OAUTH_APP_BLOCKED"));
  EXPECT_EQ(answer.in_location("error_description"), "this app is blocked by admin");
  EXPECT_EQ(answer.in_location("state"), kState);
  EXPECT_EQ(answer.reason, "app_disabled");
}

TEST_F(AuthorizeEndpoint, BlocksALocalAppByTheLoginHostButNotByMyDomain) {
  site_.origin = "https://login.salesforce.com";
  const auto asked = site_.get(target());
  EXPECT_EQ(asked.reason, "");
  // The person goes on at My Domain, and the request is still one of the login host.
  site_.origin = "https://" + site_.org.my_domain_host();
  site_.log_in();
  const auto answer = site_.get(asked.location());
  EXPECT_EQ(answer.in_location("error"), "OAUTH_AUTHORIZATION_BLOCKED");
  EXPECT_EQ(answer.reason, "cross_org_blocked");
  EXPECT_THAT(site_.get(target()).location(), StartsWith(kApprovalPage));
}

TEST_F(AuthorizeEndpoint, SkipsThePageForPreAuthorizedProfilesAndRefusesOthers) {
  edit([](oauth::AppSettings& settings) {
    settings.permitted_users = oauth::PermittedUsers::admin_approved_pre_authorized;
    settings.pre_authorized_profiles = {"System Administrator"};
  });
  site_.log_in();
  EXPECT_THAT(site_.get(target()).in_location("code"), StartsWith("aPrx"));
  site_.log_in("user@rehearsal.test");
  const auto other = site_.get(target());
  EXPECT_EQ(other.in_location("error"), "OAUTH_APP_ACCESS_DENIED");
  EXPECT_EQ(other.reason, "user_not_preauthorized");
}

TEST_F(AuthorizeEndpoint, DemandsPkceOrgWideOnTheErrorPage) {
  site_.log_in();
  site_.org.begin().settings().is_pkce_required = true;
  const auto answer = site_.get(target());
  EXPECT_EQ(answer.reason, "org_challenge_missing");
  EXPECT_THAT(answer.location(), StartsWith("/setup/secur/RemoteAccessErrorPage.apexp?error="));
  site_.org.begin().settings().is_pkce_required = false;
  EXPECT_THAT(site_.get(target()).location(), StartsWith(kApprovalPage));
}

TEST_F(AuthorizeEndpoint, RemembersAnApprovalForTheSameScopesOrFewer) {
  site_.log_in();
  allow(site_.get(target({{"scope", "api id"}})));
  EXPECT_THAT(site_.get(target({{"scope", "api id"}})).in_location("code"), StartsWith("aPrx"));
  EXPECT_THAT(site_.get(target({{"scope", "api"}})).in_location("code"), StartsWith("aPrx"));
  EXPECT_THAT(site_.get(target({{"scope", "api refresh_token"}})).location(),
              StartsWith(kApprovalPage));
  site_.log_in("user@rehearsal.test");
  EXPECT_THAT(site_.get(target({{"scope", "api"}})).location(), StartsWith(kApprovalPage));
}

TEST_F(AuthorizeEndpoint, AsksAgainForConsent) {
  site_.log_in();
  allow(site_.get(target()));
  EXPECT_THAT(site_.get(target()).in_location("code"), StartsWith("aPrx"));
  EXPECT_THAT(site_.get(target({{"prompt", "consent"}})).location(), StartsWith(kApprovalPage));
}

TEST_F(AuthorizeEndpoint, AsksForThePasswordAgainOnPromptLogin) {
  site_.log_in();
  const auto answer =
      site_.get(target({{"prompt", "login"}, {"login_hint", "user@rehearsal.test"}}));
  EXPECT_THAT(answer.location(), StartsWith("/?ec=302&startURL="));
  EXPECT_EQ(answer.in_location("un"), "user@rehearsal.test");
  const std::string page = answer.in_location("startURL");
  // The session that asked cannot go on by itself.
  EXPECT_THAT(site_.get(page).location(), StartsWith("/?ec=302&startURL="));
  EXPECT_THAT(site_.get(answer.location()).response.body, HasSubstr("name=\"pw\""));
  site_.log_in("admin@rehearsal.test", page);
  EXPECT_EQ(site_.get(page).response.status, 200);
}

TEST_F(AuthorizeEndpoint, ShowsNoPageWhenImmediate) {
  for (const wire::Field& how : {wire::Field{"immediate", "true"}, wire::Field{"prompt", "none"}}) {
    site_.sid.clear();
    app_ = site_.create_app(
        [&](oauth::AppSettings& settings) { settings.api_name = "Immediate_" + how.value; });
    const auto stranger = site_.get(target({how}));
    EXPECT_EQ(stranger.in_location("error"), "immediate_unsuccessful");
    EXPECT_EQ(stranger.in_location("state"), kState);
    EXPECT_EQ(stranger.reason, "immediate_without_session");
    site_.log_in();
    EXPECT_EQ(site_.get(target({how})).reason, "immediate_without_approval");
    allow(site_.get(target()));
    EXPECT_THAT(site_.get(target({how})).in_location("code"), StartsWith("aPrx"));
  }
}

TEST_F(AuthorizeEndpoint, NeverConsentsOnHead) {
  site_.log_in();
  allow(site_.get(target()));
  const wire::WireRequest head = wire::make_request({.method = "HEAD",
                                                     .origin = site_.origin,
                                                     .target = target(),
                                                     .headers = {{"Cookie", "sid=" + site_.sid}},
                                                     .received_at = site_.now});
  const auto answer = site_.send(head);
  EXPECT_EQ(answer.in_location("code"), "");
  EXPECT_THAT(answer.location(), StartsWith(kApprovalPage));
}

TEST_F(AuthorizeEndpoint, CommitsNothingWhenAFaultStrikesBeforeTheCommit) {
  site_.log_in();
  const auto page = site_.get(target());
  StopAtCommit stop;
  const wire::WireRequest decision = wire::make_form_post(
      {.method = "POST",
       .origin = site_.origin,
       .target = kApprovalPage,
       .headers = {{"Cookie", "sid=" + site_.sid}},
       .received_at = site_.now},
      {{"csrf", site_.csrf()}, {"source", page.in_location("source")}, {"oaapprove", "1"}});
  EXPECT_EQ(site_.send(decision, &stop).location(), "");
  // Nothing was remembered, and the page still waits for its answer.
  EXPECT_THAT(site_.get(target()).location(), StartsWith(kApprovalPage));
  EXPECT_THAT(site_.send(decision).in_location("code"), StartsWith("aPrx"));
}

TEST_F(AuthorizeEndpoint, KeepsTheQueryOfARegisteredCallback) {
  const App other = site_.create_app([](oauth::AppSettings& settings) {
    settings.api_name = "Other";
    settings.callback_urls = {"https://example.com/cb?x=1"};
  });
  site_.log_in();
  wire::Fields fields = query();
  fields[1].value = other.consumer_key.value;
  fields[2].value = "https://example.com/cb?x=1";
  const auto page = site_.get(target_of(fields));
  EXPECT_THAT(allow(page).location(), StartsWith("https://example.com/cb?x=1&code=aPrx"));
}

TEST_F(AuthorizeEndpoint, GivesADifferentCodeEachTime) {
  site_.log_in();
  allow(site_.get(target()));
  EXPECT_NE(site_.get(target()).in_location("code"), site_.get(target()).in_location("code"));
}

}  // namespace
}  // namespace rehearse::salesforce
