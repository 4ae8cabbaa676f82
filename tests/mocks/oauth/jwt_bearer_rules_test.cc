#include "mocks/oauth/jwt_bearer_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/oauth/errors.h"
#include "mocks/oauth/reasons.h"
#include "tests/support/signer.h"

namespace rehearse::oauth {
namespace {

using signing::right_signer;
using signing::Signer;
using signing::wrong_signer;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using testing::ElementsAre;

constexpr TimePoint kNow = kRunStart;

int64_t seconds(TimePoint instant) { return instant.time_since_epoch().count() / 1'000; }

class JwtBearer : public testing::Test {
 protected:
  JwtBearer() {
    settings_.certificate = right_signer().certificate;
    settings_.scopes = {"api", "web", "refresh_token"};
    facts_.audiences = audiences_;
    facts_.user = {true, true, false};
    facts_.profile = "Standard User";
    facts_.approved = {"api"};
    claims_ = {{"iss", "3MVG9key"},
               {"sub", "user@rehearsal.test"},
               {"aud", "https://login.salesforce.com"},
               {"exp", seconds(kNow + 3min)}};
  }

  Result<std::vector<std::string>, Rejection> judge(const std::string& text) {
    const auto assertion = read_assertion(text);
    if (!assertion) return assertion.error();
    return judge_assertion(assertion.value(), facts_, settings_, dials_, now_);
  }
  // The reason and the wire's words, or "".
  std::string refusal(const std::string& text) {
    const auto judged = judge(text);
    if (judged) return "";
    return std::string(judged.error().reason->name) + ": " +
           std::string(judged.error().error->code) + "/" +
           std::string(judged.error().error->description);
  }
  std::string refusal() { return refusal(right_signer().sign(claims_)); }
  // The reason where `claim` is that value, or left out where it is null.
  std::string reason_with(const char* claim, const Json& value) {
    Json claims = claims_;
    claims[claim] = value;
    if (value.is_null()) claims.erase(claim);
    const auto judged = judge(right_signer().sign(claims));
    return judged ? "" : std::string(judged.error().reason->name);
  }

  std::vector<std::string> audiences_{"https://login.salesforce.com",
                                      "https://rehearsal.my.salesforce.com"};
  AppSettings settings_{};
  AssertionFacts facts_{};
  Dials dials_{};
  Json claims_{};
  TimePoint now_ = kNow;
};

TEST_F(JwtBearer, GrantsWhatTheUserApproved) {
  const auto judged = judge(right_signer().sign(claims_));
  ASSERT_TRUE(judged.ok());
  EXPECT_THAT(judged.value(), ElementsAre("api"));
}

TEST_F(JwtBearer, TakesOnlyThreePartsOfWhichTwoAreObjects) {
  const std::string good = right_signer().sign(claims_);
  const std::string_view malformed = "jwt_malformed: invalid_grant/invalid assertion";
  EXPECT_EQ(refusal(good), "");
  for (const std::string& text :
       {std::string("x"), std::string(".."), good + ".", good.substr(0, good.rfind('.')),
        good + "=", "." + good, right_signer().certificate,
        Signer::part("text") + "." + Signer::part(claims_) + ".AAAA",
        Signer::part({{"alg", "RS256"}}) + "." + Signer::part(Json::array()) + ".AAAA",
        std::string(20'000, 'e')}) {
    EXPECT_EQ(refusal(text), malformed) << text.substr(0, 80);
  }
  EXPECT_EQ(read_assertion(std::nullopt).error().reason->name, "jwt_missing");
  const Json critical = {{"alg", "RS256"}, {"crit", {"b64"}}, {"b64", false}};
  EXPECT_EQ(refusal(right_signer().sign(claims_, critical)), malformed);
}

TEST_F(JwtBearer, NamesItsClientByTheIssuer) {
  EXPECT_EQ(read_assertion(right_signer().sign(claims_)).value().issuer, "3MVG9key");
  claims_.erase("iss");
  EXPECT_EQ(refusal(), "jwt_issuer_missing: invalid_client_id/client identifier invalid");
}

TEST_F(JwtBearer, TakesNoAlgorithmButRs256) {
  for (const char* algorithm : {"none", "HS256", "ES256", "RS512", "rs256", ""}) {
    EXPECT_EQ(refusal(right_signer().sign(claims_, {{"alg", algorithm}})),
              "jwt_algorithm_refused: invalid_grant/invalid assertion")
        << algorithm;
  }
  // The old trick: the certificate as the key of an HMAC.
  const std::string message = Signer::part({{"alg", "HS256"}}) + "." + Signer::part(claims_);
  const Digest forged = hmac_sha256(right_signer().certificate, message);
  EXPECT_EQ(refusal(message + "." + base64_encode(forged, Base64::url)),
            "jwt_algorithm_refused: invalid_grant/invalid assertion");
}

TEST_F(JwtBearer, HoldsTheSignatureAgainstTheAppsCertificate) {
  const std::string_view wrong = "jwt_signature_wrong: invalid_grant/invalid assertion";
  EXPECT_EQ(refusal(wrong_signer().sign(claims_)), wrong);
  const std::string good = right_signer().sign(claims_);
  EXPECT_EQ(refusal(good.substr(0, good.rfind('.')) + "."), wrong);
  claims_["sub"] = "admin@rehearsal.test";
  EXPECT_EQ(refusal(Signer::part({{"alg", "RS256"}}) + "." + Signer::part(claims_) +
                    good.substr(good.rfind('.'))),
            wrong);
}

TEST_F(JwtBearer, IsOffWithoutACertificateAndNeedsOneOfAnRsaKey) {
  settings_.certificate.clear();
  EXPECT_EQ(refusal(), "jwt_flow_off: invalid_grant/invalid assertion");
  settings_.certificate = signing::elliptic_certificate();
  EXPECT_EQ(refusal(), "jwt_certificate_unusable: invalid_grant/invalid assertion");
  settings_.certificate = "-----BEGIN CERTIFICATE-----\nMIIBIjAN\n-----END CERTIFICATE-----";
  EXPECT_EQ(refusal(), "jwt_certificate_unusable: invalid_grant/invalid assertion");
}

TEST_F(JwtBearer, AnExpiredCertificateCountsUnlessTheDialSaysOtherwise) {
  for (const bool rejects : {false, true}) {
    ASSERT_TRUE(dials_.set("jwt_bearer.expired_certificate", rejects ? "reject" : "accept").ok());
    const std::string expired =
        rejects ? "jwt_certificate_expired: invalid_grant/invalid assertion" : "";
    settings_.certificate = right_signer().certificate_valid(kNow - 9s, kNow - 1s);
    EXPECT_EQ(refusal(), expired);
    settings_.certificate = right_signer().certificate_valid(kNow + 1s, kNow + 9s);
    EXPECT_EQ(refusal(), expired);
    settings_.certificate = right_signer().certificate_valid(kNow - 9s, kNow);
    EXPECT_EQ(refusal(), "");  // the last second counts whole
    settings_.certificate = right_signer().certificate_valid(kNow, kNow + 9s);
    EXPECT_EQ(refusal(), "");
  }
}

TEST_F(JwtBearer, IsForThisOrgAlone) {
  for (const Json& good :
       {Json("https://login.salesforce.com"), Json("https://login.salesforce.com/"),
        Json("https://rehearsal.my.salesforce.com"),
        Json({"https://example.com", "https://rehearsal.my.salesforce.com/"})}) {
    EXPECT_EQ(reason_with("aud", good), "") << dump_json(good);
  }
  for (const Json& bad :
       {Json(), Json(""), Json("/"), Json(7), Json::array(), Json("https://test.salesforce.com"),
        Json("http://login.salesforce.com"), Json("https://login.salesforce.com//"),
        Json("https://login.salesforce.com/services/oauth2/token"),
        Json("https://LOGIN.salesforce.com")}) {
    EXPECT_EQ(reason_with("aud", bad), "jwt_audience_wrong") << dump_json(bad);
  }
  claims_["aud"] = "https://example.com";
  EXPECT_EQ(refusal(), "jwt_audience_wrong: invalid_grant/audience is invalid");
}

TEST_F(JwtBearer, IsGoodUpToTheInstantOfItsExpiry) {
  claims_["exp"] = seconds(kNow + 1s);
  now_ = kNow + 999ms;
  EXPECT_EQ(refusal(), "");
  now_ = kNow + 1s;
  EXPECT_EQ(refusal(), "jwt_expired: invalid_grant/expired authorization code");
  ASSERT_TRUE(dials_.set("jwt_bearer.clock_skew", "3m").ok());
  now_ += 3min - 1ms;
  EXPECT_EQ(refusal(), "");
  now_ += 1ms;
  EXPECT_EQ(refusal(), "jwt_expired: invalid_grant/expired authorization code");
}

TEST_F(JwtBearer, MayExpireAsLateAsItLikes) {
  // The Salesforce CLI sends milliseconds where seconds belong.
  for (const Json& far : {Json(kNow.time_since_epoch().count() + 300), Json(1e300),
                          Json(int64_t(9'223'372'036'854'775'807)), Json(1.5e10)}) {
    EXPECT_EQ(reason_with("exp", far), "") << dump_json(far);
  }
  for (const Json& wrong : {Json(), Json("tomorrow"), Json(true)}) {
    EXPECT_EQ(reason_with("exp", wrong), "jwt_expiry_missing") << dump_json(wrong);
  }
  EXPECT_EQ(reason_with("exp", -1e300), "jwt_expired");
}

TEST_F(JwtBearer, BeginsAtItsNotBefore) {
  EXPECT_EQ(reason_with("nbf", seconds(kNow)), "");
  EXPECT_EQ(reason_with("nbf", seconds(kNow + 1s)), "jwt_not_yet_valid");
  ASSERT_TRUE(dials_.set("jwt_bearer.clock_skew", "1s").ok());
  EXPECT_EQ(reason_with("nbf", seconds(kNow + 1s)), "");
  EXPECT_EQ(reason_with("iat", seconds(kNow + 90s)), "");
}

TEST_F(JwtBearer, AJtiIsGoodOnceUnlessTheDialIgnoresIt) {
  facts_.is_replayed = true;
  EXPECT_EQ(refusal(), "jwt_replayed: bad_jti_claim/invalid jti claim");
  ASSERT_TRUE(dials_.set("jwt_bearer.jti", "ignore").ok());
  EXPECT_EQ(refusal(), "");
}

TEST_F(JwtBearer, SpeaksForAUserWhoMayLogIn) {
  EXPECT_EQ(reason_with("sub", Json()), "jwt_subject_missing");
  claims_.erase("sub");
  EXPECT_EQ(reason_with("prn", "user@rehearsal.test"), "");
  claims_["sub"] = "user@rehearsal.test";
  facts_.user.is_active = false;
  EXPECT_EQ(refusal(), "user_inactive: invalid_grant/inactive user");
  facts_.user = {true, true, true};
  EXPECT_EQ(refusal(), "user_frozen: invalid_grant/authentication failure");
  facts_.user = {};
  EXPECT_EQ(refusal(), "jwt_user_unknown: invalid_grant/user hasn't approved this consumer");
}

TEST_F(JwtBearer, NeedsAnApprovalOfTheUserOrOfAnAdmin) {
  facts_.approved.clear();
  EXPECT_EQ(refusal(), "jwt_user_not_approved: invalid_grant/user hasn't approved this consumer");
  settings_.permitted_users = PermittedUsers::admin_approved_pre_authorized;
  facts_.approved = {"api"};
  const std::string_view closed =
      "user_not_preauthorized: invalid_app_access/user is not admin approved to access this app";
  EXPECT_EQ(refusal(), closed);
  settings_.pre_authorized_profiles = {"Standard User"};
  EXPECT_THAT(judge(right_signer().sign(claims_)).value(),
              ElementsAre("api", "web", "refresh_token"));
  settings_.pre_authorized_profiles = {"System Administrator"};
  settings_.pre_authorized_permission_sets = {"Workato"};
  EXPECT_EQ(refusal(), closed);
  const std::vector<std::string> sets{"Other", "Workato"};
  facts_.permission_sets = sets;
  EXPECT_EQ(refusal(), "");
}

TEST_F(JwtBearer, TellsNothingAboutUsersToWhoCannotSign) {
  facts_.user = {};
  EXPECT_EQ(refusal(wrong_signer().sign(claims_)),
            "jwt_signature_wrong: invalid_grant/invalid assertion");
}

}  // namespace
}  // namespace rehearse::oauth
