#include "harness/fuzz/probe_run.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "harness/fuzz/probe_report.h"
#include "harness/target/curl_call.h"
#include "harness/target/mock_target.h"
#include "mocks/bench.h"
#include "tests/support/live_bench.h"
#include "tests/support/raw_server.h"

namespace rehearse::harness {
namespace {

using rehearse::testing::RawServer;
using rehearse::testing::start_bench;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using End = ProbeResult::End;

constexpr std::string_view kRefusal =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
    "{\"error\":\"invalid_request\"}";

// CountedCall answers everything the same way and counts.
class CountedCall final : public wire::HttpCall {
 public:
  explicit CountedCall(int status = 400) : status_(status) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    requests.push_back(request);
    const bool is_later = requests.size() > status_after.first;
    return wire::json_response(is_later ? status_after.second : status_,
                               R"({"error":"invalid_request"})");
  }
  std::vector<wire::HttpRequest> requests{};
  std::pair<size_t, int> status_after{SIZE_MAX, 0};  // after so many requests, another

 private:
  int status_;
};

std::unique_ptr<Target> make_mock() {
  auto mock = start_mock_target({.tls = false});
  EXPECT_TRUE(mock.ok());
  return std::move(mock).value();
}

ProbeTarget sandbox() {
  ProbeTarget target;
  target.salesforce = "https://a.sandbox.my.salesforce.com";
  target.allow_parameter_probe = true;
  target.requests_per_second = 5;
  target.most_requests = 200;
  return target;
}

// A server of ours on sockets, with these rules broken.
struct Served {
  explicit Served(const std::vector<std::string>& mutants = {}) {
    BenchOptions options;
    for (const std::string& name : mutants)
      EXPECT_TRUE(add_mutant(options.first, name).ok()) << name;
    options.first.seed = 7;
    bench = start_bench(std::move(options));
    target.salesforce = bench->first().addresses().salesforce;
    target.control = bench->first().addresses().control;
  }
  ProbeResult probe(ProbeRunOptions options = {}) {
    CurlCall http{CurlOptions{}};
    const auto mock = make_mock();
    return run_probes(target, http, *mock, options);
  }
  std::unique_ptr<Bench> bench{};
  ProbeTarget target{};
};

std::vector<std::string> different_ids(const ProbeResult& result) {
  std::vector<std::string> ids;
  for (const ProbeRow& row : result.rows) {
    if (!row.differs.empty()) ids.push_back(row.probe->id);
  }
  return ids;
}

TEST(ProbeRun, FindsNoDifferenceBetweenTwoMocks) {
  Served served;
  const ProbeResult result = served.probe();
  EXPECT_EQ(result.end, End::whole) << result.why;
  EXPECT_THAT(different_ids(result), IsEmpty()) << probe_summary(result, 10);
  EXPECT_EQ(result.rows.size() + result.left_out, probe_list().size());
  EXPECT_LT(result.left_out, 30U);
  std::set<ProbeVerdict> verdicts;
  for (const ProbeRow& row : result.rows) verdicts.insert(row.server.verdict);
  EXPECT_TRUE(verdicts.contains(ProbeVerdict::accepted));
  EXPECT_TRUE(verdicts.contains(ProbeVerdict::refused));
  // What was made for the run is gone: one app is built in.
  EXPECT_EQ(rehearse::testing::ask(served.bench->first().control(), "GET", "/apps").size(), 1U);
}

TEST(ProbeRun, ShowsThreeMutantsThatAreOnAtOnce) {
  Served served({"code_reusable", "state_cut_short", "revoke_does_nothing"});
  const ProbeResult result = served.probe();
  EXPECT_EQ(result.end, End::whole) << result.why;
  const std::vector<std::string> ids = different_ids(result);
  EXPECT_THAT(ids, Contains("sequence/code-twice"));
  EXPECT_THAT(ids, Contains("authorize/state/m14-256"));
  EXPECT_THAT(ids, Contains("sequence/revoke-refresh"));
  // Nothing but these three: what another rule protects is as with the mock.
  for (const std::string& id : ids)
    EXPECT_TRUE(id.starts_with("token/code/") || id.starts_with("sequence/") ||
                id.starts_with("authorize/state/") || id.starts_with("revoke/"))
        << id;
}

struct Planted {
  std::string mutant{}, probe{};
};
void PrintTo(const Planted& planted, std::ostream* out) { *out << planted.mutant; }

class ProbePlanted : public ::testing::TestWithParam<Planted> {};
TEST_P(ProbePlanted, IsShownByTheProbeThatIsMeantForIt) {
  Served served({GetParam().mutant});
  const ProbeResult result = served.probe({.only = GetParam().probe});
  ASSERT_EQ(result.rows.size(), 1U) << result.why;
  EXPECT_FALSE(result.rows[0].differs.empty());
}
INSTANTIATE_TEST_SUITE_P(
    Mutants, ProbePlanted,
    ::testing::Values(
        Planted{"callback_ignores_case", "authorize/redirect_uri/trick-49"},
        Planted{"authorize_takes_repeated_parameters", "authorize/redirect_uri/m03-end"},
        Planted{"token_by_get", "token/code/m15-get"},
        Planted{"token_answers_cacheable", "token/code/as-is"},
        Planted{"verifier_optional", "token/code/code_verifier/m01"},
        Planted{"wrong_verifier_keeps_code", "sequence/wrong-verifier-then-right"},
        Planted{"failed_verifier_opens_weaker_path", "sequence/wrong-verifier-then-none"},
        Planted{"code_of_any_client", "sequence/code-of-other"},
        Planted{"refresh_token_of_any_client", "sequence/token-of-other"},
        Planted{"access_token_as_refresh_token", "sequence/access-as-refresh"},
        Planted{"former_refresh_token_stays_good", "sequence/former-token"},
        Planted{"ancestor_refresh_tokens_good", "sequence/ancestor-token"},
        Planted{"reuse_spares_access_tokens", "sequence/former-token"},
        Planted{"refresh_widens_scope", "sequence/refresh-wider"},
        Planted{"revoking_former_token_spares_chain", "sequence/revoke-former"},
        Planted{"introspect_uses_token_up", "sequence/introspect-often"},
        Planted{"introspect_by_anybody", "introspect/client_secret/m01"},
        Planted{"secret_trimmed", "token/code/client_secret/m12-blank-before"},
        Planted{"scope_outside_app_granted", "authorize/scope/trick-14"}),
    [](const auto& row) { return row.param.mutant; });

TEST(ProbeRun, SendsNothingWhereItMayNot) {
  const auto mock = make_mock();
  ProbeTarget production = sandbox();
  production.salesforce = "https://login.salesforce.com";
  ProbeTarget silent = sandbox();
  silent.allow_parameter_probe = false;
  ProbeTarget rebound = sandbox();
  rebound.salesforce = "http://127.0.0.1.example.com";
  ProbeTarget steered = sandbox();
  steered.control = "http://127.0.0.1:1";
  for (const ProbeTarget& target : {production, silent, rebound, steered}) {
    CountedCall http;
    const ProbeResult result = run_probes(target, http, *mock, {});
    EXPECT_THAT(http.requests, IsEmpty()) << target.salesforce;
    EXPECT_EQ(result.end, End::unreachable);
    EXPECT_EQ(result.requests, 0U);
  }
}

TEST(ProbeRun, SendsASandboxNoMoreThanTheRunMaySendAndNoFaster) {
  const auto mock = make_mock();
  CountedCall http;
  std::vector<std::chrono::milliseconds> waits;
  ProbeTarget target = sandbox();
  target.client_id = "3MVG9-of-an-app";
  const ProbeResult result =
      run_probes(target, http, *mock, {.wait = [&](auto length) { waits.push_back(length); }});
  EXPECT_EQ(http.requests.size(), 200U);
  EXPECT_EQ(result.requests, 200U);
  EXPECT_EQ(waits.size(), 199U);
  EXPECT_EQ(std::set(waits.begin(), waits.end()), std::set{std::chrono::milliseconds(200)});
  std::set<std::string> paths;
  for (const wire::HttpRequest& request : http.requests) {
    EXPECT_THAT(request.url, StartsWith("https://a.sandbox.my.salesforce.com/"));
    paths.insert(request.url.substr(0, request.url.find('?')));
    // A real app's name goes to the authorization endpoint alone, and nobody's secret anywhere.
    EXPECT_EQ(request.body.find("3MVG9-of-an-app"), std::string::npos);
  }
  for (const std::string path : {"authorize", "token", "revoke", "introspect"})
    EXPECT_TRUE(paths.contains("https://a.sandbox.my.salesforce.com/services/oauth2/" + path))
        << path;
}

TEST(ProbeRun, StopsWhenASandboxAsksForFewerRequests) {
  const auto mock = make_mock();
  CountedCall http(429);
  const ProbeResult result = run_probes(sandbox(), http, *mock, {.wait = [](auto) {}});
  EXPECT_EQ(result.end, End::slow_down);
  EXPECT_EQ(http.requests.size(), 1U);
}

TEST(ProbeRun, StopsWhenASandboxFailsThreeTimesInARow) {
  const auto mock = make_mock();
  CountedCall http(503);
  const ProbeResult result = run_probes(sandbox(), http, *mock, {.wait = [](auto) {}});
  EXPECT_EQ(result.end, End::gave_up);
  EXPECT_EQ(http.requests.size(), size_t(kMostTroubles));
  EXPECT_THAT(result.why, HasSubstr("failed 3 times in a row, from authorize/as-is on"));
  // Two are no reason yet, and one on this machine goes on being probed.
  CountedCall twice(503);
  twice.status_after = {2, 400};
  EXPECT_EQ(run_probes(sandbox(), twice, *mock, {.wait = [](auto) {}}).end, End::whole);
  CountedCall here(503);
  ProbeTarget target;
  target.salesforce = "http://127.0.0.1:1";
  EXPECT_EQ(run_probes(target, here, *mock, {.only = "token/code/m"}).end, End::whole);
}

TEST(ProbeRun, SendsNothingMoreAfterASignalThatCutAWaitShort) {
  const auto mock = make_mock();
  CountedCall http;
  bool stopped = false;
  int waits = 0;
  const ProbeResult result = run_probes(
      sandbox(), http, *mock,
      {.stopped = [&] { return stopped; }, .wait = [&](auto) { stopped = ++waits == 4; }});
  EXPECT_EQ(result.end, End::interrupted);
  EXPECT_EQ(http.requests.size(), 4U);
  EXPECT_EQ(result.rows.size(), 4U) << "the probe that was kept back is no result";
}

// Whatever the bound falls into: setting up, a probe of several requests, or between two.
TEST(ProbeRun, TakesNoBoundOfItsOwnForADifferenceAndLeavesNoAppBehind) {
  for (int most = 1; most <= 24; ++most) {
    Served served;
    served.target.most_requests = most;
    const ProbeResult result = served.probe({.only = "token/code/code/"});
    EXPECT_THAT(different_ids(result), IsEmpty()) << most << probe_summary(result, 3);
    EXPECT_NE(result.end, End::whole) << most;
    EXPECT_EQ(rehearse::testing::ask(served.bench->first().control(), "GET", "/apps").size(), 1U)
        << most;
  }
}

// A kept-alive connection that closes without an answer is where libcurl would try again.
TEST(ProbeCallTest, RepeatsNoRequestOnTheWay) {
  for (const bool repeats : {true, false}) {
    RawServer server({{std::string(kRefusal), false}, {"", true}, {std::string(kRefusal), true}});
    CurlCall http({.repeats_get = repeats});
    EXPECT_TRUE(http.send({.method = "GET", .url = server.origin() + "/one"}).ok());
    EXPECT_EQ(http.send({.method = "GET", .url = server.origin() + "/two"}).ok(), repeats);
    EXPECT_EQ(server.requests().size(), repeats ? 3U : 2U);
  }
}

TEST(ProbeCallTest, GoesNowhereThatTheFileDoesNotName) {
  CountedCall http;
  ProbeTarget target;
  target.salesforce = "http://127.0.0.1:1";
  target.control = "http://127.0.0.1:2";
  ProbeCall call(http, target, {});
  EXPECT_FALSE(call.send({.url = "http://127.0.0.1:3/"}).ok());
  EXPECT_FALSE(call.send({.url = "http://127.0.0.1:1.example.com/"}).ok());
  EXPECT_THAT(http.requests, IsEmpty());
  EXPECT_TRUE(call.send({.url = "http://127.0.0.1:1/"}).ok());
  EXPECT_TRUE(call.send({.url = "http://127.0.0.1:2/"}).ok());
}

TEST(ProbeCallTest, TakesLocalhostForThisMachine) {
  ProbeTarget target;
  target.salesforce = "http://localhost:40001";
  target.control = "http://127.0.0.1:40003";
  const auto routes = localhost_routes(target);
  ASSERT_EQ(routes.size(), 1U);
  EXPECT_EQ(routes[0].port, 40'001);
  EXPECT_EQ(routes[0].to_address, "127.0.0.1");
  EXPECT_EQ(routes[0].to_port, 40'001);
}

// A server on this machine that cannot be steered.
ProbeResult probe_raw(RawServer& server, const ProbeRunOptions& options = {}) {
  CurlCall http{CurlOptions{}};
  const auto mock = make_mock();
  ProbeTarget target;
  target.salesforce = server.origin();
  target.deadline = std::chrono::milliseconds(100);
  return run_probes(target, http, *mock, options);
}

TEST(ProbeRun, GivesUpOnAServerThatHangs) {
  RawServer server(std::vector<RawServer::Reply>(10));
  const ProbeResult result = probe_raw(server, {.only = "token/code/"});
  EXPECT_EQ(result.end, End::unreachable);
  ASSERT_EQ(result.rows.size(), size_t(kMostTroubles));
  EXPECT_EQ(result.rows[0].server.verdict, ProbeVerdict::hang);
  EXPECT_THAT(result.why, HasSubstr("3 times in a row, from token/code/as-is on (hang)"));
}

TEST(ProbeRun, GivesUpOnAServerThatStopsAnsweringAndKeepsWhatItHas) {
  std::vector<RawServer::Reply> replies(4, {std::string(kRefusal), false});
  replies.resize(10, {"garbage\r\n\r\n", true});
  RawServer server(replies);
  const ProbeResult result = probe_raw(server, {.only = "token/code/"});
  EXPECT_EQ(result.end, End::gave_up);
  ASSERT_EQ(result.rows.size(), 4U + kMostTroubles);
  EXPECT_EQ(result.rows[3].server.verdict, ProbeVerdict::refused);
  EXPECT_EQ(result.rows[4].server.verdict, ProbeVerdict::error);
  EXPECT_THAT(result.rows[4].differs, Contains("verdict"));
  EXPECT_THAT(result.why, HasSubstr(result.rows[4].probe->id));
}

TEST(ProbeRun, GoesOnAfterTwoAnswersThatNeverCame) {
  std::vector<RawServer::Reply> replies(2, {"garbage\r\n\r\n", true});
  replies.push_back({std::string(kRefusal), true});
  replies.resize(5, {"garbage\r\n\r\n", true});
  replies.push_back({std::string(kRefusal), true});
  RawServer server(replies);
  int asked = 0;
  const ProbeResult result =
      probe_raw(server, {.only = "token/code/", .stopped = [&asked] { return asked++ == 6; }});
  EXPECT_EQ(result.end, End::interrupted);
  EXPECT_EQ(result.rows.size(), 6U);
}

TEST(ProbeRun, NamesAServerThatIsNotThere) {
  CurlCall http{CurlOptions{}};
  const auto mock = make_mock();
  ProbeTarget target;
  {
    RawServer gone({});
    target.salesforce = gone.origin();
  }
  target.control = target.salesforce;
  const ProbeResult result = run_probes(target, http, *mock, {});
  EXPECT_EQ(result.end, End::unreachable);
  EXPECT_THAT(result.rows, IsEmpty());
  EXPECT_THAT(result.why, HasSubstr("the control listener " + target.control + " cannot be"));
}

TEST(ProbeRun, NamesAControlListenerThatIsNone) {
  RawServer server({{std::string(kRefusal), true}});
  CurlCall http{CurlOptions{}};
  const auto mock = make_mock();
  ProbeTarget target;
  target.salesforce = target.control = server.origin();
  const ProbeResult result = run_probes(target, http, *mock, {});
  EXPECT_EQ(result.end, End::unreachable);
  EXPECT_THAT(result.why, HasSubstr("answers 400 to GET /dials"));
}

TEST(ProbeRun, TakesOverHowTheDialsOfTheServerStand) {
  Served served;
  rehearse::testing::ask(served.bench->first().control(), "PATCH", "/dials",
                         R"({"token.query_parameters":"refuse"})");
  const ProbeResult result = served.probe({.only = "token/code/m05"});
  EXPECT_GT(result.rows.size(), 3U);
  EXPECT_THAT(different_ids(result), IsEmpty());
}

TEST(ProbeRun, EndsWhenItIsToldTo) {
  Served served;
  int asked = 0;
  size_t shown = 0;
  const ProbeResult result =
      served.probe({.stopped = [&asked] { return asked++ == 3; },
                    .progress = [&shown](size_t done, size_t) { shown = done; }});
  EXPECT_EQ(result.end, End::interrupted);
  EXPECT_EQ(result.rows.size(), 3U);
  EXPECT_EQ(shown, 3U);
  EXPECT_EQ(rehearse::testing::ask(served.bench->first().control(), "GET", "/apps").size(), 1U);
}

TEST(ProbeRun, WritesAReportThatCanBeReadBack) {
  Served served({"token_answers_cacheable"});
  const ProbeResult result = served.probe({.only = "token/code/as-is"});
  const auto json = parse_json(dump_json(probe_json(result, "1.2.3"), 2));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json.value()["different"], 1);
  EXPECT_EQ(json.value()["end"], "whole");
  EXPECT_EQ(json.value()["probes"][0]["differs"][0], "caches");
  EXPECT_EQ(json.value()["probes"][0]["server"]["facts"]["caches"], "may keep it");
  EXPECT_THAT(probe_junit(result, "1.2.3"), HasSubstr("probe/token/code"));
  EXPECT_THAT(probe_summary(result, 10), HasSubstr("caches: may keep it, with the mock kept off."));
}

}  // namespace
}  // namespace rehearse::harness
