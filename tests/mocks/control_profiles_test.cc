#include <gmock/gmock.h>

#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kStandard = "/profiles/Standard%20User";

class ControlProfiles : public ControlTest {};

TEST_F(ControlProfiles, AreListedWithWhatTheyAllow) {
  const Json profiles = ask("GET", "/profiles");
  ASSERT_EQ(profiles.size(), 2U);
  EXPECT_EQ(profiles[0]["name"], "System Administrator");
  EXPECT_GT(profiles[0]["permissions"].size(), 5U);
  const Json standard = ask("GET", kStandard);
  EXPECT_EQ(standard["name"], "Standard User");
  EXPECT_EQ(standard["permissions"], Json::array({"ApiEnabled"}));
  EXPECT_EQ(standard["login_ip_ranges"], Json::array());
  EXPECT_EQ(standard["login_hours"], Json::object());
}

TEST_F(ControlProfiles, TakeRangesHoursAndPermissionsAndKeepTheRest) {
  const Json edited = ask("PATCH", kStandard, R"({
    "login_ip_ranges": [{"startAddress":"192.0.2.1","endAddress":"192.0.2.9","description":"office"},
                        "2001:db8::1"],
    "login_hours": {"mondayStart":480,"mondayEnd":1080,"sundayStart":0,"sundayEnd":0}})");
  EXPECT_EQ(edited["permissions"], Json::array({"ApiEnabled"}));
  EXPECT_EQ(edited["login_ip_ranges"][0]["description"], "office");
  EXPECT_EQ(edited["login_ip_ranges"][1]["endAddress"], "2001:db8::1");
  EXPECT_EQ(edited["login_hours"]["mondayEnd"], 1080);
  EXPECT_EQ(edited["login_hours"]["sundayEnd"], 0);
  EXPECT_EQ(ask("PATCH", kStandard, R"({"permissions":["ManageUsers"]})")["login_hours"],
            edited["login_hours"]);
  EXPECT_EQ(ask("PATCH", kStandard, R"({"login_ip_ranges":[],"login_hours":{}})")["login_hours"],
            Json::object());
}

TEST_F(ControlProfiles, ActAtOnce) {
  ask("PATCH", kStandard, R"({"login_ip_ranges":["192.0.2.1"]})");
  wire::RequestParts parts;
  parts.peer = "192.0.2.2";
  const auto sign_in = [&] {
    to_org(wire::make_form_post(parts,
                                {{"username", "user@rehearsal.test"}, {"pw", "rehearse-2026"}}));
    return ask("GET", "/journal", R"({"brief":true})")["exchanges"].back()["reason"];
  };
  EXPECT_EQ(sign_in(), "login_ip_restricted");
  parts.peer = "192.0.2.1";
  EXPECT_EQ(sign_in(), Json());
}

TEST_F(ControlProfiles, RefuseWhatSalesforceWouldntSave) {
  const auto said = [&](std::string_view body) {
    return refused("PATCH", kStandard, body).message;
  };
  EXPECT_THAT(said(R"({"login_ip_ranges":["192.0.2"]})"), HasSubstr("valid IPv4 or IPv6"));
  EXPECT_THAT(
      said(R"({"login_ip_ranges":[{"startAddress":"192.0.2.9","endAddress":"192.0.2.1"}]})"),
      HasSubstr("must not be above"));
  EXPECT_THAT(said(R"({"login_ip_ranges":[{"startAddress":"192.0.2.9","endAddress":"::1"}]})"),
              HasSubstr("both be IPv4"));
  EXPECT_THAT(said(R"({"login_ip_ranges":[{"from":"192.0.2.9"}]})"), HasSubstr("startAddress"));
  EXPECT_THAT(said(R"({"login_ip_ranges":"192.0.2.9"})"), HasSubstr("a list of ranges"));
  EXPECT_THAT(said(R"({"login_hours":{"mondayStart":480}})"),
              HasSubstr("needs a start and an end"));
  EXPECT_THAT(said(R"({"login_hours":{"mondayStart":480,"mondayEnd":479}})"),
              HasSubstr("needs a start and an end"));
  EXPECT_THAT(said(R"({"login_hours":{"mondayStart":0,"mondayEnd":1441}})"), HasSubstr("1440"));
  EXPECT_THAT(said(R"({"login_hours":{"mondayBegin":0}})"), HasSubstr("mondayEnd"));
  EXPECT_THAT(said(R"({"permissions":["ManageUser"]})"),
              HasSubstr("did you mean \"ManageUsers\"?"));
  EXPECT_EQ(ask("GET", kStandard)["login_ip_ranges"], Json::array());
  const Refused unknown = refused("GET", "/profiles/Standard%20Usr");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_THAT(unknown.message, HasSubstr("did you mean \"Standard User\"?"));
}

class ControlPermissionSets : public ControlTest {};

TEST_F(ControlPermissionSets, AreMadeAssignedAndTakenAway) {
  EXPECT_EQ(ask("GET", "/permission-sets"), Json::array());
  const Json made = ask("PUT", "/permission-sets/App_Viewers",
                        R"({"label":"App Viewers","permissions":["ExternalClientAppViewer"]})");
  EXPECT_EQ(made["label"], "App Viewers");
  EXPECT_EQ(made["permissions"], Json::array({"ExternalClientAppViewer"}));
  const Json user =
      ask("PATCH", "/users/user@rehearsal.test", R"({"permission_sets":["App_Viewers"]})");
  EXPECT_EQ(user["permission_sets"], Json::array({"App_Viewers"}));
  const Refused assigned = refused("DELETE", "/permission-sets/App_Viewers");
  EXPECT_EQ(assigned.status, 409);
  EXPECT_EQ(assigned.code, "assigned");
  ask("PATCH", "/users/user@rehearsal.test", R"({"permission_sets":[]})");
  ask("DELETE", "/permission-sets/App_Viewers");
  EXPECT_EQ(refused("DELETE", "/permission-sets/App_Viewers").status, 404);
}

TEST_F(ControlPermissionSets, RefuseUnknownNames) {
  EXPECT_EQ(refused("PUT", "/permission-sets/App%20Viewers", "{}").code, "bad_value");
  EXPECT_EQ(refused("PUT", "/permission-sets/Some__Set", "{}").code, "bad_value");
  EXPECT_THAT(refused("PUT", "/permission-sets/Some", R"({"permissions":[1]})").message,
              HasSubstr("no permission \"1\""));
  ask("PUT", "/permission-sets/Developers", "{}");
  EXPECT_THAT(refused("PATCH", "/users/user@rehearsal.test", R"({"permission_sets":["Developer"]})")
                  .message,
              HasSubstr("did you mean \"Developers\"?"));
  EXPECT_THAT(
      refused("PATCH", "/users/user@rehearsal.test", R"({"profile":"System Admin"})").message,
      HasSubstr("Standard User"));
  EXPECT_EQ(refused("PATCH", "/users/user@rehearsal.test", R"({"permission_sets":"Dev"})").code,
            "bad_value");
}

class ControlOrg : public ControlTest {};

TEST_F(ControlOrg, ShowsTheSettingsByTheirMetadataNames) {
  const Json org = ask("GET", "/org");
  EXPECT_EQ(org["organization_id"].get<std::string>().size(), 18U);
  EXPECT_THAT(org["my_domain"], HasSubstr(".my.salesforce.com"));
  EXPECT_EQ(org["sandbox"], false);
  EXPECT_EQ(org["enableClientSecretInRestApiAccess"], true);
  EXPECT_EQ(org["isPkceRequired"], false);
  EXPECT_EQ(org["sessionTimeoutInMinutes"], 120);
  EXPECT_EQ(org["lockSessionsToIp"], false);
  EXPECT_EQ(org["enforceIpRangesEveryRequest"], false);
  EXPECT_EQ(org["maxLoginAttempts"], 10);
  EXPECT_EQ(org["lockoutIntervalInMinutes"], 15);
}

TEST_F(ControlOrg, SwitchesSettingsAndKeepsTheRest) {
  const Json org = ask("PATCH", "/org", R"({"isPkceRequired":true,"sessionTimeoutInMinutes":15})");
  EXPECT_EQ(org["isPkceRequired"], true);
  EXPECT_EQ(org["sessionTimeoutInMinutes"], 15);
  EXPECT_EQ(org["maxLoginAttempts"], 10);
  EXPECT_EQ(ask("GET", "/org"), org);
  ask("POST", "/reset");
  EXPECT_EQ(ask("GET", "/org")["isPkceRequired"], false);
}

TEST_F(ControlOrg, TakesOnlyWhatSetupOffers) {
  EXPECT_THAT(refused("PATCH", "/org", R"({"sessionTimeoutInMinutes":20})").message,
              HasSubstr("15, 30, 60"));
  EXPECT_THAT(refused("PATCH", "/org", R"({"maxLoginAttempts":4})").message, HasSubstr("3, 5, 10"));
  EXPECT_EQ(refused("PATCH", "/org", R"({"lockoutIntervalInMinutes":-1})").code, "bad_value");
  EXPECT_EQ(refused("PATCH", "/org", R"({"isPkceRequired":"yes"})").code, "wrong_type");
  EXPECT_THAT(refused("PATCH", "/org", R"({"isPkceRequred":true})").message,
              HasSubstr("did you mean \"isPkceRequired\"?"));
}

}  // namespace
}  // namespace rehearse::testing
