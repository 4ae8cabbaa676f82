// get_oauth_url, runtime user connections, and what scripts read besides.
#include "tests/support/workato_api.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::Return;
using ::testing::StartsWith;

class ApiRuntime : public ApiTest {
 protected:
  Said oauth_url(int64_t id, const char* method = "GET") {
    return call(method, path("connections/runtime_user_connections", id, "/get_oauth_url"));
  }
  static std::string state_of(const std::string& url) {
    const auto uri = wire::parse_uri(url);
    const auto query = wire::parse_urlencoded(uri ? uri->query : "");
    return wire::value_of(query.value_or(wire::Fields{}), "state").value_or("");
  }
  CallbackReport arrive(const std::string& state, const SessionId& browser = {}) {
    return finish_authorization(workspace_, {{"code", "aPrxCode=="}, {"state", state}}, browser,
                                clock_.now());
  }
  Said runtime(const std::string& body) {
    return call("POST", "/api/connections/runtime_user_connections", body);
  }
};

TEST_F(ApiRuntime, OAuthUrlCanBeFinishedByAnyBrowserOnce) {
  const int64_t id = create_connection(create_profile());
  const Said said = oauth_url(id);
  ASSERT_EQ(said.status, 200) << dump_json(said.json);
  const auto url = said["data"]["url"].get<std::string>();
  EXPECT_THAT(url, StartsWith("https://login.salesforce.com/services/oauth2/authorize?"));
  EXPECT_CALL(org_, send(Grants("authorization_code"))).WillOnce(Return(tokens("AT0", "RT0")));
  EXPECT_TRUE(arrive(state_of(url)).ok);
  EXPECT_EQ(connection(id)["authorization_status"], "success");
  EXPECT_EQ(name_of(arrive(state_of(url)).reason), "callback_state_replayed");
}

TEST_F(ApiRuntime, SignedInBrowserMayFinishItTooButNotAnotherBrowsersTrip) {
  const int64_t id = create_connection(create_profile());
  SessionId one, other;
  {
    auto tx = workspace_.begin();
    one = SessionId(tx.browsers().open(true, clock_.now()).id.value);
    other = SessionId(tx.browsers().open(true, clock_.now()).id.value);
  }
  const auto bound = start_authorization(workspace_, id, one, clock_.now());
  ASSERT_TRUE(bound.ok());
  EXPECT_EQ(name_of(arrive(state_of(bound.value())).reason), "callback_state_other_browser");
  EXPECT_EQ(name_of(arrive(state_of(bound.value()), other).reason), "callback_state_other_browser");
  const auto url = oauth_url(id)["data"]["url"].get<std::string>();
  EXPECT_CALL(org_, send(Grants("authorization_code"))).WillOnce(Return(tokens("AT0", "RT0")));
  EXPECT_TRUE(arrive(state_of(url), other).ok);
}

TEST_F(ApiRuntime, OAuthUrlSaysWhyThereIsNone) {
  EXPECT_EQ(oauth_url(999).reason, "api_not_found");
  const Said stock = call("POST", "/api/connections",
                          R"({"name":"S","provider":"salesforce","shell_connection":true})");
  Said said = oauth_url(stock["id"].get<int64_t>());
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_profile_not_chosen");
  const int64_t id = create_connection(create_profile());
  connect(id);
  EXPECT_EQ(oauth_url(id).reason, "workato_connection_active");
  said = oauth_url(id, "HEAD");
  EXPECT_EQ(said.status, 405);
  EXPECT_EQ(said.reason, "method_not_allowed");
  EXPECT_EQ(wire::header_of(said.headers, "Allow"), "GET");
}

TEST_F(ApiRuntime, RuntimeConnectionTakesItsParentsSettings) {
  const int64_t profile = create_profile();
  const int64_t parent = create_connection(profile, R"(,"input":{"sandbox":true})");
  const std::string body = "{\"parent_id\":" + std::to_string(parent) +
                           R"(,"folder_id":7001,"external_id":"user-7","redirect_url":)"
                           R"("https://app.example.test/done"})";
  Said said = runtime(body);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "api_parent_not_connected");
  connect(parent);
  said = runtime(body);
  ASSERT_EQ(said.status, 200) << dump_json(said.json);
  const int64_t id = said["data"]["id"].get<int64_t>();
  EXPECT_THAT(said["data"]["url"].get<std::string>(), StartsWith("https://test.salesforce.com/"));
  EXPECT_EQ(connection(id), Json()) << "lists leave runtime connections out";
  const Json shown =
      item("/api/connections?external_id=user-7&include_runtime_connections=true", id);
  EXPECT_EQ(shown["parent_id"], parent);
  EXPECT_EQ(shown["name"], "user-7");
  EXPECT_EQ(workspace_.begin().connections().find(id)->settings.profile, profile);
}

TEST_F(ApiRuntime, RuntimeConnectionNeedsParentFolderAndExternalId) {
  Said said = runtime("{}");
  EXPECT_EQ(said.reason, "api_fields_invalid");
  EXPECT_EQ(said["errors"], Json({{"parent_id", {"can't be blank"}},
                                  {"folder_id", {"can't be blank"}},
                                  {"external_id", {"can't be blank"}}}));
  said = runtime(R"({"parent_id":9,"folder_id":7001,"external_id":"u"})");
  EXPECT_EQ(said.status, 404);
  said = runtime(R"({"parent_id":9,"folder_id":7001,"external_id":"u","redirect_url":"ftp://x"})");
  EXPECT_EQ(said["errors"], Json({{"redirect_url", {"is not a web address"}}}));
  const int64_t parent = create_connection(create_profile());
  connect(parent);
  said =
      runtime("{\"parent_id\":" + std::to_string(parent) + R"(,"folder_id":1,"external_id":"u"})");
  EXPECT_EQ(said["errors"], Json({{"folder_id", {"is not included in the list"}}}));
}

TEST_F(ApiRuntime, RefusedRuntimeConnectionIsNotStored) {
  const int64_t parent = call("POST", "/api/connections",
                              R"({"name":"S","provider":"salesforce","oauth_token_pair":)"
                              R"({"access_token":"AT1-import"}})")["id"]
                             .get<int64_t>();
  const std::string start =
      "{\"parent_id\":" + std::to_string(parent) + R"(,"folder_id":7001,"external_id":)";
  Said said = runtime(start + R"("user-7"})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_profile_not_chosen");
  for (const auto& [members, field, problem] :
       std::vector<std::tuple<const char*, const char*, const char*>>{
           {R"(""})", "external_id", "can't be blank"},
           {R"("  "})", "external_id", "can't be blank"},
           {R"("a\nb"})", "external_id", "is invalid"},
           {R"("u","name":" "})", "name", "can't be blank"},
           {R"("u","name":"\u007f"})", "name", "is invalid"}}) {
    said = runtime(start + members);
    EXPECT_EQ(said.status, 400) << members;
    EXPECT_EQ(said.reason, "api_fields_invalid") << members;
    EXPECT_EQ(said["errors"], Json({{field, {problem}}})) << members;
  }
  EXPECT_EQ(call("GET", "/api/connections?include_runtime_connections=true").json.size(), 1U);
}

TEST_F(ApiRuntime, RuntimeConnectionCanBeEdited) {
  const int64_t parent = create_connection(create_profile());
  connect(parent);
  const Said said = runtime("{\"parent_id\":" + std::to_string(parent) +
                            R"(,"folder_id":7001,"external_id":"u"})");
  const int64_t id = said["data"]["id"].get<int64_t>();
  EXPECT_EQ(call("PUT", path("connections", id), R"({"external_id":"v"})")["external_id"], "v");
}

TEST_F(ApiRuntime, PickListsAreForConnectedConnections) {
  const int64_t id = create_connection(create_profile());
  const auto ask = [&](const std::string& body) {
    return call("POST", path("connections", id, "/pick_list"), body);
  };
  EXPECT_EQ(ask(R"({"pick_list_name":"sobject_list"})").reason, "engine_not_connected");
  connect(id);
  EXPECT_EQ(ask(R"({"pick_list_name":"sobject_list"})")["data"][0],
            Json::array({"Account", "Account", nullptr, false}));
  EXPECT_EQ(ask(R"({"pick_list_name":"sobject_fields","pick_list_params":)"
                R"({"sobject_name":"Contact"}})")["data"][0],
            Json::array({"Record ID", "Id", nullptr, false}));
  for (const char* body :
       {R"({"pick_list_name":"sobject_fields"})", R"({"pick_list_name":"colours"})",
        R"({"pick_list_name":"sobject_fields","pick_list_params":)"
        R"({"sobject_name":"Nothing__c"}})"}) {
    EXPECT_EQ(ask(body).status, 400) << body;
    EXPECT_EQ(ask(body).reason, "api_pick_list_unknown") << body;
  }
  const auto wrong = [&](const std::string& body) { return ask(body)["errors"]; };
  EXPECT_EQ(wrong(R"({"pick_list_name":"colours"})"),
            Json({{"pick_list_name", {"is not included in the list"}}}));
  EXPECT_EQ(wrong(R"({"pick_list_name":"sobject_fields","pick_list_params":)"
                  R"({"sobject_name":"Nothing__c"}})"),
            Json({{"pick_list_params.sobject_name", {"is not included in the list"}}}));
  for (const char* parameters :
       {"", R"(,"pick_list_params":{})", R"(,"pick_list_params":{"sobject_name":""})"})
    EXPECT_EQ(wrong(R"({"pick_list_name":"sobject_fields")" + std::string(parameters) + "}"),
              Json({{"pick_list_params.sobject_name", {"can't be blank"}}}))
        << parameters;
  EXPECT_EQ(ask("{}").reason, "api_fields_invalid");
  EXPECT_EQ(ask(R"({"pick_list_name":"a","pick_list_params":[]})").reason, "api_fields_invalid");
}

TEST_F(ApiRuntime, ConnectorsArePagedWithTheirCount) {
  Said said = call("GET", "/api/integrations/all");
  EXPECT_EQ(said["items"].size(), 1U) << "one a page by itself";
  said = call("GET", "/api/integrations/all?page=1&per_page=100");
  EXPECT_EQ(said["count"], 6);
  EXPECT_EQ(said["page"], 1);
  EXPECT_EQ(said["per_page"], 100);
  EXPECT_EQ(said["items"].size(), 6U);
  EXPECT_EQ(said["items"][1], Json({{"name", "salesforce_secondary"},
                                    {"title", "Salesforce (secondary)"},
                                    {"categories", Json::array()},
                                    {"oauth", true},
                                    {"deprecated", false},
                                    {"secondary", true},
                                    {"triggers", Json::array()},
                                    {"actions", Json::array()}}));
  EXPECT_EQ(call("GET", "/api/integrations/all?page=0").reason, "api_query_invalid");
}

TEST_F(ApiRuntime, FoldersBeginBelowHome) {
  EXPECT_EQ(call("GET", "/api/folders").json, Json::array());
  const Said made = call("POST", "/api/folders", R"({"name":"Sales"})");
  EXPECT_EQ(made.json, Json({{"id", 7002},
                             {"name", "Sales"},
                             {"parent_id", 7001},
                             {"is_project", true},
                             {"project_id", 901},
                             {"created_at", "2026-05-12T02:00:00.000-07:00"},
                             {"updated_at", "2026-05-12T02:00:00.000-07:00"}}));
  EXPECT_EQ(call("GET", "/api/folders").json, Json::array({made.json}));
  const Said inner = call("POST", "/api/folders", R"({"name":"Inner","parent_id":"7002"})");
  EXPECT_EQ(inner["is_project"], false);
  EXPECT_EQ(inner["project_id"], 901);
  EXPECT_EQ(call("GET", "/api/folders?parent_id=7002").json, Json::array({inner.json}));
  EXPECT_EQ(call("GET", "/api/folders?page=2&per_page=1").json, Json::array());
  EXPECT_EQ(call("GET", "/api/folders?parent_id=1").reason, "api_not_found");
  EXPECT_EQ(call("POST", "/api/folders", R"({"name":"Sales"})")["errors"],
            Json({{"name", {"has already been taken"}}}));
  EXPECT_EQ(call("POST", "/api/folders", R"({"name":"x","parent_id":1})")["errors"],
            Json({{"parent_id", {"is not included in the list"}}}));
}

TEST_F(ApiRuntime, FolderNamesAreReadableAndHomeIsTaken) {
  const auto wrong = [&](const std::string& body) {
    const Said said = call("POST", "/api/folders", body);
    EXPECT_EQ(said.status, 400) << body;
    EXPECT_EQ(said.reason, "api_fields_invalid") << body;
    return said["errors"];
  };
  const Json blank{{"name", {"can't be blank"}}}, invalid{{"name", {"is invalid"}}};
  EXPECT_EQ(wrong("{}"), blank);
  EXPECT_EQ(wrong(R"({"name":""})"), blank);
  EXPECT_EQ(wrong(R"({"name":"   "})"), blank);
  EXPECT_EQ(wrong(R"({"name":"a\r\nb"})"), invalid);
  EXPECT_EQ(wrong(R"({"name":"a\u0000"})"), invalid);
  EXPECT_EQ(wrong(R"({"name":"Home"})"), Json({{"name", {"has already been taken"}}}));
  EXPECT_EQ(call("GET", "/api/folders").json, Json::array());
  ASSERT_EQ(call("POST", "/api/folders", R"({"name":"Sales"})").status, 200);
  EXPECT_EQ(call("POST", "/api/folders", R"({"name":"Home","parent_id":7002})").status, 200)
      << "below a project it captures nothing";
}

TEST_F(ApiRuntime, UserIsTheWorkspace) {
  const Said said = call("GET", "/api/users/me");
  EXPECT_EQ(said["email"], "rehearsal@workato.test");
  EXPECT_EQ(said["root_folder_id"], 7001);
  EXPECT_EQ(said["recipes_count"], 0);
  {
    auto tx = workspace_.begin();
    tx.recipes().create({.name = "Stopped", .connection = 1}, clock_.now());
    tx.recipes().stop(tx.recipes().all().front(), "");
    tx.recipes().create({.name = "Running", .connection = 1}, clock_.now());
  }
  EXPECT_EQ(call("GET", "/api/users/me")["recipes_count"], 2);
  EXPECT_EQ(call("GET", "/api/users/me")["active_recipes_count"], 1);
  for (const char* name : {"id", "name", "created_at", "plan_id", "current_billing_period_start",
                           "current_billing_period_end", "recipes_count", "company_name",
                           "location", "active_recipes_count"})
    EXPECT_TRUE(said.json.contains(name)) << name;
}

}  // namespace
}  // namespace rehearse::workato::testing
