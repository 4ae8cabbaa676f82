#include "mocks/salesforce/data/objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/record_id.h"
#include "tests/support/data_site.h"

namespace rehearse::salesforce {
namespace {

using testing::SizeIs;
using testing::StartsWith;

class Objects : public DataSite {
 protected:
  // Something of everything: a login, a verification, a permission set, an allowlist, a grant.
  void fill() {
    allow_user(Permission::view_setup);
    site_.log_in();
    site_.get("/lightning/setup/ManageExternalClientApplication/" + app_.id.value +
              "/consumerDetails");
    auto tx = site_.org.begin();
    oauth::AppSettings settings = app_.settings;
    settings.token_ip_ranges = {{"192.0.2.1", "192.0.2.9", "office"},
                                {"2001:db8::1", "2001:db8::2", ""}};
    ASSERT_TRUE(tx.apps().update(app_.id, settings).ok());
  }
  // The kind of JSON that a field of that type may hold.
  static bool fits(const Json& value, const Json& field) {
    if (value.is_null()) return field["nillable"] || field["type"] == "id";
    const std::string type = field["type"];
    if (type == "boolean") return value.is_boolean();
    if (type == "int") return value.is_number_integer();
    if (!value.is_string()) return false;
    const std::string text = value;
    if (type == "id" || type == "reference") return text.size() == 18;
    if (type == "datetime") return text.size() == 28 && text.ends_with("+0000");
    if (type == "picklist" && !field["picklistValues"].empty()) {
      return std::ranges::any_of(field["picklistValues"],
                                 [&](const Json& choice) { return choice["value"] == value; });
    }
    return !text.empty();
  }
};

TEST_F(Objects, ShowEveryFieldThatTheyDescribe) {
  version_ = "v67.0";
  fill();
  size_t with_records = 0;
  const Json objects = json_of(get("/sobjects"))["sobjects"];
  ASSERT_THAT(objects, SizeIs(data_objects().size()));
  for (const Json& object : objects) {
    const std::string name = object["name"];
    const Json described = json_of(get("/sobjects/" + name + "/describe"));
    EXPECT_EQ(described["keyPrefix"], object["keyPrefix"]) << name;
    std::string list;
    for (const Json& field : described["fields"])
      list += (list.empty() ? "" : ",") + field["name"].get<std::string>();
    const Json found = records("SELECT " + list + " FROM " + name);
    with_records += found.empty() ? 0 : 1;
    for (const Json& record : found) {
      EXPECT_EQ(record.size(), described["fields"].size() + 1) << name;
      for (const Json& field : described["fields"]) {
        const std::string field_name = field["name"];
        ASSERT_TRUE(record.contains(field_name)) << name << "." << field_name;
        EXPECT_TRUE(fits(record[field_name], field))
            << name << "." << field_name << " = " << record[field_name].dump();
      }
      if (record["Id"].is_string()) {
        const std::string id = record["Id"];
        EXPECT_THAT(id, StartsWith(object["keyPrefix"].get<std::string>()));
        const Json one = json_of(get("/sobjects/" + name + "/" + id));
        EXPECT_EQ(one, record) << name;
        EXPECT_EQ(json_of(get("/sobjects/" + name + "/" + id.substr(0, 15))), record) << name;
      }
    }
  }
  // All but ScratchOrgInfo, of which the org has none.
  EXPECT_EQ(with_records, data_objects().size() - 1);
}

TEST_F(Objects, HaveTablesThatHoldTogether) {
  std::map<std::string_view, std::string_view> prefixes;
  auto tx = site_.org.begin();
  const User& admin = tx.users().all().front();
  const DataView view{site_.org, tx, admin, site_.now, 67};
  for (const Object* object : data_objects()) {
    EXPECT_TRUE(prefixes.emplace(object->key_prefix, object->name).second) << object->name;
    EXPECT_EQ(object->columns.front().name, "Id") << object->name;
    std::set<std::string> names;
    for (const Column& column : object->columns) {
      EXPECT_TRUE(names.insert(lower(column.name)).second) << object->name << column.name;
      EXPECT_FALSE(column.label.empty()) << object->name << column.name;
      EXPECT_NE(column.value, nullptr) << object->name << column.name;
      EXPECT_EQ(find_column(*object, lower(column.name)), &column);
      if (column.relationship.empty()) continue;
      EXPECT_EQ(column.type, FieldType::reference) << object->name << column.name;
      EXPECT_NE(find_object(view, DataApi::data, column.refers_to), nullptr) << column.refers_to;
      EXPECT_EQ(find_relationship(*object, column.relationship), &column);
    }
  }
}

// Both sides of the dial metadata.listing_delay: a thing is listed from then on, not before.
TEST_F(Objects, ListAnAppOnlyAfterTheListingDelay) {
  const std::string query = "SELECT Id FROM ExternalClientApplication";
  ASSERT_THAT(records(query), SizeIs(1));
  ASSERT_TRUE(site_.dials.set("metadata.listing_delay", "10s").ok());
  EXPECT_THAT(records(query), SizeIs(0));
  EXPECT_THAT(records("SELECT Id FROM ExtlClntAppOauthSettings"), SizeIs(0));
  site_.now += Duration(9'999);
  EXPECT_THAT(records(query), SizeIs(0));
  site_.now += Duration(1);
  EXPECT_THAT(records(query), SizeIs(1));
}

TEST_F(Objects, ShowAnExternalClientAppWithItsParts) {
  version_ = "v67.0";
  fill();
  const Json app = records(
      "SELECT Id, DeveloperName, MasterLabel, DistributionState, "
      "OrgScopedExternalApp FROM ExternalClientApplication");
  ASSERT_THAT(app, SizeIs(1));  // the Salesforce CLI's own app is none
  EXPECT_EQ(app[0]["Id"], app_.id.value);
  EXPECT_EQ(app[0]["DeveloperName"], "Rehearsal");
  EXPECT_EQ(app[0]["DistributionState"], "Local");
  EXPECT_EQ(app[0]["OrgScopedExternalApp"], site_.org.organization_id() + ":Rehearsal");
  const Json settings = records(
      "SELECT OauthScopesAPI, OauthScopesSSO, OauthScopesREFRESH_TOKEN, OauthScopesMCP_API, "
      "OauthLink, ExternalClientApplication.DeveloperName FROM ExtlClntAppOauthSettings "
      "WHERE ExternalClientApplicationId IN (SELECT Id FROM ExternalClientApplication "
      "WHERE DeveloperName = 'rehearsal')");
  ASSERT_THAT(settings, SizeIs(1));
  EXPECT_EQ(settings[0]["OauthScopesAPI"], true);
  EXPECT_EQ(settings[0]["OauthScopesSSO"], true);
  EXPECT_EQ(settings[0]["OauthScopesREFRESH_TOKEN"], true);
  EXPECT_EQ(settings[0]["OauthScopesMCP_API"], false);
  EXPECT_EQ(settings[0]["OauthLink"],
            short_id(site_.org.organization_id()) + ":" + short_id(app_.consumer_id));
  EXPECT_EQ(settings[0]["ExternalClientApplication"]["DeveloperName"], "Rehearsal");
  const Json policy = records(
      "SELECT RefreshTokenPolicyType, RefreshTokenValidityPeriod, RefreshTokenValidityUnit, "
      "PermittedUsersPolicyType, IpRelaxationPolicyType FROM ExtlClntAppOauthPlcyCnfg");
  EXPECT_EQ(policy[0]["RefreshTokenPolicyType"], "SpecificLifetime");
  EXPECT_EQ(policy[0]["RefreshTokenValidityPeriod"], 365);
  EXPECT_EQ(policy[0]["RefreshTokenValidityUnit"], "Days");
  EXPECT_EQ(policy[0]["PermittedUsersPolicyType"], "AllSelfAuthorized");
  EXPECT_EQ(policy[0]["IpRelaxationPolicyType"], "Enforce");
  EXPECT_EQ(values("StartIpAddress",
                   "SELECT StartIpAddress FROM ExtlClntAppOauthSecurityTokenIpRange WHERE "
                   "ExtlClntAppOauthSecuritySettings.ExternalClientApplication.DeveloperName = "
                   "'Rehearsal' ORDER BY StartIpAddress"),
            "192.0.2.1 2001:db8::1");
}

TEST_F(Objects, ShowThePoliciesOwnFlags) {
  version_ = "v67.0";
  const auto policies = [&](bool is_settings, bool is_policy) {
    auto tx = site_.org.begin();
    oauth::AppSettings settings = app_.settings;
    settings.is_client_credentials_flow_enabled = is_settings;
    settings.is_token_exchange_enabled = is_settings;
    settings.is_client_credentials_policy_enabled = is_policy;
    settings.client_credentials_user = "user@rehearsal.test";
    EXPECT_TRUE(tx.apps().update(app_.id, settings).ok());
  };
  const auto flags = [&] {
    const Json policy = records(
        "SELECT IsClientCredentialsFlowEnabled, IsTokenExchangeFlowEnabled, "
        "IsGuestCodeCredFlowEnabled, ClientCredentialsFlowUser FROM ExtlClntAppOauthPlcyCnfg")[0];
    EXPECT_EQ(policy["ClientCredentialsFlowUser"], "user@rehearsal.test");
    EXPECT_EQ(policy["IsTokenExchangeFlowEnabled"], false);
    EXPECT_EQ(policy["IsGuestCodeCredFlowEnabled"], false);
    return policy["IsClientCredentialsFlowEnabled"];
  };
  policies(true, false);
  EXPECT_EQ(flags(), false);
  policies(false, true);
  EXPECT_EQ(flags(), true);
}

TEST_F(Objects, LeaveOutWhatAnAppHasNotGot) {
  version_ = "v67.0";
  EXPECT_THAT(records("SELECT Id FROM ExtlClntAppOauthSecuritySettings"), SizeIs(0));
  app_ = site_.create_app([](oauth::AppSettings& settings) {
    settings.api_name = settings.label = "Bare";
    settings.is_oauth_enabled = false;
    settings.callback_urls.clear();
    settings.scopes.clear();
  });
  EXPECT_THAT(records("SELECT Id FROM ExternalClientApplication"), SizeIs(2));
  EXPECT_THAT(records("SELECT Id FROM ExtlClntAppOauthSettings"), SizeIs(1));
}

TEST_F(Objects, HideAppsFromThoseWhoMayNotSeeThem) {
  be("user@rehearsal.test");
  const auto hidden = query("SELECT Id FROM ExternalClientApplication");
  EXPECT_EQ(error_code(hidden), "INVALID_TYPE");
  EXPECT_EQ(hidden.reason, "data_object_hidden");
  EXPECT_EQ(get("/sobjects/ExternalClientApplication/describe").reason, "data_object_hidden");
  allow_user(Permission::external_client_app_viewer);
  EXPECT_THAT(records("SELECT Id FROM ExternalClientApplication"), SizeIs(1));
}

TEST_F(Objects, ShowLoginsToTheirUserAndToThoseWhoMonitorThem) {
  site_.log_in("admin@rehearsal.test");
  site_.log_in("user@rehearsal.test");
  site_.sid.clear();
  const std::string all = "SELECT Id, UserId FROM LoginHistory";
  EXPECT_THAT(records(all), SizeIs(2));
  be("user@rehearsal.test");
  const std::string own = site_.user("user@rehearsal.test").id.value;
  EXPECT_EQ(values("UserId", all), own);
  const auto other = site_.org.begin().history().logins().front().number;
  EXPECT_EQ(get("/sobjects/LoginHistory/" + numbered_id("0Ya", other)).reason,
            "data_record_unknown");
  version_ = "v36.0";
  EXPECT_EQ(query(all).reason, "data_object_hidden");
  version_ = "v37.0";
  EXPECT_THAT(records(all), SizeIs(1));
  allow_user(Permission::view_login_history);
  EXPECT_THAT(records(all), SizeIs(2));
}

TEST_F(Objects, ShowVerificationsToThoseWhoManageUsers) {
  fill();
  const Json rows = records(
      "SELECT Status, VerificationMethod, Activity, EventGroup, LoginHistory.LoginType, User.Name "
      "FROM VerificationHistory");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0]["Status"], "Initiated");
  EXPECT_EQ(rows[0]["VerificationMethod"], "Email");
  EXPECT_EQ(rows[0]["Activity"], "ExternalClientApp");
  EXPECT_EQ(rows[0]["EventGroup"], 1);
  EXPECT_EQ(rows[0]["LoginHistory"]["LoginType"], "Application");
  EXPECT_EQ(rows[0]["User"]["Name"], "Ada Rehearsal");
  be("user@rehearsal.test");
  EXPECT_EQ(query("SELECT Id FROM VerificationHistory").reason, "data_object_hidden");
  allow_user(Permission::view_login_history);
  EXPECT_EQ(query("SELECT Id FROM VerificationHistory").reason, "data_object_hidden");
  allow_user(Permission::manage_users);
  EXPECT_THAT(records("SELECT Id FROM VerificationHistory"), SizeIs(1));
}

TEST_F(Objects, ShowTokensOfTheirUserWithoutShowingAny) {
  site_.access_token(app_, {"api"}, "user@rehearsal.test");
  const std::string all =
      "SELECT AppName, UserId, UseCount, AccessToken, RequestToken, DeleteToken FROM OauthToken";
  EXPECT_THAT(records(all), SizeIs(2));
  be("user@rehearsal.test");
  const Json own = records(all);
  ASSERT_THAT(own, SizeIs(2));  // the one above and the one that asks
  EXPECT_EQ(own[0]["AppName"], "Rehearsal");
  EXPECT_EQ(own[0]["UserId"], site_.user("user@rehearsal.test").id.value);
  for (const char* secret : {"AccessToken", "RequestToken", "DeleteToken"})
    EXPECT_TRUE(own[0][secret].is_null()) << secret;
}

TEST_F(Objects, ShowWhoMayDoWhat) {
  allow_user(Permission::view_setup);
  EXPECT_EQ(
      values("PermissionsManageUsers", "SELECT PermissionsManageUsers FROM Profile ORDER BY Name"),
      "false true");
  EXPECT_EQ(values("Name", "SELECT Name FROM PermissionSet WHERE PermissionsViewSetup = true"),
            "Extra");
  const Json assigned = records(
      "SELECT Assignee.Username, PermissionSet.Name FROM PermissionSetAssignment WHERE "
      "PermissionSet.Name = 'Extra'");
  ASSERT_THAT(assigned, SizeIs(1));
  EXPECT_EQ(assigned[0]["Assignee"]["Username"], "user@rehearsal.test");
}

TEST_F(Objects, HaveTheTimesWhenTheyCame) {
  version_ = "v58.0";
  EXPECT_EQ(query("SELECT Id FROM ExternalClientApplication").reason, "data_type_unknown");
  version_ = "v59.0";
  EXPECT_EQ(query("SELECT Id FROM ExternalClientApplication").reason, "");
  version_ = "v50.0";
  EXPECT_EQ(query("SELECT Id FROM ScratchOrgInfo limit 1").reason, "");
}

}  // namespace
}  // namespace rehearse::salesforce
