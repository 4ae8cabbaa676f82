#pragma once

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "mocks/core/json.h"
#include "mocks/oauth/dials.h"
#include "mocks/wire/dispatcher.h"
#include "mocks/workato/routes.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {

// ApiTest has a workspace behind its dispatcher, and a script that calls the Developer API. Every
// request to the org must be expected.
class ApiTest : public ::testing::Test {
 protected:
  // Said is an answer: status, JSON, and the reason in the journal ("" if there is none).
  struct Said {
    int status = 0;
    Json json{};
    std::string reason{};
    wire::Fields headers{};

    const Json& operator[](std::string_view name) const {
      static const Json kAbsent = "(absent)";
      const Json* member = find_member(json, name);
      return member != nullptr ? *member : kAbsent;
    }
  };

  Said call(std::string_view method, std::string_view target, std::string body = {},
            wire::Fields headers = {}) {
    if (wire::header_of(headers, "Authorization").value_or(".") == ".")
      headers.push_back({"Authorization", "Bearer " + token_});
    if (!body.empty() && !wire::header_of(headers, "Content-Type"))
      headers.push_back({"Content-Type", "application/json"});
    return send(method, target, std::move(body), std::move(headers));
  }
  // As it is, without the headers that a sound call has.
  Said send(std::string_view method, std::string_view target, std::string body,
            wire::Fields headers) {
    auto answer = dispatcher_
                      .handle(wire::make_request({.method = std::string(method),
                                                  .origin = "https://www.workato.com",
                                                  .target = std::string(target),
                                                  .headers = std::move(headers),
                                                  .body = std::move(body),
                                                  .peer = peer_}))
                      .response;
    Said said{.status = answer.status, .headers = answer.headers};
    if (!answer.body.empty()) {
      auto parsed = parse_json(answer.body);
      EXPECT_TRUE(parsed.ok()) << answer.body;
      if (parsed) said.json = std::move(parsed).value();
    }
    const Json journal = journal_.brief(0);
    said.reason = string_member(journal["exchanges"].back(), "reason").value_or("");
    return said;
  }

  int64_t create_profile(const std::string& name = "Rehearsal",
                         const std::string& provider = "salesforce") {
    const Said said = call("POST", "/api/custom_oauth_profiles",
                           R"({"name":")" + name + R"(","provider":")" + provider +
                               R"(","data":{"client_id":"3MVG9client","client_secret":")" +
                               std::string(kSecret) + "\"}}");
    EXPECT_EQ(said.status, 200) << dump_json(said.json);
    return integer_member(said["result"], "id").value_or(0);
  }
  // A shell connection with a profile, or with Workato's own app (0); `more` are further members.
  int64_t create_connection(int64_t profile, const std::string& more = "") {
    const Said said =
        call("POST", "/api/connections",
             R"({"name":"Sales","provider":"salesforce","shell_connection":true)" +
                 (profile == 0 ? "" : ",\"custom_oauth_key_id\":" + std::to_string(profile)) +
                 more + "}");
    EXPECT_EQ(said.status, 200) << dump_json(said.json);
    return integer_member(said.json, "id").value_or(0);
  }
  // Connects it as the callback would.
  void connect(int64_t connection) {
    auto tx = workspace_.begin();
    tx.connections().authorize(*tx.connections().edit(connection),
                               {.access = AccessToken("AT0-access")},
                               "https://login.salesforce.com", clock_.now());
  }
  std::string add_client(ApiClientDraft draft) {
    return workspace_.begin().api_clients().create(std::move(draft), clock_.now()).token.value;
  }
  void turn(const char* dial, const char* value) { ASSERT_TRUE(dials_.set(dial, value).ok()); }
  static std::string path(std::string_view collection, int64_t id, std::string_view rest = "") {
    return "/api/" + std::string(collection) + "/" + std::to_string(id) + std::string(rest);
  }
  // The item of a list with that id.
  Json item(std::string_view target, int64_t id) {
    const Said said = call("GET", target);
    for (const Json& row : said.json.is_array() ? said.json : said["result"]) {
      if (integer_member(row, "id") == id) return row;
    }
    return {};
  }
  Json connection(int64_t id) { return item("/api/connections", id); }

  ::testing::StrictMock<MockOrg> org_;
  oauth::Dials dials_{};
  VirtualClock clock_{kRunStart};
  wire::NetworkMap network_{};
  wire::FaultBook faults_{};
  wire::Journal journal_{};
  Workspace workspace_{{.seed = 7, .dials = &dials_}, org_, kRunStart};
  wire::Dispatcher dispatcher_{{.side = "workato",
                                .routes = wire::bind_routes(workspace_, routes()),
                                .clock = clock_,
                                .network = network_,
                                .faults = faults_,
                                .journal = journal_,
                                .refusal = refusal}};
  std::string token_{"wrkmock-rehearsal"}, peer_{"127.0.0.1"};
};

}  // namespace rehearse::workato::testing
