#include "mocks/salesforce/metadata/package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using rehearse::testing::ZipBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The only failure of a deploy that nothing is left of.
DeployMessage only_failure(const AppPackage& package, DeployOptions options = {}) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(package, options);
  EXPECT_FALSE(outcome.success);
  EXPECT_EQ(outcome.failures.size(), 1u) << describe(outcome);
  EXPECT_TRUE(site.app().id.empty());
  return outcome.failures.empty() ? DeployMessage{} : outcome.failures.front();
}

TEST(Package, AZipThatIsNoneFailsAsAWhole) {
  MetadataSite site;
  const DeployOutcome outcome = site.deploy_zip("no zip");
  EXPECT_FALSE(outcome.success);
  EXPECT_EQ(outcome.error_status_code, "INVALID_ZIP_FILE");
  EXPECT_EQ(outcome.reason->name, "zip_broken");
  EXPECT_THAT(outcome.failures, IsEmpty());
  const std::string big(size_t{40} << 20, 'x');
  EXPECT_EQ(site.deploy_zip(big).error_status_code, "LIMIT_EXCEEDED");
}

TEST(Package, TakesTheTopOfTheZipOrEveryFolderInIt) {
  const AppPackage package;
  MetadataSite single, folders, wrong, other;
  EXPECT_TRUE(single.deploy_zip(package.zip()).success);
  EXPECT_TRUE(folders.deploy_zip(package.zip("unpackaged"), {}).success);
  // A folder where the top was promised, and the reverse.
  const DeployOutcome outcome = wrong.deploy_zip(package.zip("unpackaged"));
  ASSERT_EQ(outcome.failures.size(), 1u);
  EXPECT_EQ(outcome.failures[0].problem, "No package.xml found");
  EXPECT_EQ(outcome.failures[0].file_name, "package.xml");
  EXPECT_EQ(outcome.failures[0].full_name, "package.xml");
  EXPECT_EQ(outcome.failures[0].reason->name, "package_xml_missing");
  const DeployOutcome each = other.deploy_zip(package.zip(), {});
  ASSERT_EQ(each.failures.size(), 3u);
  EXPECT_EQ(each.failures[0].file_name, "externalClientApps/package.xml");
}

TEST(Package, TwoFoldersAreTwoPackages) {
  const AppPackage one("One"), two("Two");
  ZipBuilder builder;
  for (const auto& [path, content] : one.files) builder.file("one/" + path, content);
  for (const auto& [path, content] : two.files) builder.file("two/" + path, content);
  MetadataSite site;
  const DeployOutcome outcome = site.deploy_zip(builder.bytes(), {});
  EXPECT_TRUE(outcome.success) << describe(outcome);
  EXPECT_EQ(outcome.components_total, 6);
  EXPECT_FALSE(site.app("One").id.empty());
  EXPECT_FALSE(site.app("Two").id.empty());
}

TEST(Package, WithoutPackageXmlNothingIsDeployed) {
  const DeployMessage failure = only_failure(AppPackage().without("package.xml"));
  EXPECT_EQ(failure.problem, "No package.xml found");
}

TEST(Package, APackageXmlThatCannotBeRead) {
  const auto failure_of = [](std::string_view from, std::string_view to) {
    return only_failure(AppPackage().edit("package.xml", from, to));
  };
  const DeployMessage broken = failure_of("</Package>", "</Packag>");
  EXPECT_EQ(broken.file_name, "package.xml");
  EXPECT_EQ(broken.reason->name, "package_xml_malformed");
  EXPECT_EQ(broken.line, 7);
  const DeployMessage entity =
      failure_of("<Package", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Package");
  EXPECT_THAT(entity.problem, HasSubstr("DOCTYPE"));
  EXPECT_EQ(entity.line, 2);
  EXPECT_EQ(failure_of("2006/04", "2007/04").reason->name, "package_xml_malformed");
  const DeployMessage unknown = failure_of("<version>", "<foo/><version>");
  EXPECT_THAT(unknown.problem, HasSubstr("foo invalid at this location in type Package"));
  EXPECT_EQ(unknown.line, 6);
  EXPECT_THAT(failure_of("<name>ExtlClntAppOauthSettings</name>", "").problem,
              HasSubstr("Required field is missing: name"));
}

TEST(Package, NamesAVersionThatExists) {
  const auto failure_of = [](std::string_view version) {
    AppPackage package;
    package.edit("package.xml", "    <version>67.0</version>\n", version);
    return only_failure(package);
  };
  EXPECT_EQ(failure_of("").reason->name, "package_version_missing");
  for (const std::string_view version : {"68.0", "67", "67.1", "7.0", "sixty", "67.0.0"}) {
    const DeployMessage failure = failure_of(fmt::format("<version>{}</version>\n", version));
    EXPECT_EQ(failure.reason->name, "package_version_unknown") << version;
    EXPECT_EQ(failure.line, 6);
  }
}

TEST(Package, NamesTypesThatTheOrgKnows) {
  AppPackage package;
  package.edit("package.xml", "    <version>",
               "    <types><members>A</members><members>B</members><name>ApexClass</name></types>\n"
               "    <version>");
  const DeployMessage failure = only_failure(package);
  EXPECT_EQ(failure.problem, "Unknown type name 'ApexClass' specified in package.xml");
  EXPECT_EQ(failure.full_name, "");
  EXPECT_EQ(failure.reason->name, "metadata_type_unknown");
  // Letter case counts.
  MetadataSite site;
  EXPECT_THAT(describe(site.deploy(AppPackage().edit("package.xml", "ExtlClntAppOauthSettings",
                                                     "extlClntAppOauthSettings"))),
              HasSubstr("Unknown type name 'extlClntAppOauthSettings'"));
}

TEST(Package, KnowsATypeFromItsVersionOn) {
  AppPackage package;
  package.file("package.xml",
               AppPackage::manifest({{"ExtlClntAppConfigurablePolicies", "*"}}, "59.0"));
  EXPECT_THAT(describe(MetadataSite().deploy(package)), HasSubstr("metadata_type_unknown"));
  package.edit("package.xml", "59.0", "60.0");
  EXPECT_THAT(describe(MetadataSite().deploy(package)), Not(HasSubstr("metadata_type_unknown")));
}

TEST(Package, AComponentWithoutItsFile) {
  AppPackage package;
  package.edit("package.xml", "<members>Rehearsal</members>",
               "<members>Rehearsal</members><members>Other</members>");
  const DeployMessage failure = only_failure(package);
  EXPECT_EQ(failure.problem,
            "An object 'Other' of type ExternalClientApplication was named in package.xml, but was "
            "not found in zipped directory");
  EXPECT_EQ(failure.file_name, "package.xml");
  EXPECT_EQ(failure.full_name, "Other");
  EXPECT_EQ(failure.reason->name, "component_missing");
  MetadataSite site;
  EXPECT_TRUE(site.deploy(package, {.allow_missing_files = true}).success);
}

TEST(Package, AFileOfTheSourceFormatIsNoComponent) {
  AppPackage package;
  package.file(package.app_file() + "-meta.xml", package.files.at(package.app_file()));
  package.without(package.app_file());
  EXPECT_THAT(describe(MetadataSite().deploy(package)), HasSubstr("component_missing"));
}

TEST(Package, AFileThatIsNotListedIsAWarning) {
  AppPackage package;
  package.file("README.md", "text");
  const DeployMessage failure = only_failure(package);
  EXPECT_EQ(failure.problem, "Not in package.xml");
  EXPECT_EQ(failure.problem_type, DeployMessage::ProblemType::warning);
  EXPECT_EQ(failure.file_name, "README.md");
  EXPECT_EQ(failure.reason->name, "component_not_listed");
  MetadataSite site;
  const DeployOutcome outcome = site.deploy(package, {.ignore_warnings = true});
  EXPECT_TRUE(outcome.success);
  EXPECT_EQ(outcome.successes.front().problem, "Not in package.xml");
  EXPECT_TRUE(outcome.successes.front().success);
}

TEST(Package, AStarTakesEveryFileOfTheType) {
  AppPackage package;
  package.file("package.xml", AppPackage::manifest({{"ExternalClientApplication", "*"},
                                                    {"ExtlClntAppGlobalOauthSettings", "*"},
                                                    {"ExtlClntAppOauthSettings", "*"}}));
  MetadataSite site;
  EXPECT_EQ(site.deploy(package).components_total, 3);
}

TEST(Package, WritesWhatItReads) {
  EXPECT_EQ(package_xml({{"Settings", {"OauthOidc"}}}, "67.0"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Package xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n"
            "    <types>\n"
            "        <members>OauthOidc</members>\n"
            "        <name>Settings</name>\n"
            "    </types>\n"
            "    <version>67.0</version>\n"
            "</Package>\n");
}

}  // namespace
}  // namespace rehearse::salesforce
