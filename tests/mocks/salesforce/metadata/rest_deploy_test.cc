#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/metadata/jobs.h"
#include "mocks/salesforce/metadata/limits.h"
#include "tests/support/deployment.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::BodyPart;
using rehearse::testing::broken_package;
using rehearse::testing::deployment;
using rehearse::testing::kMultipartType;
using rehearse::testing::multipart;
using rehearse::testing::options_part;
using rehearse::testing::package_of;
using rehearse::testing::package_part;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kPath = "/services/data/v67.0/metadata/deployRequest";
constexpr const char* kCancel = R"({"deployResult":{"status":"Canceling"}})";

class DeployRest : public ::testing::Test {
 protected:
  struct Said {
    int status = 0;
    std::string reason{};
    Json json{};
    std::string code() const { return json.is_array() ? json[0].value("errorCode", "") : ""; }
    std::string message() const { return json.is_array() ? json[0].value("message", "") : ""; }
  };
  Said send(std::string method, std::string target, std::string body = {},
            std::string type = "application/json", wire::FaultProbe* probe = nullptr) {
    wire::Fields headers{{"Authorization", "Bearer " + token_}};
    if (!type.empty()) headers.push_back({"Content-Type", std::move(type)});
    const auto answer = site_.send(wire::make_request({.method = std::move(method),
                                                       .origin = site_.origin,
                                                       .target = std::move(target),
                                                       .headers = std::move(headers),
                                                       .body = std::move(body),
                                                       .received_at = site_.now}),
                                   probe);
    auto json = parse_json(answer.response.body);
    return {answer.response.status, answer.reason, json ? std::move(json).value() : Json()};
  }
  Said post(std::string body) { return send("POST", kPath, std::move(body), kMultipartType); }
  Said quick(const std::string& id) {
    return send("POST", kPath, dump_json({{"validatedDeployRequestId", id}}));
  }
  Said poll(const std::string& id, const std::string& more = "") {
    return send("GET", std::string(kPath) + "/" + id + more, "", "");
  }
  Said cancel(const std::string& id, const char* body = kCancel) {
    return send("PATCH", std::string(kPath) + "/" + id, body);
  }
  std::string deploy(std::string zip, std::string options = R"({"singlePackage":true})") {
    const Said said = post(deployment(std::move(zip), std::move(options)));
    EXPECT_EQ(said.status, 201) << said.json;
    return said.json.value("id", "");
  }
  bool has_app(std::string_view name = "Deployed") {
    auto tx = site_.org.begin();
    return tx.apps().find_by_name(name) != nullptr;
  }

  OrgSite site_{};
  App app_ = site_.create_app();
  std::string token_ = site_.access_token(app_, {"api"});
};

TEST_F(DeployRest, AnswersWithTheRequestAsItWaits) {
  const Said said = post(deployment(package_of({}), R"({"singlePackage":true,"checkOnly":false})"));
  EXPECT_EQ(said.status, 201);
  EXPECT_EQ(said.reason, "");
  const std::string id = said.json["id"];
  EXPECT_THAT(id, StartsWith("0Af"));
  const Json expected{{"id", id},
                      {"url", site_.origin + kPath + "/" + id},
                      {"validatedDeployRequestId", nullptr},
                      {"deployOptions",
                       {{"allowMissingFiles", false},
                        {"autoUpdatePackage", false},
                        {"checkOnly", false},
                        {"ignoreWarnings", false},
                        {"performRetrieve", false},
                        {"purgeOnDelete", false},
                        {"rollbackOnError", true},
                        {"runTests", nullptr},
                        {"singlePackage", true},
                        {"testLevel", nullptr}}},
                      {"deployResult",
                       {{"id", id},
                        {"success", false},
                        {"checkOnly", false},
                        {"ignoreWarnings", false},
                        {"rollbackOnError", true},
                        {"status", "Pending"},
                        {"runTestsEnabled", false},
                        {"done", false}}}};
  EXPECT_EQ(said.json, expected) << said.json;
  EXPECT_EQ(poll(id).json["deployResult"]["done"], true);
  EXPECT_TRUE(has_app());
}

TEST_F(DeployRest, TellsAPollEverything) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  const std::string id =
      deploy(package_of({}), R"({"singlePackage":true,"testLevel":"RunLocalTests"})");
  site_.now += seconds(10);
  const Said said = poll(id);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.json["url"], site_.origin + kPath + "/" + id);
  const Json& result = said.json["deployResult"];
  std::string names;
  for (const auto& [name, value] : result.items()) names += name + " ";
  EXPECT_EQ(names,
            "id success checkOnly ignoreWarnings rollbackOnError status runTestsEnabled done "
            "numberComponentErrors numberComponentsDeployed numberComponentsTotal numberTestErrors "
            "numberTestsCompleted numberTestsTotal numberFiles zipSize createdBy createdByName "
            "createdDate startDate lastModifiedDate completedDate canceledBy canceledByName "
            "errorMessage errorStatusCode stateDetail notifications ");
  EXPECT_EQ(result["status"], "Succeeded");
  EXPECT_EQ(result["success"], true);
  EXPECT_EQ(result["done"], true);
  EXPECT_EQ(result["runTestsEnabled"], true);
  EXPECT_EQ(result["numberComponentErrors"], 0);
  EXPECT_GE(result["numberComponentsDeployed"], 3);
  EXPECT_EQ(result["zipSize"], package_of({}).size());
  EXPECT_EQ(result["createdBy"], site_.user().id.value);
  EXPECT_EQ(result["createdByName"], site_.user().first_name + " " + site_.user().last_name);
  EXPECT_EQ(result["createdDate"], "2026-05-12T09:00:00.000+0000");
  EXPECT_EQ(result["startDate"], "2026-05-12T09:00:05.000+0000");
  EXPECT_EQ(result["lastModifiedDate"], "2026-05-12T09:00:10.000+0000");
  EXPECT_EQ(result["completedDate"], "2026-05-12T09:00:10.000+0000");
  for (const char* name : {"canceledBy", "canceledByName", "errorMessage", "errorStatusCode"})
    EXPECT_EQ(result[name], nullptr) << name;
}

TEST_F(DeployRest, TellsDetailsWhereAsked) {
  const std::string id = deploy(package_of({}));
  for (const char* query : {"", "?includeDetails=false", "?includeDetails="})
    EXPECT_FALSE(poll(id, query).json["deployResult"].contains("details")) << query;
  const Said said = poll(id, "?includeDetails=true");
  EXPECT_EQ(said.json["url"], site_.origin + kPath + "/" + id + "?includeDetails=true");
  const Json& details = said.json["deployResult"]["details"];
  EXPECT_EQ(details["componentFailures"], Json::array());
  EXPECT_EQ(details["retrieveResult"], nullptr);
  EXPECT_EQ(details["runTestResult"]["numTestsRun"], 0);
  EXPECT_EQ(details["runTestResult"]["failures"], Json::array());
  const Json* component = nullptr;
  for (const Json& each : details["componentSuccesses"]) {
    if (each["componentType"] == "ExternalClientApplication") component = &each;
  }
  ASSERT_NE(component, nullptr) << details;
  std::string names;
  for (const auto& [name, value] : component->items()) names += name + " ";
  EXPECT_EQ(names,
            "changed columnNumber componentType created createdDate deleted fileName fullName id "
            "lineNumber problem problemType success ");
  EXPECT_EQ((*component)["fullName"], "Deployed");
  EXPECT_EQ((*component)["created"], true);
  EXPECT_EQ((*component)["success"], true);
  EXPECT_EQ((*component)["problem"], nullptr);
  EXPECT_EQ((*component)["createdDate"], "2026-05-12T09:00:00.000+0000");
}

TEST_F(DeployRest, ShowsTheStatusOfTheMoment) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  const std::string id = deploy(package_of({}));
  const auto told = [&] {
    const Json result = poll(id, "?includeDetails=true").json["deployResult"];
    return result["status"].get<std::string>() + (result["done"] == true ? " done" : "") +
           (result["startDate"].is_null() ? "" : " started") +
           (result["completedDate"].is_null() ? "" : " completed");
  };
  EXPECT_EQ(told(), "Pending");
  site_.now += seconds(5);
  EXPECT_EQ(told(), "InProgress started");
  site_.now += seconds(5) - Duration(1);
  EXPECT_EQ(told(), "InProgress started");
  site_.now += Duration(1);
  EXPECT_EQ(told(), "Succeeded done started completed");
}

// Whoever asks first at the due time finds the app, though nobody polled.
TEST_F(DeployRest, TakesEffectForEveryOtherEndpoint) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  deploy(package_of({.name = "Seen", .label = "Seen"}));
  site_.log_in();
  const auto page = [&] {
    return site_.get("/lightning/setup/ManageExternalClientApplication/home").response.body;
  };
  site_.now += seconds(10) - Duration(1);
  EXPECT_EQ(page().find("Seen"), std::string::npos);
  site_.now += Duration(1);
  EXPECT_THAT(page(), HasSubstr("Seen"));
}

TEST_F(DeployRest, TellsAFailureAndTheJournalWhy) {
  const std::string id = deploy(broken_package());
  const Said said = poll(id);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.json["deployResult"]["status"], "Failed");
  EXPECT_EQ(said.json["deployResult"]["success"], false);
  EXPECT_EQ(said.json["deployResult"]["done"], true);
  EXPECT_NE(said.json["deployResult"]["errorMessage"], nullptr);
  EXPECT_NE(said.json["deployResult"]["errorStatusCode"], nullptr);
  EXPECT_NE(said.reason, "");
}

TEST_F(DeployRest, TakesThePartsInEitherOrderAndByEitherName) {
  const std::string zip = package_of({});
  auto json = options_part(R"({"singlePackage":true})");
  EXPECT_EQ(post(multipart({json, package_part(zip)})).status, 201);
  json.name = "json";  // as the guide calls it
  EXPECT_EQ(post(multipart({json, package_part(zip)})).status, 201);
  json.file_name = "options.json";
  EXPECT_EQ(post(multipart({json, package_part(zip)})).status, 201);
  json = options_part(R"({"singlePackage":true})");
  json.file_name = "options.json";
  EXPECT_EQ(post(multipart({package_part(zip), json})).status, 201);
  json = options_part();
  json.type = "";
  auto file = package_part(zip);
  file.name = "zip";
  EXPECT_EQ(post(multipart({file, json})).status, 201);
}

TEST_F(DeployRest, WantsOnePackageAndOneSetOfOptions) {
  const auto zip = package_part("PK"), options = options_part();
  for (const auto& [parts, reason, message] :
       {std::tuple{std::vector{zip}, "deploy_options_missing",
                   "Multipart message must include a non-binary part"},
        {std::vector{options}, "deploy_package_missing",
         "Multipart message must include a binary part"},
        {std::vector<BodyPart>{}, "deploy_options_missing",
         "Multipart message must include a non-binary part"},
        {std::vector{zip, zip, options}, "deploy_part_repeated",
         "Cannot include more than one binary part"},
        {std::vector{zip, options, options}, "deploy_part_repeated",
         "Cannot include more than one non-binary part"}}) {
    const Said said = post(multipart(parts));
    EXPECT_EQ(said.status, 400) << reason;
    EXPECT_EQ(said.code(), "INVALID_MULTIPART_REQUEST");
    EXPECT_EQ(said.message(), message);
    EXPECT_EQ(said.reason, reason);
  }
  const std::string whole = deployment("PK");
  for (const std::string& body :
       {whole.substr(0, whole.size() - 6), std::string("--nothing--"), std::string()}) {
    const Said said = post(body);
    EXPECT_EQ(said.status, 400);
    EXPECT_EQ(said.code(), "INVALID_MULTIPART_REQUEST");
    EXPECT_EQ(said.reason, "deploy_multipart_malformed");
  }
}

TEST_F(DeployRest, TakesNoOtherMediaType) {
  for (const char* type : {"application/zip", "application/x-www-form-urlencoded", "text/xml"}) {
    const Said said = send("POST", kPath, "a=1", type);
    EXPECT_EQ(said.status, 415) << type;
    EXPECT_EQ(said.code(), "UNSUPPORTED_MEDIA_TYPE");
    EXPECT_EQ(said.message(),
              "MediaType of '" + std::string(type) + "' is not supported by this resource");
    EXPECT_EQ(said.reason, "deploy_media_type");
  }
}

TEST_F(DeployRest, RefusesOptionsItCannotRead) {
  const auto with = [&](std::string options) {
    return post(deployment(package_of({}), std::move(options)));
  };
  Said said = with(R"({"nothing":1})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.code(), "JSON_PARSER_ERROR");
  EXPECT_EQ(said.reason, "deploy_option_unknown");
  EXPECT_EQ(with(R"({"checkOnly":1})").reason, "deploy_option_invalid");
  EXPECT_EQ(with("x").reason, "deploy_json_malformed");
  said = with(R"({"testLevel":"RunSpecifiedTests"})");
  EXPECT_EQ(said.code(), "INVALID_OPERATION");
  EXPECT_EQ(said.reason, "deploy_tests_missing");
  EXPECT_FALSE(has_app());
}

TEST_F(DeployRest, BoundsThePackage) {
  const Said said = post(deployment(std::string(kMostZipBytes + 1, 'x')));
  EXPECT_EQ(said.status, 413);
  EXPECT_EQ(said.code(), "LIMIT_EXCEEDED");
  EXPECT_EQ(said.reason, "deploy_package_too_large");
  EXPECT_EQ(post(deployment(std::string(kMostZipBytes, 'x'))).status, 201);
}

TEST_F(DeployRest, BoundsTheQueue) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  for (size_t count = 0; count < MetadataJobs::kMostUnfinished; ++count) deploy(broken_package());
  const Said said = post(deployment(broken_package()));
  EXPECT_EQ(said.status, 403);
  EXPECT_EQ(said.code(), "REQUEST_LIMIT_EXCEEDED");
  EXPECT_EQ(said.reason, "metadata_queue_full");
}

TEST_F(DeployRest, KnowsItsIds) {
  const std::string id = deploy(package_of({}));
  EXPECT_EQ(poll(id.substr(0, 15)).json["id"], id);
  const std::string bad_check = id.substr(0, 15) + (id.ends_with("AAA") ? "AAB" : "AAA");
  for (const std::string& malformed :
       {std::string("0Af"), id.substr(0, 17), id + "x", bad_check, "0Af" + std::string(12, '-')}) {
    for (const Said& said : {poll(malformed), cancel(malformed), quick(malformed)}) {
      EXPECT_EQ(said.status, 400) << malformed;
      EXPECT_EQ(said.code(), "MALFORMED_ID");
      EXPECT_EQ(said.reason, "deploy_id_malformed");
    }
  }
  for (const std::string& unknown : {std::string("0AfgK0000000000"), site_.user().id.value}) {
    for (const Said& said : {poll(unknown), cancel(unknown)}) {
      EXPECT_EQ(said.status, 404) << unknown;
      EXPECT_EQ(said.code(), "NOT_FOUND");
      EXPECT_EQ(said.reason, "deploy_id_unknown");
    }
  }
}

TEST_F(DeployRest, CancelsWhatIsNotOver) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  const std::string waiting = deploy(package_of({}));
  Said said = cancel(waiting);
  EXPECT_EQ(said.status, 202);
  EXPECT_EQ(said.json["deployResult"]["status"], "Canceled");
  EXPECT_EQ(said.json["deployResult"]["done"], true);
  EXPECT_EQ(said.json["deployResult"]["success"], false);
  EXPECT_EQ(said.json["deployResult"]["canceledBy"], site_.user().id.value);
  EXPECT_EQ(said.json["deployResult"]["startDate"], nullptr);
  EXPECT_TRUE(said.json["deployResult"].contains("details"));

  const std::string running = deploy(package_of({}));
  site_.now += seconds(5);
  said = cancel(running);
  EXPECT_EQ(said.status, 202);
  EXPECT_EQ(said.json["deployResult"]["status"], "Canceling");
  EXPECT_EQ(said.json["deployResult"]["done"], false);
  site_.now += seconds(5);
  said = poll(running);
  EXPECT_EQ(said.json["deployResult"]["status"], "Canceled");
  EXPECT_EQ(said.json["deployResult"]["completedDate"], "2026-05-12T09:00:10.000+0000");
  EXPECT_FALSE(has_app());

  said = cancel(running);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.code(), "INVALID_ID_FIELD");
  EXPECT_EQ(said.message(), "Deployment already completed");
  EXPECT_EQ(said.reason, "deploy_already_completed");
}

TEST_F(DeployRest, ChangesNothingElseOfADeployment) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  const std::string id = deploy(package_of({}));
  EXPECT_EQ(cancel(id, R"({"deployResult":{"status":"Succeeded"}})").reason,
            "deploy_cancel_status");
  EXPECT_EQ(cancel(id, R"({"deployResult":{"done":true}})").code(), "JSON_PARSER_ERROR");
  EXPECT_EQ(cancel(id, "").reason, "deploy_json_malformed");
  EXPECT_EQ(poll(id).json["deployResult"]["status"], "Pending");
}

TEST_F(DeployRest, DeploysAValidationQuickly) {
  const std::string validation = deploy(
      package_of({}), R"({"singlePackage":true,"checkOnly":true,"testLevel":"RunLocalTests"})");
  EXPECT_EQ(poll(validation).json["deployResult"]["checkOnly"], true);
  EXPECT_FALSE(has_app());
  const Said said = quick(validation);
  EXPECT_EQ(said.status, 201);
  const std::string id = said.json["id"];
  EXPECT_NE(id, validation);
  EXPECT_EQ(said.json["validatedDeployRequestId"], validation);
  EXPECT_EQ(said.json["deployOptions"]["checkOnly"], true);
  EXPECT_EQ(said.json["deployResult"]["checkOnly"], false);
  EXPECT_EQ(said.json["deployResult"]["runTestsEnabled"], false);
  EXPECT_EQ(poll(id).json["deployResult"]["status"], "Succeeded");
  EXPECT_TRUE(has_app());
  const Said again = quick(validation);
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(again.code(), "NOT_FOUND");
  EXPECT_EQ(again.reason, "validation_superseded");
}

TEST_F(DeployRest, TakesJsonAsJsforceSendsIt) {
  for (const char* type : {"text/plain;charset=UTF-8", "application/json; charset=utf-8", ""}) {
    const Said said =
        send("POST", kPath, R"({"validatedDeployRequestId":"0AfgK0000000000"})", type);
    EXPECT_EQ(said.status, 404) << type;
    EXPECT_EQ(said.reason, "validation_unknown");
  }
  // The guide's address of a quick deployment.
  EXPECT_EQ(send("POST", std::string(kPath) + "/0AfgK0000000000",
                 R"({"validatedDeployRequestId":"0AfgK0000000000"})")
                .reason,
            "validation_unknown");
  EXPECT_EQ(send("POST", std::string(kPath) + "/0AfgK0000000000", deployment("PK"), kMultipartType)
                .reason,
            "deploy_media_type");
  EXPECT_EQ(send("POST", kPath, "{}").reason, "deploy_json_malformed");
}

TEST_F(DeployRest, WantsThePermission) {
  const std::string id = deploy(package_of({}));
  token_ = site_.access_token(app_, {"api"}, "user@rehearsal.test");
  for (const Said& said : {post(deployment("PK")), quick(id), poll(id), cancel(id)}) {
    EXPECT_EQ(said.status, 403);
    EXPECT_EQ(said.code(), "INSUFFICIENT_ACCESS");
    EXPECT_EQ(said.reason, "metadata_not_permitted");
  }
  {
    auto tx = site_.org.begin();
    tx.profiles().keep_set("Deployers").permissions = {Permission::modify_metadata,
                                                       Permission::external_client_app_developer};
    tx.users().edit("user@rehearsal.test")->permission_sets = {"Deployers"};
  }
  EXPECT_EQ(poll(id).status, 200);
}

TEST_F(DeployRest, WantsATokenForTheApi) {
  const std::string id = deploy(package_of({}));
  token_ = site_.access_token(app_, {"id", "refresh_token"});
  for (const Said& said : {post(deployment("PK")), poll(id), cancel(id)}) {
    EXPECT_EQ(said.status, 401);
    EXPECT_EQ(said.reason, "data_scope_missing");
  }
  token_ = "00Dnonsense";
  EXPECT_EQ(poll(id).code(), "INVALID_SESSION_ID");
}

TEST_F(DeployRest, KnowsItsVersions) {
  for (const char* version : {"v68.0", "v30.0", "67.0"}) {
    EXPECT_EQ(send("POST", "/services/data/" + std::string(version) + "/metadata/deployRequest",
                   deployment("PK"), kMultipartType)
                  .code(),
              "NOT_FOUND")
        << version;
  }
  const auto level = [&](const char* version) {
    return send("POST", "/services/data/" + std::string(version) + "/metadata/deployRequest",
                deployment(package_of({}), R"({"testLevel":"RunRelevantTests"})"), kMultipartType)
        .status;
  };
  EXPECT_EQ(level("v65.0"), 400);
  EXPECT_EQ(level("v66.0"), 201);
}

TEST_F(DeployRest, CommitsNothingWhereAFaultStopsIt) {
  ASSERT_TRUE(site_.dials.set("metadata.duration", "10s").ok());
  StopAtCommit fault;
  send("POST", kPath, deployment(package_of({})), kMultipartType, &fault);
  const std::string id = deploy(package_of({.name = "Kept"}));
  send("PATCH", std::string(kPath) + "/" + id, kCancel, "application/json", &fault);
  site_.now += seconds(10);
  EXPECT_EQ(poll(id).json["deployResult"]["status"], "Succeeded");
  EXPECT_FALSE(has_app());
}

}  // namespace
}  // namespace rehearse::salesforce
