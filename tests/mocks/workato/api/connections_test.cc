// Connections over the Developer API: shells, settings, disconnecting, deleting.
#include "mocks/workato/api/api_call.h"
#include "tests/support/workato_api.h"

namespace rehearse::workato::testing {
namespace {

constexpr const char* kConnections = "/api/connections";

class ApiConnections : public ApiTest {
 protected:
  Said post(const std::string& body) { return call("POST", kConnections, body); }
  Said put(int64_t id, const std::string& body) {
    return call("PUT", path("connections", id), body);
  }
  Said disconnect(int64_t id, const std::string& body = "") {
    return call("POST", path("connections", id, "/disconnect"), body);
  }
  Said remove(int64_t id) { return call("DELETE", path("connections", id)); }
  int64_t use_in_recipe(int64_t id) {
    return workspace_.begin()
        .recipes()
        .create({.name = "Nightly", .connection = id}, clock_.now())
        .id;
  }
  Connection stored(int64_t id) { return *workspace_.begin().connections().find(id); }
  int64_t listed(const std::string& query) {
    const Said said = call("GET", std::string(kConnections) + "?" + query);
    EXPECT_EQ(said.status, 200) << query;
    return int64_t(said.json.size());
  }
};

TEST_F(ApiConnections, ShellHasEveryMemberThatClientsRequire) {
  const Said said =
      post(R"({"name":"Sales","provider":"salesforce","shell_connection":true,"external_id":"crm",)"
           R"("input":{"sandbox":"true","advanced_settings":{"api_scope":"api id"}}})");
  ASSERT_EQ(said.status, 200) << dump_json(said.json);
  EXPECT_EQ(said.json, Json({{"id", 18001},
                             {"application", "salesforce"},
                             {"provider", "salesforce"},
                             {"name", "Sales"},
                             {"description", nullptr},
                             {"authorized_at", nullptr},
                             {"authorization_status", nullptr},
                             {"authorization_error", nullptr},
                             {"created_at", "2026-05-12T09:00:00.000Z"},
                             {"updated_at", "2026-05-12T09:00:00.000Z"},
                             {"external_id", "crm"},
                             {"folder_id", 7001},
                             {"project_id", nullptr},
                             {"connection_lost_at", nullptr},
                             {"connection_lost_reason", nullptr},
                             {"parent_id", nullptr},
                             {"tags", nullptr}}));
  EXPECT_TRUE(stored(18001).settings.sandbox);
  EXPECT_EQ(stored(18001).settings.scopes, "api id");
  EXPECT_EQ(call("GET", kConnections).json, Json::array({said.json}));
  EXPECT_EQ(call("GET", "/api/connections?includes[]=tags").json[0]["tags"], Json::array());
}

TEST_F(ApiConnections, ShapeOfTheApiDocumentationIsADial) {
  turn("workato.connection_shape", "api_docs");
  const Said said = post(R"({"name":"S","provider":"salesforce","shell_connection":true})");
  std::vector<std::string> names;
  for (const auto& [name, value] : said.json.items()) names.push_back(name);
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("id", "provider", "name", "authorized_at",
                                                     "authorization_status", "authorization_error",
                                                     "created_at", "updated_at", "external_id",
                                                     "folder_id", "parent_id"));
  EXPECT_EQ(connection(18001)["application"], "salesforce") << "lists keep theirs";
}

TEST_F(ApiConnections, ProfileKeyIsReadInEachPlace) {
  const std::string id = std::to_string(create_profile());
  const std::string key = "\"custom_oauth_key_id\":" + id;
  const std::string start = R"({"name":"S","provider":"salesforce","shell_connection":true,)";
  for (const std::string& rest :
       {key, "\"input\":{" + key + "}", "\"input\":{\"advanced_settings\":{" + key + "}}",
        "\"custom_oauth_key_id\":\"" + id + "\""}) {
    const Said said = post(start + rest + "}");
    ASSERT_EQ(said.status, 200) << rest;
    EXPECT_EQ(stored(said["id"].get<int64_t>()).settings.profile, 301) << rest;
  }
  Said said = post(start + key + R"(,"input":{"custom_oauth_key_id":302}})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said["errors"]["custom_oauth_key_id"][0], "is given twice, with different values");
  said = post(start + R"("custom_oauth_key_id":999})");
  EXPECT_EQ(said["errors"], Json({{"custom_oauth_key_id", {"is not included in the list"}}}));
  EXPECT_EQ(said.reason, "workato_connection_invalid");
}

TEST_F(ApiConnections, ProfileKeyIsShownWhereTheDialSays) {
  const int64_t profile = create_profile(), id = create_connection(profile);
  EXPECT_FALSE(connection(id).contains("custom_oauth_key_id"));
  EXPECT_FALSE(connection(id).contains("input"));
  turn("workato.profile_key", "top_level");
  EXPECT_EQ(connection(id)["custom_oauth_key_id"], profile);
  turn("workato.profile_key", "input");
  EXPECT_EQ(connection(id)["input"], Json({{"custom_oauth_key_id", profile}}));
  EXPECT_FALSE(connection(id).contains("custom_oauth_key_id"));
}

TEST_F(ApiConnections, OAuthNeedsAShell) {
  for (const char* shell : {"", R"(,"shell_connection":false)", R"(,"shell_connection":"false")"}) {
    const Said said = post(std::string(R"({"name":"S","provider":"salesforce")") + shell + "}");
    EXPECT_EQ(said.status, 400);
    EXPECT_EQ(said.reason, "api_oauth_needs_shell");
  }
  EXPECT_EQ(call("GET", kConnections).json.size(), 0U);
}

TEST_F(ApiConnections, WrongMembersAreNamed) {
  Said said = post("{}");
  EXPECT_EQ(said.reason, "workato_connection_invalid");
  EXPECT_EQ(said["errors"],
            Json({{"name", {"can't be blank"}}, {"provider", {"is not included in the list"}}}));
  said = post(
      R"({"name":[],"provider":"salesforce","shell_connection":1,"folder_id":"x","parent_id":1.5,)"
      R"("external_id":{},"input":{"sandbox":"maybe","advanced_settings":{"api_scope":"a\"b",)"
      R"("custom_login_url":"evil.example"}}})");
  EXPECT_EQ(said["errors"],
            Json({{"name", {"must be a string"}},
                  {"shell_connection", {"must be true or false"}},
                  {"input.sandbox", {"must be true or false"}},
                  {"folder_id", {"is not a number"}},
                  {"parent_id", {"is not a number"}},
                  {"external_id", {"must be a string"}},
                  {"input.advanced_settings.custom_login_url",
                   {"must be a host under salesforce.com or force.com, without a slash at the "
                    "end"}},
                  {"input.advanced_settings.api_scope", {"holds something that is no scope"}}}));
  said = post(R"({"name":"H","provider":"hubspot","shell_connection":true})");
  EXPECT_EQ(said.reason, "workato_application_not_shown");
  said = post(R"({"name":"S","provider":"salesforce","shell_connection":true,"folder_id":1,)"
              R"("parent_id":2})");
  EXPECT_EQ(said["errors"], Json({{"folder_id", {"is not included in the list"}},
                                  {"parent_id", {"is not included in the list"}}}));
}

TEST_F(ApiConnections, TokenPairIsImportedOrIgnored) {
  const std::string body =
      R"({"name":"S","provider":"salesforce","oauth_token_pair":{"access_token":"AT1-import",)"
      R"("refresh_token":"RT1-import"},"custom_oauth_key_id":)" +
      std::to_string(create_profile()) + "}";
  Said said = post(body);
  ASSERT_EQ(said.status, 200) << dump_json(said.json);
  EXPECT_EQ(said["authorization_status"], "success");
  EXPECT_EQ(said["authorized_at"], "2026-05-12T09:00:00.000Z");
  EXPECT_EQ(stored(18001).tokens->refresh.value, "RT1-import");
  EXPECT_EQ(stored(18001).tokens->instance_url, "https://login.salesforce.com");
  said = post(R"({"name":"S","provider":"salesforce","oauth_token_pair":{"access_token":7}})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said["errors"]["oauth_token_pair.access_token"][0], "must be a string");
  turn("workato.token_pair", "ignore");
  EXPECT_EQ(post(body).reason, "api_oauth_needs_shell");
  said = put(18001, R"({"oauth_token_pair":{"access_token":"AT2-import"}})");
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(stored(18001).tokens->access.value, "AT1-import");
}

TEST_F(ApiConnections, UpdateChangesWhatItNames) {
  const int64_t profile = create_profile();
  const int64_t id = create_connection(profile, R"(,"input":{"sandbox":true})");
  clock_.advance(std::chrono::seconds(2));
  Said said = put(id, R"({"name":"Renamed","external_id":"x-1"})");
  ASSERT_EQ(said.status, 200);
  EXPECT_EQ(said["name"], "Renamed");
  EXPECT_EQ(said["external_id"], "x-1");
  EXPECT_EQ(said["updated_at"], "2026-05-12T09:00:02.000Z");
  EXPECT_TRUE(stored(id).settings.sandbox);
  EXPECT_EQ(stored(id).settings.profile, profile);
  clock_.advance(std::chrono::seconds(2));
  EXPECT_EQ(put(id, R"({"provider":"salesforce_secondary"})")["errors"]["provider"][0],
            "can't be changed");
  EXPECT_EQ(put(id, "{\"parent_id\":" + std::to_string(id) + "}")["errors"]["parent_id"][0],
            "can't be the connection itself");
  connect(id);
  said = put(id, R"({"input":{"sandbox":false}})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_connection_active");
  EXPECT_EQ(put(id, R"({"name":"Still"})").status, 200);
  EXPECT_EQ(put(999, "{}").reason, "api_not_found");
}

TEST_F(ApiConnections, FiltersNarrowTheList) {
  const int64_t profile = create_profile();
  const int64_t project = call("POST", "/api/folders", R"({"name":"Sales"})")["id"].get<int64_t>();
  const Said folder = call("POST", "/api/folders",
                           R"({"name":"Inner","parent_id":)" + std::to_string(project) + "}");
  const int64_t inner = folder["id"].get<int64_t>();
  const int64_t first = create_connection(profile, R"(,"external_id":"one")");
  const int64_t second = create_connection(profile, ",\"parent_id\":" + std::to_string(first) +
                                                        ",\"folder_id\":" + std::to_string(inner));
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(put(second, R"({"name":"Edited"})").status, 200);
  EXPECT_EQ(listed(""), 2);
  EXPECT_EQ(listed("page=2&per_page=1"), 2) << "the list is not paged";
  EXPECT_EQ(listed("folder_id=" + std::to_string(inner)), 1);
  EXPECT_EQ(listed("folder_id=7001"), 1);
  EXPECT_EQ(listed("folder_id=1"), 0);
  EXPECT_EQ(listed("project_id=" + std::to_string(folder["project_id"].get<int64_t>())), 1);
  EXPECT_EQ(listed("parent_id=" + std::to_string(first)), 1);
  EXPECT_EQ(listed("external_id=one"), 1);
  EXPECT_EQ(listed("external_id=two"), 0);
  EXPECT_EQ(listed("updated_after=2026-05-12T09:00:00Z"), 1);
  EXPECT_EQ(listed("updated_after=2026-05-12T09:01:00Z"), 0);
  EXPECT_EQ(listed("updated_after=2026-05-11T09:00:00Z"), 2);
  for (const char* query : {"folder_id=x", "updated_after=yesterday", "external_id=a&external_id=b",
                            "include_runtime_connections=1", "per_page=101"})
    EXPECT_EQ(call("GET", std::string(kConnections) + "?" + query).reason, "api_query_invalid")
        << query;
}

TEST_F(ApiConnections, DisconnectTakesForceOnlyWhenRecipesUseIt) {
  const int64_t id = create_connection(create_profile());
  Said said = disconnect(id);
  EXPECT_EQ(said.json, Json({{"success", true}, {"status", "disconnected"}})) << "no action";
  connect(id);
  use_in_recipe(id);
  said = disconnect(id);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "api_connection_in_use");
  EXPECT_EQ(disconnect(id, R"({"force":false})").reason, "api_connection_in_use");
  EXPECT_EQ(disconnect(id, R"({"force":1})").reason, "api_fields_invalid");
  turn("workato.connection_refusal", "200");
  said = disconnect(id);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said["success"], false);
  EXPECT_EQ(said.reason, "api_connection_in_use");
  EXPECT_EQ(connection(id)["authorization_status"], "success");
  EXPECT_EQ(disconnect(id, R"({"force":true})").status, 200);
  EXPECT_EQ(connection(id)["authorization_status"], nullptr);
  EXPECT_EQ(disconnect(999).reason, "api_not_found");
}

TEST_F(ApiConnections, DeleteTakesADisconnectedOneThatNobodyUses) {
  const int64_t id = create_connection(create_profile());
  connect(id);
  Said said = remove(id);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_connection_active");
  turn("workato.connection_refusal", "200");
  said = remove(id);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said["success"], false);
  turn("workato.connection_refusal", "400");
  EXPECT_EQ(disconnect(id).status, 200);
  const int64_t recipe = use_in_recipe(id);
  EXPECT_EQ(remove(id).reason, "api_connection_in_use");
  {
    auto tx = workspace_.begin();
    tx.recipes().stop(*tx.recipes().find(recipe), "");
  }
  EXPECT_EQ(remove(id).json, Json({{"success", true}}));
  EXPECT_EQ(remove(id).reason, "api_not_found");
}

TEST_F(ApiConnections, ListTellsHowAConnectionIs) {
  const int64_t id = create_connection(create_profile());
  {
    auto tx = workspace_.begin();
    tx.connections().fail_authorization(*tx.connections().edit(id), reason::callback_denied,
                                        "denied", clock_.now());
  }
  EXPECT_EQ(connection(id)["authorization_status"], "failed");
  EXPECT_EQ(connection(id)["authorization_error"], "denied");
  connect(id);
  clock_.advance(std::chrono::hours(1));
  {
    auto tx = workspace_.begin();
    tx.connections().lose(*tx.connections().edit(id), reason::engine_grant_dead, "expired",
                          clock_.now());
  }
  const Json lost = connection(id);
  EXPECT_EQ(lost["authorization_status"], "exception");
  EXPECT_EQ(lost["connection_lost_at"], "2026-05-12T10:00:00.000Z");
  EXPECT_EQ(lost["connection_lost_reason"], "expired");
}

TEST_F(ApiConnections, EveryChangeMovesUpdatedAt) {
  const int64_t id = create_connection(create_profile());
  std::string before = connection(id)["updated_at"];
  EXPECT_EQ(before, connection(id)["created_at"]);
  const auto moved = [&] {
    const std::string was = std::exchange(before, connection(id)["updated_at"]);
    return before > was && before == utc_time(clock_.now());
  };
  const auto act = [&](auto change) {
    clock_.advance(std::chrono::minutes(1));
    auto tx = workspace_.begin();
    change(tx.connections(), *tx.connections().edit(id));
  };
  act([&](Connections& all, Connection& one) {
    all.fail_authorization(one, reason::callback_denied, "denied", clock_.now());
  });
  EXPECT_TRUE(moved()) << "a failed authorization";
  clock_.advance(std::chrono::minutes(1));
  connect(id);
  EXPECT_TRUE(moved()) << "an authorization";
  act([&](Connections& all, Connection& one) { all.renew(one, *one.tokens, clock_.now()); });
  EXPECT_TRUE(moved()) << "a refresh";
  act([&](Connections& all, Connection& one) {
    all.report_problem(one, reason::engine_grant_dead, "a problem", clock_.now());
  });
  EXPECT_TRUE(moved()) << "a problem";
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(put(id, R"({"name":"Edited"})").status, 200);
  EXPECT_TRUE(moved()) << "an edit";
  act([&](Connections& all, Connection& one) {
    EXPECT_TRUE(all.back_up_tokens(one));
    all.lose(one, reason::engine_grant_dead, "expired", clock_.now());
  });
  EXPECT_TRUE(moved()) << "a loss";
  act([&](Connections& all, Connection& one) {
    EXPECT_TRUE(all.restore_tokens(one, clock_.now()));
  });
  EXPECT_TRUE(moved()) << "a restored backup";
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(disconnect(id).status, 200);
  EXPECT_TRUE(moved()) << "a disconnect";
  EXPECT_EQ(disconnect(id).status, 200);
  EXPECT_FALSE(moved()) << "nothing to disconnect";
  clock_.set(kRunStart);
  EXPECT_EQ(put(id, R"({"name":"Earlier"})").status, 200);
  EXPECT_EQ(connection(id)["updated_at"], before) << "it never moves back";
}

TEST_F(ApiConnections, NamesAreReadable) {
  const int64_t id = create_connection(create_profile());
  for (const auto& [name, problem] :
       std::vector<std::pair<const char*, const char*>>{{"", "can't be blank"},
                                                        {" \\t ", "can't be blank"},
                                                        {R"(a\r\nb\u0000)", "is invalid"}}) {
    const std::string member = "\"name\":\"" + std::string(name) + "\"";
    const Said made = post("{" + member + R"(,"provider":"salesforce","shell_connection":true})");
    EXPECT_EQ(made.status, 400) << name;
    EXPECT_EQ(made.reason, "workato_connection_invalid") << name;
    EXPECT_EQ(made["errors"], Json({{"name", {problem}}})) << name;
    const Said edited = put(id, "{" + member + "}");
    EXPECT_EQ(edited.reason, "workato_connection_invalid") << name;
    EXPECT_EQ(edited["errors"], Json({{"name", {problem}}})) << name;
  }
  EXPECT_EQ(put(id, R"({"external_id":"a\u0000"})")["errors"],
            Json({{"external_id", {"is invalid"}}}));
  EXPECT_EQ(connection(id)["name"], "Sales");
}

TEST_F(ApiConnections, ProjectAccessHidesTheRest) {
  const int64_t profile = create_profile();
  const int64_t project = call("POST", "/api/folders", R"({"name":"Sales"})")["id"].get<int64_t>();
  const std::string folder = ",\"folder_id\":" + std::to_string(project);
  const int64_t theirs = create_connection(profile, folder), ours = create_connection(profile);
  token_ = add_client({.name = "Sales", .privileges = all_privileges(), .projects = {"Sales"}});
  EXPECT_EQ(call("GET", kConnections).json.size(), 1U);
  EXPECT_EQ(connection(theirs)["id"], theirs);
  Said said = remove(ours);
  EXPECT_EQ(said.status, 404);
  EXPECT_EQ(said.reason, "api_outside_projects");
  EXPECT_EQ(post(R"({"name":"S","provider":"salesforce","shell_connection":true})")["errors"],
            Json({{"folder_id", {"can't be blank"}}}));
  EXPECT_EQ(create_connection(profile, folder), ours + 1);
  EXPECT_EQ(call("POST", "/api/folders", R"({"name":"Other"})").reason, "api_outside_projects");
  EXPECT_EQ(call("GET", "/api/folders").json.size(), 1U);
}

}  // namespace
}  // namespace rehearse::workato::testing
