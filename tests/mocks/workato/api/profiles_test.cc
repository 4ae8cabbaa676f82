// The life of a custom OAuth profile over the Developer API.
#include "tests/support/workato_api.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kProfiles = "/api/custom_oauth_profiles";
constexpr const char* kWhole =
    R"({"name":"Second","provider":"salesforce","data":{"client_id":"3MVG9other",)"
    R"("client_secret":"another-secret-value"}})";

class ApiProfiles : public ApiTest {
 protected:
  Said post(const std::string& body) { return call("POST", kProfiles, body); }
  Said put(int64_t id, const std::string& body) {
    return call("PUT", path("custom_oauth_profiles", id), body);
  }
  Said remove(int64_t id) { return call("DELETE", path("custom_oauth_profiles", id)); }
};

TEST_F(ApiProfiles, CreatedProfileAnswersWithoutItsSecrets) {
  const Said said = post(R"({"name":"Slack app","provider":"slack","data":{"client_id":"c-1",)"
                         R"("client_secret":"a-secret-value","token":"xapp-token-value"}})");
  ASSERT_EQ(said.status, 200);
  EXPECT_EQ(said["result"], Json({{"id", 301},
                                  {"user_id", 101},
                                  {"name", "Slack app"},
                                  {"provider", "slack"},
                                  {"data", {{"client_id", "c-1"}}},
                                  {"shared_accounts_count", 0},
                                  {"oem_customers_count", 0},
                                  {"created_at", "2026-05-12T02:00:00.000-07:00"},
                                  {"updated_at", "2026-05-12T02:00:00.000-07:00"}}));
  auto tx = workspace_.begin();
  EXPECT_EQ(tx.profiles().find(301)->client_secret.value, "a-secret-value");
  EXPECT_EQ(tx.profiles().find(301)->token.value, "xapp-token-value");
}

TEST_F(ApiProfiles, ListIsPagedAndGetFindsOne) {
  for (const char* name : {"A", "B", "C"}) create_profile(name);
  const Said all = call("GET", kProfiles);
  EXPECT_EQ(all["result"].size(), 3U);
  const Said second = call("GET", std::string(kProfiles) + "?page=2&per_page=2");
  ASSERT_EQ(second["result"].size(), 1U);
  EXPECT_EQ(second["result"][0]["name"], "C");
  EXPECT_EQ(call("GET", std::string(kProfiles) + "?page=9")["result"], Json::array());
  EXPECT_EQ(call("GET", path("custom_oauth_profiles", 302))["result"], all["result"][1]);
}

TEST_F(ApiProfiles, AnswersAreBareWhereTheDialSaysSo) {
  turn("workato.profile_answer", "bare");
  const Said said = post(kWhole);
  EXPECT_EQ(said["name"], "Second");
  EXPECT_EQ(call("GET", path("custom_oauth_profiles", 301))["id"], 301);
  EXPECT_EQ(put(301, kWhole)["id"], 301);
  EXPECT_EQ(call("GET", kProfiles)["result"].size(), 1U) << "lists keep their envelope";
}

TEST_F(ApiProfiles, EverythingMissingIsToldAtOnce) {
  const Said said = post("{}");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_profile_invalid");
  EXPECT_EQ(said.json, Json({{"message", "Validation failed"},
                             {"errors",
                              {{"provider", {"is not included in the list"}},
                               {"name", {"can't be blank"}},
                               {"data.client_id", {"can't be blank"}},
                               {"data.client_secret", {"can't be blank"}}}}}));
}

TEST_F(ApiProfiles, WrongTypesAndUnknownApplicationsAreNamed) {
  Said said = post(R"({"name":7,"provider":"salesfarce","data":[]})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said["errors"]["name"], Json({"must be a string"}));
  EXPECT_EQ(said["errors"]["provider"], Json({"is not included in the list"}));
  EXPECT_EQ(said["errors"]["data"], Json({"must be an object"}));
  const auto with_name = [&](size_t length) {
    return post(R"({"provider":"salesforce","data":{"client_id":"c","client_secret":"secret"},)"
                R"("name":")" +
                std::string(length, 'n') + "\"}");
  };
  EXPECT_EQ(with_name(255).status, 200);
  said = with_name(256);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said["errors"], Json({{"name", {"is too long (maximum is 255 characters)"}}}));
  said = post(R"({"provider":"salesforce","data":{"client_id":"c","client_secret":"secret"},)"
              R"("name":"a\r\nb\u0000"})");
  EXPECT_EQ(said.reason, "workato_profile_invalid");
  EXPECT_EQ(said["errors"], Json({{"name", {"is invalid"}}}));
}

TEST_F(ApiProfiles, UpdateNeedsTheWholeProfile) {
  const int64_t id = create_profile();
  Said said = put(id, R"({"name":"Renamed"})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_profile_invalid");
  EXPECT_EQ(said["errors"]["data.client_secret"], Json({"can't be blank"}));
  EXPECT_EQ(item(kProfiles, id)["name"], "Rehearsal") << "nothing changed";

  clock_.advance(std::chrono::seconds(5));
  said = put(id, kWhole);
  ASSERT_EQ(said.status, 200);
  EXPECT_EQ(said["result"]["name"], "Second");
  EXPECT_EQ(said["result"]["data"]["client_id"], "3MVG9other");
  EXPECT_EQ(said["result"]["created_at"], "2026-05-12T02:00:00.000-07:00");
  EXPECT_EQ(said["result"]["updated_at"], "2026-05-12T02:00:05.000-07:00");
  EXPECT_THAT(dump_json(said.json), Not(HasSubstr("another-secret")));
  EXPECT_EQ(workspace_.begin().profiles().find(id)->client_secret.value, "another-secret-value");

  said = put(id, R"({"name":"x","provider":"slack","data":{"client_id":"c","client_secret":"s"}})");
  EXPECT_EQ(said["errors"], Json({{"provider", {"can't be changed"}}}));
}

TEST_F(ApiProfiles, ChangedSecretMayDisconnectAsTheDialSays) {
  const int64_t id = create_profile();
  const int64_t used_by = create_connection(id);
  connect(used_by);
  EXPECT_EQ(put(id, kWhole).status, 200);
  EXPECT_EQ(connection(used_by)["authorization_status"], "success");
  turn("workato.secret_change", "disconnect");
  Json again = parse_json(kWhole).value();
  again["data"]["client_secret"] = "a-third-secret-value";
  EXPECT_EQ(put(id, dump_json(again)).status, 200);
  EXPECT_EQ(connection(used_by)["authorization_status"], "exception");
}

TEST_F(ApiProfiles, UnknownIdsAreNotFound) {
  for (const char* id : {"999", "0", "-1", "abc", "99999999999999999999", "%20"}) {
    const std::string target = std::string(kProfiles) + "/" + id;
    for (const char* method : {"GET", "PUT", "DELETE"}) {
      const Said said = call(method, target, method == std::string("PUT") ? kWhole : "");
      EXPECT_EQ(said.status, 404) << method << id;
      EXPECT_EQ(said["message"], "Not found");
      EXPECT_EQ(said.reason, "api_not_found");
    }
  }
}

TEST_F(ApiProfiles, DuplicateNamesAreADial) {
  create_profile();
  create_profile();
  turn("workato.duplicate_name", "reject");
  const Said said = post(R"({"name":"Rehearsal","provider":"salesforce",)"
                         R"("data":{"client_id":"c","client_secret":"secret"}})");
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said["errors"], Json({{"name", {"has already been taken"}}}));
  EXPECT_EQ(put(301, R"({"name":"Other","provider":"salesforce",)"
                     R"("data":{"client_id":"c","client_secret":"secret"}})")
                .status,
            200);
  EXPECT_EQ(put(301, R"({"name":"Other","provider":"salesforce",)"
                     R"("data":{"client_id":"c","client_secret":"secret"}})")
                .status,
            200)
      << "a profile may keep its own name";
}

TEST_F(ApiProfiles, CountsFollowTheConnections) {
  const int64_t id = create_profile(), other = create_profile();
  const int64_t connection = create_connection(id);
  create_connection(id);
  EXPECT_EQ(item(kProfiles, id)["shared_accounts_count"], 2);
  EXPECT_EQ(item(kProfiles, other)["shared_accounts_count"], 0);
  EXPECT_EQ(call("DELETE", path("connections", connection)).status, 200);
  EXPECT_EQ(item(kProfiles, id)["shared_accounts_count"], 1);
}

TEST_F(ApiProfiles, DeletedProfileIsGone) {
  const int64_t id = create_profile();
  EXPECT_EQ(remove(id).json, Json({{"result", {{"success", true}}}}));
  EXPECT_EQ(remove(id).status, 404);
}

TEST_F(ApiProfiles, DeletingOneInUseIsADial) {
  const int64_t id = create_profile();
  const int64_t used_by = create_connection(id);
  connect(used_by);
  Said said = remove(id);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said["message"], "Validation failed");
  EXPECT_EQ(said.reason, "workato_profile_in_use");
  turn("workato.profile_in_use", "refuse_200");
  said = remove(id);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said["success"], false);
  EXPECT_TRUE(said["errors"].is_object());
  EXPECT_EQ(said.reason, "workato_profile_in_use");
  EXPECT_EQ(connection(used_by)["authorization_status"], "success");
  turn("workato.profile_in_use", "allow");
  said = remove(id);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.reason, "");
  EXPECT_EQ(connection(used_by)["authorization_status"], nullptr);
  EXPECT_EQ(workspace_.begin().connections().find(used_by)->settings.profile, 0);
}

class ApiAssignments : public ApiProfiles {
 protected:
  static std::string managed(const std::string& customer, int64_t id, const std::string& act) {
    return "/api/managed_users/" + customer + "/custom_oauth_profiles/" + std::to_string(id) + "/" +
           act;
  }
  Said assign(const std::string& customer, int64_t id) {
    return call("POST", managed(customer, id, "assign"));
  }
  Said unassign(const std::string& customer, int64_t id, const std::string& query = "") {
    return call("DELETE", managed(customer, id, "unassign") + query);
  }
  int64_t profile_of(int64_t connection) {
    return workspace_.begin().connections().find(connection)->settings.profile;
  }
};

TEST_F(ApiAssignments, CustomersAreCountedOnceEach) {
  const int64_t id = create_profile();
  EXPECT_EQ(assign("19029", id).json, Json({{"result", {{"success", true}}}}));
  EXPECT_EQ(assign("19029", id).status, 200);
  for (const char* customer : {"EA2300", "Ea%2Bb%20c", "19029_dev", "EA2300_test"})
    EXPECT_EQ(assign(customer, id).status, 200) << customer;
  EXPECT_EQ(item(kProfiles, id)["oem_customers_count"], 5);
  EXPECT_EQ(unassign("Ea%2Bb%20c", id).json, Json({{"result", {{"success", true}}}}));
  EXPECT_EQ(unassign("Ea%2Bb%20c", id).reason, "api_not_found");
  EXPECT_EQ(item(kProfiles, id)["oem_customers_count"], 4);
  EXPECT_EQ(assign("19029", 999).reason, "api_not_found");
}

TEST_F(ApiAssignments, MalformedCustomersAreRefused) {
  const int64_t id = create_profile();
  for (const char* customer : {"E", "0", "-4", "x1", "19029_prod", "_dev", "1.5"}) {
    EXPECT_EQ(assign(customer, id).status, 404) << customer;
    EXPECT_EQ(assign(customer, id).reason, "api_customer_invalid") << customer;
    EXPECT_EQ(unassign(customer, id).reason, "api_customer_invalid") << customer;
  }
}

TEST_F(ApiAssignments, OneProfileForEachApplication) {
  const int64_t id = create_profile(), rival = create_profile(),
                other_app = create_profile("S", "slack");
  EXPECT_EQ(assign("19029", id).status, 200);
  const Said said = assign("19029", rival);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "api_application_taken");
  EXPECT_EQ(assign("19029", other_app).status, 200);
  EXPECT_EQ(assign("19030", rival).status, 200);
}

TEST_F(ApiAssignments, UsedProfileIsUnassignedByForceAlone) {
  const int64_t id = create_profile();
  EXPECT_EQ(assign("19029", id).status, 200);
  const int64_t used_by = create_connection(id);
  connect(used_by);
  Said said = unassign("19029", id);
  EXPECT_EQ(said.status, 400);
  EXPECT_EQ(said.reason, "workato_profile_in_use");
  EXPECT_EQ(unassign("19029", id, "?force=false").reason, "workato_profile_in_use");
  EXPECT_EQ(unassign("19029", id, "?force=yes").reason, "api_query_invalid");
  said = unassign("19029", id, "?force=true");
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(connection(used_by)["authorization_status"], nullptr);
}

TEST_F(ApiAssignments, UnassigningSparesWhatAnotherCustomerWasGiven) {
  const int64_t id = create_profile(), first = create_connection(0);
  EXPECT_EQ(assign("111", id).status, 200);
  const int64_t second = create_connection(0);
  EXPECT_EQ(assign("222", id).status, 200);
  connect(first);
  connect(second);
  EXPECT_EQ(unassign("222", id).reason, "workato_profile_in_use");
  EXPECT_EQ(unassign("222", id, "?force=true").status, 200);
  EXPECT_EQ(connection(first)["authorization_status"], "success");
  EXPECT_EQ(connection(second)["authorization_status"], nullptr);
  EXPECT_EQ(profile_of(first), id);
  EXPECT_EQ(profile_of(second), 0);
}

TEST_F(ApiAssignments, ChosenProfileIsNoLongerTheAssignedOne) {
  const int64_t given = create_profile(), chosen = create_profile(), id = create_connection(0);
  const auto customer_of = [&] {
    return workspace_.begin().connections().find(id)->placement.customer;
  };
  EXPECT_EQ(assign("111", given).status, 200);
  EXPECT_EQ(customer_of(), "111");
  EXPECT_EQ(call("PUT", path("connections", id), R"({"name":"Renamed"})").status, 200);
  EXPECT_EQ(customer_of(), "111") << "an edit of something else";
  EXPECT_EQ(call("PUT", path("connections", id),
                 "{\"custom_oauth_key_id\":" + std::to_string(chosen) + "}")
                .status,
            200);
  EXPECT_EQ(customer_of(), "");
  EXPECT_EQ(unassign("111", given).status, 200) << "nobody uses it";
}

TEST_F(ApiAssignments, AssignmentTakesNoConnectionThatHasAProfile) {
  const int64_t mine = create_profile(), one = create_profile(), other = create_profile();
  const int64_t chosen = create_connection(mine), stock = create_connection(0);
  connect(chosen);
  EXPECT_EQ(assign("111", one).status, 200);
  EXPECT_EQ(profile_of(stock), one);
  connect(stock);
  EXPECT_EQ(assign("222", other).status, 200);
  EXPECT_EQ(profile_of(stock), one) << "the first customer's";
  EXPECT_EQ(profile_of(chosen), mine);
  EXPECT_EQ(connection(stock)["authorization_status"], "success");
  EXPECT_EQ(connection(chosen)["authorization_status"], "success");
  EXPECT_EQ(assign("111_dev", other).status, 200) << "another environment has its own";
}

TEST_F(ApiAssignments, LiveConnectionsReconnectOrStayAsTheDialSays) {
  const int64_t assigned = create_profile();
  const int64_t live = create_connection(0), idle = create_connection(0);
  connect(live);
  turn("workato.assigned_profile", "keep");
  EXPECT_EQ(assign("19029", assigned).status, 200);
  EXPECT_EQ(connection(live)["authorization_status"], "success");
  EXPECT_EQ(profile_of(live), 0);
  EXPECT_EQ(profile_of(idle), assigned);
  turn("workato.assigned_profile", "reconnect");
  EXPECT_EQ(assign("19029", assigned).status, 200);
  EXPECT_EQ(connection(live)["authorization_status"], nullptr);
  EXPECT_EQ(profile_of(live), assigned);
}

// A removed profile is assigned to nobody, whoever removed it.
TEST_F(ApiAssignments, RemovedProfileLeavesItsCustomersFree) {
  const int64_t removed = create_profile(), next = create_profile();
  EXPECT_EQ(assign("19029", removed).status, 200);
  EXPECT_TRUE(workspace_.begin().profiles().remove(removed));
  EXPECT_TRUE(workspace_.begin().assignments().all().empty());
  EXPECT_EQ(assign("19029", next).status, 200);
  EXPECT_EQ(unassign("19029", removed).reason, "api_not_found");
  EXPECT_EQ(remove(next).status, 200);
  EXPECT_TRUE(workspace_.begin().assignments().all().empty());
}

}  // namespace
}  // namespace rehearse::workato::testing
