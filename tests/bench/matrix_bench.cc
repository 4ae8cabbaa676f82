// The matrix through its whole pipeline: lives, stories, CSV, JSON and page, at ×1, ×4 and ×16.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <thread>

#include "harness/matrix/live_cells.h"
#include "harness/matrix/matrix_files.h"
#include "harness/matrix/summary.h"

namespace rehearse::bench {
namespace {

using namespace harness;

// 23,520 cells, and four and sixteen times as many; each has the same mixture of lives.
Selection selection_of(int64_t times) {
  SelectionOptions options;
  options.dimensions = {"scopes=standard"};
  if (times >= 4) {
    options.dimensions.push_back("secret_for_web_server=on,off");
    options.dimensions.push_back("secret_for_refresh=on,off");
  }
  if (times >= 16) {
    options.dimensions.front() = "scopes=standard,subset";
    options.dimensions.push_back("jwt=off,on");
  }
  auto selection = read_selection(options);
  if (!selection) std::abort();
  return std::move(selection).value();
}

LiveMaker real_lives() {
  return [] {
    const auto lives = std::make_shared<simulation::Lives>(simulation::LifeOptions{});
    return Live([lives](const simulation::LifePlan& plan) { return lives->live(plan); });
  };
}

double resident_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) / 1024;
}

// Cells a second, of all that `rehearse matrix --out` does but the page's template.
void whole_matrix(benchmark::State& state) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const LiveMaker maker = real_lives();
  uint32_t cells = 0;
  size_t bytes = 0;
  for (auto unused : state) {
    Matrix matrix;
    matrix.selection = selection_of(state.range(0));
    if (!live_cells(matrix, maker, cores, nullptr, {})) state.SkipWithError("not lived");
    const Put count = [&](std::string_view piece) { bytes += piece.size(); };
    write_csv(matrix, count);
    write_json(matrix, count);
    benchmark::DoNotOptimize(summarise(matrix, maker()));
    cells += matrix.selection.grid.slots();
  }
  benchmark::DoNotOptimize(bytes);
  state.counters["cells"] = benchmark::Counter(double(cells), benchmark::Counter::kIsRate);
  state.counters["peak_megabytes"] = resident_megabytes();
}
BENCHMARK(whole_matrix)->Arg(1)->Arg(4)->Arg(16)->UseRealTime()->Unit(benchmark::kMillisecond);

// Everything but the lives: what the matrix itself costs a cell.
void matrix_without_lives(benchmark::State& state) {
  simulation::LifeReport report;
  report.connects = report.works = true;
  const LiveMaker maker = [&] { return Live([&](const simulation::LifePlan&) { return report; }); };
  uint32_t cells = 0;
  for (auto unused : state) {
    Matrix matrix;
    matrix.selection = selection_of(state.range(0));
    if (!live_cells(matrix, maker, 1, nullptr, {})) state.SkipWithError("not lived");
    cells += matrix.selection.grid.slots();
  }
  state.counters["cells"] = benchmark::Counter(double(cells), benchmark::Counter::kIsRate);
}
BENCHMARK(matrix_without_lives)->Arg(1)->Arg(4)->Arg(16)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
