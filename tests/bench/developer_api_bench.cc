// Lists of Workato's Developer API, from the request to the answer's bytes.
#include <benchmark/benchmark.h>

#include <string>

#include "mocks/wire/call.h"
#include "mocks/workato/routes.h"

namespace rehearse::bench {
namespace {

using namespace workato;

constexpr int64_t kRows = 10'000;

// Nobody calls the org here.
class NoOrg final : public wire::HttpCall {
 public:
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest&) override { return Trouble{}; }
};

// A workspace with ten thousand profiles, each with a connection.
class FullWorkspace {
 public:
  FullWorkspace() {
    (void)dials_.set("workato.rate_limits", "off");
    auto tx = workspace_.begin();
    for (int64_t row = 0; row < kRows; ++row) {
      const std::string number = std::to_string(row);
      const auto profile = tx.profiles().create({.provider = "salesforce",
                                                 .name = "Profile " + number,
                                                 .client_id = "3MVG9client" + number,
                                                 .client_secret = "secret-of-" + number},
                                                kRunStart);
      tx.connections().create({.name = "Connection " + number, .profile = profile.value()},
                              kRunStart);
    }
  }
  wire::WireResponse get(std::string_view path, const std::string& query) {
    const wire::WireRequest request = wire::make_request(
        {.origin = "https://www.workato.com",
         .target = std::string(path) + query,
         .headers = {{"Authorization", "Bearer " + workspace_.config().api_token}},
         .received_at = kRunStart});
    wire::Call call(request, 1);
    for (const auto& route : routes()) {
      if (route.path == path && route.method == "GET") return route.endpoint(workspace_, call);
    }
    return {.status = 404};
  }

 private:
  NoOrg org_;
  oauth::Dials dials_{};
  Workspace workspace_{{.dials = &dials_}, org_, kRunStart};
};

void measure(benchmark::State& state, std::string_view path, const std::string& query) {
  FullWorkspace workspace;
  for (auto _ : state) {
    const wire::WireResponse response = workspace.get(path, query);
    if (response.status != 200) state.SkipWithError(response.body.c_str());
    benchmark::DoNotOptimize(response.body.data());
  }
}

// The hundredth page of a hundred profiles each.
void profile_page_of_ten_thousand(benchmark::State& state) {
  measure(state, "/api/custom_oauth_profiles", "?page=100&per_page=100");
}
BENCHMARK(profile_page_of_ten_thousand)->Unit(benchmark::kMillisecond);

// The whole list: it is not paged.
void connection_list_of_ten_thousand(benchmark::State& state) {
  measure(state, "/api/connections", "");
}
BENCHMARK(connection_list_of_ten_thousand)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
