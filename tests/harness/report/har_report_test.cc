#include "harness/report/har_report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/support/report_parts.h"
#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

using testing::report_of;

// What the journal tells of a refresh and of a page that a person opens.
constexpr std::string_view kJournal = R"({"dropped":2,"bugs":0,"exchanges":[
  {"at":"2026-05-12T09:00:00Z","side":"salesforce","method":"POST","path":"/services/oauth2/token",
   "status":400,"client":"3MVG9","reason":"token_spent","route":"token","note":null,
   "fault":"fault 1: delay at before","peer":"52.5.142.59","host":"login.salesforce.com",
   "query":[{"name":"a b","value":"[redacted]"}],
   "form":[{"name":"grant_type","value":"refresh_token"},{"name":"refresh_token","value":"[redacted]"}],
   "headers":[{"name":"Content-Type","value":"application/x-www-form-urlencoded"},{"name":"Content-Length","value":"57"}],
   "response":{"headers":[{"name":"Content-Type","value":"application/json"}],"body":{"error":"invalid_grant"}},
   "step":"refresh"},
  {"at":"2026-05-12T10:00:00Z","side":"workato","method":"GET","path":"/tools","status":302,
   "client":null,"reason":null,"route":"tools","note":null,"fault":null,"peer":"127.0.0.1","host":"127.0.0.1:8080",
   "query":[],"form":[],"headers":[{"name":"Cookie","value":"s=[redacted]; t=[redacted]"}],
   "response":{"headers":[{"name":"Location","value":"/next"},{"name":"Set-Cookie","value":"s=[redacted]; Path=/; HttpOnly"},
                          {"name":"Content-Type","value":"text/html"},{"name":"Content-Length","value":"1234"}],"body":null},
   "step":null},
  {"at":"2026-05-12T10:00:00Z","side":"salesforce","method":"POST","path":"/services/Soap/m/66.0","status":0,
   "peer":"127.0.0.1","host":"","query":[],"form":[],
   "headers":[{"name":"Content-Length","value":"9999"}],"response":{"headers":[],"body":null},"step":"refresh"}]})";

Json log_of(RunResult run) {
  const auto har = parse_json(har_report(report_of(run)));
  return har ? har.value()["log"] : Json();
}

Json sample_log() {
  RunResult run = testing::sample_run();
  run.scenarios[0].transcript = kJournal;
  return log_of(std::move(run));
}

TEST(HarReport, IsAPageAScenarioAndAnEntryAnExchange) {
  const Json log = sample_log();
  EXPECT_EQ(log["version"], "1.2");
  EXPECT_EQ(dump_json(log["creator"]), R"({"name":"rehearse","version":"1.2.3"})");
  ASSERT_EQ(log["pages"].size(), 2U);
  EXPECT_EQ(log["pages"][0]["title"], "rotation pkce=true who=two of us");
  EXPECT_EQ(log["pages"][0]["_rehearse"]["dropped"], 2);
  EXPECT_EQ(log["pages"][0]["_rehearse"]["verdict"], "fail");
  ASSERT_EQ(log["entries"].size(), 3U);
  EXPECT_EQ(log["entries"][1]["pageref"], log["pages"][0]["id"]);
  EXPECT_EQ(log["entries"][1]["startedDateTime"], "2026-05-12T10:00:00Z");
}

TEST(HarReport, TellsRequestAndAnswerAsTheyWere) {
  const Json log = sample_log();
  const Json& entry = log["entries"][0];
  EXPECT_EQ(entry["request"]["url"],
            "https://login.salesforce.com/services/oauth2/token?a%20b=%5Bredacted%5D");
  EXPECT_EQ(dump_json(entry["request"]["queryString"]), R"([{"name":"a b","value":"[redacted]"}])");
  EXPECT_EQ(entry["request"]["bodySize"], 57);
  EXPECT_EQ(entry["request"]["postData"]["mimeType"], "application/x-www-form-urlencoded");
  EXPECT_EQ(entry["request"]["postData"]["text"],
            "grant_type=refresh_token&refresh_token=%5Bredacted%5D");
  EXPECT_EQ(entry["request"]["postData"]["params"].size(), 2U);
  EXPECT_EQ(entry["response"]["status"], 400);
  EXPECT_EQ(entry["response"]["statusText"], "Bad Request");
  EXPECT_EQ(dump_json(entry["response"]["content"]),
            R"({"size":25,"mimeType":"application/json","text":"{\"error\":\"invalid_grant\"}"})");
  EXPECT_EQ(dump_json(entry["_rehearse"]),
            R"({"from":"workato","side":"salesforce","step":"refresh","reason":"token_spent",)"
            R"("client":"3MVG9","peer":"52.5.142.59","fault":"fault 1: delay at before",)"
            R"("note":null,"scenario":"rotation"})");
}

TEST(HarReport, ARedirectKeepsItsCookiesAndSaysWhatIsNotKept) {
  const Json log = sample_log();
  const Json& entry = log["entries"][1];
  EXPECT_EQ(entry["request"]["url"], "http://127.0.0.1:8080/tools");
  EXPECT_EQ(dump_json(entry["request"]["cookies"]),
            R"([{"name":"s","value":"[redacted]"},{"name":"t","value":"[redacted]"}])");
  EXPECT_FALSE(entry["request"].contains("postData"));
  EXPECT_EQ(entry["response"]["redirectURL"], "/next");
  EXPECT_EQ(dump_json(entry["response"]["cookies"]), R"([{"name":"s","value":"[redacted]"}])");
  EXPECT_EQ(dump_json(entry["response"]["content"]),
            R"({"size":1234,"mimeType":"text/html","comment":"the body is not kept"})");
  EXPECT_EQ(entry["response"]["bodySize"], 1234);
  EXPECT_EQ(entry["_rehearse"]["from"], "person");
  EXPECT_EQ(entry["_rehearse"]["step"], nullptr);
}

TEST(HarReport, AnAnswerThatNeverCameHasNoStatus) {
  const Json log = sample_log();
  const Json& entry = log["entries"][2];
  EXPECT_EQ(entry["response"]["status"], 0);
  EXPECT_EQ(entry["response"]["content"]["mimeType"], "x-unknown");
  EXPECT_EQ(entry["request"]["postData"]["comment"], "the body is not kept");
  EXPECT_EQ(entry["request"]["url"], "https://salesforce.invalid/services/Soap/m/66.0");
}

TEST(HarReport, HoldsHostileTextAndRunsWithoutExchanges) {
  EXPECT_EQ(log_of(testing::hostile_run())["entries"].size(), 1U);
  RunResult empty = testing::sample_run();
  empty.scenarios.clear();
  const Json log = log_of(std::move(empty));
  EXPECT_EQ(log["entries"], Json::array());
  EXPECT_EQ(log["pages"], Json::array());
}

}  // namespace
}  // namespace rehearse::harness
