#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/core/text.h"
#include "mocks/salesforce/metadata/types.h"
#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> paths_of(const RetrieveOutcome& outcome) {
  std::vector<std::string> paths;
  const std::vector<ZipEntry> entries = read_zip(outcome.zip).value();
  for (const ZipEntry& entry : entries) paths.push_back(entry.path);
  return paths;
}

TEST(Retrieve, GivesFilesInTheirFoldersAndAPackageXml) {
  MetadataSite site;
  site.create_app([](oauth::AppSettings& settings) {
    settings.token_ip_ranges = {{"52.5.142.59", "52.5.142.59", ""}};
  });
  const RetrieveOutcome outcome = site.retrieve_all();
  EXPECT_THAT(
      paths_of(outcome),
      ElementsAre("externalClientApps/Rehearsal.eca",
                  "extlClntAppOauthSettings/Rehearsal_oauth.ecaOauth",
                  "extlClntAppGlobalOauthSets/Rehearsal_global.ecaGlblOauth",
                  "extlClntAppPolicies/Rehearsal_defaultPolicy.ecaPlcy",
                  "extlClntAppOauthPolicies/Rehearsal_defaultPolicy.ecaOauthPlcy",
                  "extlClntAppOauthSecuritySettings/Rehearsal_oauthSecurity.ecaOauthSecurity",
                  "package.xml"));
  const std::string manifest = site.retrieved_file("package.xml");
  EXPECT_THAT(manifest, HasSubstr("<members>Rehearsal_oauth</members>"));
  EXPECT_THAT(manifest, HasSubstr("<version>67.0</version>"));
}

TEST(Retrieve, WritesTheAppAsSalesforceDoes) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  const std::string org = site.org.organization_id().substr(0, 15);
  EXPECT_EQ(site.retrieved_file(AppPackage().app_file()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<ExternalClientApplication xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n"
            "    <contactEmail>admin@rehearsal.test</contactEmail>\n"
            "    <distributionState>Local</distributionState>\n"
            "    <isProtected>false</isProtected>\n"
            "    <label>Rehearsal</label>\n"
            "    <orgScopedExternalApp>" +
                org +
                ":Rehearsal</orgScopedExternalApp>\n"
                "</ExternalClientApplication>\n");
}

TEST(Retrieve, PutsAFolderAroundWhatIsNoSinglePackage) {
  MetadataSite site;
  site.create_app();
  auto tx = site.org.begin();
  const RetrieveOutcome outcome = retrieve_package(
      site.org, tx, {false, {{"ExternalClientApplication", {"Rehearsal"}}}, "67.0"},
      {tx.users().all().front().id, 67, site.now});
  EXPECT_THAT(paths_of(outcome),
              ElementsAre("unpackaged/externalClientApps/Rehearsal.eca", "unpackaged/package.xml"));
  EXPECT_EQ(outcome.files[0].file_name, "unpackaged/externalClientApps/Rehearsal.eca");
  EXPECT_EQ(outcome.files[1].type, "Package");
}

TEST(Retrieve, SaysWhatIsNotThere) {
  MetadataSite site;
  const RetrieveOutcome outcome =
      site.retrieve({{"ExternalClientApplication", {"Nothing", "*"}}, {"ApexClass", {"A"}}});
  ASSERT_EQ(outcome.messages.size(), 2u);
  EXPECT_EQ(outcome.messages[0].file_name, "package.xml");
  EXPECT_EQ(outcome.messages[0].problem,
            "Entity of type 'ExternalClientApplication' named 'Nothing' cannot be found");
  EXPECT_EQ(outcome.messages[1].problem, "Entity type: 'ApexClass' is unknown");
  EXPECT_THAT(paths_of(outcome), ElementsAre("package.xml"));
  const RetrieveOutcome early = site.retrieve({{"ExtlClntAppConfigurablePolicies", {"*"}}}, "59.0");
  ASSERT_EQ(early.messages.size(), 1u);
  EXPECT_THAT(early.messages[0].problem, HasSubstr("is not available in this api version"));
}

TEST(Retrieve, LeavesOutWhatTheVersionDoesNotKnow) {
  MetadataSite site;
  site.create_app();
  const auto file_at = [&](std::string version) {
    const RetrieveOutcome outcome =
        site.retrieve({{"ExtlClntAppGlobalOauthSettings", {"*"}}}, std::move(version));
    const std::vector<ZipEntry> entries = read_zip(outcome.zip).value();
    return entries.front().content;
  };
  EXPECT_THAT(file_at("60.0"), Not(HasSubstr("isNamedUserJwtEnabled")));
  EXPECT_THAT(file_at("61.0"), HasSubstr("isNamedUserJwtEnabled"));
}

TEST(Retrieve, FollowsAnEditOnThePages) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  site.now += std::chrono::hours(1);
  const App app = site.app();
  const UserId editor = site.user().id;
  oauth::AppSettings edited = app.settings;
  edited.is_refresh_token_rotation_enabled = true;
  edited.token_ip_ranges = {{"52.5.142.59", "52.5.142.60", "Workato"}};
  {
    auto tx = site.org.begin();
    ASSERT_TRUE(tx.apps().update(app.id, edited, {editor, site.now}).ok());
  }
  EXPECT_THAT(site.retrieved_file(AppPackage().global_file()),
              HasSubstr("<isRefreshTokenRotationEnabled>true<"));
  EXPECT_THAT(site.retrieved_file(AppPackage().security_file()),
              HasSubstr("<description>Workato</description>"));
  for (const FileProperties& file : site.retrieve_all().files) {
    const bool is_edited = file.type == "ExtlClntAppGlobalOauthSettings" ||
                           file.type == "ExtlClntAppOauthSecuritySettings" ||
                           file.type == "Package";
    EXPECT_EQ(file.last_modified_at == site.now, is_edited) << file.type;
  }
}

TEST(Retrieve, ListsComponentsWithWhoMadeThem) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage("One")).success);
  ASSERT_TRUE(site.deploy(AppPackage("Two")).success);
  auto tx = site.org.begin();
  const std::vector<FileProperties> apps =
      list_components(site.org, tx, "ExternalClientApplication");
  ASSERT_EQ(apps.size(), 2u);
  EXPECT_EQ(apps[0].full_name, "One");
  EXPECT_EQ(apps[0].file_name, "externalClientApps/One.eca");
  EXPECT_EQ(apps[0].created_by, tx.users().all().front().id);
  EXPECT_EQ(apps[0].created_at, site.now);
  EXPECT_EQ(apps[0].id.size(), 18u);
  EXPECT_THAT(list_components(site.org, tx, "ApexClass"), IsEmpty());
  EXPECT_EQ(list_components(site.org, tx, "Settings").size(), 2u);
}

TEST(Retrieve, ReadsAComponentAsAnElement) {
  MetadataSite site;
  ASSERT_TRUE(site.deploy(AppPackage()).success);
  auto tx = site.org.begin();
  const XmlElement app = read_component(site.org, tx, "ExternalClientApplication", "Rehearsal");
  EXPECT_EQ(app.name, "records");
  EXPECT_EQ(app.attribute("xsi:type"), "ExternalClientApplication");
  EXPECT_EQ(app.children.front().name, "fullName");
  EXPECT_EQ(app.text_of("contactEmail"), "admin@rehearsal.test");
  EXPECT_EQ(read_component(site.org, tx, "ExternalClientApplication", "rehearsal").name, "");
  EXPECT_EQ(read_component(site.org, tx, "ExternalClientApplication", "*").name, "");
  EXPECT_EQ(read_component(site.org, tx, "Settings", "OauthOidc").attribute("xsi:type"),
            "OauthOidcSettings");
}

TEST(MetadataTypes, AreTheOnesOfAnAppAndSettings) {
  const std::vector<MetadataTypeInfo> types = metadata_types(67);
  ASSERT_EQ(types.size(), 7u);
  EXPECT_EQ(types[0].name, "ExternalClientApplication");
  EXPECT_EQ(types[0].suffix, "eca");
  EXPECT_EQ(types[0].directory, "externalClientApps");
  EXPECT_EQ(types.back().name, "Settings");
  EXPECT_EQ(metadata_types(59).size(), 6u);
  EXPECT_THAT(metadata_types(58), IsEmpty());
}

TEST(MetadataTypes, HaveTheirFieldsInTheOrderOfTheWsdl) {
  for (const MetadataType& type : all_types()) {
    for (size_t index = 1; index < type.fields.size(); ++index)
      EXPECT_LT(type.fields[index - 1].name, type.fields[index].name) << type.name;
    for (const MetadataField& field : type.fields)
      EXPECT_EQ(find_field(type.fields, field.name), &field);
  }
}

}  // namespace
}  // namespace rehearse::salesforce
