#include "harness/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>

#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/mock_vocabulary.h"
#include "harness/record/record_run.h"
#include "harness/report.h"
#include "harness/report/console.h"
#include "harness/report/report_folder.h"
#include "harness/resources.h"
#include "harness/scenario/command_line.h"
#include "harness/scenario/library.h"
#include "harness/scenario/runner.h"
#include "harness/scenario/shard.h"
#include "harness/targets.h"
#include "mocks/real_clock.h"

namespace rehearse::harness {
namespace {

using Errors = std::vector<std::string>;

int complain(const Errors& errors) {
  for (const std::string& error : errors) fmt::print(stderr, "rehearse run: {}\n", error);
  return kBadUsage;
}

// What the NAME=VALUE flags say.
struct Flags {
  std::vector<Assignment> settings{}, dials{}, variants{};
};

std::vector<Assignment> read_flags(const std::vector<std::string>& texts, std::string_view flag,
                                   Errors& errors) {
  std::vector<Assignment> read;
  for (const std::string& text : texts) {
    auto assignment = read_assignment(text, flag);
    if (assignment) {
      read.push_back(std::move(assignment).value());
    } else {
      errors.push_back(assignment.error());
    }
  }
  return read;
}

// A name on the command line deserves a message of its own; within a file it would show up in
// every one.
void check_names(const Flags& flags, const Vocabulary& vocabulary, Errors& errors) {
  const auto check = [&](std::string_view flag, std::string_view what, const Assignment& one,
                         const std::vector<std::string>& known,
                         const std::optional<std::string>& wrong) {
    if (std::find(known.begin(), known.end(), one.first) == known.end()) {
      errors.push_back(fmt::format("{}: there is no {} \"{}\"{}", flag, what, one.first,
                                   did_you_mean(one.first, known)));
    } else if (wrong) {
      errors.push_back(fmt::format("{} {}: {}", flag, one.first, *wrong));
    }
  };
  for (const Assignment& one : flags.settings)
    check("--set", "setting", one, vocabulary.settings,
          vocabulary.check_setting(one.first, setting_value(one.second)));
  for (const Assignment& one : flags.dials)
    check("--dial", "dial", one, vocabulary.dials, vocabulary.check_dial(one.first, one.second));
}

// Names of what the mocks are to do wrong, and of where Workato is.
void check_mistakes(const Mistakes& mistakes, const std::string& data_centre,
                    const Vocabulary& vocabulary, Errors& errors) {
  const auto check = [&](std::string_view flag, std::string_view what, const std::string& name,
                         const std::vector<std::string>& known) {
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
    errors.push_back(
        fmt::format("{}: there is no {} \"{}\"{}", flag, what, name, did_you_mean(name, known)));
  };
  for (const std::string& bug : mistakes.bugs)
    check("--bug", "client bug", bug, vocabulary.client_bugs);
  check("--mutant", "mutant", mistakes.mutant, vocabulary.mutants);
  check("--data-centre", "data centre", data_centre, vocabulary.data_centres);
}

// Pictures go into the report's folder as they come; the first that could not be written is told.
struct Pictures {
  std::string error{};

  void keep(const ReportFolder& folder, const std::string& name, std::string_view png) {
    const auto written = folder.write(name, png);
    if (!written && error.empty()) error = written.error();
  }
};

// Prepared is everything a run needs; nothing has happened yet.
struct Prepared {
  Vocabulary vocabulary{};
  std::vector<LoadedScenario> scenarios{};
  std::vector<PlannedRun> planned{};
  Shard shard{};
  std::unique_ptr<TargetFactory> targets{};
  PageParts page_parts{};
  std::optional<ReportFolder> report{};
  std::optional<ReportFolder> recordings{};
  TimePoint start = kRunStart;
  std::string driver{}, kind{};  // of the target: "mock" or "sandbox"
  std::string recording_date{};  // of a real org's; a mock's is virtual
  std::function<bool()> interrupted{};
  std::function<int()> times_interrupted{};
  bool has_trouble = false;  // what is wrong is not the command line
};

// Every problem of every file, at once.
Result<std::vector<LoadedScenario>, Errors> load_all(const std::vector<Chosen>& files,
                                                     const Prepared& prepared, const Schema& schema,
                                                     const Overrides& overrides) {
  std::vector<LoadedScenario> scenarios;
  Errors errors;
  for (const Chosen& file : files) {
    auto loaded = load_scenario(file.source, prepared.vocabulary, schema, overrides);
    if (!loaded) {
      for (const Problem& problem : loaded.error()) errors.push_back(to_text(problem));
      continue;
    }
    const Scenario& scenario = loaded.value().scenario;
    // A browser shows the pages.
    const std::string driver = prepared.driver == "browser" ? "pages" : prepared.driver;
    const bool other_driver = !scenario.driver.empty() && scenario.driver != driver;
    if (other_driver && file.named)
      errors.push_back(
          fmt::format("{} only makes sense with --driver {}", scenario.name, scenario.driver));
    if (!other_driver && (file.named || !scenario.must_fail))
      scenarios.push_back(std::move(loaded).value());
  }
  if (!errors.empty()) return errors;
  if (scenarios.empty()) return Errors{"there is no scenario to run"};
  return scenarios;
}

bool colour_wanted() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

// Where a run of these options would be repeated from.
RepeatOptions repeat_options(const RunOptions& options, const Flags& flags) {
  const bool is_on_mocks = options.target == "mock";
  return {.seed = options.seed,
          .driver = is_on_mocks && options.driver == "pages" ? "" : options.driver,
          .start = options.start,
          .settings = flags.settings,
          .dials = flags.dials,
          .mistakes = {options.bugs, options.mutant},
          .data_centre = options.data_centre,
          .target = is_on_mocks ? "" : options.target,
          .journals = is_on_mocks || options.journals == RunOptions{}.journals ? std::string()
                                                                               : options.journals,
          .developer_edition = !is_on_mocks && options.developer_edition};
}

Result<Done, Errors> choose_runs(const RunOptions& options, const Flags& flags,
                                 const Resources& resources, Prepared& prepared) {
  const Library library(resources.root);
  const std::vector<std::string> wanted =
      options.scenarios.empty() ? std::vector<std::string>{"guide"} : options.scenarios;
  auto files = options.all ? library.all() : library.choose(wanted);
  if (!files) return files.error();
  Overrides overrides{{}, flags.dials, options.data_centre};
  for (const auto& [name, value] : flags.settings)
    overrides.settings.emplace_back(name, setting_value(value));
  auto scenarios = load_all(files.value(), prepared, resources.schema, overrides);
  if (!scenarios) return scenarios.error();
  prepared.scenarios = std::move(scenarios).value();
  if (auto unused = settings_without_use(prepared.scenarios, flags.settings); !unused.empty())
    return unused;
  const auto plans = choose_plans(prepared.scenarios, flags.variants);
  if (!plans) return plans.error();
  for (size_t number = 0; number < plans.value().size(); ++number) {
    if (!prepared.shard.has(number)) continue;
    const Plan* plan = plans.value()[number];
    prepared.planned.push_back(
        {plan, repeat_line(*plan, plan->scenario, repeat_options(options, flags))});
  }
  if (prepared.planned.empty())
    fmt::print("None of the {} runs is of shard {}: nothing to do.\n", plans.value().size(),
               to_text(prepared.shard));
  return Done{};
}

Result<Done, Errors> prepare(const RunOptions& options, Prepared& prepared,
                             const Resources& resources) {
  Errors errors;
  if (!options.record.empty() && (!options.bugs.empty() || !options.mutant.empty()))
    errors.push_back("--record keeps what is right: leave out --bug and --mutant");
  const Flags flags{read_flags(options.settings, "--set", errors),
                    read_flags(options.dials, "--dial", errors),
                    read_flags(options.variants, "--variant", errors)};
  prepared.vocabulary = mock_vocabulary(resources.guide);
  check_names(flags, prepared.vocabulary, errors);
  check_mistakes({options.bugs, options.mutant}, options.data_centre, prepared.vocabulary, errors);
  if (!options.record.empty() && options.driver == "browser")
    errors.push_back("--record keeps what is asked, not what a browser adds: use --driver pages");
  auto targets = make_targets({.target = options.target,
                               .driver = options.driver,
                               .headed = options.headed,
                               .web_driver = options.web_driver,
                               .journals = options.journals,
                               .developer_edition = options.developer_edition,
                               .interrupted = prepared.interrupted,
                               .times_interrupted = prepared.times_interrupted});
  if (!targets) {
    prepared.has_trouble = targets.error().is_trouble && errors.empty();
    errors.push_back(targets.error().what);
  }
  const auto start = options.start.empty() ? kRunStart : parse_time(options.start);
  if (!start)
    errors.push_back(fmt::format("--start takes a time such as 2026-05-12T09:00:00Z, not \"{}\"",
                                 options.start));
  const auto shard =
      options.shard.empty() ? Result<Shard, std::string>(Shard{}) : read_shard(options.shard);
  if (!shard) errors.push_back(shard.error());
  if (!errors.empty()) return errors;
  prepared.shard = shard.value();
  prepared.targets = std::move(targets.value().factory);
  prepared.start = *start;
  prepared.driver = targets.value().driver;
  prepared.kind = targets.value().kind;
  if (prepared.kind != "mock") prepared.recording_date = format_time(present_time()).substr(0, 10);
  if (auto chosen = choose_runs(options, flags, resources, prepared); !chosen) return chosen;
  if (!options.report.empty()) {
    auto parts = load_page_parts(resources.root);
    if (!parts) return Errors{parts.error()};
    prepared.page_parts = std::move(parts).value();
  }
  for (const auto& [path, wanted] : {std::pair{&options.report, &prepared.report},
                                     std::pair{&options.record, &prepared.recordings}}) {
    if (path->empty()) continue;
    auto folder = ReportFolder::open(*path);
    if (!folder) return Errors{folder.error()};
    *wanted = std::move(folder).value();
  }
  return Done{};
}

// What every recording of the run says of it.
RecordingMeta recording_meta(const RunOptions& options, const Prepared& prepared) {
  return {.driver = prepared.driver,
          .settings = options.settings,
          .dials = options.dials,
          .data_centre = options.data_centre,
          .date = prepared.recording_date,
          .target = prepared.kind,
          .program = REHEARSE_VERSION};
}

}  // namespace

int run(const RunOptions& options) {
  const auto resources = load_resources(options.root);
  if (!resources) return complain(resources.error());
  const Interrupt interrupt;
  Prepared prepared;
  prepared.interrupted = [&interrupt] { return interrupt.requested(); };
  prepared.times_interrupted = [&interrupt] { return interrupt.times(); };
  if (const auto done = prepare(options, prepared, resources.value()); !done) {
    complain(done.error());
    if (prepared.interrupted()) return kInterrupted;
    return prepared.has_trouble ? kTrouble : kBadUsage;
  }
  if (prepared.planned.empty()) return kAllPassed;
  Console console(print, resources.value().guide, {colour_wanted(), options.quiet});
  std::optional<RecordingStages> stages;
  std::optional<RecordKeeper> keeper;
  if (prepared.recordings) {
    stages.emplace(*prepared.targets, recording_meta(options, prepared));
    keeper.emplace(console, *stages, *prepared.recordings);
  }
  Runner runner(prepared.vocabulary,
                stages ? static_cast<TargetFactory&>(*stages) : *prepared.targets,
                keeper ? static_cast<RunObserver&>(*keeper) : console, prepared.interrupted);
  Pictures pictures;
  if (prepared.report) {
    runner.keep_pictures([&](const std::string& name, std::string_view png) {
      pictures.keep(*prepared.report, name, png);
    });
  } else {
    runner.leave_out_transcripts();
  }
  RunResult result;
  result.version = REHEARSE_VERSION;
  result.seed = options.seed;
  result.start = format_time(prepared.start);
  result.target = options.target;
  result.driver = prepared.driver;
  result = runner.run(std::move(result), prepared.start, prepared.planned,
                      {options.bugs, options.mutant});
  if (keeper && !keeper->error().empty()) {
    fmt::print(stderr, "rehearse run: {}\n", keeper->error());
    return kTrouble;
  }
  if (prepared.report) {
    const auto written =
        write_report(result, resources.value().guide, prepared.page_parts, *prepared.report);
    const std::string& problem = written ? pictures.error : written.error();
    if (!problem.empty()) {
      fmt::print(stderr, "rehearse run: {}\n", problem);
      return kTrouble;
    }
  }
  return exit_code(result);
}

}  // namespace rehearse::harness
