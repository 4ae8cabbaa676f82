// What live orgs were seen to do with an app's package, beyond refusing what is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kPkce = "    <isPkceRequired>false</isPkceRequired>\n";

std::string manifest_of(std::string_view type, std::string_view name) {
  return AppPackage::manifest({{std::string(type), std::string(name)}});
}

// A package of one file for an app that is there.
AppPackage only(const std::string& path, std::string_view type, std::string content) {
  AppPackage package;
  package.files.clear();
  package.file(path, std::move(content));
  return package.file("package.xml", manifest_of(type, "*"));
}

AppPackage oauth_policies(std::string_view fields) {
  const AppPackage package;
  return only(package.oauth_policies_file(), "ExtlClntAppOauthConfigurablePolicies",
              AppPackage::component("ExtlClntAppOauthConfigurablePolicies",
                                    package.reference() + std::string(fields)));
}

AppPackage allowlist(std::string_view ranges) {
  const AppPackage package;
  return only(package.security_file(), "ExtlClntAppOauthSecuritySettings",
              AppPackage::component("ExtlClntAppOauthSecuritySettings",
                                    package.reference() + std::string(ranges)));
}
constexpr std::string_view kRange =
    "    <tokenIpRanges>\n"
    "        <description>Workato</description>\n"
    "        <endIpAddress>52.5.142.59</endIpAddress>\n"
    "        <startIpAddress>52.5.142.59</startIpAddress>\n"
    "    </tokenIpRanges>\n";

TEST(LiveOrg, GlobalOauthSettingsNeedOauthSettings) {
  MetadataSite site;
  AppPackage package;
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"}}));
  package.without(package.oauth_file());
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_EQ(outcome.failures.size(), 1u);
  EXPECT_EQ(outcome.failures[0].problem,
            "The external client app configured in your global OAuth Settings doesn't have a valid "
            "OAuth settings configuration.");
  EXPECT_EQ(outcome.failures[0].file_name, package.global_file());
  EXPECT_EQ(outcome.failures[0].reason->name, "global_without_oauth");
  EXPECT_TRUE(site.app().id.empty());
}

TEST(LiveOrg, OauthSettingsAloneWaitForTheGlobalOnes) {
  MetadataSite site;
  AppPackage half, other_half;
  half.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                 {"ExtlClntAppOauthSettings", "*"}}));
  half.without(half.global_file());
  ASSERT_TRUE(site.deploy(half).success);
  EXPECT_FALSE(site.app().settings.is_oauth_enabled);
  other_half.file("package.xml", manifest_of("ExtlClntAppGlobalOauthSettings", "*"));
  other_half.without(other_half.app_file()).without(other_half.oauth_file());
  const DeployOutcome outcome = site.deploy(other_half);
  EXPECT_TRUE(outcome.success) << describe(outcome);
  EXPECT_TRUE(site.app().settings.is_oauth_enabled);
}

TEST(LiveOrg, BothDefaultPoliciesComeByThemselves) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const AppPackage names;
  EXPECT_EQ(site.retrieved_file(names.policies_file()),
            AppPackage::component("ExtlClntAppConfigurablePolicies",
                                  names.reference() +
                                      "    <isEnabled>true</isEnabled>\n"
                                      "    <isOauthPluginEnabled>true</isOauthPluginEnabled>\n"
                                      "    <label>Rehearsal_defaultPolicy</label>\n"
                                      "    <startPage>None</startPage>\n"));
  EXPECT_EQ(site.retrieved_file(names.oauth_policies_file()),
            AppPackage::component(
                "ExtlClntAppOauthConfigurablePolicies",
                names.reference() +
                    "    <ipRelaxationPolicyType>Enforce</ipRelaxationPolicyType>\n"
                    "    <isClientCredentialsFlowEnabled>false</isClientCredentialsFlowEnabled>\n"
                    "    <isGuestCodeCredFlowEnabled>false</isGuestCodeCredFlowEnabled>\n"
                    "    <isTokenExchangeFlowEnabled>false</isTokenExchangeFlowEnabled>\n"
                    "    <label>Rehearsal_defaultPolicy</label>\n"
                    "    <permittedUsersPolicyType>AllSelfAuthorized</permittedUsersPolicyType>\n"
                    "    <refreshTokenPolicyType>SpecificLifetime</refreshTokenPolicyType>\n"
                    "    <refreshTokenValidityPeriod>365</refreshTokenValidityPeriod>\n"
                    "    <refreshTokenValidityUnit>Days</refreshTokenValidityUnit>\n"
                    "    <requiredSessionLevel>STANDARD</requiredSessionLevel>\n"));
}

TEST(LiveOrg, PoliciesOfThePackageTakeThePlaceOfTheDefaultOnes) {
  MetadataSite site;
  AppPackage package;
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"},
                                                    {"ExtlClntAppOauthSettings", "*"},
                                                    {"ExtlClntAppConfigurablePolicies", "*"}}));
  package.file("extlClntAppPolicies/Mine.ecaPlcy",
               AppPackage::component("ExtlClntAppConfigurablePolicies",
                                     package.reference() + "    <isEnabled>false</isEnabled>\n"));
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_TRUE(outcome.success) << describe(outcome);
  EXPECT_EQ(site.app().parts.at(AppPart::policies).name, "Mine");
  EXPECT_FALSE(site.app().settings.is_enabled);
  // From then on the app's policies have that name.
  const DeployOutcome second = site.deploy(
      only(package.policies_file(), "ExtlClntAppConfigurablePolicies",
           AppPackage::component("ExtlClntAppConfigurablePolicies",
                                 package.reference() + "    <isEnabled>true</isEnabled>\n")));
  ASSERT_EQ(second.failures.size(), 1u);
  EXPECT_THAT(second.failures[0].problem, HasSubstr("duplicate value found"));
  EXPECT_EQ(second.failures[0].reason->name, "component_second");
}

TEST(LiveOrg, TheOauthPluginIsTheBoxEnableOauth) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const AppPackage names;
  const auto policies = [&](std::string_view value) {
    return only(names.policies_file(), "ExtlClntAppConfigurablePolicies",
                AppPackage::component("ExtlClntAppConfigurablePolicies",
                                      names.reference() + "    <isEnabled>true</isEnabled>\n" +
                                          AppPackage::leaf("isOauthPluginEnabled", value)));
  };
  ASSERT_TRUE(site.deploy(policies("false")).success);
  EXPECT_FALSE(site.app().settings.is_oauth_enabled);
  // The settings do not switch it on again.
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  EXPECT_FALSE(site.app().settings.is_oauth_enabled);
  ASSERT_TRUE(site.deploy(policies("true")).success);
  EXPECT_TRUE(site.app().settings.is_oauth_enabled);
}

TEST(LiveOrg, RetrieveAddsWhatTheServerKnows) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const std::string global = site.retrieved_file(AppPackage().global_file());
  EXPECT_THAT(global, HasSubstr("<consumerKey>" + site.app().consumer_key.value + "<"));
  EXPECT_THAT(global, Not(HasSubstr(site.app().consumer_secret.value)));
  EXPECT_THAT(global, Not(HasSubstr("consumerSecret>")));
  for (const std::string_view field :
       {"isClientCredentialsFlowEnabled", "isCodeCredFlowEnabled", "isDPopEnabled",
        "isDeviceFlowEnabled", "isEnforceRefreshTokenTTL", "isRefreshTokenRotationEnabled",
        "isTokenExchangeEnabled", "isSecretRequiredForTokenExchange", "isNamedUserJwtEnabled",
        "isIntrospectAllTokens", "shouldRotateConsumerKey", "shouldRotateConsumerSecret"}) {
    EXPECT_THAT(global, HasSubstr(fmt::format("    <{}>", field)));
  }
  EXPECT_THAT(site.retrieved_file(AppPackage().app_file()), HasSubstr("<orgScopedExternalApp>00D"));
  EXPECT_THAT(site.retrieved_file(AppPackage().oauth_file()), HasSubstr(":888"));
}

TEST(LiveOrg, ALockedOrgTakesFalseAndReadsBackTrue) {
  MetadataSite site({.mode = OrgMode::locked_2026});
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const std::string global = site.retrieved_file(AppPackage().global_file());
  for (const std::string_view field :
       {"isPkceRequired", "isRefreshTokenRotationEnabled", "isEnforceRefreshTokenTTL"}) {
    EXPECT_THAT(global, HasSubstr(fmt::format("<{0}>true</{0}>", field)));
  }
  // The same again is no change, though the file says otherwise.
  const DeployOutcome again = site.deploy(AppPackage());
  ASSERT_TRUE(again.success);
  EXPECT_FALSE(again.successes[2].changed);
}

TEST(LiveOrg, RotationNeedsTheWarningIgnored) {
  for (const bool is_key : {true, false}) {
    MetadataSite site;
    ASSERT_TRUE(site.deploy(AppPackage()).success);
    const App before = site.app();
    AppPackage package;
    package.edit(package.global_file(), kPkce,
                 fmt::format("    <{0}>true</{0}>\n",
                             is_key ? "shouldRotateConsumerKey" : "shouldRotateConsumerSecret"));
    const DeployOutcome warned = site.deploy(package);
    ASSERT_EQ(warned.failures.size(), 1u) << describe(warned);
    EXPECT_EQ(warned.failures[0].problem_type, DeployMessage::ProblemType::warning);
    EXPECT_EQ(warned.failures[0].reason->name, "consumer_rotation_warned");
    EXPECT_EQ(site.app().consumer_key, before.consumer_key);
    EXPECT_EQ(site.app().consumer_secret, before.consumer_secret);
    const DeployOutcome outcome = site.deploy(package, {.ignore_warnings = true});
    ASSERT_TRUE(outcome.success) << describe(outcome);
    EXPECT_EQ(outcome.components_deployed, 3);
    EXPECT_EQ(site.app().consumer_key == before.consumer_key, !is_key);
    EXPECT_EQ(site.app().consumer_secret == before.consumer_secret, is_key);
    EXPECT_THAT(site.retrieved_file(package.global_file()),
                HasSubstr("<shouldRotateConsumerKey>false<"));
    EXPECT_THAT(
        outcome.successes,
        ::testing::Contains(::testing::AllOf(
            ::testing::Field(&DeployMessage::problem_type, DeployMessage::ProblemType::warning),
            ::testing::Field(&DeployMessage::changed, true))));
  }
}

TEST(LiveOrg, AKeyAndASecretOfOnesOwnAreTaken) {
  MetadataSite site;
  const auto with_key = [](AppPackage package, std::string_view key) {
    package.edit(package.global_file(), kPkce,
                 fmt::format("    <consumerKey>{}</consumerKey>\n"
                             "    <consumerSecret>secret7890</consumerSecret>\n",
                             key));
    return package;
  };
  ASSERT_TRUE(site.deploy(with_key(AppPackage(), "my.own_key")).success);
  EXPECT_EQ(site.app().consumer_key, ClientId("my.own_key"));
  EXPECT_EQ(site.app().consumer_secret, ClientSecret("secret7890"));
  ASSERT_TRUE(site.deploy(with_key(AppPackage(), "my.own_key")).success);
  const DeployOutcome taken = site.deploy(with_key(AppPackage("Other"), "my.own_key"));
  ASSERT_FALSE(taken.failures.empty());
  EXPECT_EQ(taken.failures[0].reason->name, "consumer_key_taken");
  const DeployOutcome fixed = site.deploy(with_key(AppPackage(), "another.key"));
  ASSERT_EQ(fixed.failures.size(), 1u);
  EXPECT_EQ(fixed.failures[0].reason->name, "consumer_key_fixed");
}

TEST(LiveOrg, ClientCredentialsNeedAnExecutionUser) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const std::string on = AppPackage::leaf("isClientCredentialsFlowEnabled", "true");
  const auto user = [](std::string_view name) {
    return AppPackage::leaf("clientCredentialsFlowUser", name);
  };
  for (const std::string& fields : {on, user("nobody@rehearsal.test") + on}) {
    const DeployOutcome outcome = site.deploy(oauth_policies(fields));
    ASSERT_EQ(outcome.failures.size(), 1u);
    EXPECT_EQ(outcome.failures[0].problem,
              "Enter a valid execution user for the OAuth client credentials flow.");
    EXPECT_EQ(outcome.failures[0].reason->name, "execution_user_missing");
  }
  const DeployOutcome outcome = site.deploy(oauth_policies(user("user@rehearsal.test") + on));
  EXPECT_TRUE(outcome.success) << describe(outcome);
}

TEST(LiveOrg, PoliciesActAndTheRestIsGivenBack) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const std::string fields =
      "    <apexHandler>Handler</apexHandler>\n"
      "    <commaSeparatedPermissionSet>One,Two</commaSeparatedPermissionSet>\n"
      "    <commaSeparatedProfile>Standard User, System Administrator</commaSeparatedProfile>\n"
      "    <customAttributes>\n"
      "        <formula>$User.Id</formula>\n"
      "        <key>id</key>\n"
      "    </customAttributes>\n"
      "    <externalClientApplication>Rehearsal</externalClientApplication>\n"
      "    <ipRelaxationPolicyType>Bypass</ipRelaxationPolicyType>\n"
      "    <isClientCredentialsFlowEnabled>false</isClientCredentialsFlowEnabled>\n"
      "    <isGuestCodeCredFlowEnabled>true</isGuestCodeCredFlowEnabled>\n"
      "    <isTokenExchangeFlowEnabled>false</isTokenExchangeFlowEnabled>\n"
      "    <label>Mine</label>\n"
      "    <namedUserJwtSessionTimeoutType>Custom</namedUserJwtSessionTimeoutType>\n"
      "    <namedUserJwtTimeout>60</namedUserJwtTimeout>\n"
      "    <permittedUsersPolicyType>AdminApprovedPreAuthorized</permittedUsersPolicyType>\n"
      "    <policyAction>RaiseSessionLevel</policyAction>\n"
      "    <refreshTokenPolicyType>SpecificInactivity</refreshTokenPolicyType>\n"
      "    <refreshTokenValidityPeriod>12</refreshTokenValidityPeriod>\n"
      "    <refreshTokenValidityUnit>Hours</refreshTokenValidityUnit>\n"
      "    <requiredSessionLevel>HIGH_ASSURANCE</requiredSessionLevel>\n"
      "    <sessionTimeoutInMinutes>60</sessionTimeoutInMinutes>\n";
  const std::string file = AppPackage::component("ExtlClntAppOauthConfigurablePolicies", fields);
  const AppPackage names;
  ASSERT_TRUE(
      site.deploy(only(names.oauth_policies_file(), "ExtlClntAppOauthConfigurablePolicies", file))
          .success);
  const oauth::AppSettings settings = site.app().settings;
  EXPECT_EQ(settings.permitted_users, oauth::PermittedUsers::admin_approved_pre_authorized);
  EXPECT_THAT(settings.pre_authorized_profiles,
              ElementsAre("Standard User", "System Administrator"));
  EXPECT_EQ(settings.ip_relaxation, oauth::IpRelaxation::bypass);
  EXPECT_EQ(settings.refresh_token_policy, oauth::RefreshTokenPolicy::specific_inactivity);
  EXPECT_EQ(settings.refresh_token_validity_period, 12);
  EXPECT_EQ(settings.refresh_token_validity_unit, oauth::ValidityUnit::hours);
  EXPECT_EQ(settings.session_timeout_minutes, 60);
  EXPECT_EQ(settings.named_user_jwt_timeout_minutes, 60);
  EXPECT_EQ(site.retrieved_file(names.oauth_policies_file()), file);
  // A field that is left out has its default again.
  ASSERT_TRUE(site.deploy(oauth_policies("    <label>Mine</label>\n")).success);
  EXPECT_EQ(site.app().settings.ip_relaxation, oauth::IpRelaxation::enforce);
  EXPECT_THAT(site.retrieved_file(names.oauth_policies_file()), Not(HasSubstr("apexHandler")));
}

TEST(LiveOrg, TheAllowlistIsAComponentWithRanges) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  EXPECT_EQ(site.retrieved_file(AppPackage().security_file()), "");
  ASSERT_TRUE(site.deploy(allowlist(kRange)).success);
  ASSERT_EQ(site.app().settings.token_ip_ranges.size(), 1u);
  EXPECT_EQ(site.app().settings.token_ip_ranges[0].description, "Workato");
  EXPECT_THAT(site.retrieved_file(AppPackage().security_file()), HasSubstr(std::string(kRange)));
  const DeployOutcome empty = site.deploy(allowlist(""));
  ASSERT_EQ(empty.failures.size(), 1u);
  EXPECT_EQ(empty.failures[0].problem, "Required field is missing: tokenIpRanges");
}

TEST(LiveOrg, ACertificateComesAsPemOrAsItsBase64) {
  MetadataSite site;
  AppPackage package;
  package.edit(package.global_file(), kPkce,
               "    <certificate>MIIBszCCAVmgAwIBAgIU\n    Q2VydGlmaWNhdGU=</certificate>\n");
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_TRUE(outcome.success) << describe(outcome);
  EXPECT_THAT(site.app().settings.certificate,
              ::testing::StartsWith("-----BEGIN CERTIFICATE-----\nMIIB"));
  const DeployOutcome again = site.deploy_zip(site.retrieve_all().zip);
  ASSERT_TRUE(again.success);
  EXPECT_FALSE(again.successes[2].changed);
}

TEST(LiveOrg, SeveralCallbacksStandInOneElement) {
  MetadataSite site;
  AppPackage package;
  package.edit(package.global_file(), "callback</callbackUrl>",
               "callback\nhttp://localhost:1717/OauthRedirect</callbackUrl>");
  ASSERT_TRUE(site.deploy(package).success);
  EXPECT_THAT(
      site.app().settings.callback_urls,
      ElementsAre("https://www.workato.com/oauth/callback", "http://localhost:1717/OauthRedirect"));
}

TEST(LiveOrg, SettingsAreMembersWithTypesOfTheirOwn) {
  MetadataSite site;
  const auto member = [](const std::string& name, std::string_view root, std::string_view fields) {
    AppPackage package;
    package.files.clear();
    package.file("settings/" + name + ".settings", AppPackage::component(root, fields));
    return package.file("package.xml", manifest_of("Settings", name));
  };
  EXPECT_TRUE(site.org.begin().settings().is_client_secret_in_rest_api_enabled);
  const AppPackage secrets =
      member("ExternalClientApp", "ExternalClientAppSettings",
             "    <enableClientSecretInRestApiAccess>false</enableClientSecretInRestApiAccess>\n"
             "    <enablePackageEcaOauthFromDevOrg>true</enablePackageEcaOauthFromDevOrg>\n");
  DeployOutcome outcome = site.deploy(secrets);
  ASSERT_TRUE(outcome.success) << describe(outcome);
  EXPECT_TRUE(outcome.successes.back().changed);
  EXPECT_FALSE(outcome.successes.back().created);
  EXPECT_FALSE(site.org.begin().settings().is_client_secret_in_rest_api_enabled);
  EXPECT_FALSE(site.deploy(secrets).successes.back().changed);
  ASSERT_TRUE(site.deploy(member("OauthOidc", "OauthOidcSettings",
                                 "    <blockOAuthUnPwFlow>true</blockOAuthUnPwFlow>\n"
                                 "    <isPkceRequired>true</isPkceRequired>\n"))
                  .success);
  EXPECT_TRUE(site.org.begin().settings().is_pkce_required);
  const RetrieveOutcome retrieved = site.retrieve({{"Settings", {"*"}}});
  EXPECT_EQ(retrieved.files.size(), 3u);
  EXPECT_EQ(retrieved.files[0].file_name, "settings/ExternalClientApp.settings");
  outcome = site.deploy_zip(retrieved.zip);
  ASSERT_TRUE(outcome.success) << describe(outcome);
  EXPECT_FALSE(outcome.successes.back().changed);
}

}  // namespace
}  // namespace rehearse::salesforce
