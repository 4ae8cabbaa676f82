// Steps of the exploration of small worlds.
#include <benchmark/benchmark.h>

#include "mocks/simulation/explore.h"

namespace rehearse::bench {
namespace {

using namespace rehearse::simulation;

// A world, tried as far as the argument says.
void steps_of(benchmark::State& state, std::string_view name) {
  const SmallWorld small = find_small_world(name).value();
  uint64_t steps = 0, states = 0;
  for (auto _ : state) {
    const Exploration found = explore(small, {.most_states = uint64_t(state.range(0))});
    if (found.finding) state.SkipWithError("a promise was broken");
    steps += found.steps;
    states += found.states;
  }
  state.counters["steps"] = benchmark::Counter(double(steps), benchmark::Counter::kIsRate);
  state.counters["states"] = benchmark::Counter(double(states), benchmark::Counter::kIsRate);
}

void copied_tokens(benchmark::State& state) { steps_of(state, "copied_tokens"); }
BENCHMARK(copied_tokens)->Arg(8'000)->Unit(benchmark::kMillisecond);

void keep_alives(benchmark::State& state) { steps_of(state, "keep_alives"); }
BENCHMARK(keep_alives)->Arg(8'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
