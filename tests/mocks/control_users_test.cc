#include <gmock/gmock.h>

#include "mocks/salesforce/org/totp.h"
#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kAdmin = "/users/admin@rehearsal.test";

class ControlUsers : public ControlTest {};

TEST_F(ControlUsers, ShowsAUserAsAnAdminSeesIt) {
  const Json user = ask("GET", kAdmin);
  EXPECT_EQ(user["username"], "admin@rehearsal.test");
  EXPECT_EQ(user["active"], true);
  EXPECT_EQ(user["frozen"], false);
  EXPECT_EQ(user["verification"], "email");
  EXPECT_FALSE(user.contains("password"));
  EXPECT_FALSE(user.contains("totp"));
}

TEST_F(ControlUsers, AuthenticatorComesWithItsCode) {
  const Json user = ask("PATCH", kAdmin, R"({"verification":"authenticator"})");
  const std::string code = user["totp"];
  EXPECT_EQ(code.size(), 6U);
  auto tx = instance_.world()->org.begin();
  const salesforce::User* admin = tx.users().find_by_username("admin@rehearsal.test");
  EXPECT_EQ(code, salesforce::totp_code(admin->totp_secret, kRunStart));
}

TEST_F(ControlUsers, FlagsChangeAndOthersStay) {
  EXPECT_EQ(ask("PATCH", kAdmin, R"({"active":false})")["active"], false);
  EXPECT_EQ(ask("PATCH", kAdmin, R"({"frozen":true})")["active"], false);
  EXPECT_EQ(ask("PATCH", kAdmin, R"({"active":true,"frozen":false})")["frozen"], false);
}

TEST_F(ControlUsers, NewPasswordReplacesTheOld) {
  ask("PATCH", kAdmin, R"({"password":"another-2026"})");
  auto tx = instance_.world()->org.begin();
  EXPECT_EQ(tx.users().find_by_username("admin@rehearsal.test")->password, "another-2026");
}

TEST_F(ControlUsers, AreListed) {
  const Json users = ask("GET", "/users");
  ASSERT_EQ(users.size(), 2U);
  EXPECT_EQ(users[0]["username"], "admin@rehearsal.test");
  EXPECT_EQ(users[1]["profile"], "Standard User");
  EXPECT_EQ(users[1]["permission_sets"], Json::array());
  EXPECT_EQ(users[1]["locked"], false);
}

TEST_F(ControlUsers, TakeAnotherProfile) {
  EXPECT_EQ(ask("PATCH", "/users/user@rehearsal.test",
                R"({"profile":"System Administrator"})")["profile"],
            "System Administrator");
}

TEST_F(ControlUsers, AreLockedForAsLongAsTheOrgSays) {
  EXPECT_EQ(ask("PATCH", kAdmin, R"({"locked":true})")["locked"], true);
  ask("POST", "/clock", R"({"advance":"15m"})");
  EXPECT_EQ(ask("GET", kAdmin)["locked"], true);
  ask("POST", "/clock", R"({"advance":"1ms"})");
  EXPECT_EQ(ask("GET", kAdmin)["locked"], false);
  ask("PATCH", kAdmin, R"({"locked":true})");
  EXPECT_EQ(ask("PATCH", kAdmin, R"({"locked":false})")["locked"], false);
}

TEST_F(ControlUsers, ResetMailsALinkWhoseTokenStaysOutOfTheJournal) {
  ask("POST", "/users/admin@rehearsal.test/reset-password");
  const Json mail = ask("GET", "/mailbox").back();
  EXPECT_EQ(mail["subject"], "Finish resetting your Salesforce password");
  const std::string token = mail["code"];
  wire::RequestParts parts;
  parts.target = "/_ui/system/security/ChangePassword?token=" + token;
  EXPECT_EQ(to_org(wire::make_request(parts)).status, 200);
  EXPECT_EQ(dump_json(ask("GET", "/journal")).find(token), std::string::npos);
  EXPECT_EQ(refused("POST", "/users/nobody@x/reset-password").status, 404);
}

TEST_F(ControlUsers, RefusesWhatIsNoEdit) {
  EXPECT_EQ(refused("PATCH", kAdmin, R"({"password":"short12"})").code, "bad_value");
  EXPECT_EQ(refused("PATCH", kAdmin, R"({"active":"no"})").code, "wrong_type");
  EXPECT_THAT(refused("PATCH", kAdmin, R"({"verification":"mail"})").message,
              HasSubstr("authenticator"));
  EXPECT_THAT(refused("PATCH", kAdmin, R"({"activ":false})").message,
              HasSubstr("did you mean \"active\"?"));
}

TEST_F(ControlUsers, UnknownUserNamesTheNearest) {
  for (const char* method : {"GET", "PATCH"}) {
    const Refused answer = refused(method, "/users/usr@rehearsal.test");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.code, "not_found");
    EXPECT_THAT(answer.message, HasSubstr("did you mean \"user@rehearsal.test\"?"));
  }
}

TEST_F(ControlUsers, SessionWorksAsABearerToken) {
  const Json session = ask("POST", "/sessions", R"({"username":"user@rehearsal.test"})");
  EXPECT_EQ(session["user_id"].get<std::string>().substr(0, 3), "005");
  EXPECT_EQ(session["organization_id"].get<std::string>().size(), 18U);
  wire::RequestParts parts;
  parts.target = "/services/data/v62.0/limits";
  parts.headers = {{"Authorization", "Bearer " + session["session_id"].get<std::string>()}};
  EXPECT_EQ(to_org(wire::make_request(parts)).status, 200);
  parts.headers = {{"Authorization", "Bearer nonsense"}};
  EXPECT_EQ(to_org(wire::make_request(parts)).status, 401);
}

TEST_F(ControlUsers, SessionNeedsAUserWhoMayLogIn) {
  EXPECT_EQ(refused("POST", "/sessions", "{}").code, "missing_member");
  EXPECT_EQ(refused("POST", "/sessions", R"({"username":"nobody@x"})").code, "not_found");
  ask("PATCH", "/users/user@rehearsal.test", R"({"active":false})");
  const Refused answer = refused("POST", "/sessions", R"({"username":"user@rehearsal.test"})");
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.code, "user_inactive");
}

TEST_F(ControlUsers, MailboxIsEmptyUntilSomethingIsSent) {
  EXPECT_EQ(ask("GET", "/mailbox"), Json::array());
}

}  // namespace
}  // namespace rehearse::testing
