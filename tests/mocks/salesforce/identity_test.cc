#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/json.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

class Identity : public testing::Test {
 protected:
  Json json_of(const OrgSite::Answer& answer) {
    auto parsed = parse_json(answer.response.body);
    EXPECT_TRUE(parsed.ok()) << answer.response.body;
    return parsed ? parsed.value() : Json::object();
  }
  wire::Fields bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }
  std::string identity_path() {
    return "/id/" + site_.org.organization_id() + "/" + site_.user().id.value;
  }

  OrgSite site_{};
  App app_ = site_.create_app();
  std::string token_ = site_.access_token(app_, {"api", "id"});
};

TEST_F(Identity, UserInfoDescribesTheTokensUser) {
  const auto answer = site_.get("/services/oauth2/userinfo", bearer(token_));
  ASSERT_EQ(answer.response.status, 200);
  const Json json = json_of(answer);
  EXPECT_EQ(json["sub"], site_.origin + identity_path());
  EXPECT_EQ(json["preferred_username"], "admin@rehearsal.test");
  EXPECT_EQ(json["user_id"], site_.user().id.value);
  EXPECT_EQ(json["organization_id"], site_.org.organization_id());
  EXPECT_EQ(json["urls"]["rest"], site_.origin + "/services/data/v{version}/");
  EXPECT_EQ(site_.post("/services/oauth2/userinfo", {}, bearer(token_)).response.status, 200);
}

TEST_F(Identity, NamesTheDocumentedHostsUnderRealHostNames) {
  site_.origin = "https://" + site_.org.my_domain_host();
  const Json json = json_of(site_.get("/services/oauth2/userinfo", bearer(token_)));
  EXPECT_EQ(json["sub"], "https://login.salesforce.com" + identity_path());
  EXPECT_EQ(json["urls"]["custom_domain"], "https://" + site_.org.my_domain_host());
}

TEST_F(Identity, RefusesTokensAsPlainText) {
  const auto bad = site_.get("/services/oauth2/userinfo", bearer("00Dxx!nonsense"));
  EXPECT_EQ(bad.response.status, 403);
  EXPECT_EQ(bad.response.body, "Bad_OAuth_Token");
  EXPECT_EQ(bad.reason, "access_token_unknown");
  const auto none = site_.get("/services/oauth2/userinfo");
  EXPECT_EQ(none.response.status, 403);
  EXPECT_EQ(none.reason, "access_token_missing");
  EXPECT_THAT(bad.header("Content-Type"), StartsWith("text/plain"));
}

TEST_F(Identity, JudgesTheTokensLifetimeAtEachCall) {
  site_.now += std::chrono::hours(2);
  EXPECT_EQ(site_.get("/services/oauth2/userinfo", bearer(token_)).reason, "");
  site_.now += Duration(1);
  EXPECT_EQ(site_.get("/services/oauth2/userinfo", bearer(token_)).reason, "access_token_expired");
}

TEST_F(Identity, NeedsAnIdentityScope) {
  const auto answer =
      site_.get("/services/oauth2/userinfo", bearer(site_.access_token(app_, {"refresh_token"})));
  EXPECT_EQ(answer.response.status, 403);
  EXPECT_EQ(answer.response.body, "Invalid_Scope");
  EXPECT_EQ(answer.reason, "identity_scope_missing");
  for (const char* scope : {"id", "full", "api"}) {
    const std::string token = site_.access_token(app_, {scope});
    EXPECT_EQ(site_.get("/services/oauth2/userinfo", bearer(token)).reason, "") << scope;
  }
}

TEST_F(Identity, IdentityUrlTakesTheTokenInEveryPlace) {
  const auto header = site_.get(identity_path(), bearer(token_));
  EXPECT_EQ(json_of(header)["username"], "admin@rehearsal.test");
  EXPECT_EQ(json_of(header)["id"], site_.origin + identity_path());
  const auto query = site_.get(identity_path() + "?format=json&oauth_token=" + token_);
  EXPECT_EQ(query.reason, "");
  const auto form = site_.post(identity_path(), {{"oauth_token", token_}, {"format", "json"}});
  EXPECT_EQ(form.reason, "");
  EXPECT_EQ(site_.get(identity_path(), {{"Authorization", "OAuth " + token_}}).reason, "");
  EXPECT_EQ(site_.get(identity_path()).reason, "access_token_missing");
}

TEST_F(Identity, IdentityUrlTakesShortIdsAndRefusesForeignOnes) {
  const std::string org = site_.org.organization_id(), user = site_.user().id.value;
  EXPECT_EQ(site_.get("/id/" + org.substr(0, 15) + "/" + user.substr(0, 15), bearer(token_)).reason,
            "");
  const auto wrong = site_.get("/id/00D000000000000EAA/" + user, bearer(token_));
  EXPECT_EQ(wrong.response.status, 403);
  EXPECT_EQ(wrong.reason, "identity_wrong_org");
  const auto nobody = site_.get("/id/" + org + "/005000000000000AAA", bearer(token_));
  EXPECT_EQ(nobody.response.status, 404);
  EXPECT_EQ(nobody.response.body, "Bad_Id");
  EXPECT_EQ(nobody.reason, "identity_unknown_user");
  const std::string theirs = site_.access_token(app_, {"id"}, "user@rehearsal.test");
  EXPECT_EQ(site_.get(identity_path(), bearer(theirs)).reason, "identity_of_other_user");
}

TEST_F(Identity, DiscoveryNamesTheHostThatWasCalled) {
  const Json own = json_of(site_.get("/.well-known/openid-configuration"));
  EXPECT_EQ(own["issuer"], site_.origin);
  EXPECT_EQ(own["token_endpoint"], site_.origin + "/services/oauth2/token");
  EXPECT_EQ(own["subject_types_supported"], Json::array({"public"}));
  EXPECT_EQ(own["scopes_supported"].size(), 36u);
  EXPECT_FALSE(own.contains("code_challenge_methods_supported"));
  EXPECT_TRUE(own.contains("end_session_endpoint"));

  site_.origin = "https://login.salesforce.com:8443";
  const Json login = json_of(site_.get("/.well-known/openid-configuration"));
  EXPECT_EQ(login["issuer"], "https://login.salesforce.com");
  EXPECT_FALSE(login.contains("end_session_endpoint"));
}

TEST_F(Identity, MetadataAdvertisesPkce) {
  const Json json = json_of(site_.get("/.well-known/oauth-authorization-server"));
  EXPECT_EQ(json["code_challenge_methods_supported"], Json::array({"S256"}));
  EXPECT_EQ(json["issuer"], site_.origin);
}

TEST_F(Identity, MetadataListsTheGrantsThatTheHostServes) {
  const auto grant_types = [&] {
    const Json json = json_of(site_.get("/.well-known/oauth-authorization-server"));
    return json["grant_types_supported"];
  };
  const std::string jwt_bearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  EXPECT_EQ(grant_types(),
            Json::array({"authorization_code", "refresh_token", jwt_bearer, "client_credentials"}));
  site_.origin = "https://login.salesforce.com";
  EXPECT_EQ(grant_types(), Json::array({"authorization_code", "refresh_token", jwt_bearer}));
}

TEST_F(Identity, PublishesTheKeyThatSigns) {
  const Json keys = json_of(site_.get("/id/keys"))["keys"];
  ASSERT_EQ(keys.size(), 1u);
  EXPECT_EQ(keys[0]["kid"], site_.org.signing_key_id());
  EXPECT_EQ(base64_decode(keys[0]["n"].get<std::string>(), Base64::url),
            site_.org.signing_key().modulus());
  EXPECT_EQ(keys[0]["e"], "AQAB");
  EXPECT_THAT(site_.org.signing_key_id(), MatchesRegex("2[0-9][0-9]"));
}

}  // namespace
}  // namespace rehearse::salesforce
