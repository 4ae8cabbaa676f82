#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::HasSubstr;

constexpr std::string_view kSpace = "{http://soap.sforce.com/2006/04/metadata}";

// Case is one flawed component and what the org says of it.
struct Case {
  std::string_view from{}, to{};  // the edit of the file
  int line = 0, column = 0;
  std::string problem{};  // a part of it
  std::string_view reason{};
};

// Deploys the package with the edit; exactly that component fails, and nothing is deployed.
void expect_refused(AppPackage package, const std::string& file, const Case& wanted) {
  SCOPED_TRACE(wanted.to);
  package.edit(file, wanted.from, wanted.to);
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(package);
  EXPECT_FALSE(outcome.success);
  ASSERT_FALSE(outcome.failures.empty());
  const DeployMessage& failure = outcome.failures.front();
  EXPECT_EQ(failure.file_name, file);
  EXPECT_EQ(failure.line, wanted.line) << failure.problem;
  if (wanted.column != 0) {
    EXPECT_EQ(failure.column, wanted.column);
  }
  EXPECT_THAT(failure.problem, HasSubstr(wanted.problem));
  ASSERT_NE(failure.reason, nullptr);
  EXPECT_EQ(failure.reason->name, wanted.reason);
  EXPECT_EQ(failure.problem_type, DeployMessage::ProblemType::error);
  EXPECT_FALSE(failure.success || failure.changed || failure.created);
  EXPECT_EQ(outcome.reason, failure.reason);
  EXPECT_TRUE(site.app().id.empty());
}

// The policies of a package, to be edited.
AppPackage with_policies() {
  AppPackage package;
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"},
                                                    {"ExtlClntAppOauthSettings", "*"},
                                                    {"ExtlClntAppOauthConfigurablePolicies", "*"},
                                                    {"ExtlClntAppConfigurablePolicies", "*"},
                                                    {"ExtlClntAppOauthSecuritySettings", "*"}}));
  package.file(package.oauth_policies_file(),
               AppPackage::component("ExtlClntAppOauthConfigurablePolicies",
                                     package.reference() + "    <label>Policy</label>\n"));
  package.file(package.policies_file(),
               AppPackage::component("ExtlClntAppConfigurablePolicies",
                                     package.reference() + "    <isEnabled>true</isEnabled>\n"));
  package.file(package.security_file(),
               AppPackage::component("ExtlClntAppOauthSecuritySettings",
                                     package.reference() +
                                         "    <tokenIpRanges>\n"
                                         "        <endIpAddress>52.5.142.59</endIpAddress>\n"
                                         "        <startIpAddress>52.5.142.59</startIpAddress>\n"
                                         "    </tokenIpRanges>\n"));
  return package;
}

TEST(ComponentRefusals, ThePackageTheyEditDeploys) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(with_policies());
  EXPECT_TRUE(outcome.success) << describe(outcome);
  EXPECT_EQ(outcome.components_total, 6);
}

TEST(ComponentRefusals, AnUnknownElement) {
  const AppPackage package;
  const std::string place = "invalid at this location in type ExternalClientApplication";
  expect_refused(package, package.app_file(),
                 {"    <isProtected>false</isProtected>", "    <foo>1</foo>", 5, 5,
                  "Error parsing file: Element " + std::string(kSpace) + "foo " + place,
                  "component_field_unknown"});
  // Another name space is another element.
  expect_refused(package, package.app_file(),
                 {"<isProtected>", "<isProtected xmlns=\"urn:other\">", 5, 5,
                  "Element {urn:other}isProtected " + place, "component_field_unknown"});
  // The fields of connected apps are none of these policies.
  for (const std::string tag : {"ipRelaxation", "refreshTokenPolicy", "sessionTimeout"}) {
    const std::string field = "<" + tag + ">ENFORCE</" + tag + ">";
    expect_refused(with_policies(), package.oauth_policies_file(),
                   {"<label>Policy</label>", field, 4, 5,
                    tag + " invalid at this location in type ExtlClntAppOauthConfigurablePolicies",
                    "component_field_unknown"});
  }
}

TEST(ComponentRefusals, AnElementNewerThanThePackage) {
  AppPackage package;
  package.edit("package.xml", "67.0", "60.0");
  package.edit(package.global_file(), "    <isPkceRequired>false</isPkceRequired>\n",
               "    <isNamedUserJwtEnabled>true</isNamedUserJwtEnabled>\n");
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(package);
  ASSERT_EQ(outcome.failures.size(), 1u) << describe(outcome);
  EXPECT_EQ(outcome.failures[0].reason->name, "component_field_unknown");
  package.edit("package.xml", "60.0", "61.0");
  EXPECT_TRUE(site.deploy(package).success);
}

TEST(ComponentRefusals, AnElementTwice) {
  const AppPackage package;
  expect_refused(
      package, package.app_file(),
      {"    <isProtected>false</isProtected>", "    <contactEmail>a@b.cd</contactEmail>", 5, 5,
       "Error parsing file: Element contactEmail is duplicated at this location in type "
       "ExternalClientApplication",
       "component_field_twice"});
}

TEST(ComponentRefusals, AnElementInsideAValue) {
  const AppPackage package;
  expect_refused(package, package.app_file(),
                 {"false</isProtected>", "<b>false</b></isProtected>", 5, 18,
                  "Error parsing file: Unexpected element " + std::string(kSpace) +
                      "b during simple type deserialization",
                  "component_nesting"});
}

TEST(ComponentRefusals, AValueOutsideItsEnum) {
  const AppPackage package;
  expect_refused(with_policies(), package.oauth_policies_file(),
                 {"<label>Policy</label>",
                  "<permittedUsersPolicyType>AdminApproved</permittedUsersPolicyType>", 4, 5,
                  "'AdminApproved' is not a valid value for the enum 'PermittedUsersPolicyType'",
                  "component_enum"});
  expect_refused(
      package, package.app_file(),
      {"Local", "Packageable", 4, 5,
       "'Packageable' is not a valid value for the enum 'ExtlClntAppDistState'", "component_enum"});
  // A plain string with a list of values in the guide.
  expect_refused(
      with_policies(), package.oauth_policies_file(),
      {"<label>Policy</label>", "<ipRelaxationPolicyType>enforce</ipRelaxationPolicyType>", 4, 5,
       "Valid values are: Enforce, Bypass, Bypass_2factor, Enforce_RelaxRefresh",
       "component_enum"});
  // A field that is only kept is checked as well.
  expect_refused(
      with_policies(), package.policies_file(),
      {"<isEnabled>true</isEnabled>\n",
       "<isEnabled>true</isEnabled>\n    <startPage>Home</startPage>\n", 5, 5,
       "'Home' is not a valid value for the enum 'ExtlClntAppStartPage'", "component_enum"});
}

TEST(ComponentRefusals, AValueForInternalUse) {
  const AppPackage package;
  for (const std::string_view value : {"Managed", "AutoInstalled"}) {
    expect_refused(package, package.app_file(),
                   {"Local", value, 4, 5, "for internal use only", "component_internal_value"});
  }
}

TEST(ComponentRefusals, AScopeInItsOauthSpelling) {
  const AppPackage package;
  expect_refused(package, package.oauth_file(),
                 {"Api, Basic", "Api, mcp_api, api", 3, 5,
                  "There's a problem with your scope(s): mcp_api, api. Valid scopes are: Api, Web,",
                  "component_scope"});
  expect_refused(package, package.oauth_file(),
                 {"Api, Basic", "Api, Api", 3, 5, "is given twice", "scope_twice"});
}

TEST(ComponentRefusals, WhatIsNoBooleanOrNumber) {
  const AppPackage package;
  expect_refused(
      package, package.app_file(),
      {"false</isProtected>", "maybe</isProtected>", 5, 5,
       "Error parsing file: 'maybe' is not valid for the type xsd:boolean", "component_boolean"});
  const std::string period = "refreshTokenValidityPeriod";
  for (const std::string value : {"12x", "1.5", "", "99999999999"}) {
    expect_refused(with_policies(), package.oauth_policies_file(),
                   {"<label>Policy</label>", "<" + period + ">" + value + "</" + period + ">", 4, 5,
                    "'" + value + "' is not valid for the type xsd:int", "component_number"});
  }
  expect_refused(
      with_policies(), package.oauth_policies_file(),
      {"<label>Policy</label>", "<refreshTokenValidityPeriod>0</refreshTokenValidityPeriod>", 4, 5,
       "Enter a whole number from 1", "validity_period_bounds"});
  expect_refused(package, package.global_file(),
                 {"    <isPkceRequired>false</isPkceRequired>",
                  "    <idTokenConfig><idTokenValidityInMinutes>721</idTokenValidityInMinutes>"
                  "</idTokenConfig>",
                  6, 20, "from 0 to 720", "component_number"});
}

TEST(ComponentRefusals, AnOverLongValue) {
  const AppPackage package;
  const std::string long_text(256, 'x');
  expect_refused(
      package, package.app_file(),
      {"    <isProtected>false</isProtected>", "    <description>" + long_text + "</description>",
       5, 5, "at most 255 characters", "description_length"});
  expect_refused(package, package.global_file(),
                 {"Rehearsal_global</label>", std::string(81, 'x') + "</label>", 8, 5,
                  "label: data value too large (max length=80)", "component_text_length"});
  expect_refused(package, package.global_file(),
                 {"callback</callbackUrl>", std::string(2'000, 'x') + "</callbackUrl>", 3, 5,
                  "at most 2000 characters", "callback_length"});
}

TEST(ComponentRefusals, AListThatIsTooLong) {
  const AppPackage package;
  std::string attributes;
  for (int index = 0; index < 128; ++index) {
    attributes += fmt::format(
        "    <customAttributes><formula>x</formula><key>k{}</key></customAttributes>\n", index);
  }
  AppPackage fits = package;
  fits.edit(package.oauth_file(), package.reference(), attributes + package.reference());
  MetadataSite site;
  EXPECT_TRUE(site.deploy(fits).success);
  attributes += "    <customAttributes><formula>x</formula><key>k</key></customAttributes>\n";
  expect_refused(package, package.oauth_file(),
                 {package.reference(), attributes + package.reference(), 132, 5,
                  "at most 128 are allowed", "component_list_length"});
}

TEST(ComponentRefusals, AMissingField) {
  const AppPackage package;
  expect_refused(package, package.global_file(),
                 {package.reference(), "", 2, 1,
                  "Required field is missing: externalClientApplication", "component_required"});
  expect_refused(with_policies(), package.policies_file(),
                 {"    <isEnabled>true</isEnabled>\n", "", 2, 1,
                  "Required field is missing: isEnabled", "component_required"});
  expect_refused(with_policies(), package.security_file(),
                 {"        <endIpAddress>52.5.142.59</endIpAddress>\n", "", 4, 5,
                  "Required field is missing: endIpAddress", "component_required"});
  expect_refused(package, package.app_file(),
                 {"    <label>Rehearsal</label>\n", "", 2, 1, "Name is required", "label_missing"});
}

TEST(ComponentRefusals, WhatIsNoXml) {
  const AppPackage package;
  expect_refused(
      package, package.app_file(),
      {"</isProtected>", "</isProtecte>", 5, 0, "Error parsing file: ", "component_xml"});
  expect_refused(
      package, package.app_file(),
      {"<ExternalClientApplication", "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<ExternalClientApplication",
       2, 1, "Error parsing file: A document type declaration (DOCTYPE) is not allowed",
       "component_xml"});
  expect_refused(package, package.app_file(),
                 {"Local", "&b;", 4, 24, "The entity \"b\" was referenced, but not declared",
                  "component_xml"});
}

TEST(ComponentRefusals, AnotherRoot) {
  const AppPackage package;
  expect_refused(package, package.oauth_file(),
                 {"<ExtlClntAppOauthSettings xmlns=\"http://soap.sforce.com/2006/04/metadata\">",
                  "<ExtlClntAppOauthSettings>", 2, 1,
                  "Unexpected element {}ExtlClntAppOauthSettings", "component_root"});
  AppPackage other;
  other.file(package.oauth_file(), other.files.at(package.global_file()));
  expect_refused(other, package.oauth_file(),
                 {"\n", "\n", 2, 1, "Unexpected element " + std::string(kSpace), "component_root"});
}

TEST(ComponentRefusals, AReferenceToAnAppThatIsNowhere) {
  const AppPackage package;
  for (const std::string_view name : {"Elsewhere", "rehearsal"}) {
    expect_refused(package, package.oauth_file(),
                   {"Rehearsal</externalClientApplication>",
                    std::string(name) + "</externalClientApplication>", 2, 1,
                    "INVALID_CROSS_REFERENCE_KEY", "component_cross_reference"});
  }
}

TEST(ComponentRefusals, AKeyOfTheWrongShape) {
  const AppPackage package;
  const auto with_key = [](std::string_view field, const std::string& value) {
    return fmt::format("    <{0}>{1}</{0}>", field, value);
  };
  for (const std::string_view field : {"consumerKey", "consumerSecret"}) {
    for (const std::string& value :
         std::vector<std::string>{"seven77", std::string(257, 'x'), "has blanks in it"}) {
      expect_refused(package, package.global_file(),
                     {"    <isPkceRequired>false</isPkceRequired>", with_key(field, value), 6, 5,
                      "8 to 256 letters and digits", "component_key_malformed"});
    }
  }
}

TEST(ComponentRefusals, WhatTheSetupPagesWouldRefuse) {
  const AppPackage package;
  expect_refused(package, package.global_file(),
                 {"https://www.workato.com", "http://www.workato.com", 3, 5, "must use https",
                  "callback_not_https"});
  expect_refused(package, package.global_file(),
                 {"    <callbackUrl>https://www.workato.com/oauth/callback</callbackUrl>\n", "", 2,
                  1, "a Callback URL is required", "callback_missing"});
  expect_refused(
      package, package.app_file(),
      {"admin@rehearsal.test", "nobody", 3, 5, "valid email", "contact_email_malformed"});
  expect_refused(with_policies(), package.security_file(),
                 {"<startIpAddress>52.5.142.59", "<startIpAddress>53.5.142.59", 4, 5,
                  "must not be above", "ip_range_reversed"});
}

}  // namespace
}  // namespace rehearse::salesforce
