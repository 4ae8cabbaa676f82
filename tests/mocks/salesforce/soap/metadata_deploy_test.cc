#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/soap_metadata_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::AppPackage;
using ::testing::HasSubstr;

class SoapDeploy : public ::testing::Test {
 protected:
  std::string cancel(const std::string& id) {
    return "<cancelDeploy><id>" + id + "</id></cancelDeploy>";
  }
  std::string quick(const std::string& id) {
    return "<deployRecentValidation><validationId>" + id +
           "</validationId></deployRecentValidation>";
  }
  std::string check(const std::string& id) {
    return "<checkDeployStatus><asyncProcessId>" + id + "</asyncProcessId></checkDeployStatus>";
  }

  SoapMetadataSite site_{};
  AppPackage package_{};
};

TEST_F(SoapDeploy, IsQueuedAndThenTold) {
  const XmlElement queued = site_.result(site_.deploy_operation(package_.zip()));
  EXPECT_EQ(child_names(queued), "done id state");
  EXPECT_EQ(queued.text_of("done"), "false");
  EXPECT_EQ(queued.text_of("state"), "Queued");
  const std::string id = queued.text_of("id");
  EXPECT_EQ(id.substr(0, 3), "0Af");

  const XmlElement status = site_.deploy_status(id);
  EXPECT_EQ(child_names(status),
            "checkOnly completedDate createdBy createdByName createdDate details done id "
            "ignoreWarnings lastModifiedDate numberComponentErrors numberComponentsDeployed "
            "numberComponentsTotal numberTestErrors numberTestsCompleted numberTestsTotal "
            "rollbackOnError runTestsEnabled startDate status success");
  EXPECT_EQ(status.text_of("status"), "Succeeded");
  EXPECT_EQ(status.text_of("success"), "true");
  EXPECT_EQ(status.text_of("done"), "true");
  EXPECT_EQ(status.text_of("id"), id);
  EXPECT_EQ(status.text_of("createdBy"), site_.user().id.value.substr(0, 15));
  EXPECT_EQ(status.text_of("createdByName"), "Ada Rehearsal");
  EXPECT_EQ(status.text_of("createdDate"), "2026-05-12T09:00:00.000Z");
  EXPECT_EQ(status.text_of("numberComponentErrors"), "0");
  EXPECT_EQ(status.text_of("rollbackOnError"), "true");
  const XmlElement& details = *status.child("details");
  EXPECT_THAT(child_names(details), ::testing::EndsWith("componentSuccesses runTestResult"));
  EXPECT_EQ(child_names(*details.child("runTestResult")), "numFailures numTestsRun totalTime");
  EXPECT_EQ(child_names(*details.child("componentSuccesses")),
            "changed componentType created createdDate deleted fileName fullName success");
  EXPECT_FALSE(site_.app().id.empty());
}

TEST_F(SoapDeploy, LeavesTheDetailsOutUnlessAsked) {
  const std::string id = site_.deploy_by_soap(package_.zip());
  const XmlElement status = site_.result(check(id));
  EXPECT_EQ(status.text_of("status"), "Succeeded");
  EXPECT_EQ(status.child("details"), nullptr);
}

TEST_F(SoapDeploy, TellsFailuresWithTheirPlaces) {
  package_.edit(package_.app_file(), "Local", "Nowhere");
  const std::string id = site_.deploy_by_soap(package_.zip());
  const auto answer =
      site_.call("<checkDeployStatus><asyncProcessId>" + id +
                 "</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>");
  EXPECT_EQ(answer.reason, "component_enum");
  const XmlElement status = *soap_body(answer.response).child("result");
  EXPECT_EQ(status.text_of("status"), "Failed");
  EXPECT_EQ(status.text_of("success"), "false");
  const XmlElement& failure = *status.child("details")->child("componentFailures");
  EXPECT_EQ(child_names(failure),
            "changed columnNumber componentType created createdDate deleted fileName fullName "
            "lineNumber problem problemType success");
  EXPECT_EQ(failure.text_of("componentType"), "ExternalClientApplication");
  EXPECT_EQ(failure.text_of("fileName"), package_.app_file());
  EXPECT_EQ(failure.text_of("lineNumber"), "4");
  EXPECT_EQ(failure.text_of("problemType"), "Error");
  EXPECT_THAT(failure.text_of("problem"), HasSubstr("'Nowhere' is not a valid value"));
  EXPECT_TRUE(site_.app().id.empty());
}

TEST_F(SoapDeploy, TellsThatAPackageCannotBeRead) {
  const XmlElement status = site_.deploy_status(site_.deploy_by_soap("no zip"));
  EXPECT_EQ(status.text_of("status"), "Failed");
  EXPECT_NE(status.text_of("errorMessage"), "");
  EXPECT_NE(status.text_of("errorStatusCode"), "");
}

TEST_F(SoapDeploy, TakesVirtualTimeAndCanBeCanceled) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  const std::string id = site_.deploy_by_soap(package_.zip());
  EXPECT_EQ(site_.deploy_status(id).text_of("status"), "Pending");
  EXPECT_EQ(site_.deploy_status(id).child("startDate"), nullptr);
  site_.now += std::chrono::seconds(5);
  const XmlElement running = site_.deploy_status(id);
  EXPECT_EQ(running.text_of("status"), "InProgress");
  EXPECT_EQ(running.text_of("done"), "false");
  EXPECT_NE(running.child("startDate"), nullptr);
  const XmlElement canceling = site_.result(cancel(id));
  EXPECT_EQ(child_names(canceling), "done id");
  EXPECT_EQ(canceling.text_of("done"), "false");
  EXPECT_EQ(site_.deploy_status(id).text_of("status"), "Canceling");
  site_.now += std::chrono::seconds(5);
  const XmlElement canceled = site_.deploy_status(id);
  EXPECT_EQ(canceled.text_of("status"), "Canceled");
  EXPECT_EQ(canceled.text_of("canceledByName"), "Ada Rehearsal");
  EXPECT_TRUE(site_.app().id.empty());
  EXPECT_EQ(site_.fault(cancel(id)),
            "sf:INVALID_ID_FIELD | INVALID_ID_FIELD: Deployment already completed | "
            "deploy_already_completed");
  // The WSDL's name of the parameter.
  const std::string other = site_.deploy_by_soap(package_.zip());
  EXPECT_EQ(
      site_.result("<cancelDeploy><String>" + other + "</String></cancelDeploy>").text_of("done"),
      "true");
}

TEST_F(SoapDeploy, DeploysARecentValidation) {
  const std::string validation = site_.deploy_by_soap(
      package_.zip(), "<checkOnly>true</checkOnly><testLevel>RunLocalTests</testLevel>");
  EXPECT_EQ(site_.deploy_status(validation).text_of("checkOnly"), "true");
  EXPECT_TRUE(site_.app().id.empty());
  const auto answer = site_.call(quick(validation));
  const std::string id = soap_body(answer.response).text_of("result");
  EXPECT_EQ(id.substr(0, 3), "0Af");
  EXPECT_NE(id, validation);
  EXPECT_EQ(site_.deploy_status(id).text_of("status"), "Succeeded");
  EXPECT_FALSE(site_.app().id.empty());
  EXPECT_EQ(site_.fault(quick(validation)),
            "sf:INVALID_ID_FIELD | INVALID_ID_FIELD: Source validate is no successful validation "
            "of the last 10 days | validation_superseded");
  const std::string untested = site_.deploy_by_soap(package_.zip(), "<checkOnly>true</checkOnly>");
  EXPECT_EQ(site_.fault(quick(untested)),
            "sf:INVALID_ID_FIELD | INVALID_ID_FIELD: Source validate did not run tests in the org "
            "| validation_without_tests");
  EXPECT_EQ(site_.fault(quick("0Afxx0000000001")),
            "sf:INVALID_CROSS_REFERENCE_KEY | INVALID_CROSS_REFERENCE_KEY: invalid cross reference "
            "id | validation_unknown");
}

TEST_F(SoapDeploy, KnowsItsIds) {
  EXPECT_EQ(site_.fault(check("0Afxx0000000001")),
            "sf:INVALID_CROSS_REFERENCE_KEY | INVALID_CROSS_REFERENCE_KEY: invalid cross reference "
            "id | deploy_id_unknown");
  EXPECT_EQ(site_.fault(cancel("0Afxx0000000001")),
            "sf:INVALID_ID_FIELD | INVALID_ID_FIELD: Invalid deploy ID | deploy_id_unknown");
  const std::string malformed =
      "sf:MALFORMED_ID | MALFORMED_ID: bad id nonsense | deploy_id_malformed";
  for (const std::string& operation : {check("nonsense"), cancel("nonsense"), quick("nonsense")})
    EXPECT_EQ(site_.fault(operation), malformed) << operation;
}

TEST_F(SoapDeploy, ReadsItsOptionsStrictly) {
  const auto fault = [&](std::string_view options, std::string_view version = "66.0") {
    return site_.fault(site_.deploy_operation(package_.zip(), options), version);
  };
  EXPECT_EQ(fault("<checkOnly>perhaps</checkOnly>"),
            "soapenv:Client | 'perhaps' is not valid for type xsd:boolean, should be '0', '1', "
            "'true' or 'false' | soap_boolean_invalid");
  EXPECT_EQ(fault("<testLevel>RunNothing</testLevel>"),
            "soapenv:Client | 'RunNothing' is not a valid value for the enum 'TestLevel' | "
            "soap_test_level_invalid");
  EXPECT_EQ(fault("<testLevel>RunRelevantTests</testLevel>", "65.0"),
            "soapenv:Client | 'RunRelevantTests' is not a valid value for the enum 'TestLevel' | "
            "soap_test_level_invalid");
  EXPECT_EQ(fault("<testLevel>RunRelevantTests</testLevel>"), "");
  EXPECT_THAT(fault("<testLevel>RunSpecifiedTests</testLevel>"), HasSubstr("deploy_tests_missing"));
  EXPECT_THAT(fault("<runTests>T</runTests>"), HasSubstr("deploy_tests_unasked"));
  const std::string malformed =
      "soapenv:Client | ZipFile is not valid for type xsd:base64Binary | soap_zip_malformed";
  EXPECT_EQ(site_.fault("<deploy><ZipFile>*</ZipFile></deploy>"), malformed);
  EXPECT_EQ(site_.fault("<deploy/>"), malformed);
}

// Python's words for booleans, `None` for what is left out, and the address with deployRequest.
TEST_F(SoapDeploy, TakesTheMessageOfSimpleSalesforce) {
  const std::string zip = base64_encode(package_.zip(), Base64::standard);
  const auto answer = site_.post("59.0/deployRequest", R"(<soapenv:Envelope
        xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns:met="http://soap.sforce.com/2006/04/metadata">
   <soapenv:Header>
      <met:CallOptions><met:client>simple_salesforce_metahelper</met:client></met:CallOptions>
      <met:SessionHeader><met:sessionId>)" + site_.token + R"(</met:sessionId></met:SessionHeader>
   </soapenv:Header>
   <soapenv:Body>
      <met:deploy>
         <met:ZipFile>)" + zip + R"(</met:ZipFile>
         <met:DeployOptions>
            <met:allowMissingFiles>False</met:allowMissingFiles>
            <met:autoUpdatePackage>False</met:autoUpdatePackage>
            <met:checkOnly>False</met:checkOnly>
            <met:ignoreWarnings>False</met:ignoreWarnings>
            <met:performRetrieve>False</met:performRetrieve>
            <met:purgeOnDelete>False</met:purgeOnDelete>
            <met:rollbackOnError>True</met:rollbackOnError>
            <met:singlePackage>True</met:singlePackage>
            None
            None
         </met:DeployOptions>
      </met:deploy>
   </soapenv:Body>
</soapenv:Envelope>)");
  ASSERT_EQ(answer.response.status, 200) << answer.response.body;
  const std::string id = soap_body(answer.response).child("result")->text_of("id");
  EXPECT_EQ(site_.deploy_status(id).text_of("status"), "Succeeded");
}

TEST_F(SoapDeploy, RetrievesAsVirtualTimeGoesOn) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  const std::string unpackaged =
      "<unpackaged><types><members>*</members><name>ExternalClientApplication</name></types>"
      "<version>66.0</version></unpackaged>";
  const XmlElement queued = site_.result("<retrieve><request><apiVersion>66.0</apiVersion>" +
                                         unpackaged + "</request></retrieve>");
  EXPECT_EQ(child_names(queued), "done id state");
  const std::string id = queued.text_of("id");
  EXPECT_EQ(id.substr(0, 3), "09S");
  const auto check_retrieve = [&](std::string_view more = "") {
    return site_.result("<checkRetrieveStatus><asyncProcessId>" + id + "</asyncProcessId>" +
                        std::string(more) + "</checkRetrieveStatus>");
  };
  const XmlElement waiting = check_retrieve();
  EXPECT_EQ(child_names(waiting), "done id status success zipFile");
  EXPECT_EQ(waiting.text_of("done"), "false");
  EXPECT_EQ(waiting.text_of("status"), "Pending");
  EXPECT_EQ(waiting.child("zipFile")->attribute("nil"), "true");
  site_.now += std::chrono::seconds(5);
  EXPECT_EQ(check_retrieve().text_of("status"), "InProgress");
  site_.now += std::chrono::seconds(5);
  const XmlElement without = check_retrieve("<includeZip>false</includeZip>");
  EXPECT_EQ(without.text_of("done"), "true");
  EXPECT_EQ(without.child("zipFile"), nullptr);
  const XmlElement whole = check_retrieve();
  EXPECT_EQ(child_names(whole), "done fileProperties id status success zipFile");
  EXPECT_EQ(whole.text_of("status"), "Succeeded");
  EXPECT_EQ(whole.child("fileProperties")->text_of("fileName"), "unpackaged/package.xml");
}

TEST_F(SoapDeploy, RefusesRetrievalsItDoesNotKnow) {
  EXPECT_EQ(site_.fault("<checkRetrieveStatus><asyncProcessId>09Sxx0000000001</asyncProcessId>"
                        "</checkRetrieveStatus>"),
            "sf:INVALID_CROSS_REFERENCE_KEY | INVALID_CROSS_REFERENCE_KEY: invalid cross reference "
            "id | soap_retrieve_unknown");
  EXPECT_EQ(site_.call("<checkRetrieveStatus/>").reason, "deploy_id_malformed");
  EXPECT_EQ(site_.fault("<retrieve><retrieveRequest><apiVersion>99.0</apiVersion>"
                        "</retrieveRequest></retrieve>"),
            "sf:UNSUPPORTED_API_VERSION | UNSUPPORTED_API_VERSION: Invalid Api version specified: "
            "99.0 | soap_version_unknown");
  EXPECT_EQ(
      site_.call("<retrieve><request><singlePackage>x</singlePackage></request></retrieve>").reason,
      "soap_boolean_invalid");
}

}  // namespace
}  // namespace rehearse::salesforce
