#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "mocks/core/time.h"
#include "mocks/wire/form.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/job.h"
#include "mocks/workato/reasons.h"
#include "mocks/workato/snapshot.h"
#include "mocks/workato/workspace.h"

namespace rehearse::workato::testing {

using Answer = Result<wire::WireResponse, Trouble>;

class MockOrg : public wire::HttpCall {
 public:
  MOCK_METHOD(Answer, send, (const wire::HttpRequest&), (override));
};

inline Answer json(int status, std::string body, wire::Fields headers = {}) {
  wire::WireResponse response = wire::json_response(status, std::move(body));
  for (wire::Field& header : headers) response.headers.push_back(std::move(header));
  return response;
}
inline Answer oauth_error(std::string_view code, std::string_view description) {
  return json(400, "{\"error\":\"" + std::string(code) + "\",\"error_description\":\"" +
                       std::string(description) + "\"}");
}
inline Answer session_invalid() {
  return json(401,
              R"([{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}])");
}
inline Answer limits() { return json(200, R"({"DailyApiRequests":{"Max":15000}})"); }
inline Answer tokens(std::string_view access, std::string_view refresh = "",
                     std::string_view instance = "https://rehearsal.my.salesforce.com") {
  std::string body = "{\"access_token\":\"" + std::string(access) + "\",\"token_type\":\"Bearer\"";
  if (!refresh.empty()) body += ",\"refresh_token\":\"" + std::string(refresh) + "\"";
  if (!instance.empty()) body += ",\"instance_url\":\"" + std::string(instance) + "\"";
  return json(200, body + "}");
}
inline Answer not_sent() { return Trouble{.kind = Trouble::Kind::unreachable, .what = "refused"}; }
inline Answer timed_out() {
  return Trouble{.kind = Trouble::Kind::timeout, .what = "no answer", .bytes_sent = true};
}
inline Answer reset() {
  return Trouble{.kind = Trouble::Kind::bad_answer, .what = "cut off", .bytes_sent = true};
}
inline Answer introspected(bool active) {
  return json(200, active ? R"({"active":true})" : R"({"active":false})");
}

// A field of a request's form body.
inline std::string sent(const wire::HttpRequest& request, std::string_view field) {
  return wire::value_of(wire::parse_urlencoded(request.body).value_or(wire::Fields{}), field)
      .value_or("");
}
MATCHER_P(Grants, type, "a token request of this grant type") {
  return arg.method == "POST" && arg.url.ends_with("/services/oauth2/token") &&
         sent(arg, "grant_type") == type;
}
MATCHER_P(Refreshes, token, "a refresh with this token") {
  return arg.url.ends_with("/services/oauth2/token") && sent(arg, "refresh_token") == token;
}
MATCHER_P(Introspects, token, "an introspection of this token") {
  return arg.method == "POST" && arg.url.ends_with("/services/oauth2/introspect") &&
         sent(arg, "token") == token;
}
MATCHER_P(CallsDataWith, access, "a data call with this access token") {
  return arg.method == "GET" && arg.url.find("/services/data/") != std::string::npos &&
         wire::header_of(arg.headers, "Authorization") == std::string("Bearer ") + access;
}

inline constexpr std::string_view kSecret = "0123456789ABCDEF0123456789ABCDEF";

// A workspace with one Salesforce profile and one connection; every request to the org must be
// expected.
class WorkspaceTest : public ::testing::Test {
 protected:
  WorkspaceTest() : workspace_({.seed = 7}, org_, kRunStart) {
    auto tx = workspace_.begin();
    profile_ = tx.profiles()
                   .create({.provider = "salesforce",
                            .name = "Rehearsal",
                            .client_id = "3MVG9client",
                            .client_secret = std::string(kSecret)},
                           now_)
                   .value();
    connection_ = tx.connections().create({.name = "Salesforce", .profile = profile_}, now_).id;
    browser_ = tx.browsers().open(true, now_).id;
  }

  // Begins a trip and gives its state.
  std::string depart() { return query_of(start())["state"]; }
  std::string start() {
    const auto url = start_authorization(workspace_, connection_, browser_, now_);
    EXPECT_TRUE(url.ok()) << (url.ok() ? "" : url.error().text);
    return url.ok() ? url.value() : "";
  }
  static std::map<std::string, std::string> query_of(const std::string& url) {
    std::map<std::string, std::string> values;
    const auto uri = wire::parse_uri(url);
    const auto fields = wire::parse_urlencoded(uri ? uri->query : "");
    for (const wire::Field& field : fields.value_or(wire::Fields{}))
      values[field.name] = field.value;
    return values;
  }
  CallbackReport arrive(const wire::Fields& query) {
    return finish_authorization(workspace_, query, browser_, now_);
  }
  // Authorises the connection with the tokens AT0 and RT0.
  void connect() {
    EXPECT_CALL(org_, send(Grants("authorization_code")))
        .WillOnce(::testing::Return(tokens("AT0-access", "RT0-refresh")))
        .RetiresOnSaturation();
    const CallbackReport report = arrive({{"code", "aPrxCode=="}, {"state", depart()}});
    ASSERT_TRUE(report.ok) << report.text;
  }
  JobReport job() { return run_job(workspace_, connection_, now_); }
  Connection connection() { return *workspace_.begin().connections().find(connection_); }

  ::testing::StrictMock<MockOrg> org_;
  TimePoint now_ = kRunStart;
  Workspace workspace_;
  int64_t profile_ = 0, connection_ = 0;
  SessionId browser_{};
};

// Says why an assertion on a reason failed.
inline std::string name_of(const Reason* reason) {
  return reason == nullptr ? "none" : std::string(reason->name);
}

}  // namespace rehearse::workato::testing
