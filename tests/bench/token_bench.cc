// The token endpoint: called directly, through the dispatcher, and over kept-alive loopback
// connections beside a real nginx that answers `return 200` in the same run.
#include <benchmark/benchmark.h>
#include <sched.h>

#include <memory>

#include "mocks/salesforce/endpoints.h"
#include "mocks/world.h"
#include "tests/bench/http_load.h"
#include "tests/bench/rehearsal.h"

namespace rehearse::bench {
namespace {

constexpr size_t kBatch = 2'000;

const std::string kNginxRequest = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

void refresh_called_directly(benchmark::State& state) {
  Rehearsal rehearsal(Rehearsal::Sockets::none);
  const auto world = rehearsal.instance().world();
  uint64_t arrival = 1'000;
  for (auto _ : state) {
    wire::WireRequest request =
        rehearsal.request("/services/oauth2/token", rehearsal.refresh_form());
    request.received_at = world->clock.now();
    wire::Call call(request, ++arrival);
    const wire::WireResponse response = salesforce::token(world->org, call);
    if (response.status != 200) state.SkipWithError(response.body.c_str());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(refresh_called_directly);

void refresh_through_the_dispatcher(benchmark::State& state) {
  Rehearsal rehearsal(Rehearsal::Sockets::none);
  const auto world = rehearsal.instance().world();
  for (auto _ : state) {
    const auto delivery = world->salesforce.handle(
        rehearsal.request("/services/oauth2/token", rehearsal.refresh_form()));
    if (delivery.response.status != 200) state.SkipWithError(delivery.response.body.c_str());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(refresh_through_the_dispatcher);

// Keeps this thread, and what it starts, on one processor: with one request in flight, waking an
// idle second processor costs more than either server's work, and chance decides who pays for it.
class OneProcessor {
 public:
  OneProcessor() {
    ::sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    ::sched_setaffinity(0, sizeof one, &one);
  }
  ~OneProcessor() { ::sched_setaffinity(0, sizeof before_, &before_); }
  OneProcessor(const OneProcessor&) = delete;
  OneProcessor& operator=(const OneProcessor&) = delete;

 private:
  cpu_set_t before_{};
};

// Batches alternate between the two servers, so that a change of the machine's pace meets both; the
// counter is the ratio of the two rates.
void refresh_beside_nginx(benchmark::State& state) {
  const auto pinned = state.range(0) == 1 ? std::make_unique<OneProcessor>() : nullptr;
  Rehearsal rehearsal(Rehearsal::Sockets::plain);
  const Nginx nginx;
  const auto connections = size_t(state.range(0));
  HttpLoad ours(rehearsal.salesforce_port(), connections);
  HttpLoad yardstick(nginx.port(), connections);
  const std::string request = rehearsal.refresh_on_the_wire();
  ours.run(request, kBatch);
  yardstick.run(kNginxRequest, kBatch);
  std::chrono::duration<double> our_time{}, nginx_time{};
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    yardstick.run(kNginxRequest, kBatch);
    const auto between = std::chrono::steady_clock::now();
    ours.run(request, kBatch);
    nginx_time += between - start;
    our_time += std::chrono::steady_clock::now() - between;
  }
  const double batches = double(state.iterations()) * kBatch;
  state.counters["ours_per_s"] = batches / our_time.count();
  state.counters["nginx_per_s"] = batches / nginx_time.count();
  state.counters["share_of_nginx"] = nginx_time.count() / our_time.count();
}
BENCHMARK(refresh_beside_nginx)->Arg(1)->Arg(16)->UseRealTime()->Unit(benchmark::kMillisecond);

// One request while 200 other connections lie idle, and with none.
void request_beside_idle_connections(benchmark::State& state) {
  Rehearsal rehearsal(Rehearsal::Sockets::plain);
  const HttpLoad idle(rehearsal.salesforce_port(), size_t(state.range(0)));
  const std::string request = rehearsal.refresh_on_the_wire();
  for (auto _ : state) {
    HttpLoad fresh(rehearsal.salesforce_port(), 1);
    fresh.run(request, 1);
  }
}
BENCHMARK(request_beside_idle_connections)
    ->Arg(0)
    ->Arg(200)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(200);

}  // namespace
}  // namespace rehearse::bench
