#include "mocks/salesforce/org/settings_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using oauth::AppSettings;
using testing::ElementsAre;
using testing::HasSubstr;

AppSettings read(std::string_view text, AppSettings base = {}) {
  auto settings = settings_from_json(parse_json(text).value(), std::move(base));
  EXPECT_TRUE(settings.ok()) << (settings.ok() ? "" : settings.error()[0].message);
  return settings.ok() ? std::move(settings).value() : AppSettings{};
}

SettingProblems problems_of(std::string_view text) {
  const auto settings = settings_from_json(parse_json(text).value(), {});
  return settings.ok() ? SettingProblems{} : settings.error();
}

TEST(SettingsJson, WhatIsLeftOutTakesSalesforcesDefault) {
  const AppSettings settings = read("{}");
  EXPECT_TRUE(settings.is_pkce_required);
  EXPECT_TRUE(settings.is_secret_required_for_refresh_token);
  EXPECT_FALSE(settings.is_consumer_secret_optional);
  EXPECT_FALSE(settings.is_refresh_token_rotation_enabled);
  EXPECT_EQ(settings.refresh_token_policy, oauth::RefreshTokenPolicy::specific_lifetime);
  EXPECT_EQ(settings.refresh_token_validity_period, 365);
}

TEST(SettingsJson, ReadsEverySettingOfTheInterface) {
  const AppSettings settings = read(R"({
    "apiName": "One", "label": "App One", "contactEmail": "a@b.c", "distributionState": "Packaged",
    "callbackUrl": "https://a.example/\r\n\n  https://b.example/ ",
    "scopes": ["api", "refresh_token"], "isPkceRequired": false,
    "isRefreshTokenRotationEnabled": true, "isEnforceRefreshTokenTTL": true,
    "isConsumerSecretOptional": true, "isSecretRequiredForRefreshToken": false,
    "isNamedUserJwtEnabled": true, "isCodeCredFlowEnabled": true,
    "refreshTokenPolicyType": "SpecificInactivity", "refreshTokenValidityPeriod": 12,
    "refreshTokenValidityUnit": "Hours", "permittedUsersPolicyType": "AdminApprovedPreAuthorized",
    "ipRelaxationPolicyType": "Enforce_RelaxRefresh", "certificate": "pem",
    "permissionSets": ["Workato"], "isClientCredentialsFlowEnabled": true,
    "isClientCredentialsFlowEnabledInPolicies": true, "clientCredentialsFlowUser": "a@b.c",
    "tokenIpRanges": [{"startIpAddress": "10.0.0.1", "endIpAddress": "10.0.0.2",
                       "description": "office"}]})");
  EXPECT_EQ(settings.api_name, "One");
  EXPECT_EQ(settings.label, "App One");
  EXPECT_EQ(settings.contact_email, "a@b.c");
  EXPECT_EQ(settings.distribution_state, oauth::DistributionState::packaged);
  EXPECT_THAT(settings.callback_urls, ElementsAre("https://a.example/", "https://b.example/"));
  EXPECT_THAT(settings.scopes, ElementsAre("api", "refresh_token"));
  EXPECT_FALSE(settings.is_pkce_required);
  EXPECT_TRUE(settings.is_refresh_token_rotation_enabled);
  EXPECT_TRUE(settings.is_enforce_refresh_token_ttl);
  EXPECT_TRUE(settings.is_consumer_secret_optional);
  EXPECT_FALSE(settings.is_secret_required_for_refresh_token);
  EXPECT_TRUE(settings.is_named_user_jwt_enabled);
  EXPECT_TRUE(settings.is_code_cred_flow_enabled);
  EXPECT_EQ(settings.refresh_token_policy, oauth::RefreshTokenPolicy::specific_inactivity);
  EXPECT_EQ(settings.refresh_token_validity_period, 12);
  EXPECT_EQ(settings.refresh_token_validity_unit, oauth::ValidityUnit::hours);
  EXPECT_EQ(settings.permitted_users, oauth::PermittedUsers::admin_approved_pre_authorized);
  EXPECT_EQ(settings.ip_relaxation, oauth::IpRelaxation::enforce_relax_refresh);
  EXPECT_EQ(settings.certificate, "pem");
  EXPECT_THAT(settings.pre_authorized_permission_sets, ElementsAre("Workato"));
  EXPECT_TRUE(settings.is_client_credentials_flow_enabled);
  EXPECT_TRUE(settings.is_client_credentials_policy_enabled);
  EXPECT_EQ(settings.client_credentials_user, "a@b.c");
  const oauth::AddressRange range{"10.0.0.1", "10.0.0.2", "office"};
  EXPECT_THAT(settings.token_ip_ranges, ElementsAre(range));
}

TEST(SettingsJson, ScopesMayBeOneTextAndCallbacksAList) {
  EXPECT_THAT(read(R"({"scopes": "api  id refresh_token"})").scopes,
              ElementsAre("api", "id", "refresh_token"));
  EXPECT_THAT(read(R"({"callbackUrl": ["https://a.example/"]})").callback_urls,
              ElementsAre("https://a.example/"));
  EXPECT_THAT(read(R"({"scopes": []})", read(R"({"scopes": "api"})")).scopes, ElementsAre());
}

TEST(SettingsJson, APatchKeepsWhatItDoesNotName) {
  AppSettings base;
  base.label = "Before";
  base.scopes = {"api"};
  base.is_pkce_required = false;
  const AppSettings patched = read(R"({"label": "After"})", base);
  EXPECT_EQ(patched.label, "After");
  EXPECT_THAT(patched.scopes, ElementsAre("api"));
  EXPECT_FALSE(patched.is_pkce_required);
}

TEST(SettingsJson, EveryFieldsTypeIsChecked) {
  const Json known = settings_to_json({});
  for (const auto& [field, value] : known.items()) {
    SCOPED_TRACE(field);
    for (const Json& wrong : {Json(nullptr), Json{{"a", 1}}, Json(1.5)}) {
      const auto settings = settings_from_json(Json{{field, wrong}}, {});
      ASSERT_FALSE(settings.ok()) << dump_json(wrong);
      ASSERT_EQ(settings.error().size(), 1u);
      EXPECT_EQ(settings.error()[0].reason, &reason::setting_type);
      EXPECT_EQ(settings.error()[0].field, field);
      EXPECT_EQ(settings.error()[0].label, label_of(field));
    }
  }
}

TEST(SettingsJson, NumbersAreWholeAndOfDecentSize) {
  EXPECT_EQ(read(R"({"refreshTokenValidityPeriod": 2147483647})").refresh_token_validity_period,
            2147483647);
  for (const char* number : {"2147483648", "18446744073709551615", "-2147483648", "1.0", "\"1\""}) {
    const auto problems =
        problems_of(R"({"refreshTokenValidityPeriod": )" + std::string(number) + "}");
    ASSERT_EQ(problems.size(), 1u) << number;
    EXPECT_EQ(problems[0].reason, &reason::setting_type);
  }
}

TEST(SettingsJson, AnUnknownSettingIsNamedWithItsNearestKin) {
  const auto problems = problems_of(R"({"isPKCERequired": true, "zzz": 1})");
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].reason, &reason::setting_unknown);
  EXPECT_THAT(problems[0].message, HasSubstr("did you mean \"isPkceRequired\""));
  EXPECT_EQ(problems[1].reason, &reason::setting_unknown);
  EXPECT_THAT(problems[1].message, testing::Not(HasSubstr("did you mean")));
}

TEST(SettingsJson, EnumsAreSpelledAsInMetadata) {
  const auto problems = problems_of(
      R"({"distributionState": "Packageable", "refreshTokenPolicyType": "infinite",
          "permittedUsersPolicyType": "AdminApproved", "refreshTokenValidityUnit": "Weeks",
          "ipRelaxationPolicyType": "relax"})");
  ASSERT_EQ(problems.size(), 5u);
  for (const SettingProblem& problem : problems) {
    EXPECT_EQ(problem.reason, &reason::setting_value) << problem.field;
  }
  EXPECT_THAT(problems[0].message, HasSubstr("Local, Packaged"));
  EXPECT_THAT(problems[1].message,
              HasSubstr("Infinite, Zero, SpecificLifetime, SpecificInactivity"));
}

TEST(SettingsJson, RangesHaveTheirOwnMembers) {
  const auto odd = problems_of(R"({"tokenIpRanges": [{"start": "10.0.0.1"}]})");
  ASSERT_EQ(odd.size(), 1u);
  EXPECT_EQ(odd[0].reason, &reason::setting_unknown);
  const auto typed = problems_of(R"({"tokenIpRanges": [{"startIpAddress": 1}]})");
  ASSERT_EQ(typed.size(), 1u);
  EXPECT_EQ(typed[0].reason, &reason::setting_type);
  EXPECT_EQ(problems_of(R"({"tokenIpRanges": ["10.0.0.1"]})").size(), 1u);
}

TEST(SettingsJson, SomethingOtherThanAnObjectIsRefused) {
  const auto problems = problems_of("[]");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].reason, &reason::setting_type);
}

TEST(SettingsJson, WhatIsWrittenReadsBackTheSame) {
  App app;
  app.id = AppId("0xI000000000000AAA");
  app.consumer_key = ClientId("3MVG9key");
  app.consumer_secret = ClientSecret("TOPSECRET");
  app.settings.callback_urls = {"https://a.example/", "https://b.example/"};
  app.settings.scopes = {"api"};
  app.settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.2", ""}};
  app.settings.refresh_token_policy = oauth::RefreshTokenPolicy::zero;
  const Json written = settings_to_json(app.settings);
  const auto again = settings_from_json(written, {});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(dump_json(settings_to_json(again.value())), dump_json(written));

  const std::string shown = dump_json(app_to_json(app));
  EXPECT_THAT(shown, HasSubstr(R"("app_id":"0xI000000000000AAA")"));
  EXPECT_THAT(shown, HasSubstr(R"("refreshTokenPolicyType":"Zero")"));
  EXPECT_THAT(shown, testing::Not(HasSubstr("TOPSECRET")));
  const Json created = created_app_to_json(app);
  EXPECT_EQ(string_member(created, "consumer_key"), "3MVG9key");
  EXPECT_EQ(string_member(created, "consumer_secret"), "TOPSECRET");
  EXPECT_EQ(string_member(created, "app_id"), "0xI000000000000AAA");
}

}  // namespace
}  // namespace rehearse::salesforce
