#include "harness/parity.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "harness/driver/mock_stages.h"
#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/mock_vocabulary.h"
#include "harness/parity_ledger.h"
#include "harness/record/declared.h"
#include "harness/record/parity.h"
#include "harness/record/parity_report.h"
#include "harness/record/record_run.h"
#include "harness/report/report_folder.h"
#include "harness/resources.h"
#include "harness/sandbox/mock_sandbox.h"
#include "harness/scenario/command_line.h"
#include "harness/scenario/library.h"
#include "harness/target/scratch_folder.h"
#include "harness/targets.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Errors = std::vector<std::string>;
constexpr const char* kReportName = "parity.json";

int complain(const Errors& errors, int code = kBadUsage) {
  for (const std::string& error : errors) fmt::print(stderr, "rehearse parity: {}\n", error);
  return code;
}

// Job is a recording and the plan that repeats it.
struct Job {
  std::string file{};
  Recording recorded{};
  LoadedScenario scenario{};
  const Plan* plan = nullptr;  // of the scenario
};
using Jobs = std::vector<std::unique_ptr<Job>>;

Result<std::vector<std::string>, std::string> files_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".json") && name != kReportName) files.push_back(entry.path().string());
  }
  if (error) return fmt::format("the folder \"{}\" can't be read: {}", folder, error.message());
  if (files.empty())
    return fmt::format(
        "the folder \"{}\" has no recording; `rehearse run SCENARIO --record {}` makes one", folder,
        folder);
  std::sort(files.begin(), files.end());
  return files;
}

Result<Overrides, Errors> overrides_of(const RecordingMeta& meta) {
  Overrides overrides{.data_centre = meta.data_centre};
  Errors errors;
  for (const std::string& text : meta.settings) {
    const auto one = read_assignment(text, "settings");
    if (!one) errors.push_back(one.error());
    if (one) overrides.settings.emplace_back(one.value().first, setting_value(one.value().second));
  }
  for (const std::string& text : meta.dials) {
    const auto one = read_assignment(text, "dials");
    if (!one) errors.push_back(one.error());
    if (one) overrides.dials.push_back(one.value());
  }
  if (!errors.empty()) return errors;
  return overrides;
}

Result<Done, Errors> find_plan(Job& job, const Vocabulary& vocabulary, const Resources& resources) {
  const RecordingMeta& meta = job.recorded.meta;
  const auto in_file = [&](const std::string& what) {
    return Errors{fmt::format("{}: {}", job.file, what)};
  };
  if (meta.target == "sandbox" && meta.driver == "pages")
    return in_file(
        "a person performed it on a sandbox, which nothing can repeat; record it with "
        "--driver api");
  if (meta.driver != "api" && meta.driver != "pages")
    return in_file(fmt::format("the driver is api or pages, not \"{}\"", meta.driver));
  const auto chosen = Library(resources.root).choose({meta.scenario});
  if (!chosen) return in_file(join(chosen.error(), "; "));
  if (chosen.value().size() != 1) return in_file("\"scenario\" must name one scenario");
  auto overrides = overrides_of(meta);
  if (!overrides) return in_file(join(overrides.error(), "; "));
  auto loaded =
      load_scenario(chosen.value()[0].source, vocabulary, resources.schema, overrides.value());
  if (!loaded) {
    Errors errors;
    for (const Problem& problem : loaded.error()) errors.push_back(to_text(problem));
    return errors;
  }
  job.scenario = std::move(loaded).value();
  for (const Plan& plan : job.scenario.scenario.plans) {
    if (plan.variant == meta.variant) job.plan = &plan;
  }
  if (job.plan == nullptr)
    return in_file(fmt::format("{} has no such variant any more: record it again", meta.scenario));
  return Done{};
}

// Everything that is wrong with the folder, at once.
Result<Jobs, Errors> read_jobs(const ParityOptions& options, const Vocabulary& vocabulary,
                               const Resources& resources) {
  const auto files = files_in(options.folder);
  if (!files) return Errors{files.error()};
  Jobs jobs;
  Errors errors;
  for (const std::string& file : files.value()) {
    auto job = std::make_unique<Job>();
    job->file = file;
    auto recorded = read_recording(read_text(file).value_or(""), file);
    if (!recorded) {
      errors.push_back(recorded.error());
      continue;
    }
    job->recorded = std::move(recorded).value();
    if (const auto found = find_plan(*job, vocabulary, resources); !found) {
      errors.insert(errors.end(), found.error().begin(), found.error().end());
      continue;
    }
    jobs.push_back(std::move(job));
  }
  if (!errors.empty()) return errors;
  return jobs;
}

Result<DeclaredDifferences, std::string> read_ledger(const ParityOptions& options,
                                                     const Resources& resources) {
  const std::string file = options.declared.empty()
                               ? resources.root + "/fixtures/declared_differences.json"
                               : options.declared;
  const auto text = read_text(file);
  if (!text) return fmt::format("the ledger \"{}\" can't be read", file);
  return DeclaredDifferences::read(*text, file);
}

ComparedScenario compared(const Job& job, const Recording& mock) {
  ComparedScenario scenario{
      .file = job.file, .meta = job.recorded.meta, .exchanges = job.recorded.exchanges.size()};
  for (const std::string& step : mock.steps) {
    const auto& recorded = job.recorded.steps;
    if (std::find(recorded.begin(), recorded.end(), step) == recorded.end())
      scenario.not_recorded.push_back(step);
  }
  scenario.differences = compare_recordings(job.recorded, mock);
  return scenario;
}

// The mocks as they were reached when it was recorded: as mocks, or as a sandbox is.
std::unique_ptr<TargetFactory> repeated_on(const RecordingMeta& meta, const std::string& journals,
                                           const std::function<bool()>& interrupted) {
  if (meta.target != "sandbox") return mock_targets(meta.driver);
  return mock_sandboxes(sandbox_options({}, {.journals = journals, .interrupted = interrupted}));
}

}  // namespace

int parity(const ParityOptions& options) {
  const auto resources = load_resources(options.root);
  if (!resources) return complain(resources.error());
  const Vocabulary vocabulary = mock_vocabulary(resources.value().guide);
  const auto jobs = read_jobs(options, vocabulary, resources.value());
  if (!jobs) return complain(jobs.error());
  auto ledger = read_ledger(options, resources.value());
  if (!ledger) return complain({ledger.error()});
  std::optional<ReportFolder> folder;
  if (!options.report.empty()) {
    auto opened = ReportFolder::open(options.report);
    if (!opened) return complain({opened.error()});
    folder = std::move(opened).value();
  }
  const Interrupt interrupt;
  const auto interrupted = [&interrupt] { return interrupt.requested(); };
  const ScratchFolder scratch;  // for the journals of mocks that are reached as sandboxes
  if (!scratch.error().empty()) return complain({scratch.error()}, kTrouble);
  ParityReport report;
  BorneOut borne_out;
  for (const auto& job : jobs.value()) {
    const auto targets = repeated_on(job->recorded.meta, scratch.path().string(), interrupted);
    const auto run =
        record_run(*job->plan, vocabulary, *targets, job->recorded.meta, kRunStart, interrupted);
    if (interrupt.requested()) return kInterrupted;
    if (!run) return complain({run.error()}, kTrouble);
    report.scenarios.push_back(compared(*job, run.value().recording));
    ledger.value().mark(job->recorded.meta, report.scenarios.back().differences);
    borne_out.add(job->recorded, run.value().result, report.scenarios.back().differences);
  }
  report.stale = ledger.value().stale();
  fmt::print("{}", parity_text(report, ledger.value()));
  if (options.ledger) fmt::print("\n{}", borne_out.text());
  if (folder) {
    if (const auto written = folder->write(kReportName, parity_json(report)); !written)
      return complain({written.error()}, kTrouble);
  }
  return report.is_clean() ? kAllPassed : kCheckFailed;
}

}  // namespace rehearse::harness
