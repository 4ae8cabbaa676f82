// Simulated lives of connections.
#include <benchmark/benchmark.h>

#include "mocks/simulation/life.h"
#include "tests/support/lives.h"

namespace rehearse::bench {
namespace {

using namespace rehearse::simulation;

// The guide's settings of 2026, used daily.
LifePlan typical() {
  LifePlan plan;
  plan.settings.idle_limit = true;
  plan.settings.allowlist = Allowlist::all_three;
  return plan;
}

// Cells of the default product come first, usage and client innermost, as the matrix goes through
// them.
constexpr int64_t kDefaultCells = 94'080;

// One life after the other that all begin alike.
void typical_life(benchmark::State& state) {
  Lives lives({});
  const LifePlan plan = typical();
  for (auto _ : state) benchmark::DoNotOptimize(lives.live(plan));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(typical_life)->Unit(benchmark::kMicrosecond);

// The same with a world of its own for each.
void typical_life_alone(benchmark::State& state) {
  const LifePlan plan = typical();
  for (auto _ : state) benchmark::DoNotOptimize(Lives({}).live(plan));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(typical_life_alone)->Unit(benchmark::kMicrosecond);

// A part of the default product: every 17th of the blocks whose 21 cells differ in usage and
// client alone. 17 shares no divisor with the other dimensions.
void live_blocks(int64_t blocks) {
  Lives lives({});
  constexpr int64_t kBlock = 21;
  for (int64_t block = 0; block < blocks; ++block) {
    const int64_t start = block * 17 * kBlock % kDefaultCells;
    for (int64_t at = 0; at < kBlock; ++at)
      benchmark::DoNotOptimize(lives.live(testing::cell(start + at)));
  }
}

// Times 1, 4 and 16: the lives a second stay.
void default_product(benchmark::State& state) {
  constexpr int64_t kBlocks = 140, kBlock = 21;
  for (auto _ : state) live_blocks(kBlocks * state.range(0));
  state.SetItemsProcessed(state.iterations() * kBlocks * kBlock * state.range(0));
}
BENCHMARK(default_product)->Arg(1)->Arg(4)->Arg(16)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
