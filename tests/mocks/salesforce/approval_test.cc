#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "mocks/salesforce/oauth/approve_as.h"
#include "mocks/salesforce/org/user_admin.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kPage = "/setup/secur/RemoteAccessAuthorizationPage.apexp";

class ApprovalPage : public testing::Test {
 protected:
  std::string target(std::string_view more = "") const {
    return "/services/oauth2/authorize?response_type=code&state=xyz&client_id=" +
           app_.consumer_key.value +
           "&redirect_uri=https%3A%2F%2Fwww.workato.com%2Foauth%2Fcallback" + std::string(more);
  }
  std::string open() { return site_.get(target()).in_location("source"); }
  OrgSite::Answer decide(const std::string& source, std::string_view button,
                         const std::string& csrf) {
    return site_.post(kPage, {{"csrf", csrf}, {"source", source}, {std::string(button), "1"}});
  }
  wire::WireResponse answer_as(std::string_view username, bool approve,
                               std::string_view more = "") {
    const wire::WireRequest request = wire::make_request(
        {.origin = site_.origin, .target = target(more), .received_at = site_.now});
    wire::Call call(request, 1);
    wire::WireResponse response = approve_as(site_.org, username, request, approve, call);
    reason_ = call.reason() == nullptr ? "" : call.reason()->name;
    return response;
  }
  static std::string location(const wire::WireResponse& response) {
    return wire::header_of(response.headers, "Location").value_or("");
  }

  OrgSite site_{};
  App app_ = site_.create_app([](oauth::AppSettings& settings) {
    settings.label = "Tom & Jerry's";
    settings.scopes = {"api", "id", "profile", "email", "refresh_token", "offline_access"};
  });
  std::string reason_{};
};

TEST_F(ApprovalPage, AsksInWellFormedLabelledForms) {
  site_.log_in();
  const auto page = site_.get(std::string(kPage) + "?source=" + open());
  ASSERT_EQ(page.response.status, 200);
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(page.response.body.c_str()));
  EXPECT_THAT(page.response.body, HasSubstr("Tom &amp; Jerry"));
  EXPECT_TRUE(document.select_node("//button[@id='oaapprove' and text()='Allow']"));
  EXPECT_TRUE(document.select_node("//button[@id='oadeny' and text()='Deny']"));
  EXPECT_TRUE(document.select_node("//a[text()='Not you?']"));
  // api, the identity service once, refresh once.
  EXPECT_EQ(document.select_nodes("//main//li").size(), 3u);
  EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
}

TEST_F(ApprovalPage, ReportsDenyToTheCallback) {
  site_.log_in();
  const std::string source = open();
  const auto answer = decide(source, "oadeny", site_.csrf());
  EXPECT_EQ(answer.in_location("error"), "access_denied");
  EXPECT_EQ(answer.in_location("error_description"), "end-user denied authorization");
  EXPECT_EQ(answer.in_location("state"), "xyz");
  EXPECT_EQ(answer.reason, "user_denied");
  // Deny isn't remembered as an approval.
  EXPECT_THAT(site_.get(target()).location(), StartsWith(kPage));
}

TEST_F(ApprovalPage, TakesNoDecisionWithoutTheSessionsOwnToken) {
  site_.log_in();
  const std::string source = open();
  for (const std::string& csrf : {std::string(), std::string("guess"), site_.csrf() + "x"}) {
    const auto answer = decide(source, "oaapprove", csrf);
    EXPECT_EQ(answer.response.status, 403);
    EXPECT_EQ(answer.reason, "csrf_mismatch");
    EXPECT_EQ(answer.location(), "");
  }
  const std::string other_token = site_.csrf();
  site_.log_in("user@rehearsal.test");
  EXPECT_EQ(decide(source, "oaapprove", other_token).reason, "csrf_mismatch");
}

TEST_F(ApprovalPage, AsksAgainWithoutADecisionOrWithTwo) {
  site_.log_in();
  const std::string source = open();
  EXPECT_EQ(decide(source, "other", site_.csrf()).response.status, 200);
  const auto both = site_.post(
      kPage, {{"csrf", site_.csrf()}, {"source", source}, {"oaapprove", "1"}, {"oadeny", "1"}});
  EXPECT_EQ(both.response.status, 200);
  EXPECT_EQ(both.location(), "");
}

TEST_F(ApprovalPage, CannotBeAnsweredTwice) {
  site_.log_in();
  const std::string source = open();
  EXPECT_THAT(decide(source, "oaapprove", site_.csrf()).in_location("code"), StartsWith("aPrx"));
  const auto again = decide(source, "oaapprove", site_.csrf());
  EXPECT_EQ(again.response.status, 400);
  EXPECT_EQ(again.reason, "approval_expired");
  EXPECT_THAT(again.response.body, HasSubstr("before it expired. Please try again."));
}

TEST_F(ApprovalPage, ExpiresAfterAnHour) {
  site_.log_in();
  const std::string source = open();
  site_.now += std::chrono::hours(1);
  EXPECT_EQ(site_.get(std::string(kPage) + "?source=" + source).response.status, 200);
  site_.now += Duration(1);
  EXPECT_EQ(site_.get(std::string(kPage) + "?source=" + source).reason, "approval_expired");
}

TEST_F(ApprovalPage, NoticesWhatHappenedToTheAppMeanwhile) {
  site_.log_in();
  const std::string source = open();
  {
    auto tx = site_.org.begin();
    oauth::AppSettings settings = app_.settings;
    settings.callback_urls = {"https://example.com/"};
    ASSERT_TRUE(tx.apps().update(app_.id, settings).ok());
  }
  const auto changed = decide(source, "oaapprove", site_.csrf());
  EXPECT_EQ(changed.reason, "redirect_uri_not_registered");
  EXPECT_THAT(changed.location(), StartsWith("/setup/secur/RemoteAccessErrorPage.apexp"));
  {
    auto tx = site_.org.begin();
    ASSERT_TRUE(tx.apps().remove(app_.id));
  }
  EXPECT_EQ(decide(source, "oaapprove", site_.csrf()).reason, "authorize_client_unknown");
}

TEST_F(ApprovalPage, LetsAnotherPersonLogIn) {
  site_.log_in();
  const std::string page = std::string(kPage) + "?source=" + open();
  const auto out = site_.get("/secur/logout.jsp?retUrl=" + wire::percent_encode(page));
  EXPECT_EQ(out.location(), page);
  EXPECT_EQ(site_.sid, "");
  EXPECT_THAT(site_.get(page).location(), StartsWith("/?ec=302&startURL="));
}

TEST_F(ApprovalPage, LeadsADecisionWithoutASessionToTheLogin) {
  site_.log_in();
  const std::string source = open();
  site_.sid.clear();
  EXPECT_THAT(decide(source, "oaapprove", "").location(), StartsWith("/?ec=302&startURL="));
}

TEST_F(ApprovalPage, IsAnsweredInProcessAsAPersonWould) {
  EXPECT_THAT(location(answer_as("user@rehearsal.test", true)),
              StartsWith("https://www.workato.com/oauth/callback?code=aPrx"));
  EXPECT_EQ(reason_, "");
  EXPECT_THAT(location(answer_as("admin@rehearsal.test", false)),
              HasSubstr("error=access_denied&error_description=end-user%20denied"));
  EXPECT_EQ(reason_, "user_denied");
  EXPECT_THAT(location(answer_as("user@rehearsal.test", true, "&prompt=login%20consent")),
              HasSubstr("?code=aPrx"));
}

TEST_F(ApprovalPage, GivesThePersonsErrorPageInProcess) {
  const wire::WireResponse scope = answer_as("user@rehearsal.test", true, "&scope=full");
  EXPECT_EQ(scope.status, 200);
  EXPECT_THAT(scope.body, HasSubstr("OAUTH_APPROVAL_ERROR_GENERIC"));
  EXPECT_EQ(reason_, "scope_outside_app");
  const wire::WireResponse raw = answer_as("user@rehearsal.test", true, "&response_type=code");
  EXPECT_EQ(raw.status, 400);
  EXPECT_THAT(raw.body, StartsWith("error=invalid_request"));
  EXPECT_EQ(reason_, "authorize_parameter_repeated");
}

TEST_F(ApprovalPage, KeepsThoseOutWhoCannotLogIn) {
  {
    auto tx = site_.org.begin();
    UserChange change;
    change.is_frozen = true;
    ASSERT_NE(apply_user_change(tx, "user@rehearsal.test", change, site_.now), nullptr);
  }
  const wire::WireResponse frozen = answer_as("user@rehearsal.test", true);
  EXPECT_EQ(frozen.status, 200);
  EXPECT_THAT(frozen.body, HasSubstr("Please check your username and password."));
  EXPECT_EQ(reason_, "login_user_frozen");
  answer_as("nobody@rehearsal.test", true);
  EXPECT_EQ(reason_, "login_unknown_user");
}

}  // namespace
}  // namespace rehearse::salesforce
