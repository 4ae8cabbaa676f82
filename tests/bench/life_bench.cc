// Connections that live for months: a year of hourly jobs, and ten thousand connections for a
// month.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/instance.h"

namespace rehearse::bench {
namespace {

// Workspace is a pair of mocks without sockets and connections that are connected.
class ManyConnections {
 public:
  static constexpr int kPerApp = 100;  // the most approvals of one user and app

  explicit ManyConnections(int connections) : instance_(options()) {
    Json profile{};
    for (int made = 0; made < connections; ++made) {
      if (made % kPerApp == 0) profile = new_profile(made / kPerApp);
      connect(profile, made);
      // One user may log in 3,600 times an hour.
      if (made % 3'000 == 2'999) ask("POST", "/clock", {{"advance", "61m"}});
    }
  }

  void define(int64_t connection, std::string_view schedule) {
    ask("POST", "/workato/recipes",
        {{"name", "R"}, {"connection", connection}, {"schedule", schedule}});
  }
  Json run(std::string_view length) { return ask("POST", "/workato/run", {{"for", length}}); }
  const std::vector<int64_t>& ids() const { return ids_; }

 private:
  static InstanceOptions options() {
    InstanceOptions options;
    options.seed = 7;
    for (const auto& [name, value] :
         {std::pair("approvals.kept", "100"), std::pair("api.daily_limit", "1000000")}) {
      if (!options.dials.set(name, value)) std::abort();
    }
    return options;
  }
  Json ask(std::string_view method, std::string_view path, const Json& body) {
    const ControlAnswer answer = instance_.control().call(method, path, dump_json(body));
    if (answer.status != 200) std::abort();
    return parse_json(answer.json).value();
  }
  Json new_profile(int number) {
    const std::string name = "App_" + std::to_string(number);
    const Json app = ask("POST", "/apps",
                         {{"apiName", name},
                          {"label", name},
                          {"contactEmail", "bench@example.com"},
                          {"callbackUrl", "https://www.workato.com/oauth/callback"},
                          {"scopes", "full api id refresh_token"},
                          {"isPkceRequired", true},
                          {"isRefreshTokenRotationEnabled", true},
                          {"isEnforceRefreshTokenTTL", true},
                          {"distributionState", "Packaged"}});
    return ask("POST", "/workato/profiles",
               {{"name", name},
                {"client_id", app["consumer_key"]},
                {"client_secret", app["consumer_secret"]}})["id"];
  }
  void connect(const Json& profile, int number) {
    const Json made = ask("POST", "/workato/connections",
                          {{"name", fmt::format("C{}", number)}, {"profile", profile}});
    const Json done = ask("POST", "/workato/connections/" + dump_json(made["id"]) + "/connect",
                          {{"username", "user@rehearsal.test"}});
    if (done["ok"] != true) std::abort();
    ids_.push_back(made["id"].get<int64_t>());
  }

  Instance instance_;
  std::vector<int64_t> ids_{};
};

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) / 1'024;
}

void note(benchmark::State& state, const Json& summary) {
  if (summary["failed"] != 0) state.SkipWithError("a job failed");
  state.counters["jobs"] = summary["jobs"].get<double>();
  state.counters["refreshed"] = summary["refreshed"].get<double>();
  state.counters["peak_MiB"] = peak_mib();
}

void year_of_hourly_jobs(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto mocks = std::make_unique<ManyConnections>(1);
    mocks->define(mocks->ids().front(), "hourly");
    state.ResumeTiming();
    note(state, mocks->run("365d"));
    state.PauseTiming();
    mocks.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(year_of_hourly_jobs)->Unit(benchmark::kMillisecond);

void month_of_daily_jobs(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto mocks = std::make_unique<ManyConnections>(int(state.range(0)));
    for (const int64_t id : mocks->ids()) mocks->define(id, "daily");
    state.ResumeTiming();
    note(state, mocks->run("30d"));
    state.PauseTiming();
    mocks.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(month_of_daily_jobs)->Arg(10'000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace rehearse::bench
