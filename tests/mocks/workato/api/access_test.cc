// Who may call the Developer API, and how often.
#include "tests/support/workato_api.h"

namespace rehearse::workato::testing {
namespace {

constexpr const char* kProfiles = "/api/custom_oauth_profiles";
constexpr const char* kConnections = "/api/connections";
const Json kUnauthorized{{"message", "Unauthorized"}};

class ApiAccess : public ApiTest {
 protected:
  Said with(wire::Fields headers, const std::string& target = kProfiles) {
    return send("GET", target, "", std::move(headers));
  }
  static void expect_refused(const Said& said, std::string_view reason) {
    EXPECT_EQ(said.status, 401);
    EXPECT_EQ(said.json, kUnauthorized);
    EXPECT_EQ(said.reason, reason);
  }
};

TEST_F(ApiAccess, TokenOfTheWorkspaceMayEverything) {
  const Said said = call("GET", kProfiles);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.reason, "");
  EXPECT_EQ(wire::header_of(said.headers, "Content-Type"), "application/json; charset=utf-8");
}

TEST_F(ApiAccess, SchemeIsBearerInAnyCase) {
  EXPECT_EQ(with({{"Authorization", "bearer wrkmock-rehearsal"}}).status, 200);
  expect_refused(with({}), "api_token_missing");
  expect_refused(with({{"Authorization", "Basic d3JrbW9jaw=="}}), "api_token_missing");
  expect_refused(with({{"Authorization", "Bearer "}}), "api_token_missing");
  expect_refused(with({{"Authorization", "wrkmock-rehearsal"}}), "api_token_missing");
  expect_refused(with({{"Authorization", "Bearer wrkmock-rehearsa"}}), "api_token_unknown");
}

TEST_F(ApiAccess, FormerKeysAreRefusedAsSuch) {
  expect_refused(with({{"x-user-token", "k"}, {"x-user-email", "a@b.test"}}),
                 "api_legacy_credentials");
  expect_refused(with({{"X-USER-EMAIL", "a@b.test"}}), "api_legacy_credentials");
  expect_refused(with({}, "/api/custom_oauth_profiles?user_token=k&user_email=a@b.test"),
                 "api_legacy_credentials");
  // Beside a token of today they do not matter.
  EXPECT_EQ(call("GET", "/api/custom_oauth_profiles?user_token=k").status, 200);
}

TEST_F(ApiAccess, RoleDecidesPerEndpoint) {
  token_ = add_client({.name = "Reader", .privileges = {Privilege::list_profiles}});
  EXPECT_EQ(call("GET", kProfiles).status, 200);
  expect_refused(call("GET", kConnections), "api_privilege_missing");
  expect_refused(call("POST", kProfiles, "{}"), "api_privilege_missing");
  turn("workato.missing_privilege", "403");
  const Said said = call("GET", kConnections);
  EXPECT_EQ(said.status, 403);
  EXPECT_EQ(said["message"], "Forbidden");
  EXPECT_EQ(said.reason, "api_privilege_missing");
}

TEST_F(ApiAccess, RemovedClientIsUnknown) {
  token_ = add_client({.name = "Reader", .privileges = all_privileges()});
  EXPECT_EQ(call("GET", kProfiles).status, 200);
  const int64_t id = workspace_.begin().api_clients().all().front().id;
  EXPECT_TRUE(workspace_.begin().api_clients().remove(id));
  EXPECT_FALSE(workspace_.begin().api_clients().remove(id));
  expect_refused(call("GET", kProfiles), "api_token_unknown");
}

TEST_F(ApiAccess, AllowlistIsJudgedByThePeer) {
  token_ =
      add_client({.name = "Office", .privileges = all_privileges(), .allowlist = {"192.0.2.7"}});
  expect_refused(call("GET", kProfiles), "api_address_refused");
  expect_refused(call("GET", kProfiles, "", {{"X-Forwarded-For", "192.0.2.7"}}),
                 "api_address_refused");
  peer_ = "192.0.2.7";
  EXPECT_EQ(call("GET", kProfiles).status, 200);
}

TEST_F(ApiAccess, AllowlistMayNameABlock) {
  token_ = add_client(
      {.name = "Office", .privileges = all_privileges(), .allowlist = {"192.0.2.0/25", "::1"}});
  for (const char* inside : {"192.0.2.0", "192.0.2.127", "::1", "::ffff:192.0.2.1"}) {
    peer_ = inside;
    EXPECT_EQ(call("GET", kProfiles).status, 200) << inside;
  }
  for (const char* outside : {"192.0.2.128", "192.0.1.255", "::2", "nobody"}) {
    peer_ = outside;
    expect_refused(call("GET", kProfiles), "api_address_refused");
  }
}

TEST_F(ApiAccess, ClientOfAProjectReadsProfilesAndChangesNone) {
  const int64_t profile = create_profile(), used_by = create_connection(profile);
  connect(used_by);
  turn("workato.secret_change", "disconnect");
  token_ = add_client({.name = "Sales", .privileges = all_privileges(), .projects = {"Sales"}});
  EXPECT_EQ(call("GET", kProfiles)["result"].size(), 1U);
  EXPECT_EQ(call("GET", path("custom_oauth_profiles", profile)).status, 200);
  const std::string one = path("custom_oauth_profiles", profile);
  const std::string body = R"({"name":"Taken","provider":"salesforce",)"
                           R"("data":{"client_id":"c","client_secret":"another-secret"}})";
  expect_refused(call("POST", kProfiles, body), "api_projects_limited");
  expect_refused(call("PUT", one, body), "api_projects_limited");
  expect_refused(call("DELETE", one), "api_projects_limited");
  const std::string managed = "/api/managed_users/7/custom_oauth_profiles/301/";
  expect_refused(call("POST", managed + "assign"), "api_projects_limited");
  expect_refused(call("DELETE", managed + "unassign?force=true"), "api_projects_limited");
  turn("workato.missing_privilege", "403");
  EXPECT_EQ(call("DELETE", one).status, 403);
  token_ = "wrkmock-rehearsal";
  EXPECT_EQ(connection(used_by)["authorization_status"], "success");
  EXPECT_EQ(call("PUT", one, body).status, 200);
  EXPECT_EQ(connection(used_by)["authorization_status"], "exception");
}

TEST_F(ApiAccess, EveryRouteAsksForAToken) {
  size_t seen = 0;
  for (const auto& route : routes()) {
    if (!route.path.starts_with("/api/")) continue;
    std::string target(route.path);
    for (size_t at; (at = target.find(':')) != std::string::npos;)
      target.replace(at, target.find('/', at) - at, "1");
    const Said said = send(route.method, target, "", {});
    expect_refused(said, "api_token_missing");
    ++seen;
  }
  EXPECT_EQ(seen, 19U);
}

TEST_F(ApiAccess, WrongAddressesAndMethodsAreToldInJson) {
  Said said = call("GET", "/api/recipes");
  EXPECT_EQ(said.status, 404);
  EXPECT_EQ(said["message"], "Not found");
  EXPECT_EQ(said.reason, "route_unknown");
  said = call("PATCH", kProfiles, "{}");
  EXPECT_EQ(said.status, 405);
  EXPECT_EQ(said["message"], "Method not allowed");
  EXPECT_EQ(wire::header_of(said.headers, "Allow"), "GET, HEAD, POST");
  said = call("HEAD", kProfiles);
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.json, Json());
  said = call("POST", kProfiles, std::string(2 << 20, ' '));
  EXPECT_EQ(said.status, 413);
  EXPECT_EQ(said["message"], "Request entity too large");
}

TEST_F(ApiAccess, BodyMustBeOneJsonObject) {
  const auto post = [this](std::string body, wire::Fields headers = {}) {
    const Said said = call("POST", "/api/folders", std::move(body), std::move(headers));
    EXPECT_EQ(said.status, 400);
    return said.reason;
  };
  EXPECT_EQ(post("{"), "api_body_broken");
  EXPECT_EQ(post("[]"), "api_body_broken");
  EXPECT_EQ(post(R"({"name":"a","name":"b"})"), "api_body_broken");
  EXPECT_EQ(post("{\"name\":\"\xff\"}"), "api_body_broken");
  std::string deep = "{\"name\":";
  deep += std::string(10'000, '[') + std::string(10'000, ']') + "}";
  EXPECT_EQ(post(deep), "api_body_broken");
  EXPECT_EQ(post("name=a", {{"Content-Type", "application/x-www-form-urlencoded"}}),
            "api_content_type_wrong");
  EXPECT_EQ(post("{}", {{"Content-Type", "text/json"}}), "api_content_type_wrong");
  EXPECT_EQ(post("{}"), "api_fields_invalid");
  EXPECT_EQ(call("POST", "/api/folders", R"({"name":"a"})",
                 {{"Content-Type", "Application/JSON; charset=utf-8"}})
                .status,
            200);
}

TEST_F(ApiAccess, SixtyCallsAMinute) {
  for (int count = 0; count < 60; ++count) ASSERT_EQ(call("GET", kProfiles).status, 200);
  Said said = call("GET", kProfiles);
  EXPECT_EQ(said.status, 429);
  EXPECT_EQ(said["message"], "Too many requests");
  EXPECT_EQ(said.reason, "api_rate_exceeded");
  EXPECT_EQ(wire::header_of(said.headers, "Retry-After"), std::nullopt);
  // Another group, and another client, have quotas of their own.
  EXPECT_EQ(call("GET", kConnections).status, 200);
  token_ = add_client({.name = "Other", .privileges = all_privileges()});
  EXPECT_EQ(call("GET", kProfiles).status, 200);
  token_ = "wrkmock-rehearsal";
  clock_.advance(std::chrono::minutes(1) - Duration(1));
  EXPECT_EQ(call("GET", kProfiles).status, 429);
  clock_.advance(Duration(1));
  EXPECT_EQ(call("GET", kProfiles).status, 200);
}

TEST_F(ApiAccess, RetryAfterSaysHowLong) {
  turn("workato.retry_after", "seconds");
  for (int count = 0; count < 60; ++count) ASSERT_EQ(call("GET", kConnections).status, 200);
  EXPECT_EQ(wire::header_of(call("GET", kConnections).headers, "Retry-After"), "60");
  clock_.advance(std::chrono::seconds(20));
  EXPECT_EQ(wire::header_of(call("GET", kConnections).headers, "Retry-After"), "40");
  clock_.advance(std::chrono::seconds(40) - Duration(1));
  EXPECT_EQ(wire::header_of(call("GET", kConnections).headers, "Retry-After"), "1");
  turn("workato.rate_limits", "off");
  EXPECT_EQ(call("GET", kConnections).status, 200);
}

TEST_F(ApiAccess, OneCallASecondForOtherConnectionEndpoints) {
  const auto status = [this] { return call("DELETE", "/api/connections/1").status; };
  // A standing clock cannot tell calls apart.
  EXPECT_EQ(status(), 404);
  EXPECT_EQ(status(), 404);
  clock_.advance(Duration(999));
  EXPECT_EQ(status(), 429);
  clock_.advance(Duration(1));
  EXPECT_EQ(status(), 404);
  clock_.advance(Duration(1));
  EXPECT_EQ(status(), 429);
  EXPECT_EQ(call("GET", kConnections).status, 200);
  clock_.set(kRunStart);
  EXPECT_EQ(status(), 404) << "a clock that was set back blocks nobody";
}

TEST_F(ApiAccess, PagesAreCountedFromOneToAHundredAPage) {
  for (const char* query : {"page=0", "page=-1", "page=x", "per_page=0", "per_page=101",
                            "page=1&page=2", "page=", "page=99999999999999999999", "page=1e3"}) {
    const Said said = call("GET", std::string(kProfiles) + "?" + query);
    EXPECT_EQ(said.status, 400) << query;
    EXPECT_EQ(said["message"], "Bad request") << query;
    EXPECT_EQ(said.reason, "api_query_invalid") << query;
  }
  EXPECT_EQ(call("GET", std::string(kProfiles) + "?page=1&per_page=100").status, 200);
  EXPECT_EQ(call("GET", std::string(kProfiles) + "?page=%zz").reason, "api_query_invalid");
}

}  // namespace
}  // namespace rehearse::workato::testing
