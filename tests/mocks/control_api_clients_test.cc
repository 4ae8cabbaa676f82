// API clients of the mock workspace, and the Developer API against the real mock org.
#include <gmock/gmock.h>

#include "mocks/wire/uri.h"
#include "tests/support/control_fixture.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ControlApiClients : public ControlTest {
 protected:
  struct Said {
    int status = 0;
    Json json{};
    std::string text{};
  };
  // A request to the workspace, in process.
  Said to_workato(const std::string& method, const std::string& target, const Json& body = nullptr,
                  const std::string& token = "wrkmock-rehearsal", const std::string& peer = {}) {
    wire::RequestParts parts{.method = method,
                             .origin = "https://www.workato.com",
                             .target = target,
                             .headers = {{"Authorization", "Bearer " + token}},
                             .peer = peer};
    if (!body.is_null()) {
      parts.headers.push_back({"Content-Type", "application/json"});
      parts.body = dump_json(body);
    }
    const wire::WireResponse answer =
        instance_.world()->workato.handle(wire::make_request(std::move(parts))).response;
    auto parsed = parse_json(answer.body);
    return {answer.status, parsed ? std::move(parsed).value() : Json(), answer.body};
  }
};

TEST_F(ControlApiClients, TokenIsShownOnceAndWorksAsItsRoleSays) {
  const Json made = ask("POST", "/workato/api-clients",
                        R"({"name":"Reader","privileges":["List custom OAuth profiles"]})");
  const auto token = made["token"].get<std::string>();
  EXPECT_THAT(token, StartsWith("wrkmock-"));
  EXPECT_EQ(token.size(), 48U);
  EXPECT_EQ(made["privileges"], Json({"List custom OAuth profiles"}));
  const Json listed = ask("GET", "/workato/api-clients");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["name"], "Reader");
  EXPECT_THAT(dump_json(listed), Not(HasSubstr(token)));
  EXPECT_EQ(to_workato("GET", "/api/custom_oauth_profiles", nullptr, token).status, 200);
  EXPECT_EQ(to_workato("GET", "/api/connections", nullptr, token).status, 401);
  EXPECT_THAT(dump_json(ask("GET", "/journal")), Not(HasSubstr(token)));
  ask("DELETE", "/workato/api-clients/" + std::to_string(made["id"].get<int64_t>()));
  EXPECT_EQ(to_workato("GET", "/api/custom_oauth_profiles", nullptr, token).status, 401);
  EXPECT_EQ(ask("GET", "/workato/api-clients"), Json::array());
}

TEST_F(ControlApiClients, WithoutPrivilegesAClientMayEverything) {
  const Json all = ask("POST", "/workato/api-clients", R"({"name":"A","privileges":"all"})");
  EXPECT_EQ(all["privileges"].size(), 19U);
  EXPECT_EQ(ask("POST", "/workato/api-clients", R"({"name":"B"})")["privileges"],
            all["privileges"]);
}

TEST_F(ControlApiClients, AllowlistTakesAddressesAndBlocks) {
  const char* path = "/workato/api-clients";
  const auto client = [&](const Json& allowlist) {
    return ask("POST", path, dump_json({{"name", "A"}, {"allowlist", allowlist}}))["token"]
        .get<std::string>();
  };
  const auto status = [&](const std::string& token) {
    return to_workato("GET", "/api/custom_oauth_profiles", nullptr, token, "127.0.0.1").status;
  };
  EXPECT_EQ(status(client({"127.0.0.0/8"})), 200);
  EXPECT_EQ(status(client({"192.0.2.1", "127.0.0.1"})), 200);
  EXPECT_EQ(status(client({"126.0.0.0/8", "::/0"})), 401);
  for (const char* entry : {"not-an-ip", "127.0.0.0/33", "127.0.0.0/", "127.0.0.1-127.0.0.9"}) {
    const auto said =
        refused("POST", path, dump_json({{"name", "A"}, {"allowlist", {"127.0.0.1", entry}}}));
    EXPECT_EQ(said.status, 400) << entry;
    EXPECT_EQ(said.code, "bad_value") << entry;
    EXPECT_THAT(said.message, HasSubstr("\"" + std::string(entry) + "\" is no address"));
  }
}

TEST_F(ControlApiClients, ProjectsMustBeThere) {
  const char* path = "/workato/api-clients";
  const char* body = R"({"name":"C","projects":["Sales","Home"]})";
  const auto said = refused("POST", path, body);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.code, "bad_value");
  EXPECT_THAT(said.message, HasSubstr("there is no project \"Sales\". Projects: Home."));
  EXPECT_EQ(ask("GET", path), Json::array()) << "what is refused is not stored";
  ASSERT_EQ(to_workato("POST", "/api/folders", {{"name", "Sales"}}).status, 200);
  EXPECT_EQ(ask("POST", path, body)["projects"], Json({"Home", "Sales"}));
  EXPECT_THAT(refused("POST", path, R"({"name":"C","projects":["Sale"]})").message,
              HasSubstr("did you mean \"Sales\"?"));
}

TEST_F(ControlApiClients, WrongMembersAreNamed) {
  const char* path = "/workato/api-clients";
  EXPECT_THAT(refused("POST", path, R"({"privileges":"all"})").message, HasSubstr("\"name\""));
  EXPECT_THAT(refused("POST", path, R"({"name":" "})").message, HasSubstr("1 to 255"));
  EXPECT_EQ(ask("POST", path, "{\"name\":\"" + std::string(255, 'n') + "\"}")["id"], 501);
  EXPECT_EQ(refused("POST", path, "{\"name\":\"" + std::string(256, 'n') + "\"}").status, 400);
  EXPECT_THAT(refused("POST", path, R"({"name":"A","privileges":["List connection"]})").message,
              HasSubstr("did you mean \"List connections\"?"));
  EXPECT_EQ(refused("POST", path, R"({"name":"A","privileges":7})").code, "bad_value");
  EXPECT_EQ(refused("POST", path, R"({"name":"A","allowlist":[1]})").code, "bad_value");
  EXPECT_THAT(refused("POST", path, R"({"name":"A","tokn":1})").message, HasSubstr("tokn"));
  EXPECT_EQ(refused("DELETE", "/workato/api-clients/1").code, "not_found");
  EXPECT_EQ(refused("DELETE", "/workato/api-clients/x").status, 404);
}

TEST_F(ControlApiClients, JournalHidesWhatScriptsSend) {
  to_workato("POST", "/api/custom_oauth_profiles",
             {{"name", "S"},
              {"provider", "slack"},
              {"data",
               {{"client_id", "c"},
                {"client_secret", "secret-of-the-profile"},
                {"token", "token-of-the-profile"}}}});
  to_workato("GET", "/api/users/me?user_email=a@b.test&user_token=former-key-of-mine");
  to_workato("POST", "/api/connections",
             {{"name", "S"},
              {"provider", "salesforce"},
              {"oauth_token_pair",
               {{"access_token", "imported-access"}, {"refresh_token", "imported-refresh"}}}});
  const std::string journal = dump_json(ask("GET", "/journal"));
  for (const char* secret : {"secret-of-the-profile", "token-of-the-profile", "former-key-of-mine",
                             "imported-access", "imported-refresh", "wrkmock-rehearsal"})
    EXPECT_THAT(journal, Not(HasSubstr(secret)));
}

// What a script does, against the org itself: shell, address, consent, list, job, disconnect.
TEST_F(ControlApiClients, ScriptConnectsAndRunsAJob) {
  const Json app = ask("POST", "/apps", guide_app("Scripted"));
  const Said profile = to_workato(
      "POST", "/api/custom_oauth_profiles",
      {{"name", "Rehearsal"},
       {"provider", "salesforce"},
       {"data", {{"client_id", app["consumer_key"]}, {"client_secret", app["consumer_secret"]}}}});
  ASSERT_EQ(profile.status, 200) << profile.text;
  const std::string host = instance_.world()->org.my_domain_host();
  const Said shell = to_workato("POST", "/api/connections",
                                {{"name", "Sales"},
                                 {"provider", "salesforce"},
                                 {"shell_connection", true},
                                 {"custom_oauth_key_id", profile.json["result"]["id"]},
                                 {"input", {{"advanced_settings", {{"custom_login_url", host}}}}}});
  ASSERT_EQ(shell.status, 200) << shell.text;
  const std::string id = std::to_string(shell.json["id"].get<int64_t>());
  const Said url =
      to_workato("GET", "/api/connections/runtime_user_connections/" + id + "/get_oauth_url");
  const Json approved = ask(
      "POST", "/approve",
      dump_json({{"username", "user@rehearsal.test"}, {"authorize_url", url.json["data"]["url"]}}));
  const auto location = wire::parse_uri(approved["location"].get<std::string>());
  ASSERT_TRUE(location.has_value());
  EXPECT_EQ(to_workato("GET", location->target()).status, 200);
  EXPECT_EQ(to_workato("GET", "/api/connections").json[0]["authorization_status"], "success");
  EXPECT_EQ(ask("POST", "/workato/jobs", "{\"connection\":" + id + "}")["ok"], true);
  EXPECT_EQ(to_workato("POST", "/api/connections/" + id + "/disconnect").json["success"], true);
  EXPECT_EQ(to_workato("DELETE", "/api/connections/" + id).json["success"], true);
}

TEST_F(ControlApiClients, ForeignPagesOfTheWorkspaceAreStillPages) {
  const Said page = to_workato("GET", "/nowhere");
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(page.text, HasSubstr("<h1>Not found</h1>"));
  EXPECT_THAT(to_workato("PUT", "/connections").text, HasSubstr("<h1>Method not allowed</h1>"));
  EXPECT_EQ(to_workato("GET", "/api/nowhere").json, Json({{"message", "Not found"}}));
  EXPECT_EQ(to_workato("GET", "/api").json, Json({{"message", "Not found"}}));
}

}  // namespace
}  // namespace rehearse::testing
