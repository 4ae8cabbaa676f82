#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/core/xml.h"
#include "tests/support/metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// An element as a call has it: the fields of a file, and the full name.
XmlElement metadata(const AppPackage& package, const std::string& file, std::string_view name) {
  XmlElement element = parse_xml(package.files.at(file)).value();
  XmlElement full_name;
  full_name.name = "fullName";
  full_name.space = element.space;
  full_name.text = name;
  element.children.insert(element.children.begin(), full_name);
  return element;
}

class Crud : public ::testing::Test {
 protected:
  SaveOutcome save(std::string_view type, const XmlElement& element, SaveVerb verb,
                   std::string_view username = "admin@rehearsal.test") {
    const MetadataActor actor{site.user(username).id, 67, site.now};
    auto tx = site.org.begin();
    return save_components(site.org, tx, type, {&element}, verb, actor, true).front();
  }
  SaveOutcome remove(std::string_view type, std::string_view name) {
    const MetadataActor actor{site.user().id, 67, site.now};
    auto tx = site.org.begin();
    return delete_components(site.org, tx, type, {std::string(name)}, actor, true).front();
  }
  XmlElement app() const { return metadata(package, package.app_file(), "Rehearsal"); }
  XmlElement oauth() const { return metadata(package, package.oauth_file(), "Rehearsal_oauth"); }
  XmlElement global() const { return metadata(package, package.global_file(), "Rehearsal_global"); }

  MetadataSite site;
  AppPackage package;
};

TEST_F(Crud, MakesAnAppComponentByComponent) {
  EXPECT_TRUE(save("ExternalClientApplication", app(), SaveVerb::create).success);
  EXPECT_TRUE(save("ExtlClntAppOauthSettings", oauth(), SaveVerb::create).success);
  const SaveOutcome outcome = save("ExtlClntAppGlobalOauthSettings", global(), SaveVerb::upsert);
  EXPECT_TRUE(outcome.success) << outcome.message;
  EXPECT_TRUE(outcome.created);
  EXPECT_EQ(outcome.full_name, "Rehearsal_global");
  EXPECT_TRUE(site.app().settings.is_oauth_enabled);
  EXPECT_FALSE(save("ExtlClntAppGlobalOauthSettings", global(), SaveVerb::upsert).created);
}

TEST_F(Crud, CreatesWhatIsNewAndUpdatesWhatIsThere) {
  const SaveOutcome early = save("ExternalClientApplication", app(), SaveVerb::update);
  EXPECT_EQ(early.status_code, "INVALID_CROSS_REFERENCE_KEY");
  EXPECT_EQ(early.reason->name, "component_unknown");
  ASSERT_TRUE(save("ExternalClientApplication", app(), SaveVerb::create).success);
  const SaveOutcome twice = save("ExternalClientApplication", app(), SaveVerb::create);
  EXPECT_EQ(twice.status_code, "DUPLICATE_DEVELOPER_NAME");
  EXPECT_EQ(twice.reason->name, "component_exists");
  package.edit(package.app_file(), "Rehearsal</label>", "Renamed</label>");
  EXPECT_TRUE(save("ExternalClientApplication", app(), SaveVerb::update).success);
  EXPECT_EQ(site.app().settings.label, "Renamed");
}

TEST_F(Crud, SaysWhatIsWrongAndWithWhichField) {
  package.edit(package.app_file(), "Local", "Packageable");
  const SaveOutcome choice = save("ExternalClientApplication", app(), SaveVerb::create);
  EXPECT_FALSE(choice.success);
  EXPECT_EQ(choice.status_code, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
  EXPECT_THAT(choice.fields, ElementsAre("distributionState"));
  EXPECT_EQ(choice.reason->name, "component_enum");
  const SaveOutcome reference = save("ExtlClntAppGlobalOauthSettings", global(), SaveVerb::create);
  EXPECT_EQ(reference.status_code, "INVALID_CROSS_REFERENCE_KEY");
  const SaveOutcome nameless = save("ExternalClientApplication", XmlElement{}, SaveVerb::create);
  EXPECT_EQ(nameless.status_code, "REQUIRED_FIELD_MISSING");
  const SaveOutcome unknown = save("ApexClass", app(), SaveVerb::create);
  EXPECT_EQ(unknown.status_code, "INVALID_TYPE");
  EXPECT_EQ(unknown.reason->name, "metadata_type_unknown");
}

TEST_F(Crud, NeverRotatesForLackOfTheOption) {
  ASSERT_TRUE(site.deploy(package).success);
  package.edit(package.global_file(), "    <isPkceRequired>false</isPkceRequired>\n",
               "    <shouldRotateConsumerKey>true</shouldRotateConsumerKey>\n");
  const SaveOutcome outcome = save("ExtlClntAppGlobalOauthSettings", global(), SaveVerb::update);
  EXPECT_FALSE(outcome.success);
  EXPECT_EQ(outcome.reason->name, "consumer_rotation_warned");
}

TEST_F(Crud, SavesMembersOfSettingsUnderEitherName) {
  XmlElement element;
  element.children.resize(2);
  element.children[0].name = "fullName";
  element.children[0].text = "OauthOidc";
  element.children[1].name = "isPkceRequired";
  element.children[1].text = "true";
  for (XmlElement& child : element.children)
    child.space = "http://soap.sforce.com/2006/04/metadata";
  EXPECT_TRUE(save("OauthOidcSettings", element, SaveVerb::update).success);
  EXPECT_TRUE(save("Settings", element, SaveVerb::upsert).success);
  EXPECT_TRUE(site.org.begin().settings().is_pkce_required);
}

TEST_F(Crud, DeletesWhatIsThere) {
  ASSERT_TRUE(site.deploy(package).success);
  EXPECT_TRUE(remove("ExternalClientApplication", "Rehearsal").success);
  EXPECT_TRUE(site.app().id.empty());
  const SaveOutcome gone = remove("ExternalClientApplication", "Rehearsal");
  EXPECT_EQ(gone.status_code, "INVALID_CROSS_REFERENCE_KEY");
  EXPECT_EQ(gone.reason->name, "component_unknown");
}

TEST_F(Crud, AsksForPermission) {
  const SaveOutcome outcome =
      save("ExternalClientApplication", app(), SaveVerb::create, "user@rehearsal.test");
  EXPECT_EQ(outcome.status_code, "INSUFFICIENT_ACCESS");
  EXPECT_EQ(outcome.reason->name, "metadata_not_permitted");
  auto tx = site.org.begin();
  EXPECT_NE(metadata_refusal(tx, UserId("005000000000000AAA")), nullptr);
}

}  // namespace
}  // namespace rehearse::salesforce
