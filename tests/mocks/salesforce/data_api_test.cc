#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/data/soql.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DataApi : public testing::Test {
 protected:
  OrgSite::Answer get(const std::string& path) {
    return site_.get("/services/data/v66.0" + path, {{"Authorization", "Bearer " + token_}});
  }
  OrgSite::Answer query(const std::string& soql, const std::string& more = "") {
    return get("/query?q=" + wire::percent_encode(soql) + more);
  }
  static Json json_of(const OrgSite::Answer& answer) {
    auto parsed = parse_json(answer.response.body);
    EXPECT_TRUE(parsed.ok()) << answer.response.body;
    return parsed ? parsed.value() : Json::object();
  }
  static std::string error_code(const OrgSite::Answer& answer) {
    const Json json = json_of(answer);
    return json.is_array() && json.size() == 1 ? json[0].value("errorCode", "") : "";
  }

  OrgSite site_{};
  App app_ = site_.create_app();
  std::string token_ = site_.access_token(app_, {"api"});
};

TEST_F(DataApi, ListsVersionsToEverybody) {
  for (const char* path : {"/services/data", "/services/data/"}) {
    const Json versions = json_of(site_.get(path));
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
  for (const char* path :
       {"/services/data/v30.0/limits", "/services/data/v68.0/limits", "/services/data/66.0/limits",
        "/services/data/v66/limits", "/services/data/v66.0/tooling/sobjects/SourceMember/describe",
        "/services/data/v66.0/sobjects/User/005000000000000AAA"}) {
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
}

TEST_F(DataApi, AnswersTheQueriesOfTheSalesforceCli) {
  const Json org =
      json_of(query("SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, "
                    "OrganizationType FROM Organization"));
  EXPECT_EQ(org["totalSize"], 1);
  EXPECT_EQ(org["done"], true);
  EXPECT_EQ(org["records"][0]["IsSandbox"], false);
  EXPECT_EQ(org["records"][0]["attributes"]["type"], "Organization");
  const auto scratch = query("SELECT Id FROM ScratchOrgInfo limit 1");
  EXPECT_EQ(scratch.response.status, 400);
  EXPECT_EQ(error_code(scratch), "INVALID_TYPE");
  EXPECT_EQ(scratch.reason, "data_type_unknown");
}

TEST_F(DataApi, FiltersCountsAndLimits) {
  const Json one =
      json_of(query("select id, username from user where username = "
                    "'USER@rehearsal.test' and IsActive = true"));
  EXPECT_EQ(one["totalSize"], 1);
  EXPECT_EQ(one["records"][0]["Username"], "user@rehearsal.test");
  EXPECT_EQ(json_of(query("SELECT COUNT() FROM User"))["totalSize"], 2);
  EXPECT_EQ(json_of(query("SELECT Id FROM User LIMIT 1"))["totalSize"], 1);
  EXPECT_EQ(json_of(query("SELECT Id FROM User LIMIT 0"))["totalSize"], 0);
  EXPECT_EQ(json_of(query("SELECT Id FROM User WHERE Username != 'x'"))["totalSize"], 2);
  const std::string id = site_.user().id.value;
  EXPECT_EQ(
      json_of(query("SELECT Id FROM User WHERE Id = '" + id.substr(0, 15) + "'"))["totalSize"], 1);
}

TEST_F(DataApi, DescribesColumns) {
  const Json json = json_of(query("SELECT Id, IsActive FROM User", "&columns=true"));
  EXPECT_EQ(json["entityName"], "User");
  EXPECT_EQ(json["keyPrefix"], "005");
  EXPECT_EQ(json["columnMetadata"][1]["columnName"], "IsActive");
  EXPECT_EQ(json["columnMetadata"][1]["booleanType"], true);
}

TEST_F(DataApi, RefusesBadQueriesByName) {
  const auto field = query("SELECT Id, Nope FROM User");
  EXPECT_EQ(error_code(field), "INVALID_FIELD");
  EXPECT_EQ(field.reason, "data_field_unknown");
  EXPECT_EQ(query("SELECT Id FROM User WHERE Nope = 1").reason, "data_field_unknown");
  for (const char* soql : {"", "SELECT", "SELECT FROM User", "SELECT Id FROM", "DELETE FROM User",
                           "SELECT Id FROM User WHERE", "SELECT Id FROM User WHERE Id = 'x",
                           "SELECT Id FROM User LIMIT x", "SELECT Id FROM User; x"}) {
    const auto answer = query(soql);
    EXPECT_EQ(answer.response.status, 400) << soql;
    EXPECT_EQ(error_code(answer), "MALFORMED_QUERY") << soql;
    EXPECT_EQ(answer.reason, "data_query_malformed") << soql;
  }
}

TEST(Soql, ReadsAWholeQuery) {
  const auto soql = parse_soql(
      "SELECT Id,Name FROM User WHERE Name = 'O\\'Neil' AND IsActive<>false "
      "ORDER BY Name DESC, Id LIMIT 10");
  ASSERT_TRUE(soql.has_value());
  EXPECT_THAT(soql->fields, ElementsAre("Id", "Name"));
  ASSERT_EQ(soql->conditions.size(), 2u);
  EXPECT_EQ(soql->conditions[0].value, "O'Neil");
  EXPECT_TRUE(soql->conditions[1].is_negated);
  EXPECT_EQ(soql->limit, 10u);
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
