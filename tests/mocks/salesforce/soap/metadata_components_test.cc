#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/soap_metadata_site.h"

namespace rehearse::salesforce {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kAllOrNone =
    "<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>";

// As jsforce's metadata.create() and update() write a component.
std::string app_component(std::string_view name, std::string_view more = "",
                          std::string_view type = "ExternalClientApplication") {
  return "<metadata xsi:type=\"" + std::string(type) + "\"><fullName>" + std::string(name) +
         "</fullName><contactEmail>admin@rehearsal.test</contactEmail>"
         "<distributionState>Local</distributionState><label>" +
         std::string(name) + "</label>" + std::string(more) + "</metadata>";
}

class SoapComponents : public ::testing::Test {
 protected:
  std::string create(std::string_view components) {
    return "<createMetadata>" + std::string(components) + "</createMetadata>";
  }
  bool exists(std::string_view name) { return !site_.app(name).id.empty(); }

  SoapMetadataSite site_{};
};

TEST_F(SoapComponents, AreCreatedReadUpdatedAndDeleted) {
  const XmlElement created = site_.result(create(app_component("Alpha")));
  EXPECT_EQ(child_names(created), "fullName success");
  EXPECT_EQ(created.text_of("fullName"), "Alpha");
  EXPECT_EQ(created.text_of("success"), "true");

  const std::string updated = "<updateMetadata>" +
                              app_component("Alpha", "<description>Second</description>") +
                              "</updateMetadata>";
  EXPECT_EQ(site_.result(updated).text_of("success"), "true");

  const auto read = site_.call(
      "<readMetadata><type>ExternalClientApplication</type><fullNames>Alpha</fullNames>"
      "<fullNames>Nobody</fullNames></readMetadata>");
  EXPECT_THAT(read.response.body,
              HasSubstr("<records xsi:type=\"ExternalClientApplication\"><fullName>Alpha"
                        "</fullName>"));
  EXPECT_THAT(read.response.body, HasSubstr("<description>Second</description>"));
  EXPECT_THAT(read.response.body, HasSubstr("<records xsi:nil=\"true\"></records>"));

  const XmlElement deleted = site_.result(
      "<deleteMetadata><type>ExternalClientApplication</type><fullNames>Alpha</fullNames>"
      "</deleteMetadata>");
  EXPECT_EQ(child_names(deleted), "fullName success");
  EXPECT_FALSE(exists("Alpha"));
}

TEST_F(SoapComponents, SayWhetherAnUpsertCreated) {
  const std::string upsert = "<upsertMetadata>" + app_component("Alpha") + "</upsertMetadata>";
  const XmlElement first = site_.result(upsert);
  EXPECT_EQ(child_names(first), "created fullName success");
  EXPECT_EQ(first.text_of("created"), "true");
  EXPECT_EQ(site_.result(upsert).text_of("created"), "false");
}

TEST_F(SoapComponents, SayWhatIsWrongWithEach) {
  const auto answer = site_.call(create(app_component("Alpha") + app_component("Alpha")));
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_EQ(answer.reason, "component_exists");
  const XmlElement response = soap_body(answer.response);
  ASSERT_EQ(response.children.size(), 2u);
  EXPECT_EQ(response.children[0].text_of("success"), "true");
  EXPECT_EQ(child_names(response.children[1]), "errors fullName success");
  EXPECT_EQ(response.children[1].text_of("success"), "false");
  const XmlElement& error = *response.children[1].child("errors");
  EXPECT_EQ(child_names(error), "message statusCode");
  EXPECT_EQ(error.text_of("statusCode"), "DUPLICATE_DEVELOPER_NAME");
  const auto unknown = site_.call(
      "<deleteMetadata><type>ExternalClientApplication</type><fullNames>Nobody</fullNames>"
      "</deleteMetadata>");
  EXPECT_EQ(unknown.reason, "component_unknown");
  const auto invalid = site_.call(create(app_component("Beta", "<nonsense>1</nonsense>")));
  EXPECT_EQ(invalid.reason, "component_field_unknown");
}

TEST_F(SoapComponents, AreSavedInPartUnlessAllOrNoneIsAsked) {
  const std::string two = create(app_component("Alpha") + app_component("Alpha"));
  const auto outcomes = site_.results(two, kAllOrNone);
  ASSERT_EQ(outcomes.size(), 2u);
  EXPECT_EQ(outcomes[0].child("errors")->text_of("statusCode"),
            "ALL_OR_NONE_OPERATION_ROLLED_BACK");
  EXPECT_EQ(outcomes[0].child("errors")->text_of("message"),
            "Record rolled back because not all records were valid and the request was using "
            "AllOrNone header");
  EXPECT_EQ(outcomes[0].text_of("success"), "false");
  EXPECT_EQ(outcomes[1].child("errors")->text_of("statusCode"), "DUPLICATE_DEVELOPER_NAME");
  EXPECT_FALSE(exists("Alpha"));
  EXPECT_EQ(site_.call(two, kAllOrNone).reason, "component_rolled_back");
  EXPECT_FALSE(exists("Alpha"));
  EXPECT_EQ(site_.results(two)[0].text_of("success"), "true");
  EXPECT_TRUE(exists("Alpha"));
  // All or none that works.
  EXPECT_EQ(
      site_.results(create(app_component("Beta") + app_component("Gamma")), kAllOrNone)[1].text_of(
          "success"),
      "true");
  EXPECT_TRUE(exists("Beta"));
}

TEST_F(SoapComponents, DeletesThatAreRolledBackEndNoTokens) {
  const App app = site_.create_app();
  const std::string token = site_.access_token(app, {"api"});
  const std::string operation =
      "<deleteMetadata><type>ExternalClientApplication</type><fullNames>Rehearsal</fullNames>"
      "<fullNames>Nobody</fullNames></deleteMetadata>";
  const auto works = [&] {
    return site_.get("/services/data/v66.0/limits", {{"Authorization", "Bearer " + token}})
               .response.status == 200;
  };
  const auto outcomes = site_.results(operation, kAllOrNone);
  EXPECT_EQ(outcomes[0].text_of("success"), "false");
  EXPECT_TRUE(exists("Rehearsal"));
  EXPECT_TRUE(works());
  EXPECT_EQ(site_.results(operation)[0].text_of("success"), "true");
  EXPECT_FALSE(exists("Rehearsal"));
  EXPECT_FALSE(works());
}

TEST_F(SoapComponents, GoByTensAndByOneType) {
  std::string ten, names;
  for (int number = 0; number < 10; ++number) {
    ten += app_component("App" + std::to_string(number));
    names += "<fullNames>App" + std::to_string(number) + "</fullNames>";
  }
  const std::string too_many =
      "sf:EXCEEDED_ID_LIMIT | EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 10 "
      "records in this operation | soap_too_many_components";
  EXPECT_EQ(site_.fault(create(ten + app_component("Eleven"))), too_many);
  EXPECT_FALSE(exists("App0"));
  EXPECT_EQ(site_.fault(create(ten)), "");
  const std::string type = "<type>ExternalClientApplication</type>",
                    one = "<fullNames>x</fullNames>";
  EXPECT_EQ(site_.fault("<readMetadata>" + type + names + one + "</readMetadata>"), too_many);
  EXPECT_EQ(site_.fault("<deleteMetadata>" + type + names + one + "</deleteMetadata>"), too_many);
  EXPECT_EQ(site_.results("<deleteMetadata>" + type + names + "</deleteMetadata>").size(), 10u);
  EXPECT_EQ(
      site_.fault(create(app_component("A") + app_component("B", "", "ExtlClntAppOauthSettings"))),
      "sf:INVALID_TYPE | INVALID_TYPE: Only components of one type can be saved in a call | "
      "soap_types_mixed");
  EXPECT_EQ(site_.fault(create("<metadata><fullName>A</fullName></metadata>")),
            "soapenv:Client | Must specify a {http://www.w3.org/2001/XMLSchema-instance}type "
            "attribute value for the {http://soap.sforce.com/2006/04/metadata}metadata element | "
            "soap_component_untyped");
  EXPECT_EQ(site_.fault("<readMetadata><type>Nothing</type></readMetadata>"),
            "sf:UNKNOWN_EXCEPTION | UNKNOWN_EXCEPTION: Nothing is not a valid metadata type for "
            "reading | metadata_type_unknown");
  EXPECT_EQ(site_.call(create(app_component("A", "", "Nothing"))).reason, "metadata_type_unknown");
}

TEST_F(SoapComponents, TakeTypesWithAPrefix) {
  EXPECT_EQ(site_.fault(create(app_component("Alpha", "", "ns0:ExternalClientApplication"))), "");
  EXPECT_TRUE(exists("Alpha"));
}

TEST_F(SoapComponents, ChangeNothingWhenAFaultStopsThem) {
  StopAtCommit stop;
  for (const std::string& operation :
       {create(app_component("Alpha")),
        std::string("<deleteMetadata><type>ExternalClientApplication</type></deleteMetadata>")}) {
    const auto request = soap_request(site_, "/services/Soap/m/66.0",
                                      soap_envelope(SoapApi::metadata, operation, site_.token));
    EXPECT_EQ(site_.send(request, &stop).response.body, "");
  }
  EXPECT_FALSE(exists("Alpha"));
}

}  // namespace
}  // namespace rehearse::salesforce
