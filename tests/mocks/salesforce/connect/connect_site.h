#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "mocks/core/json.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {

// ConnectSite is an org with one app, asked over the Connect REST API by the session of a user.
class ConnectSite : public OrgSite {
 public:
  struct Said {
    int status = 0;
    std::string reason{};
    Json json{};
    wire::WireResponse response{};
    std::string code() const { return at_first("errorCode"); }
    std::string message() const { return at_first("message"); }

   private:
    std::string at_first(std::string_view member) const {
      return json.is_array() && json.size() == 1 ? string_member(json[0], member).value_or("") : "";
    }
  };

  // Whose sessions the calls carry.
  void sign_in(std::string_view username) {
    who_ = username;
    token.clear();
  }
  // A user without any permission but the API, and what it is given.
  void sign_in_with(const std::set<Permission>& permissions) {
    {
      auto tx = org.begin();
      tx.profiles().keep_set("Given").permissions = permissions;
      tx.users().edit("user@rehearsal.test")->permission_sets = {"Given"};
    }
    sign_in("user@rehearsal.test");
  }

  Said ask(std::string_view method, const std::string& path, const std::string& body = "",
           wire::FaultProbe* probe = nullptr) {
    const std::string bearer = token.empty() ? session() : token;
    wire::RequestParts parts{.method = std::string(method),
                             .origin = origin,
                             .target = "/services/data/" + version + "/apps/oauth" + path,
                             .headers = {{"Authorization", "Bearer " + bearer}},
                             .body = body,
                             .received_at = now};
    if (!body.empty()) parts.headers.push_back({"Content-Type", "application/json"});
    if (says_length) parts.headers.push_back({"Content-Length", std::to_string(body.size())});
    return said(send(wire::make_request(std::move(parts)), probe));
  }
  static Said said(const Answer& answer) {
    Said said{answer.response.status, answer.reason, {}, answer.response};
    if (auto json = parse_json(answer.response.body)) said.json = std::move(json).value();
    return said;
  }

  std::string consumer() const { return "/credentials/" + app.id.value + "/" + app.consumer_id; }
  std::string staged() const { return consumer() + "/staged"; }
  // Stages a pair and gives it, as the answer shows it.
  Json stage() {
    const Said said = ask("POST", staged());
    const Json* pairs = find_member(said.json, "stagedCredentials");
    return pairs == nullptr || pairs->size() != 1 ? Json::object() : pairs->front();
  }
  Said rotate(const Json& pair) {
    return ask("PATCH", staged() + "/" + string_member(pair, "id").value_or(""),
               R"({"command":"rotate"})");
  }
  App app_now() { return *org.begin().apps().find(app.id); }

  App app = create_app();
  std::string token{};  // of the calls; empty: a new session of whoever is signed in
  std::string version{"v66.0"};
  bool says_length = true;

 private:
  std::string session() {
    const UserId id = user(who_).id;
    return org.begin().grants().open_session_token(id, std::chrono::hours(1), now).value;
  }

  std::string who_{"admin@rehearsal.test"};
};

}  // namespace rehearse::salesforce
