#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/org/record_id.h"
#include "tests/support/soap_metadata_site.h"

namespace rehearse::salesforce {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kDescribe = "<describeMetadata/>";

class SoapMetadata : public ::testing::Test {
 protected:
  SoapMetadataSite site_{};
};

TEST_F(SoapMetadata, AnswersAtEveryAddressClientsUse) {
  const std::string id = site_.org.organization_id();
  const std::string body = soap_envelope(SoapApi::metadata, kDescribe, site_.token);
  for (const std::string& path :
       {std::string("66.0"), std::string("66.0/"), "66.0/" + id, "66.0/" + short_id(id),
        std::string("59.0/deployRequest"), std::string("59.0/deployRequest/0Afxx0000000001AAA")})
    EXPECT_EQ(site_.post(path, body).response.status, 200) << path;
  EXPECT_EQ(site_.post("66.0/00Dxx0000000001", body).reason, "soap_organization_wrong");
  EXPECT_EQ(site_.post("66.0/other", body).reason, "soap_organization_wrong");
  EXPECT_EQ(site_.post("68.0", body).reason, "soap_version_unknown");
  EXPECT_EQ(site_.post("v66.0", body).reason, "soap_version_unknown");
}

TEST_F(SoapMetadata, LetsInSessionsAndTokensOfUsersWhoMay) {
  const App app = site_.create_app();
  site_.token = site_.access_token(app, {"api"});
  EXPECT_EQ(site_.fault(kDescribe), "");
  site_.log_in();
  site_.token = site_.sid;
  EXPECT_EQ(site_.fault(kDescribe), "");
  site_.token = site_.access_token(app, {"api"}, "user@rehearsal.test");
  EXPECT_EQ(site_.fault(kDescribe),
            "sf:INSUFFICIENT_ACCESS | INSUFFICIENT_ACCESS: use of the Metadata API requires a user "
            "with the ModifyAllData or ModifyMetadata permissions | metadata_not_permitted");
  site_.token = site_.access_token(app, {"id"});
  EXPECT_EQ(site_.fault(kDescribe),
            "sf:INVALID_SESSION_ID | INVALID_SESSION_ID: This session is not valid for use with "
            "the API | soap_scope_missing");
  site_.token = "eyJ0eXAiOiJKV1QifQ.eyJqdGkiOiJ4In0.c2lnbmF0dXJl";
  EXPECT_EQ(site_.fault(kDescribe),
            "sf:INVALID_SESSION_ID | INVALID_SESSION_ID: Invalid Session ID found in "
            "SessionHeader: Illegal Session | soap_jwt_refused");
  site_.token = "";
  EXPECT_EQ(site_.call(kDescribe).reason, "soap_session_missing");
}

TEST_F(SoapMetadata, HasTheOperationsOfItsTable) {
  EXPECT_EQ(site_.fault("<checkStatus/>"),
            "soapenv:Client | No operation available for request "
            "{http://soap.sforce.com/2006/04/metadata}checkStatus, please check the WSDL for the "
            "service. | soap_operation_unknown");
  EXPECT_EQ(site_.call("<login/>").reason, "soap_operation_unknown");
  EXPECT_EQ(site_.post("66.0", soap_envelope(SoapApi::partner, kDescribe, site_.token)).reason,
            "soap_namespace_wrong");
}

TEST_F(SoapMetadata, DescribesItsTypes) {
  const XmlElement result = site_.result(
      "<describeMetadata><asOfVersion>66.0</asOfVersion>"
      "</describeMetadata>");
  EXPECT_THAT(
      child_names(result),
      ::testing::EndsWith("metadataObjects organizationNamespace partialSaveAllowed testRequired"));
  const XmlElement& first = *result.child("metadataObjects");
  EXPECT_EQ(child_names(first), "directoryName inFolder metaFile suffix xmlName");
  EXPECT_EQ(first.text_of("xmlName"), "ExternalClientApplication");
  EXPECT_EQ(first.text_of("suffix"), "eca");
  EXPECT_EQ(first.text_of("directoryName"), "externalClientApps");
  EXPECT_EQ(result.text_of("partialSaveAllowed"), "true");
  const auto knows = [&](std::string_view version) {
    const auto described = site_.call("<describeMetadata><asOfVersion>" + std::string(version) +
                                      "</asOfVersion></describeMetadata>");
    return described.response.body.find("ExtlClntAppConfigurablePolicies") != std::string::npos;
  };
  EXPECT_FALSE(knows("59.0"));
  EXPECT_TRUE(knows("60.0"));
  EXPECT_EQ(site_.fault("<describeMetadata><asOfVersion>99.0</asOfVersion></describeMetadata>"),
            "sf:UNSUPPORTED_API_VERSION | UNSUPPORTED_API_VERSION: Invalid Api version specified: "
            "99.0 | soap_version_unknown");
}

TEST_F(SoapMetadata, ListsComponents) {
  site_.create_app();
  const auto listed = site_.results(
      "<listMetadata><queries><type>ExternalClientApplication</type></queries>"
      "<queries><type>ExtlClntAppOauthSettings</type></queries>"
      "<asOfVersion>66.0</asOfVersion></listMetadata>");
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(child_names(listed[0]),
            "createdById createdByName createdDate fileName fullName id lastModifiedById "
            "lastModifiedByName lastModifiedDate manageableState type");
  EXPECT_EQ(listed[0].text_of("fullName"), "Rehearsal");
  EXPECT_EQ(listed[0].text_of("fileName"), "externalClientApps/Rehearsal.eca");
  EXPECT_EQ(listed[0].text_of("createdByName"), "Ada Rehearsal");
  EXPECT_EQ(listed[0].text_of("createdDate"), "2026-05-12T09:00:00.000Z");
  EXPECT_EQ(listed[1].text_of("type"), "ExtlClntAppOauthSettings");
  EXPECT_TRUE(site_.results("<listMetadata/>").empty());
}

TEST_F(SoapMetadata, ListsComponentsOnlyAfterTheListingDelay) {
  site_.create_app();
  ASSERT_TRUE(site_.dials.set("metadata.listing_delay", "10s").ok());
  const std::string list =
      "<listMetadata><queries><type>ExternalClientApplication</type></queries></listMetadata>";
  EXPECT_TRUE(site_.results(list).empty());
  site_.now += Duration(10'000);
  EXPECT_EQ(site_.results(list).size(), 1u);
}

TEST_F(SoapMetadata, ListsThreeKnownTypesAtMost) {
  const std::string query = "<queries><type>ExternalClientApplication</type></queries>";
  EXPECT_EQ(site_.fault("<listMetadata>" + query + query + query + "</listMetadata>"), "");
  EXPECT_EQ(site_.fault("<listMetadata>" + query + query + query + query + "</listMetadata>"),
            "sf:EXCEEDED_ID_LIMIT | EXCEEDED_ID_LIMIT: record limit reached. cannot submit more "
            "than 3 queries into this call | soap_too_many_queries");
  EXPECT_EQ(site_.fault("<listMetadata><queries><type>Nothing</type></queries></listMetadata>"),
            "sf:INVALID_TYPE | INVALID_TYPE: Unknown type:Nothing | metadata_type_unknown");
  EXPECT_EQ(site_.fault("<listMetadata><queries><type>ExtlClntAppConfigurablePolicies</type>"
                        "</queries><asOfVersion>59.0</asOfVersion></listMetadata>"),
            "sf:INVALID_TYPE | INVALID_TYPE: Cannot use: ExtlClntAppConfigurablePolicies in this "
            "version | soap_type_too_new");
}

}  // namespace
}  // namespace rehearse::salesforce
