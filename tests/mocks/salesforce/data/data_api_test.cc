#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/data/data_answers.h"
#include "tests/support/data_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;

class DataApi : public DataSite {};

TEST_F(DataApi, ListsVersionsToEverybody) {
  for (const char* path : {"/services/data", "/services/data/"}) {
    const Json versions = json_of(site_.get(path));
    EXPECT_EQ(versions.size(), 9U);
    EXPECT_EQ(versions.front()["version"], "59.0");
    EXPECT_EQ(versions.front()["label"], "Winter '24");
    EXPECT_EQ(versions.back()["version"], "67.0");
    EXPECT_EQ(versions.back()["label"], "Summer '26");
    EXPECT_EQ(versions.back()["url"], "/services/data/v67.0");
    EXPECT_EQ(versions[versions.size() - 2]["label"], "Spring '26");
    EXPECT_EQ(versions[versions.size() - 3]["label"], "Winter '26");
  }
}

TEST_F(DataApi, CountsCallsInItsHeader) {
  EXPECT_EQ(get("/limits").header("Sforce-Limit-Info"), "api-usage=1/15000");
  EXPECT_EQ(get("").header("Sforce-Limit-Info"), "api-usage=2/15000");
}

TEST_F(DataApi, RefusesCallsBeyondTheLimitOfADay) {
  ASSERT_TRUE(site_.dials.set("api.daily_limit", "2").ok());
  EXPECT_EQ(get("/limits").header("Sforce-Limit-Info"), "api-usage=1/2");
  const Json last = json_of(get("/limits"));
  EXPECT_EQ(last["DailyApiRequests"]["Max"], 2);
  EXPECT_EQ(last["DailyApiRequests"]["Remaining"], 0);
  const auto refused = get("/limits");
  EXPECT_EQ(refused.response.status, 403);
  EXPECT_EQ(error_code(refused), "REQUEST_LIMIT_EXCEEDED");
  EXPECT_EQ(refused.reason, "data_limit_exceeded");
  EXPECT_EQ(site_.get("/services/data").reason, "");
  site_.now += std::chrono::hours(24);
  token_ = site_.access_token(app_, {"api"});
  EXPECT_EQ(get("/limits").reason, "data_limit_exceeded");
  site_.now += Duration(1);
  EXPECT_EQ(get("/limits").header("Sforce-Limit-Info"), "api-usage=1/2");
}

TEST_F(DataApi, ListsResourcesAndLimits) {
  EXPECT_EQ(json_of(get(""))["query"], "/services/data/v66.0/query");
  EXPECT_EQ(json_of(get("/"))["limits"], "/services/data/v66.0/limits");
  EXPECT_EQ(json_of(get("/limits"))["DailyApiRequests"]["Max"], 15'000);
}

TEST_F(DataApi, RefusesEveryUselessTokenWithOneText) {
  for (const char* path : {"", "/limits", "/query?q=x", "/sobjects/User/005", "/nothing"}) {
    const auto answer = site_.get(std::string("/services/data/v66.0") + path,
                                  {{"Authorization", "Bearer 00Dxx!nonsense"}});
    EXPECT_EQ(answer.response.status, 401) << path;
    EXPECT_EQ(answer.response.body,
              R"([{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}])");
    EXPECT_EQ(answer.reason, "access_token_unknown") << path;
  }
  EXPECT_EQ(site_.get("/services/data/v66.0/limits").reason, "access_token_missing");
  site_.now += std::chrono::hours(2);
  EXPECT_EQ(get("/limits").reason, "");
  site_.now += Duration(1);
  EXPECT_EQ(get("/limits").reason, "access_token_expired");
}

TEST_F(DataApi, NeedsAScopeThatIncludesTheApi) {
  token_ = site_.access_token(app_, {"id", "refresh_token"});
  const auto answer = get("/limits");
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_THAT(answer.response.body, HasSubstr("not valid for use with the REST API"));
  EXPECT_EQ(answer.reason, "data_scope_missing");
  token_ = site_.access_token(app_, {"full"});
  EXPECT_EQ(get("/limits").reason, "");
}

TEST_F(DataApi, TakesAnOrgSessionForAToken) {
  site_.log_in();
  token_ = site_.sid;
  EXPECT_EQ(get("/limits").reason, "");
}

TEST_F(DataApi, RefusesTheTokenOfADeletedApp) {
  {
    auto tx = site_.org.begin();
    ASSERT_TRUE(tx.apps().remove(app_.id));
  }
  const auto answer = get("/limits");
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_EQ(answer.reason, "app_deleted");
}

TEST_F(DataApi, KnowsOnlyItsVersionsAndResources) {
  EXPECT_EQ(get("/sobjects/User/005000000000000AAA").reason, "data_record_unknown");
  for (const char* path :
       {"/services/data/v30.0/limits", "/services/data/v68.0/limits", "/services/data/66.0/limits",
        "/services/data/v66/limits", "/services/data/v66.0/tooling/nothing"}) {
    const auto answer = site_.get(path, {{"Authorization", "Bearer " + token_}});
    EXPECT_EQ(answer.response.status, 404) << path;
    EXPECT_EQ(error_code(answer), "NOT_FOUND") << path;
    EXPECT_EQ(answer.reason, "data_resource_unknown") << path;
  }
  EXPECT_EQ(api_version("v31.0"), "31.0");
  EXPECT_EQ(api_version("v67.0"), "67.0");
}

TEST_F(DataApi, ReadsAUser) {
  const std::string id = site_.user().id.value;
  const Json user = json_of(get("/sobjects/User/" + id));
  EXPECT_EQ(user["Username"], "admin@rehearsal.test");
  EXPECT_EQ(user["attributes"]["url"], "/services/data/v66.0/sobjects/User/" + id);
  const Json some = json_of(get("/sobjects/User/" + id.substr(0, 15) + "?fields=Email"));
  EXPECT_EQ(some["Email"], "admin@rehearsal.test");
  EXPECT_FALSE(some.contains("Username"));
  const auto unknown = get("/sobjects/User/" + id + "?fields=Email,Nope");
  EXPECT_EQ(message(unknown), "No such column 'Nope' on sobject of type User");
  EXPECT_EQ(unknown.reason, "data_field_unknown");
}

TEST_F(DataApi, AnswersTheQueriesOfTheSalesforceCli) {
  const Json org =
      json_of(query("SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, "
                    "OrganizationType FROM Organization"));
  EXPECT_EQ(org["totalSize"], 1);
  EXPECT_EQ(org["done"], true);
  EXPECT_EQ(org["records"][0]["IsSandbox"], false);
  EXPECT_EQ(org["records"][0]["attributes"]["type"], "Organization");
  const Json scratch = json_of(query("SELECT Id FROM ScratchOrgInfo limit 1"));
  EXPECT_EQ(scratch["totalSize"], 0);
  EXPECT_TRUE(scratch["records"].empty());
}

TEST_F(DataApi, AnswersTheToolingCallsOfTheSalesforceCli) {
  const auto tracking = get("/tooling/sobjects/SourceMember/describe");
  EXPECT_EQ(tracking.response.status, 404);
  EXPECT_EQ(error_code(tracking), "NOT_FOUND");
  EXPECT_EQ(tracking.reason, "data_type_unknown");
  const auto members = get("/tooling/query?q=SELECT+COUNT()+FROM+SourceMember");
  EXPECT_EQ(error_code(members), "INVALID_TYPE");
  const std::string soql =
      wire::percent_encode("SELECT DeveloperName, OauthScopesAPI FROM ExtlClntAppOauthSettings");
  const Json settings = json_of(get("/tooling/query/?q=" + soql));
  EXPECT_EQ(settings["records"][0]["OauthScopesAPI"], true);
  EXPECT_THAT(settings["records"][0]["attributes"]["url"].get<std::string>(),
              HasSubstr("/services/data/v66.0/tooling/sobjects/ExtlClntAppOauthSettings/"));
  EXPECT_EQ(get("/tooling/query?q=SELECT+Id+FROM+ExtlClntAppOauthPlcyCnfg").reason,
            "data_type_unknown");
  EXPECT_EQ(json_of(get("/tooling/sobjects/User/describe"))["name"], "User");
  EXPECT_GT(json_of(get("/tooling/sobjects"))["sobjects"].size(), 3U);
  EXPECT_EQ(get("/tooling/executeAnonymous").reason, "data_resource_unknown");
}

TEST_F(DataApi, ListsAndDescribesObjects) {
  const Json object = json_of(get("/sobjects/user"));
  EXPECT_EQ(object["objectDescribe"]["name"], "User");
  EXPECT_EQ(object["objectDescribe"]["urls"]["describe"],
            "/services/data/v66.0/sobjects/User/describe");
  EXPECT_EQ(get("/sobjects/Account").reason, "data_type_unknown");
  const Json described = json_of(get("/sobjects/User/describe"));
  EXPECT_EQ(described["fields"][0]["type"], "id");
  EXPECT_EQ(described["createable"], false);
}

TEST_F(DataApi, RefusesToWrite) {
  const std::string id = site_.user().id.value;
  for (const auto& [method, path, word] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"POST", "/sobjects/User", "inserted"},
           {"PATCH", "/sobjects/User/" + id, "updated"},
           {"DELETE", "/sobjects/User/" + id, "deleted"}}) {
    const auto answer = send(method, path);
    EXPECT_EQ(answer.response.status, 400) << method;
    EXPECT_EQ(error_code(answer), "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY") << method;
    EXPECT_EQ(message(answer), "entity type cannot be " + word + ": User");
    EXPECT_EQ(answer.reason, "data_write_not_modelled") << method;
  }
  EXPECT_EQ(send("POST", "/sobjects/Account").reason, "data_type_unknown");
}

TEST_F(DataApi, NeedsAUserWhoMayUseIt) {
  {
    auto tx = site_.org.begin();
    tx.profiles().edit("Standard User")->permissions.clear();
  }
  be("user@rehearsal.test");
  const auto answer = get("/limits");
  EXPECT_EQ(answer.response.status, 403);
  EXPECT_EQ(error_code(answer), "API_DISABLED_FOR_ORG");
  EXPECT_EQ(answer.reason, "data_api_disabled");
  allow_user(Permission::api_enabled);
  EXPECT_EQ(get("/limits").reason, "");
}

TEST_F(DataApi, CountsRefusedCallsToo) {
  EXPECT_EQ(query("SELECT").header("Sforce-Limit-Info"), "api-usage=1/15000");
  EXPECT_EQ(get("/nothing").header("Sforce-Limit-Info"), "api-usage=2/15000");
}

TEST(Refusal, AnswersAsTheAddressWould) {
  OrgSite site;
  const auto request = [](const char* target) { return wire::make_request({.target = target}); };
  EXPECT_THAT(refusal(404, request("/services/data/x")).body, HasSubstr("NOT_FOUND"));
  EXPECT_THAT(refusal(405, request("/services/data/x")).body, HasSubstr("METHOD_NOT_ALLOWED"));
  EXPECT_EQ(refusal(405, request("/services/oauth2/x")).body, R"({"error":"method_not_allowed"})");
  EXPECT_THAT(refusal(404, request("/x")).body, HasSubstr("URL No Longer Exists"));
  EXPECT_EQ(refusal(404, request("/x")).status, 404);
  EXPECT_EQ(refusal(413, request("/services/data/x")).body,
            R"([{"message":"The request body is too large","errorCode":"LIMIT_EXCEEDED"}])");
  EXPECT_THAT(refusal(413, request("/services/oauth2/token")).body, HasSubstr("too large"));
  EXPECT_THAT(refusal(413, request("/x")).body, HasSubstr("Request Entity Too Large"));
  EXPECT_EQ(refusal(413, request("/x")).status, 413);
}

}  // namespace
}  // namespace rehearse::salesforce
