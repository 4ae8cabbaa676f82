#include "mocks/oauth/authorize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// RFC 7636 appendix B.
constexpr const char* kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

class Authorize : public testing::Test {
 protected:
  Authorize() {
    app_.callback_urls = {"https://www.workato.com/oauth/callback"};
    app_.scopes = {"api", "id", "refresh_token"};
    app_.is_pkce_required = false;
    parameters_.client_id = "3MVG9";
    parameters_.redirect_uri = app_.callback_urls[0];
    parameters_.response_type = "code";
  }

  Result<AuthorizeRequest, Rejection> judge() {
    const AskedApp asked{&app_, created_at_};
    return judge_authorize(parameters_, is_known_ ? &asked : nullptr, dials_, now_);
  }
  // The reason's name; empty if the request passed.
  std::string refusal() {
    const auto judged = judge();
    return judged ? "" : std::string(judged.error().reason->name);
  }
  std::string wire_error() {
    const auto judged = judge();
    return judged ? "" : std::string(judged.error().error->code);
  }

  AppSettings app_{};
  AuthorizeParameters parameters_{};
  Dials dials_{};
  TimePoint created_at_ = kRunStart;
  TimePoint now_ = kRunStart;
  bool is_known_ = true;
};

TEST_F(Authorize, PassesAPlainRequest) {
  parameters_.scope = "api id";
  parameters_.state = "a b&c";
  const auto judged = judge();
  ASSERT_TRUE(judged.ok());
  EXPECT_EQ(judged.value().redirect_uri, app_.callback_urls[0]);
  EXPECT_THAT(judged.value().scopes, ElementsAre("api", "id"));
  EXPECT_EQ(judged.value().state, "a b&c");
  EXPECT_FALSE(judged.value().wants_login || judged.value().wants_consent ||
               judged.value().is_immediate);
}

TEST_F(Authorize, WithoutScopeAsksForNoneInParticular) {
  ASSERT_TRUE(judge().ok());
  EXPECT_THAT(judge().value().scopes, IsEmpty());
}

TEST_F(Authorize, RefusesWhatCannotBeRead) {
  parameters_.is_malformed = true;
  EXPECT_EQ(refusal(), "authorize_malformed");
}

TEST_F(Authorize, RefusesRepeatedParametersBeforeAnythingElse) {
  parameters_.is_repeated = true;
  is_known_ = false;
  EXPECT_EQ(refusal(), "authorize_parameter_repeated");
  EXPECT_EQ(wire_error(), "invalid_request");
}

TEST_F(Authorize, TellsMissingUnknownAndSwitchedOffClientsApart) {
  is_known_ = false;
  EXPECT_EQ(refusal(), "authorize_client_unknown");
  parameters_.client_id.reset();
  EXPECT_EQ(refusal(), "authorize_client_missing");
  EXPECT_EQ(wire_error(), "invalid_client_id");
  parameters_.client_id = "3MVG9";
  is_known_ = true;
  app_.is_oauth_enabled = false;
  EXPECT_EQ(refusal(), "app_oauth_off");
  EXPECT_EQ(wire_error(), "invalid_client_id");
}

TEST_F(Authorize, KnowsANewAppOnceItsDelayHasPassed) {
  ASSERT_TRUE(dials_.set("app.propagation_delay", "10m").ok());
  EXPECT_EQ(refusal(), "app_not_propagated");
  EXPECT_EQ(wire_error(), "invalid_client_id");
  now_ = created_at_ + std::chrono::minutes(10) - Duration(1);
  EXPECT_EQ(refusal(), "app_not_propagated");
  now_ += Duration(1);
  EXPECT_EQ(refusal(), "");
}

TEST_F(Authorize, DemandsACallback) {
  parameters_.redirect_uri.reset();
  EXPECT_EQ(refusal(), "redirect_uri_missing");
  EXPECT_EQ(wire_error(), "redirect_uri_missing");
}

TEST_F(Authorize, ComparesTheCallbackByteForByte) {
  for (const char* other : {
           "https://www.workato.com/oauth/callback/",
           "https://www.workato.com/oauth/Callback",
           "https://WWW.workato.com/oauth/callback",
           "https://www.workato.com:443/oauth/callback",
           "https://www.workato.com/oauth/callback?x=1",
           "https://www.workato.com/oauth/callback#x",
           "https://www.workato.com/oauth/%63allback",
           "https://www.workato.com/oauth/../oauth/callback",
           "https://www.workato.com.example/oauth/callback",
           "http://www.workato.com/oauth/callback",
       }) {
    parameters_.redirect_uri = other;
    EXPECT_EQ(refusal(), "redirect_uri_not_registered") << other;
    EXPECT_EQ(wire_error(), "redirect_uri_mismatch") << other;
  }
}

TEST_F(Authorize, TakesAnyOfSeveralCallbacks) {
  app_.callback_urls.push_back("http://localhost:1717/OauthRedirect");
  parameters_.redirect_uri = app_.callback_urls[1];
  EXPECT_EQ(refusal(), "");
  parameters_.redirect_uri = "http://localhost:1718/OauthRedirect";
  EXPECT_EQ(refusal(), "redirect_uri_not_registered");
}

TEST_F(Authorize, JudgesTheClientBeforeTheCallbackAndTheCallbackBeforeTheRest) {
  parameters_.redirect_uri = "https://example.com/";
  parameters_.response_type = "token";
  EXPECT_EQ(refusal(), "redirect_uri_not_registered");
  is_known_ = false;
  EXPECT_EQ(refusal(), "authorize_client_unknown");
}

TEST_F(Authorize, TakesNoResponseTypeButCode) {
  parameters_.response_type.reset();
  EXPECT_EQ(refusal(), "response_type_missing");
  for (const char* type : {"code token", "id_token", "CODE", "code ", "device_code"}) {
    parameters_.response_type = type;
    EXPECT_EQ(refusal(), "response_type_unsupported") << type;
    EXPECT_EQ(wire_error(), "unsupported_response_type") << type;
  }
}

TEST_F(Authorize, AnswersTheUserAgentFlowAsAnOrgThatBlocksIt) {
  for (const char* type : {"token", "token id_token", "hybrid_token"}) {
    parameters_.response_type = type;
    EXPECT_EQ(refusal(), "user_agent_flow_off") << type;
    EXPECT_EQ(wire_error(), "unsupported_response_type") << type;
  }
}

TEST_F(Authorize, DemandsAChallengeWhereTheAppRequiresPkce) {
  app_.is_pkce_required = true;
  EXPECT_EQ(refusal(), "challenge_missing");
  EXPECT_EQ(judge().error().error->description, "missing required code challenge");
  parameters_.code_challenge = kChallenge;
  parameters_.code_challenge_method = "S256";
  ASSERT_TRUE(judge().ok());
  EXPECT_EQ(judge().value().code_challenge.value, kChallenge);
  EXPECT_FALSE(judge().value().is_challenge_plain);
}

TEST_F(Authorize, KnowsOnlyTheMethodS256) {
  parameters_.code_challenge = kChallenge;
  for (const char* method : {"plain", "s256", "S512", "none", "S256\n", " S256"}) {
    parameters_.code_challenge_method = method;
    EXPECT_EQ(refusal(), "challenge_method_unsupported") << method;
  }
  parameters_.code_challenge.reset();
  parameters_.code_challenge_method = "S256";
  EXPECT_EQ(refusal(), "challenge_method_alone");
}

TEST_F(Authorize, TakesOnlyChallengesOfTheRightShape) {
  const std::string good(kChallenge);
  for (const std::string& challenge :
       {good.substr(1), good + "A", good + "=", "+" + good.substr(1), "/" + good.substr(1),
        good.substr(0, 42) + "~", good.substr(0, 42) + "N", std::string(64, 'a')}) {
    parameters_.code_challenge = challenge;
    EXPECT_EQ(refusal(), "challenge_malformed") << challenge;
  }
}

TEST_F(Authorize, TurnsTheAbsentMethodByItsDial) {
  parameters_.code_challenge = kChallenge;
  EXPECT_EQ(refusal(), "");
  EXPECT_FALSE(judge().value().is_challenge_plain);

  ASSERT_TRUE(dials_.set("pkce.absent_method", "reject").ok());
  EXPECT_EQ(refusal(), "challenge_method_missing");

  ASSERT_TRUE(dials_.set("pkce.absent_method", "plain").ok());
  parameters_.code_challenge = std::string(42, 'a');
  EXPECT_EQ(refusal(), "challenge_malformed");
  parameters_.code_challenge = std::string(43, '~');
  ASSERT_TRUE(judge().ok());
  EXPECT_TRUE(judge().value().is_challenge_plain);
  parameters_.code_challenge = std::string(257, 'a');
  EXPECT_EQ(refusal(), "challenge_malformed");
}

TEST_F(Authorize, ReadsThePrompts) {
  parameters_.prompt = "login consent";
  EXPECT_TRUE(judge().value().wants_login && judge().value().wants_consent);
  parameters_.prompt = "select_account";
  EXPECT_TRUE(judge().value().wants_login);
  parameters_.prompt = "none";
  EXPECT_TRUE(judge().value().is_immediate);
  parameters_.prompt = "something";
  EXPECT_FALSE(judge().value().wants_login || judge().value().is_immediate);
  parameters_.prompt = "none login";
  EXPECT_EQ(refusal(), "prompt_none_combined");
  parameters_.prompt.reset();
  parameters_.immediate = "true";
  EXPECT_TRUE(judge().value().is_immediate);
  parameters_.immediate = "false";
  EXPECT_FALSE(judge().value().is_immediate);
}

class Approval : public testing::Test {
 protected:
  Approval() {
    app_.distribution_state = DistributionState::packaged;
    app_.scopes = {"api", "refresh_token"};
    approver_.profile = "Standard User";
  }
  std::string refusal() {
    const auto judged = judge_approval(request_, app_, approver_);
    return judged ? "" : std::string(judged.error().rejection.reason->name);
  }
  bool goes_to_callback() {
    return judge_approval(request_, app_, approver_).error().goes_to_callback;
  }
  AppSettings app_{};
  AuthorizeRequest request_{};
  Approver approver_{};
};

TEST_F(Approval, GrantsWhatWasAskedOrElseAllOfTheApp) {
  EXPECT_THAT(judge_approval(request_, app_, approver_).value(),
              ElementsAre("api", "refresh_token"));
  request_.scopes = {"api"};
  EXPECT_THAT(judge_approval(request_, app_, approver_).value(), ElementsAre("api"));
}

TEST_F(Approval, SendsAScopeOutsideTheAppToTheErrorPage) {
  request_.scopes = {"api", "web"};
  EXPECT_EQ(refusal(), "scope_outside_app");
  EXPECT_FALSE(goes_to_callback());
  request_.scopes = {"a\"b"};
  EXPECT_EQ(refusal(), "scope_malformed");
  EXPECT_FALSE(goes_to_callback());
}

TEST_F(Approval, BlocksALocalAppOnTheLoginHostOnly) {
  approver_.came_by_login_host = true;
  EXPECT_EQ(refusal(), "");
  app_.distribution_state = DistributionState::local;
  EXPECT_EQ(refusal(), "cross_org_blocked");
  EXPECT_TRUE(goes_to_callback());
  approver_.came_by_login_host = false;
  EXPECT_EQ(refusal(), "");
}

TEST_F(Approval, BlocksADisabledApp) {
  app_.is_enabled = false;
  EXPECT_EQ(refusal(), "app_disabled");
  EXPECT_TRUE(goes_to_callback());
}

TEST_F(Approval, AdmitsOnlyPreAuthorizedProfilesWhereAnAdminApproves) {
  app_.permitted_users = PermittedUsers::admin_approved_pre_authorized;
  app_.pre_authorized_profiles = {"System Administrator"};
  EXPECT_EQ(refusal(), "user_not_preauthorized");
  EXPECT_TRUE(goes_to_callback());
  EXPECT_FALSE(is_pre_authorized(app_, "Standard User"));
  approver_.profile = "System Administrator";
  EXPECT_EQ(refusal(), "");
  EXPECT_TRUE(is_pre_authorized(app_, "System Administrator"));
  app_.permitted_users = PermittedUsers::all_self_authorized;
  EXPECT_FALSE(is_pre_authorized(app_, "System Administrator"));
}

TEST_F(Approval, AdmitsPreAuthorizedPermissionSetsAsWell) {
  app_.permitted_users = PermittedUsers::admin_approved_pre_authorized;
  app_.pre_authorized_permission_sets = {"Workato", "Integration"};
  const std::vector<std::string> mine{"Reports", "Integration"}, others{"Reports"};
  approver_.permission_sets = others;
  EXPECT_EQ(refusal(), "user_not_preauthorized");
  approver_.permission_sets = mine;
  EXPECT_EQ(refusal(), "");
  EXPECT_TRUE(is_pre_authorized(app_, "Standard User", mine));
  app_.permitted_users = PermittedUsers::all_self_authorized;
  EXPECT_FALSE(is_pre_authorized(app_, "Standard User", mine));
}

TEST_F(Approval, DemandsAChallengeWhereTheOrgRequiresPkce) {
  approver_.org_requires_challenge = true;
  EXPECT_EQ(refusal(), "org_challenge_missing");
  EXPECT_FALSE(goes_to_callback());
  request_.code_challenge = CodeChallenge(kChallenge);
  EXPECT_EQ(refusal(), "");
}

}  // namespace
}  // namespace rehearse::oauth
