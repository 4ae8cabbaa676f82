#include "harness/record/parity.h"

#include <gtest/gtest.h>

#include "harness/record/parity_report.h"

namespace rehearse::harness {
namespace {

using What = Difference::What;

RecordedExchange call(std::string method, std::string path, int status = 200,
                      const std::string& body = "{}") {
  RecordedExchange one{.step = "one",
                       .by = "harness",
                       .method = std::move(method),
                       .url = "https://<my_domain 1>" + std::move(path)};
  one.status = status;
  one.response = {{}, "json", parse_json(body).value()};
  return one;
}

Recording of(std::vector<RecordedExchange> exchanges) {
  return {.meta = {.scenario = "s", .driver = "api", .date = "2026-05-12", .target = "sandbox"},
          .steps = {"one"},
          .exchanges = std::move(exchanges)};
}

// The differences of two answers, a line each.
std::string lines(const Recording& recorded, const Recording& mock) {
  std::string text;
  for (const Difference& one : compare_recordings(recorded, mock))
    text += std::string(to_text(one.what)) + " " + one.where + ": " + one.recorded + " | " +
            one.mock + "\n";
  return text;
}
std::string bodies(const std::string& recorded, const std::string& mock) {
  return lines(of({call("GET", "/a", 200, recorded)}), of({call("GET", "/a", 200, mock)}));
}

TEST(Parity, ComparesMembersByNameTypeAndValue) {
  EXPECT_EQ(bodies(R"({"a":1,"b":[1,{"c":null}]})", R"({"a":1,"b":[1,{"c":null}]})"), "");
  EXPECT_EQ(bodies(R"({"a":1})", R"({"a":2})"), "value response.body.a: 1 | 2\n");
  EXPECT_EQ(bodies(R"({"a":1})", R"({"a":"1"})"),
            "type response.body.a: a number: 1 | a text: 1\n");
  EXPECT_EQ(bodies(R"({"a":[1,2]})", R"({"a":[1]})"), "missing response.body.a[1]: 2 | \n");
  EXPECT_EQ(bodies(R"({"a":[1]})", R"({"a":[1,2]})"), "extra response.body.a[1]:  | 2\n");
  EXPECT_EQ(bodies(R"({"a":true})", R"({"b":true})"),
            "missing response.body.a: true | \nextra response.body.b:  | true\n");
  EXPECT_EQ(bodies(R"({"a":"x"})", R"({"b":"x"})"), "renamed response.body.a: a | b\n");
  EXPECT_EQ(bodies(R"({"a":1,"b":2})", R"({"b":2,"a":1})"), "order response.body: a, b | b, a\n");
}

TEST(Parity, TakesAnErrorAndItsTextForOneDifference) {
  EXPECT_EQ(bodies(R"({"error":"a","error_description":"x"})",
                   R"({"error":"b","error_description":"y"})"),
            "value response.body.error: a: x | b: y\n");
  EXPECT_EQ(bodies(R"([{"message":"x","errorCode":"A"}])", R"([{"message":"y","errorCode":"A"}])"),
            "value response.body[0].message: x | y\n");
}

TEST(Parity, MapsReferencesOneToOne) {
  EXPECT_EQ(bodies(R"({"a":"<id 1>","b":"<id 2>","c":"<id 1>"})",
                   R"({"a":"<id 8>","b":"<id 5>","c":"<id 8>"})"),
            "");
  EXPECT_EQ(bodies(R"({"a":"<id 1>","b":"<id 2>"})", R"({"a":"<id 1>","b":"<id 1>"})"),
            "reference response.body.b: <id 2> | <id 1>\n");
  EXPECT_EQ(bodies(R"({"a":"<id 1>","b":"<id 1>"})", R"({"a":"<id 1>","b":"<id 2>"})"),
            "reference response.body.b: <id 1> | <id 2>\n");
  EXPECT_EQ(bodies(R"({"a":"x <id 1>"})", R"({"a":"x <user_id 1>"})"),
            "value response.body.a: x <id 1> | x <user_id 1>\n");
  EXPECT_EQ(bodies(R"({"a":"<epoch_ms 1>"})", R"({"a":"<epoch_ms 1 as number>"})"),
            "type response.body.a: a text: <epoch_ms 1> | a number: <epoch_ms 1 as number>\n");
  // Times only have to be times of one kind.
  EXPECT_EQ(bodies(R"({"a":"<iso_time 1>","b":"<iso_time 1>"})",
                   R"({"a":"<iso_time 1>","b":"<iso_time 2>"})"),
            "");
}

TEST(Parity, KnowsReferencesFromWhatWasAsked) {
  RecordedExchange recorded = call("POST", "/t", 200, R"({"token":"<refresh_token 1>"})");
  recorded.request = {{}, "form", Json::array({Json::array({"token", "<refresh_token 1>"})})};
  RecordedExchange mock = call("POST", "/t", 200, R"({"token":"<refresh_token 2>"})");
  mock.request = recorded.request;
  EXPECT_EQ(lines(of({recorded}), of({mock})),
            "reference response.body.token: <refresh_token 1> | <refresh_token 2>\n");
}

TEST(Parity, ComparesHeadersButThoseThatNeverMatter) {
  RecordedExchange recorded = call("GET", "/a"), mock = recorded;
  recorded.response.headers = {{"Date", "x"},
                               {"Cache-Control", "no-store"},
                               {"X-New", "1"},
                               {"location", "https://h/p?b=1&a=<id 1>#x=1"},
                               {"Set-Cookie", "a=<cookie 1>"}};
  mock.response.headers = {{"cache-control", "no-store"},
                           {"Location", "https://h/p?a=<id 4>&b=2&c=3#x=1"},
                           {"Set-Cookie", "a=<cookie 3>"},
                           {"Set-Cookie", "b=<cookie 2>"}};
  EXPECT_EQ(lines(of({recorded}), of({mock})),
            "value response.headers.location.query.b: 1 | 2\n"
            "extra response.headers.location.query.c:  | 3\n"
            "order response.headers.location.query: b, a | a, b\n"
            "type response.headers.set-cookie: a text: a=<cookie 1> | a list: "
            "[\"a=<cookie 3>\",\"b=<cookie 2>\"]\n"
            "missing response.headers.x-new: 1 | \n");
}

TEST(Parity, ComparesStatusTroubleAndKindOfBody) {
  EXPECT_EQ(lines(of({call("GET", "/a", 400)}), of({call("GET", "/a", 401)})),
            "status response.status: 400 | 401\n");
  RecordedExchange lost = call("GET", "/a");
  lost.trouble = "timeout";
  EXPECT_EQ(lines(of({lost}), of({call("GET", "/a")})), "trouble response: timeout | status 200\n");
  EXPECT_EQ(lines(of({lost}), of({lost})), "");
  RecordedExchange page = call("GET", "/a");
  page.response.kind = "page";
  EXPECT_EQ(lines(of({page}), of({call("GET", "/a")})), "type response.body: page | json\n");
}

TEST(Parity, PairsExchangesByPathWithoutIdsAndVersions) {
  EXPECT_EQ(path_template("https://<my_domain 1>/services/data/v67.0/sobjects/User/<user_id 3>"),
            "/services/data/v{version}/sobjects/User/<user_id>");
  EXPECT_EQ(path_template("https://<my_domain 1>"), "/");
  EXPECT_EQ(lines(of({call("GET", "/v67.0/<id 1>")}), of({call("GET", "/v66.0/<id 9>")})), "");
}

TEST(Parity, FindsWhatOnlyOneSideAsks) {
  EXPECT_EQ(lines(of({call("POST", "/a"), call("POST", "/b")}), of({call("POST", "/b")})),
            "exchange missing exchange: harness POST /a answered 200 | \n");
  EXPECT_EQ(lines(of({call("POST", "/a")}), of({call("POST", "/a"), call("POST", "/a", 400)})),
            "exchange extra exchange:  | harness POST /a answered 400\n");
  EXPECT_EQ(lines(of({call("POST", "/a"), call("POST", "/b")}),
                  of({call("POST", "/b"), call("POST", "/a")})),
            "exchange order exchanges: harness POST /a, harness POST /b | harness POST /b, harness "
            "POST /a\n");
}

TEST(Parity, LetsAPollTakeAsLongAsItTakes) {
  const auto poll = [](const char* state) {
    return call("GET", "/job", 200, std::string(R"({"status":")") + state + "\"}");
  };
  EXPECT_EQ(lines(of({poll("Queued"), poll("Queued"), poll("Done")}), of({poll("Done")})), "");
  EXPECT_EQ(lines(of({poll("Done")}), of({poll("Queued"), poll("Queued"), poll("Done")})), "");
  EXPECT_EQ(lines(of({poll("Queued"), poll("Failed")}), of({poll("Done")})),
            "value response.body.status: Failed | Done\n");
}

TEST(Parity, LeavesOutStepsThatWereNotRecorded) {
  Recording mock = of({call("GET", "/a"), call("GET", "/b")});
  mock.exchanges[1].step = "two";
  mock.steps.emplace_back("two");
  EXPECT_EQ(lines(of({call("GET", "/a")}), mock), "");
}

TEST(Parity, LeavesOutThePagesWhereAPersonClicked) {
  Recording recorded = of({}), mock = of({call("GET", "/page"), call("POST", "/token")});
  mock.exchanges[1].by = "workato";
  recorded.meta.driver = "pages";
  EXPECT_EQ(lines(recorded, mock),
            "exchange extra exchange:  | workato POST /token answered 200\n");
  // A script that asked nothing, or a mock whose pages were not opened, is a difference.
  recorded.meta.driver = "api";
  EXPECT_EQ(compare_recordings(recorded, mock).size(), 2U);
  recorded.meta.driver = "pages";
  recorded.meta.target = "mock";
  EXPECT_EQ(compare_recordings(recorded, mock).size(), 2U);
}

TEST(ParityReport, HasABlockAStepAndCountsTheSameDifferenceOnce) {
  Recording recorded = of({call("GET", "/a", 400), call("GET", "/a", 400), call("POST", "/b")});
  Recording mock = of({call("GET", "/a", 401), call("GET", "/a", 401), call("POST", "/b")});
  recorded.exchanges[1].step = mock.exchanges[1].step = "two";
  recorded.exchanges[2].step = mock.exchanges[2].step = "two";
  mock.exchanges[2].response.body = {{"new", "x"}};
  recorded.steps.emplace_back("two");
  const auto ledger = DeclaredDifferences::read("[]", "x");
  const ParityReport report{.scenarios = {{.file = "f.json",
                                           .meta = recorded.meta,
                                           .exchanges = 3,
                                           .differences = compare_recordings(recorded, mock)}}};
  EXPECT_EQ(parity_text(report, ledger.value()),
            "s (driver api, recorded on a sandbox on 2026-05-12): 3 exchanges, 2 differences\n"
            "  one\n"
            "    harness GET /a\n"
            "      response.status: status\n"
            "        recorded  400\n"
            "        mock      401\n"
            "      also at two\n"
            "  two\n"
            "    harness POST /b\n"
            "      response.body.new: only in the mock: x\n"
            "2 undeclared differences, 0 declared, 0 stale entries of the ledger\n");
  const auto json = parse_json(parity_json(report));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json.value()["undeclared"], 2);
  EXPECT_EQ(json.value()["scenarios"][0]["differences"][0]["steps"], Json({"one", "two"}));
}

}  // namespace
}  // namespace rehearse::harness
