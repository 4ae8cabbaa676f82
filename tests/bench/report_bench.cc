// What a report of a thousand exchanges costs to write.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "harness/report/har_report.h"
#include "mocks/core/time.h"
#include "tests/support/report_parts.h"

namespace rehearse::bench {
namespace {

using namespace harness;

// A refresh that is refused, over and over, a minute apart, as the journal tells of it.
RunResult run_of(int64_t exchanges) {
  RunResult run{"1", 1, "2026-05-12T09:00:00Z", "mock", "pages"};
  const auto field = [](std::string_view name, std::string_view value) {
    return Json{{"name", name}, {"value", value}};
  };
  Json list = Json::array();
  for (int64_t number = 0; number < exchanges; ++number) {
    list.push_back(
        {{"at", format_time(kRunStart + std::chrono::minutes(number))},
         {"side", "salesforce"},
         {"method", "POST"},
         {"path", "/services/oauth2/token"},
         {"status", 400},
         {"reason", "refresh_idle_limit"},
         {"peer", "52.5.142.59"},
         {"host", "login.salesforce.com"},
         {"form", Json::array({field("grant_type", "refresh_token"),
                               field("refresh_token", "[redacted]")})},
         {"headers", Json::array({field("Content-Type", "application/x-www-form-urlencoded"),
                                  field("User-Agent", "bench")})},
         {"response",
          {{"headers", Json::array({field("Content-Type", "application/json;charset=UTF-8"),
                                    field("Cache-Control", "no-store")})},
           {"body",
            {{"error", "invalid_grant"}, {"error_description", "expired access/refresh token"}}}}},
         {"step", "job"}});
  }
  const Finding job{.step_id = "job",
                    .title = "Run a job",
                    .verdict = Verdict::pass,
                    .expected = "success",
                    .actual = "it ran",
                    .virtual_time = run.start};
  run.scenarios = {{"jobs",
                    "Jobs",
                    false,
                    {},
                    "rehearse run jobs",
                    {job},
                    dump_json({{"dropped", 0}, {"exchanges", std::move(list)}})}};
  return run;
}

void written(benchmark::State& state, size_t bytes) {
  state.counters["bytes"] = double(bytes);
  state.counters["exchanges"] =
      benchmark::Counter(double(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
}

void report_page(benchmark::State& state) {
  const Report report = harness::testing::report_of(run_of(state.range(0)));
  const PageParts parts = harness::testing::page_parts();
  size_t bytes = 0;
  for (auto unused : state)
    bytes = html_report(report, parts, harness::testing::kNoPictures).value().text.size();
  written(state, bytes);
}
BENCHMARK(report_page)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void report_archive(benchmark::State& state) {
  const Report report = harness::testing::report_of(run_of(state.range(0)));
  size_t bytes = 0;
  for (auto unused : state) bytes = har_report(report).size();
  written(state, bytes);
}
BENCHMARK(report_archive)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void report_json(benchmark::State& state) {
  const RunResult run = run_of(state.range(0));
  size_t bytes = 0;
  for (auto unused : state) bytes = json_report(run).size();
  written(state, bytes);
}
BENCHMARK(report_json)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
