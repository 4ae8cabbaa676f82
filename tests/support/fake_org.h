#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/sandbox/org_guard.h"
#include "harness/sandbox/target_file.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/core/time.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {

inline constexpr const char* kFakeHost = "acme--uat.sandbox.my.salesforce.com";
inline constexpr const char* kFakeOrgId = "00DgK0000000001UAA";
inline constexpr const char* kFakeUserId = "005gK0000000001QAA";
inline constexpr const char* kFakeToken = "00DgK0000000001!canary-access-token-0123456789abcdef";

inline TargetFile fake_target() {
  TargetFile target;
  target.salesforce = TargetFile::Salesforce::sandbox;
  target.workato = TargetFile::Workato::engine;
  target.my_domain = std::string("https://") + kFakeHost;
  target.organization_id = kFakeOrgId;
  target.login.login_url = "https://test.salesforce.com";
  return target;
}

inline OrgSession fake_session() {
  return {kFakeToken, std::string("https://") + kFakeHost, "admin@acme.test"};
}

// FakeOrg answers in process as an org that is whatever a test makes of it. Without more it is the
// pinned sandbox.
class FakeOrg : public wire::HttpCall {
 public:
  using Answer = Result<wire::WireResponse, Trouble>;

  Answer send(const wire::HttpRequest& request) override {
    requests.push_back(request);
    if (request.method != "GET" && request.method != "HEAD") ++posts;
    const auto uri = wire::parse_uri(request.url).value_or(wire::Uri{});
    const auto other = answers.find(uri.path);
    if (other != answers.end()) return other->second(request);
    if (uri.path == "/services/oauth2/userinfo")
      return wire::json_response(200, dump_json(userinfo));
    if (uri.path.ends_with("/query"))
      return wire::json_response(
          200, dump_json(Json{{"totalSize", 1}, {"done", true}, {"records", {record}}}));
    return wire::json_response(200, "{}");
  }

  // From now on the path is answered so.
  void answer(const std::string& path, wire::WireResponse response) {
    answers[path] = [response](const wire::HttpRequest&) -> Answer { return response; };
  }
  void fail(const std::string& path, Trouble trouble) {
    answers[path] = [trouble](const wire::HttpRequest&) -> Answer { return trouble; };
  }

  Json userinfo{{"user_id", kFakeUserId},
                {"organization_id", kFakeOrgId},
                {"preferred_username", "admin@acme.test"}};
  Json record{{"Id", kFakeOrgId},
              {"IsSandbox", true},
              {"TrialExpirationDate", nullptr},
              {"OrganizationType", "Enterprise Edition"}};
  std::map<std::string, std::function<Answer(const wire::HttpRequest&)>> answers{};
  std::vector<wire::HttpRequest> requests{};
  int posts = 0;  // requests that are no GET and no HEAD
};

inline constexpr const char* kUserinfoPath = "/services/oauth2/userinfo";
inline constexpr const char* kQueryPath = "/services/data/v67.0/query";
inline constexpr const char* kTokenPath = "/services/oauth2/token";

// A form for a path of the fake org's host, or of another one.
inline wire::HttpRequest form_post(const std::string& path, std::string body,
                                   const std::string& host = kFakeHost) {
  return {.method = "POST",
          .url = "https://" + host + path,
          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
          .body = std::move(body)};
}

// Guarded is a guard before a fake org, with a clock that stands still.
struct Guarded {
  explicit Guarded(TargetFile target = fake_target(), bool second_flag = false)
      : guard(target, org, second_flag, [this] { return now; }) {}

  // What the guard says of the request; empty if it went out.
  std::string refusal(const wire::HttpRequest& request) {
    const size_t before = org.requests.size();
    const auto sent = guard.send(request);
    if (org.requests.size() > before) return {};
    return sent ? "answered without asking" : sent.error().what;
  }
  // What admission says; empty: admitted.
  std::string admission(const OrgSession& session = fake_session()) {
    const auto admitted = guard.admit(session);
    return admitted ? "" : admitted.error().what;
  }
  wire::HttpRequest change() const {
    return {
        .method = "POST",
        .url = std::string("https://") + kFakeHost + "/services/data/v67.0/metadata/deployRequest"};
  }

  TimePoint now = kRunStart;
  FakeOrg org{};
  OrgGuard guard;
};

}  // namespace rehearse::harness
