// Deployments over loopback HTTP, from the request to the poll that finds them done, and
// retrievals. The dial metadata.duration stands at zero.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/metadata/jobs.h"
#include "mocks/wire/http_client.h"
#include "mocks/world.h"
#include "tests/bench/rehearsal.h"
#include "tests/support/deployment.h"

namespace rehearse::bench {
namespace {

// An admin who deploys and polls.
class Deployer {
 public:
  Deployer() {
    const ControlAnswer session = rehearsal_.instance().control().call(
        "POST", "/sessions", R"({"username":"admin@rehearsal.test"})");
    token_ = string_member(parse_json(session.json).value(), "session_id").value_or("");
    base_ = rehearsal_.instance().addresses().salesforce +
            "/services/data/v67.0/metadata/deployRequest";
  }

  // The status that the first poll tells, or what went wrong.
  std::string deploy(const std::string& body) {
    const Json created =
        send({.method = "POST",
              .url = base_,
              .headers = {authorization(), {"Content-Type", testing::kMultipartType}},
              .body = body});
    const std::string id = string_member(created, "id").value_or("");
    const Json polled =
        send({.url = base_ + "/" + id + "?includeDetails=true", .headers = {authorization()}});
    const Json* result = find_member(polled, "deployResult");
    return result == nullptr ? dump_json(polled) : string_member(*result, "status").value_or("");
  }

  Rehearsal& rehearsal() { return rehearsal_; }

 private:
  wire::Field authorization() const { return {"Authorization", "Bearer " + token_}; }
  Json send(const wire::HttpRequest& request) {
    const auto answer = http_.send(request);
    if (!answer) return answer.error().what;
    auto json = parse_json(answer.value().body);
    return json ? std::move(json).value() : Json(answer.value().body);
  }

  Rehearsal rehearsal_{Rehearsal::Sockets::plain};
  wire::HttpClient http_{{}};
  std::string token_, base_;
};

void deploy_with_polling(benchmark::State& state) {
  Deployer deployer;
  const std::string body = testing::deployment(testing::package_of({}));
  for (auto _ : state) {
    const std::string status = deployer.deploy(body);
    if (status != "Succeeded") state.SkipWithError(status.c_str());
  }
}
BENCHMARK(deploy_with_polling)->UseRealTime()->Unit(benchmark::kMillisecond);

// A retrieval of the app's components, in process: from the request to the zip that is there.
void retrieve_in_process(benchmark::State& state) {
  Deployer deployer;
  deployer.deploy(testing::deployment(testing::package_of({})));
  const auto world = deployer.rehearsal().instance().world();
  const TimePoint now = world->clock.now();
  salesforce::RetrieveRequest wanted{.single_package = true, .package_version = "67.0"};
  for (const auto& type : salesforce::metadata_types(67)) {
    if (type.name != "Settings") wanted.unpackaged.push_back({std::string(type.name), {"*"}});
  }
  for (auto _ : state) {
    auto tx = world->org.begin();
    const UserId user = tx.users().find_by_username("admin@rehearsal.test")->id;
    const auto job = tx.metadata_jobs().retrieve(wanted, {.user = user, .now = now});
    if (!job) return state.SkipWithError("refused");
    tx.metadata_jobs().run_due(world->org, tx, now);
    if (job.value()->outcome.files.size() < 3) state.SkipWithError("not all came back");
  }
}
BENCHMARK(retrieve_in_process)->Unit(benchmark::kMillisecond);

// The largest package there may be, of which nothing can be deployed: what its way in costs.
void send_39_megabytes(benchmark::State& state) {
  Deployer deployer;
  const std::string body = testing::deployment(std::string(size_t(39) << 20, 'x'));
  for (auto _ : state) {
    const std::string status = deployer.deploy(body);
    if (status != "Failed") state.SkipWithError(status.c_str());
  }
}
BENCHMARK(send_39_megabytes)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(10);

// What every other request pays for the requests that may be due: one atomic read.
void catch_up_with_nothing_due(benchmark::State& state) {
  Rehearsal rehearsal(Rehearsal::Sockets::none);
  const auto world = rehearsal.instance().world();
  const TimePoint now = world->clock.now();
  for (auto _ : state) world->org.catch_up(now);
}
BENCHMARK(catch_up_with_nothing_due);

}  // namespace
}  // namespace rehearse::bench
