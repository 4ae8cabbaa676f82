#include "mocks/bench.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Answer control_call(wire::HttpCall& http, const std::string& base, const std::string& method,
                    const std::string& path, const std::string& body = {},
                    wire::Fields headers = {}) {
  if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
  return send(http, {.method = method, .url = base + path, .headers = headers, .body = body});
}

TEST(Bench, ServesBothMocksAndTheirControl) {
  const auto bench = start_bench();
  const Addresses& at = bench->first().addresses();
  wire::HttpClient http({});
  EXPECT_EQ(send(http, {.url = at.salesforce + "/services/data"}).status, 200);
  EXPECT_EQ(send(http, {.url = at.workato + "/"}).status, 200);
  const Answer ready = control_call(http, at.control, "GET", "/ready");
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body["ready"], true);
  EXPECT_EQ(control_call(http, at.control, "POST", "/clock", R"({"advance":"1d"})")["now"],
            "2026-05-13T09:00:00Z");
  EXPECT_TRUE(bench->ca_pem().empty());
}

TEST(Bench, ControlListenerAnswersToLoopbackNamesOnly) {
  const auto bench = start_bench();
  const std::string control = bench->first().addresses().control;
  EXPECT_THAT(control, StartsWith("http://127.0.0.1:"));
  wire::HttpClient http({});
  const Answer answer =
      control_call(http, control, "GET", "/ready", {}, {{"Host", "evil.example"}});
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.text, HasSubstr("foreign_host"));
}

TEST(Bench, TlsCoversTheDocumentedHosts) {
  const auto bench = start_bench({.tls = true});
  const auto http = client_of(*bench, bench->first());
  EXPECT_THAT(bench->first().addresses().salesforce, StartsWith("https://127.0.0.1:"));
  EXPECT_THAT(bench->first().addresses().control, StartsWith("http://127.0.0.1:"));
  for (const auto& known : bench->first().addresses().documented_hosts) {
    const Answer answer = send(*http, {.url = "https://" + known.host + "/"});
    EXPECT_NE(answer.status, 0) << known.host << ' ' << answer.text;
  }
  EXPECT_EQ(send(*http, {.url = bench->first().addresses().salesforce + "/"}).status, 200);
  wire::HttpClient stranger({});
  EXPECT_EQ(send(stranger, {.url = bench->first().addresses().salesforce + "/"}).status, 0);
}

TEST(Bench, BusyPortIsNamed) {
  const auto bench = start_bench();
  const int taken = bench->first().addresses().documented_hosts.front().port;
  BenchOptions options;
  options.listen.workato_port = uint16_t(taken);
  const auto second = Bench::start(options);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().what + second.error().where, HasSubstr(std::to_string(taken)));
}

TEST(Bench, AddedInstanceSharesNothing) {
  const auto bench = start_bench();
  wire::HttpClient http({});
  const std::string control = bench->first().addresses().control;
  const Answer added = control_call(http, control, "POST", "/instances",
                                    R"({"seed":7,"org_mode":"locked-2026","start":"2027-01-01",
                                        "sandbox":true})");
  ASSERT_EQ(added.status, 200) << added.text;
  const std::string other = added["control"];
  EXPECT_EQ(control_call(http, other, "GET", "/org").body["sandbox"], true);
  EXPECT_EQ(control_call(http, control, "GET", "/org").body["sandbox"], false);
  EXPECT_EQ(control_call(http, other, "GET", "/clock")["now"], "2027-01-01T00:00:00Z");

  // Its clock, dials, apps, faults and journal are its own.
  control_call(http, other, "POST", "/clock", R"({"advance":"9d"})");
  control_call(http, other, "PATCH", "/dials", R"({"rtr.replay":"reject_only"})");
  const Answer app = control_call(http, other, "POST", "/apps", guide_app("Other"));
  EXPECT_EQ(control_call(http, other, "GET", "/apps/" + app["app_id"]).body["isPkceRequired"],
            true);
  send(http, {.url = added["salesforce"] + "/services/data"});
  EXPECT_EQ(control_call(http, control, "GET", "/clock")["now"], "2026-05-12T09:00:00Z");
  EXPECT_EQ(control_call(http, control, "GET", "/dials")["rtr.replay"], "cascade");
  EXPECT_EQ(control_call(http, control, "GET", "/apps").body.size(), 1U);
  EXPECT_EQ(control_call(http, control, "GET", "/journal").body["exchanges"].size(), 0U);
  EXPECT_EQ(control_call(http, other, "GET", "/journal").body["exchanges"].size(), 1U);

  const Answer same = control_call(http, control, "POST", "/apps", guide_app("Other"));
  EXPECT_NE(same["consumer_secret"], app["consumer_secret"]);
  EXPECT_EQ(control_call(http, control, "DELETE", "/instances/" + added["id"]).status, 200);
  EXPECT_EQ(control_call(http, other, "GET", "/ready").status, 0);
  EXPECT_EQ(control_call(http, control, "GET", "/ready").status, 200);
}

TEST(Bench, InstanceCallsSayWhatIsWrong) {
  const auto bench = start_bench();
  Control& control = bench->first().control();
  const Refused gone = refused(control, "DELETE", "/instances/instance-9");
  EXPECT_EQ(gone.status, 404);
  EXPECT_EQ(gone.code, "not_found");
  EXPECT_EQ(refused(control, "DELETE", "/instances/first").code, "first_instance");
  EXPECT_EQ(refused(control, "POST", "/instances", R"({"org_mode":"locked"})").code, "bad_value");
  EXPECT_EQ(refused(control, "POST", "/instances", R"({"start":"soon"})").code, "bad_value");
  EXPECT_EQ(refused(control, "POST", "/instances", R"({"seed":-1})").code, "bad_value");
  EXPECT_EQ(refused(control, "POST", "/instances", R"({"data_centre":"mars"})").code, "bad_value");
  EXPECT_THAT(refused(control, "POST", "/instances", R"({"client_bugs":["no_pkc"]})").message,
              HasSubstr("did you mean \"no_pkce\"?"));
  EXPECT_EQ(refused(control, "POST", "/instances", R"({"client_bugs":"no_pkce"})").code,
            "wrong_type");
  EXPECT_THAT(refused(control, "POST", "/instances", R"({"mutant":"nothing"})").message,
              HasSubstr("there is no mutant"));
  EXPECT_EQ(refused(control, "POST", "/instances", R"({"dials":{"x":1}})").code, "bad_value");
  EXPECT_THAT(refused(control, "POST", "/instances", R"({"sed":1})").message, HasSubstr("seed"));
  EXPECT_TRUE(bench->added_ids().empty());

  // Only the first instance adds others: two that end each other would wait for ever.
  const auto added = bench->add({});
  ASSERT_TRUE(added.ok());
  EXPECT_EQ(refused(added.value()->control(), "POST", "/instances").code, "not_here");
  EXPECT_EQ(refused(added.value()->control(), "DELETE", "/instances/first").code, "not_here");
}

TEST(Instance, SameSeedGivesSameValuesWhateverTheStart) {
  Instance one{InstanceOptions{.seed = 3}};
  Instance two{InstanceOptions{.seed = 3, .start = kRunStart + std::chrono::hours(5000)}};
  Instance other{InstanceOptions{.seed = 4}};
  const Json app = ask(one.control(), "POST", "/apps", guide_app("Seeded"));
  EXPECT_EQ(ask(two.control(), "POST", "/apps", guide_app("Seeded")), app);
  EXPECT_NE(ask(other.control(), "POST", "/apps", guide_app("Seeded")), app);
}

TEST(Instance, ResetGoesBackToTheStart) {
  const auto bench = start_bench();
  Instance& instance = bench->first();
  wire::HttpClient http({});
  const std::string site = instance.addresses().salesforce;
  const Json app = ask(instance.control(), "POST", "/apps", guide_app("Reset"));
  ask(instance.control(), "POST", "/clock", R"({"advance":"40d"})");
  ask(instance.control(), "PATCH", "/dials", R"({"approvals.kept":4})");
  ask(instance.control(), "PUT", "/network", R"({"127.0.0.1":"10.0.0.1"})");
  ask(instance.control(), "POST", "/faults",
      R"({"route":"data_versions","at":"before","action":"status","value":503})");
  ask(instance.control(), "PATCH", "/users/user@rehearsal.test", R"({"active":false})");
  EXPECT_EQ(send(http, {.url = site + "/services/data"}).status, 503);

  EXPECT_EQ(ask(instance.control(), "POST", "/reset")["now"], "2026-05-12T09:00:00Z");
  EXPECT_EQ(ask(instance.control(), "GET", "/apps").size(), 1U);
  EXPECT_EQ(ask(instance.control(), "GET", "/dials")["approvals.kept"], "5");
  EXPECT_EQ(ask(instance.control(), "GET", "/network"), Json::object());
  EXPECT_EQ(ask(instance.control(), "GET", "/faults").size(), 0U);
  EXPECT_EQ(ask(instance.control(), "GET", "/journal")["exchanges"].size(), 0U);
  EXPECT_EQ(ask(instance.control(), "GET", "/users/user@rehearsal.test")["active"], true);
  EXPECT_EQ(instance.addresses().salesforce, site);
  EXPECT_EQ(send(http, {.url = site + "/services/data"}).status, 200);
  EXPECT_EQ(ask(instance.control(), "POST", "/apps", guide_app("Reset")), app);
}

// A request that is being served finishes on the state it began with.
TEST(Instance, ResetUnderLoadLosesNoRequest) {
  const auto bench = start_bench();
  const std::string site = bench->first().addresses().salesforce;
  std::atomic<bool> done{false};
  std::atomic<int> served{0}, failed{0};
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      wire::HttpClient http({});
      while (!done || served == 0) {
        const int status = send(http, {.url = site + "/services/data"}).status;
        ++(status == 200 ? served : failed);
        if (failed > 0) return;
      }
    });
  }
  for (int i = 0; i < 50; ++i) ask(bench->first().control(), "POST", "/reset");
  done = true;
  clients.clear();  // joins
  EXPECT_GT(served, 0);
  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace rehearse::testing
