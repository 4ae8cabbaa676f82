#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "harness/sandbox/workspace_guard.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {

inline constexpr const char* kWorkspaceApi = "https://www.workato.com";
inline constexpr const char* kWorkspaceToken = "wrkprod-canary-0123456789abcdef";
inline constexpr const char* kOwnNames = "rehearse_r1p1_";

inline TargetFile workspace_target() {
  TargetFile target;
  target.salesforce = TargetFile::Salesforce::sandbox;
  target.workato = TargetFile::Workato::workspace;
  target.workspace_id = "4711";
  return target;
}

// FakeWorkspace answers in process as a workspace that is whatever a test makes of it. Without more
// it is the pinned one, which keeps profiles and connections.
class FakeWorkspace : public wire::HttpCall {
 public:
  using Answer = Result<wire::WireResponse, Trouble>;
  using Says = std::function<Answer(const wire::HttpRequest&)>;

  Answer send(const wire::HttpRequest& request) override {
    requests.push_back(request);
    const auto uri = wire::parse_uri(request.url).value_or(wire::Uri{});
    const std::string line = request.method + " " + uri.path;
    if (request.method != "GET") ++changes;
    if (before) before(line);
    if (const auto other = answers.find(line); other != answers.end())
      return other->second(request);
    if (uri.path == "/api/users/me") return say({{"id", id}, {"name", "Acme"}});
    const std::vector<std::string> path = split(uri.path, '/');
    if (path.size() > 2 && path[2] == "custom_oauth_profiles")
      return serve(profiles, path, request, true);
    if (path.size() > 4 && path.back() == "get_oauth_url")
      return say({{"data", {{"url", "https://acme.test/authorize?state=S" + path[4]}}}});
    if (path.size() > 2 && path[2] == "connections")
      return serve(connections, path, request, false);
    return wire::WireResponse{.status = 200};
  }
  void answer(const std::string& line, wire::WireResponse response) {
    answers[line] = [response](const wire::HttpRequest&) -> Answer { return response; };
  }
  void fail(const std::string& line, Trouble trouble) {
    answers[line] = [trouble](const wire::HttpRequest&) -> Answer { return trouble; };
  }
  static wire::WireResponse say(const Json& json, int status = 200) {
    return wire::json_response(status, dump_json(json));
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (const wire::HttpRequest& request : requests)
      all.push_back(request.method + " " + wire::parse_uri(request.url).value_or(wire::Uri{}).path);
    return all;
  }

  int id = 4711;
  Json profiles = Json::array(), connections = Json::array();
  std::map<std::string, Says> answers{};             // by method and path
  std::function<void(const std::string&)> before{};  // each answer
  std::vector<wire::HttpRequest> requests{};
  int changes = 0;  // requests that are no GET

 private:
  Answer serve(Json& items, const std::vector<std::string>& path, const wire::HttpRequest& request,
               bool has_envelope) {
    const auto wrap = [&](const Json& inside) {
      return say(has_envelope ? Json{{"result", inside}} : inside);
    };
    if (path.size() == 3 && request.method == "GET") return wrap(items);
    Json body = parse_json(request.body.empty() ? "{}" : request.body).value();
    if (path.size() == 3) {
      items.push_back({{"id", next_id++}, {"name", body["name"]}});
      return wrap(items.back());
    }
    for (size_t place = 0; place < items.size(); ++place) {
      if (dump_json(items[place]["id"]) != path[3]) continue;
      if (request.method == "DELETE") items.erase(place);
      if (request.method == "PUT") items[place].update(body);
      return request.method == "PUT" ? wrap(items[place]) : wrap({{"success", true}});
    }
    return say({{"message", "Not found"}}, 404);
  }

  int next_id = 900;
};

// GuardedWorkspace is a guard before a fake workspace. Waiting takes no time.
struct GuardedWorkspace {
  explicit GuardedWorkspace(TargetFile target_in = workspace_target())
      : target(std::move(target_in)),
        guard(target, Secret{kWorkspaceToken}, workspace, [this](std::chrono::milliseconds length) {
          waited.push_back(length);
          return !is_interrupted;
        }) {}

  static wire::HttpRequest request(std::string method, const std::string& path,
                                   const Json& body = nullptr) {
    return {.method = std::move(method),
            .url = kWorkspaceApi + path,
            .headers = {{"Authorization", std::string("Bearer ") + kWorkspaceToken}},
            .body = body.is_null() ? std::string() : dump_json(body)};
  }
  static wire::HttpRequest callback(const std::string& query) {
    return {.url = std::string("https://www.workato.com/oauth/callback?") + query};
  }
  // What the guard says of the request; empty if it went out.
  std::string refusal(const wire::HttpRequest& asked) {
    const auto sent = guard.send(asked);
    if (sent) return {};
    EXPECT_EQ(sent.error().kind, Trouble::Kind::refused) << sent.error().what;
    return sent.error().what;
  }
  std::string admission() {
    const auto admitted = guard.admit();
    return admitted ? "" : admitted.error().what;
  }
  // Admitted, with a profile 1 and a connection 2 of the run.
  GuardedWorkspace& begin() {
    EXPECT_EQ(admission(), "");
    guard.set_own_names(kOwnNames);
    guard.own(Resource::Kind::profile, "1");
    guard.own(Resource::Kind::connection, "2");
    return *this;
  }

  TargetFile target;
  FakeWorkspace workspace{};
  std::vector<std::chrono::milliseconds> waited{};
  bool is_interrupted = false;
  WorkspaceGuard guard;
};

}  // namespace rehearse::harness
