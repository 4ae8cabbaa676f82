#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "mocks/salesforce/org/login_history.h"
#include "mocks/salesforce/reasons.h"
#include "tests/support/data_site.h"

namespace rehearse::salesforce {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Query : public DataSite {
 protected:
  void add_login(std::string_view username, Duration age, const Reason* refused = nullptr) {
    auto tx = site_.org.begin();
    HistoryRow row;
    row.at = site_.now - age;
    row.user = tx.users().find_by_username(username)->id;
    row.kind = login_type::kOAuth;
    row.activity = "OauthRefreshToken";
    row.status = login_status(refused);
    tx.history().login(std::move(row));
  }
  void add_logins(size_t count) {
    auto tx = site_.org.begin();
    HistoryRow row;
    row.user = tx.users().all().front().id;
    row.kind = login_type::kOAuth;
    for (size_t index = 0; index < count; ++index) {
      row.at = site_.now - std::chrono::minutes(count - index);
      row.source_ip = "192.0.2." + std::to_string(index % 250);
      tx.history().login(row);
    }
  }
  std::string total(const std::string& soql) {
    return dump_json(json_of(query(soql))["totalSize"]);
  }
};

TEST_F(Query, FiltersByEveryOperator) {
  const std::string start = "SELECT Username FROM User WHERE ";
  const auto found = [&](const std::string& where) {
    std::string names = values("Username", start + where);
    return names.empty() ? "none" : names;
  };
  const std::string admin = "admin@rehearsal.test", user = "user@rehearsal.test";
  EXPECT_EQ(found("Username = 'ADMIN@rehearsal.test'"), admin);
  EXPECT_EQ(found("Username != 'admin@rehearsal.test'"), user);
  EXPECT_EQ(found("Username <> 'admin@rehearsal.test'"), user);
  EXPECT_EQ(found("Username < 'b'"), admin);
  EXPECT_EQ(found("Username >= 'b'"), user);
  EXPECT_EQ(found("Username LIKE '%min@%'"), admin);
  EXPECT_EQ(found("Username LIKE '_ser@%'"), user);
  EXPECT_EQ(found("FirstName IN ('Ada', 'x')"), admin);
  EXPECT_EQ(found("FirstName NOT IN ('Ada', 'x')"), user);
  EXPECT_EQ(found("Title = null"), admin + " " + user);
  EXPECT_EQ(found("Title = ''"), admin + " " + user);
  EXPECT_EQ(found("Title != null"), "none");
  EXPECT_EQ(found("IsActive = true AND FirstName = 'Uma'"), user);
  EXPECT_EQ(found("FirstName = 'Ada' OR FirstName = 'Uma'"), admin + " " + user);
  EXPECT_EQ(found("NOT FirstName = 'Ada'"), user);
  EXPECT_EQ(found("(NOT FirstName = 'Ada') AND (IsActive = false OR IsActive = true)"), user);
  EXPECT_EQ(found("CreatedDate = TODAY"), admin + " " + user);
  EXPECT_EQ(found("CreatedDate < 2026-05-12T00:00:00Z"), "none");
  EXPECT_EQ(found("Profile.Name = 'Standard User'"), user);
  EXPECT_EQ(found("ProfileId IN (SELECT Id FROM Profile WHERE Name LIKE 'System%')"), admin);
  const std::string id = site_.user().id.value;
  EXPECT_EQ(found("Id = '" + id + "'"), admin);
  EXPECT_EQ(found("Id = '" + id.substr(0, 15) + "'"), admin);
  EXPECT_EQ(found("Id != '" + id + "'"), user);
}

TEST_F(Query, FollowsRelationships) {
  const Json user = records(
      "SELECT u.Id, Profile.Name, Profile.UserType, CreatedBy.Profile.Name, Manager.Name "
      "FROM User u WHERE User.Username = 'user@rehearsal.test'")[0];
  EXPECT_EQ(user["Profile"]["Name"], "Standard User");
  EXPECT_EQ(user["Profile"]["UserType"], "Standard");
  EXPECT_EQ(user["Profile"]["attributes"]["type"], "Profile");
  EXPECT_EQ(user["CreatedBy"]["Profile"]["Name"], "System Administrator");
  EXPECT_TRUE(user["Manager"].is_null());
  EXPECT_EQ(user["attributes"]["type"], "User");
  EXPECT_THAT(user["attributes"]["url"].get<std::string>(),
              StartsWith("/services/data/v66.0/sobjects/User/005"));
}

TEST_F(Query, SortsByFieldsWithNullsFirst) {
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY Username"), "Ada Uma");
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY Username DESC"), "Uma Ada");
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY IsActive, FirstName DESC"),
            "Uma Ada");
  site_.org.begin().users().edit("user@rehearsal.test")->first_name.clear();
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY FirstName"), "null Ada");
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY FirstName DESC"), "null Ada");
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY FirstName DESC NULLS LAST"),
            "Ada null");
}

TEST_F(Query, CountsAndCutsOutAWindow) {
  EXPECT_EQ(total("SELECT COUNT() FROM User"), "2");
  EXPECT_EQ(total("SELECT COUNT() FROM User WHERE FirstName = 'Ada'"), "1");
  EXPECT_TRUE(json_of(query("SELECT COUNT() FROM User"))["records"].empty());
  const Json counts = records("SELECT COUNT(Id), COUNT(Title) titles FROM User");
  EXPECT_EQ(counts[0]["expr0"], 2);
  EXPECT_EQ(counts[0]["titles"], 0);
  EXPECT_EQ(counts[0]["attributes"]["type"], "AggregateResult");
  EXPECT_EQ(total("SELECT Id FROM User LIMIT 1"), "1");
  EXPECT_EQ(total("SELECT Id FROM User LIMIT 0"), "0");
  EXPECT_EQ(values("FirstName", "SELECT FirstName FROM User ORDER BY FirstName LIMIT 1 OFFSET 1"),
            "Uma");
  EXPECT_EQ(total("SELECT Id FROM User OFFSET 2"), "0");
  EXPECT_EQ(query("SELECT Id FROM User OFFSET 2000").reason, "");
  const auto far = query("SELECT Id FROM User OFFSET 2001");
  EXPECT_EQ(error_code(far), "NUMBER_OUTSIDE_VALID_RANGE");
  EXPECT_EQ(far.reason, "data_offset_too_large");
}

TEST_F(Query, RefusesInSalesforcesWords) {
  struct Row {
    const char *soql{}, *code{}, *reason{}, *text{};
  };
  for (const Row& row : std::initializer_list<Row>{
           {"SELECT Id FROM Nope__c", "INVALID_TYPE", "data_type_unknown",
            "\nSELECT Id FROM Nope__c\n               ^\nERROR at Row:1:Column:16\nsObject type "
            "'Nope__c' is not supported. If you are attempting to use a custom object"},
           {"SELECT Foo FROM User", "INVALID_FIELD", "data_field_unknown",
            "\nSELECT Foo FROM User\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo' on "
            "entity 'User'. If you are attempting to use a custom field"},
           {"SELECT Id FROM User WHERE Nope = 1", "INVALID_FIELD", "data_field_unknown",
            "Column:27\nNo such column 'Nope'"},
           {"SELECT Id FROM User ORDER BY Nope", "INVALID_FIELD", "data_field_unknown",
            "No such column 'Nope'"},
           {"SELECT Role.Name FROM User", "INVALID_FIELD", "data_relationship_unknown",
            "Didn't understand relationship 'Role' in field path."},
           {"SELECT Id FROM User WHERE Username = 5", "INVALID_FIELD", "data_value_mismatch",
            "value of filter criterion for field 'Username' must be of type string and should be "
            "enclosed in quotes"},
           {"SELECT Id FROM User WHERE IsActive = 'true'", "INVALID_FIELD", "data_value_mismatch",
            "must be of type boolean and should not be enclosed in quotes"},
           {"SELECT Id FROM User WHERE CreatedDate > '2026-05-12T00:00:00Z'", "INVALID_FIELD",
            "data_value_mismatch", "must be of type dateTime and should not be enclosed in quotes"},
           {"SELECT Id FROM User WHERE CreatedDate > 2026-05-12", "INVALID_FIELD",
            "data_value_mismatch", "must be of type dateTime"},
           {"SELECT AppName FROM OauthToken WHERE UseCount = 1.5", "INVALID_FIELD",
            "data_value_mismatch", "must be of type int"},
           {"SELECT Id FROM User WHERE Id = 'x'", "INVALID_QUERY_FILTER_OPERATOR",
            "data_id_malformed", "ERROR at Row:1:Column:27\ninvalid ID field: x"},
           {"SELECT Id FROM User WHERE Id LIKE '005%'", "INVALID_QUERY_FILTER_OPERATOR",
            "data_operator_refused", "invalid operator on id field"},
           {"SELECT Id FROM User WHERE IsActive > true", "INVALID_QUERY_FILTER_OPERATOR",
            "data_operator_refused", "invalid operator on boolean field"},
           {"SELECT Id FROM LoginHistory WHERE Status = 'Success'", "INVALID_FIELD",
            "data_field_not_filterable", "field 'Status' can not be filtered in a query call"},
           {"SELECT FIELDS(ALL) FROM User", "MALFORMED_QUERY", "data_fields_unbounded",
            "The SOQL FIELDS function must have a LIMIT of at most 200"},
           {"SELECT Id, Id FROM User", "MALFORMED_QUERY", "data_query_malformed",
            "duplicate field selected: Id"},
           {"SELECT Name, COUNT(Id) FROM User", "MALFORMED_QUERY", "data_query_malformed",
            "Field must be grouped or aggregated: Name"},
           {"SELECT Id FROM User WHERE Name IN (SELECT Id FROM Profile)", "MALFORMED_QUERY",
            "data_query_malformed", "Semi join"},
           {"SELECT Id FROM User WHERE Id IN (SELECT Nope FROM Profile)", "INVALID_FIELD",
            "data_field_unknown", "No such column 'Nope' on entity 'Profile'"},
           {"SELECT Id FROM User GROUP BY Id", "MALFORMED_QUERY", "data_query_not_modelled",
            "unexpected token: 'GROUP'"},
           {"SELECT Id FROM ExtlClntAppGlobalOauthSettings", "INVALID_TYPE", "data_type_unknown",
            "is not supported"}}) {
    const auto answer = query(row.soql);
    EXPECT_EQ(answer.response.status, 400) << row.soql;
    EXPECT_EQ(error_code(answer), row.code) << row.soql;
    EXPECT_EQ(answer.reason, row.reason) << row.soql;
    EXPECT_THAT(message(answer), HasSubstr(row.text)) << row.soql;
  }
}

TEST_F(Query, NeedsAStatement) {
  const auto without = get("/query");
  EXPECT_EQ(without.reason, "data_query_missing");
  EXPECT_EQ(message(without), "A query string has to be specified");
  EXPECT_EQ(query("").reason, "data_query_malformed");
  const std::string deep = std::string(60, '(') + "a = 1" + std::string(60, ')');
  const auto complicated = query("SELECT Id FROM User WHERE " + deep);
  EXPECT_EQ(error_code(complicated), "QUERY_TOO_COMPLICATED");
  EXPECT_EQ(complicated.reason, "data_query_too_complicated");
  EXPECT_EQ(query("SELECT Id FROM User" + std::string(100'000, ' ')).reason, "data_query_too_long");
}

TEST_F(Query, GivesBatchesThatStayAsTheyWere) {
  add_logins(2'000);
  EXPECT_EQ(json_of(query("SELECT Id FROM LoginHistory"))["done"], true);
  add_logins(2'500);
  const Json first = json_of(query("SELECT Id, LoginTime FROM LoginHistory ORDER BY Id"));
  EXPECT_EQ(first["totalSize"], 4'500);
  EXPECT_EQ(first["done"], false);
  EXPECT_EQ(first["records"].size(), 2'000U);
  const std::string next = first["nextRecordsUrl"];
  EXPECT_THAT(next, StartsWith("/services/data/v66.0/query/01g"));
  EXPECT_TRUE(next.ends_with("-2000"));
  add_logins(3);  // what happens meanwhile doesn't show
  const std::string tail = next.substr(std::string("/services/data/v66.0").size());
  const Json second = json_of(get(tail));
  EXPECT_EQ(second["records"].size(), 2'000U);
  EXPECT_LT(first["records"].back()["Id"].get<std::string>(),
            second["records"].front()["Id"].get<std::string>());
  const std::string last = second["nextRecordsUrl"];
  const Json third = json_of(get(last.substr(std::string("/services/data/v66.0").size())));
  EXPECT_EQ(third["records"].size(), 500U);
  EXPECT_EQ(third["done"], true);
  EXPECT_EQ(third["totalSize"], 4'500);
  EXPECT_FALSE(third.contains("nextRecordsUrl"));
  EXPECT_EQ(json_of(get(tail))["records"].size(), 2'000U);  // the same batch again
}

TEST_F(Query, TakesABatchSizeBetweenTwoHundredAndTwoThousand) {
  add_logins(2'001);
  const auto size = [&](const std::string& options) {
    const auto answer =
        get("/query?q=SELECT+Id+FROM+LoginHistory", {{"Sforce-Query-Options", options}});
    return json_of(answer)["records"].size();
  };
  EXPECT_EQ(size("batchSize=200"), 200U);
  EXPECT_EQ(size("batchSize=1"), 200U);
  EXPECT_EQ(size("batchSize=9999"), 2'000U);
  EXPECT_EQ(size("batchSize=x"), 2'000U);
  EXPECT_EQ(size("nothing"), 2'000U);
}

TEST_F(Query, KeepsALocatorForItsUserAndTwoDays) {
  add_logins(2'001);
  const std::string next = json_of(query("SELECT Id FROM LoginHistory"))["nextRecordsUrl"];
  const std::string tail = next.substr(std::string("/services/data/v66.0").size());
  const std::string locator = tail.substr(std::string("/query/").size());
  for (const std::string& bad :
       {std::string("x"), std::string("01g000000000000AAA-2000"), locator + "0", locator + "x",
        locator.substr(0, locator.find('-'))}) {
    const auto answer = get("/query/" + bad);
    EXPECT_EQ(error_code(answer), "INVALID_QUERY_LOCATOR") << bad;
    EXPECT_EQ(answer.reason, "data_locator_unknown") << bad;
  }
  EXPECT_EQ(get("/tooling/query/" + locator).reason, "data_locator_unknown");
  be("user@rehearsal.test");
  EXPECT_EQ(get(tail).reason, "data_locator_unknown");
  site_.now += std::chrono::days(2);
  be("admin@rehearsal.test");
  EXPECT_EQ(get(tail).reason, "");
  site_.now += Duration(1);
  be("admin@rehearsal.test");
  EXPECT_EQ(get(tail).reason, "data_locator_unknown");
}

TEST_F(Query, AnswersQueryAllAlike) {
  EXPECT_EQ(json_of(get("/queryAll?q=SELECT+Id+FROM+User"))["totalSize"], 2);
  EXPECT_EQ(json_of(get("/query/?q=SELECT+Id+FROM+User"))["totalSize"], 2);
}

TEST_F(Query, DescribesColumns) {
  const Json json = json_of(query("SELECT Id, IsActive, Profile.Name FROM User", "&columns=true"));
  EXPECT_EQ(json["entityName"], "User");
  EXPECT_EQ(json["keyPrefix"], "005");
  EXPECT_EQ(json["idSelected"], true);
  EXPECT_EQ(json["columnMetadata"][1]["columnName"], "IsActive");
  EXPECT_EQ(json["columnMetadata"][1]["booleanType"], true);
  EXPECT_EQ(json["columnMetadata"][2]["columnName"], "Profile");
  EXPECT_EQ(json["columnMetadata"][2]["joinColumns"][0]["columnName"], "Name");
  const Json counts = json_of(query("SELECT COUNT(Id) FROM User", "&columns=true"));
  EXPECT_EQ(counts["columnMetadata"][0]["displayName"], "expr0");
  EXPECT_EQ(counts["columnMetadata"][0]["aggregate"], true);
}

TEST_F(Query, FindsLoginsByTheirTime) {
  add_login("admin@rehearsal.test", std::chrono::hours(48));
  add_login("user@rehearsal.test", std::chrono::hours(1), &reason::login_user_frozen);
  const std::string start = "SELECT Status FROM LoginHistory WHERE ";
  EXPECT_EQ(values("Status", start + "LoginTime = TODAY"), "User Is Frozen");
  EXPECT_EQ(values("Status", start +
                                 "LoginTime = LAST_N_DAYS:2 AND LoginType = "
                                 "'Remote Access 2.0' AND UserId = '" +
                                 site_.user().id.value + "'"),
            "Success");
  EXPECT_EQ(values("Status", start + "LoginTime > 2026-05-12T07:59:59Z"), "User Is Frozen");
  EXPECT_EQ(values("Status", start + "LoginTime > 2026-05-12T08:00:00.000Z"), "");
  EXPECT_EQ(values("Status", start + "LoginTime >= 2026-05-12T08:00:00.000Z"), "User Is Frozen");
  EXPECT_EQ(values("Status", "SELECT Status FROM LoginHistory ORDER BY LoginTime DESC LIMIT 1"),
            "User Is Frozen");
  EXPECT_EQ(records("SELECT LoginTime FROM LoginHistory WHERE LoginTime = TODAY")[0]["LoginTime"],
            "2026-05-12T08:00:00.000+0000");
}

}  // namespace
}  // namespace rehearse::salesforce
