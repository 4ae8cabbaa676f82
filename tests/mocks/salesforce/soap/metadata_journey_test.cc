// One app by every way in: deployed, retrieved, read, updated and deleted by SOAP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/metadata/zip_archive.h"
#include "tests/support/soap_metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::HasSubstr;

std::string file_in(const std::string& zip, std::string_view path) {
  const auto entries = read_zip(zip);
  if (!entries) return "no zip";
  for (const ZipEntry& entry : entries.value()) {
    if (entry.path == path) return entry.content;
  }
  return "no such file";
}

class SoapJourney : public ::testing::Test {
 protected:
  // Signs in by SOAP and uses that session from then on.
  void log_in() {
    const auto answer =
        site_.send(soap_request(site_, "/services/Soap/u/64.0",
                                soap_envelope(SoapApi::partner,
                                              "<login><username>admin@rehearsal.test</username>"
                                              "<password>rehearse-2026</password></login>")));
    site_.token = soap_body(answer.response).child("result")->text_of("sessionId");
  }
  std::string retrieve_all() {
    const std::string unpackaged =
        "<unpackaged><types><members>*</members><name>ExternalClientApplication</name></types>"
        "<types><members>*</members><name>ExtlClntAppGlobalOauthSettings</name></types>"
        "<types><members>*</members><name>ExtlClntAppOauthSettings</name></types>"
        "<types><members>*</members><name>ExtlClntAppOauthConfigurablePolicies</name></types>"
        "<version>66.0</version></unpackaged>";
    const std::string id =
        site_
            .result(
                "<retrieve><retrieveRequest><apiVersion>66.0</apiVersion><singlePackage>true"
                "</singlePackage>" +
                unpackaged + "</retrieveRequest></retrieve>")
            .text_of("id");
    const XmlElement result = site_.result("<checkRetrieveStatus><asyncProcessId>" + id +
                                           "</asyncProcessId><includeZip>true</includeZip>"
                                           "</checkRetrieveStatus>");
    return base64_decode(result.text_of("zipFile"), Base64::standard).value_or("");
  }

  SoapMetadataSite site_{};
  AppPackage package_{};
};

TEST_F(SoapJourney, LeadsFromDeployToDelete) {
  log_in();
  const XmlElement deployed = site_.deploy_status(site_.deploy_by_soap(package_.zip()));
  ASSERT_EQ(deployed.text_of("status"), "Succeeded");
  EXPECT_EQ(site_.app().settings.callback_urls,
            std::vector<std::string>{"https://www.workato.com/oauth/callback"});

  const std::string zip = retrieve_all();
  EXPECT_THAT(file_in(zip, package_.app_file()),
              HasSubstr("<contactEmail>admin@rehearsal.test</contactEmail>"));
  EXPECT_THAT(file_in(zip, package_.global_file()),
              HasSubstr("<consumerKey>" + site_.app().consumer_key.value + "</consumerKey>"));
  EXPECT_THAT(file_in(zip, package_.oauth_policies_file()),
              HasSubstr("<refreshTokenPolicyType>SpecificLifetime</refreshTokenPolicyType>"));
  // What was retrieved can be deployed again, and changes nothing.
  const XmlElement again = site_.deploy_status(site_.deploy_by_soap(zip));
  EXPECT_EQ(again.text_of("status"), "Succeeded");
  EXPECT_EQ(again.child("details")->child("componentSuccesses")->text_of("created"), "false");

  const XmlElement read = site_.result(
      "<readMetadata><type>ExtlClntAppOauthSettings</type><fullNames>Rehearsal_oauth</fullNames>"
      "</readMetadata>");
  XmlElement settings = *read.child("records");
  EXPECT_EQ(settings.attribute("type"), "ExtlClntAppOauthSettings");
  EXPECT_EQ(settings.text_of("commaSeparatedOauthScopes"), "Api, Basic, RefreshToken");

  // An update sends back what was read, with one field changed, as clients do.
  std::string fields;
  for (const XmlElement& field : settings.children) {
    const bool is_scopes = field.name == "commaSeparatedOauthScopes";
    fields += "<" + field.name + ">" + (is_scopes ? "Api, RefreshToken" : field.text) + "</" +
              field.name + ">";
  }
  EXPECT_EQ(site_
                .result("<updateMetadata><metadata xsi:type=\"ExtlClntAppOauthSettings\">" +
                        fields + "</metadata></updateMetadata>")
                .text_of("success"),
            "true");
  EXPECT_EQ(site_.app().settings.scopes, (std::vector<std::string>{"api", "refresh_token"}));

  EXPECT_EQ(site_
                .result("<deleteMetadata><type>ExternalClientApplication</type>"
                        "<fullNames>Rehearsal</fullNames></deleteMetadata>")
                .text_of("success"),
            "true");
  EXPECT_TRUE(site_.app().id.empty());
  EXPECT_EQ(
      soap_body(site_
                    .send(soap_request(site_, "/services/Soap/u/64.0",
                                       soap_envelope(SoapApi::partner, "<logout/>", site_.token)))
                    .response)
          .name,
      "logoutResponse");
  EXPECT_EQ(site_.call("<describeMetadata/>").response.status, 500);
}

}  // namespace
}  // namespace rehearse::salesforce
