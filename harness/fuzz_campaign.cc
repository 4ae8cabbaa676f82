#include "harness/fuzz_campaign.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "harness/exit_codes.h"
#include "harness/fuzz/built_targets.h"
#include "harness/fuzz/campaign.h"
#include "harness/fuzz/corpus_work.h"
#include "harness/fuzz/progress_line.h"
#include "harness/interrupt.h"
#include "harness/resources.h"
#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr double kMostMinutes = 60.0 * 24 * 366;
constexpr milliseconds kShortest{1000};
constexpr int64_t kReportVersion = 1;

int complain(const FolderError& error) {
  fmt::print(stderr, "rehearse fuzz: {}\n", error.sentence);
  return error.is_trouble ? kTrouble : kBadUsage;
}
int complain(std::string sentence) { return complain(FolderError{std::move(sentence)}); }

std::optional<milliseconds> read_minutes(const std::string& text) {
  double minutes = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, minutes);
  if (error != std::errc() || stop != end || !(minutes > 0) || minutes > kMostMinutes) return {};
  return milliseconds(int64_t(minutes * 60'000));
}

FuzzEngine engine_of(const BuiltTargets& built, const std::string& target,
                     const FuzzCampaignOptions& options) {
  FuzzEngine engine{.target = target, .executable = fs::absolute(built.executable(target))};
  const auto root = find_root(options.root);
  if (!root) return engine;  // without seeds it begins with nothing
  const fs::path seeds = fs::path(root.value()) / "fuzz/corpus" / target;
  const fs::path dictionary = fs::path(root.value()) / "fuzz/dict/oauth.dict";
  if (fs::is_directory(seeds)) engine.seeds = seeds;
  if (fs::is_regular_file(dictionary)) engine.dictionary = dictionary;
  return engine;
}

Json json_of(const std::string& target, const CampaignResult& result) {
  return {{"target", target},
          {"executions", result.end.executions},
          {"seconds", result.seconds},
          {"per_second", result.end.per_second},
          {"coverage", result.end.coverage},
          {"corpus", result.end.corpus},
          {"found", result.found},
          {"interrupted", result.interrupted},
          {"trouble", result.trouble.empty() ? result.stuck : result.trouble}};
}

void print(const std::string& target, const CampaignResult& result, const FindingsFolder& findings,
           const fs::path& folder) {
  fmt::print("{}: {}\n", target, end_text(result.end, result.seconds));
  for (const auto& [signature, finding] : findings.all()) {
    if (!result.found.contains(signature)) continue;
    const Breakage& broke = finding.breakage;
    fmt::print("  FOUND {}{}: {}\n        {}\n", broke.kind,
               broke.promise.empty() ? "" : " " + broke.promise, broke.sentence,
               (folder / signature).string());
  }
  const size_t earlier = findings.all().size() - result.found.size();
  if (earlier > 0) fmt::print("  {} earlier, not met again, in {}\n", earlier, folder.string());
  std::fflush(stdout);
}

// One target after the other, each for its share of the time.
int run_all(const BuiltTargets& built, const std::vector<std::string>& targets,
            const FuzzCampaignOptions& options, milliseconds length) {
  const Interrupt interrupt;
  ProgressLine line(!options.quiet);
  Json rows = Json::array();
  int code = kAllPassed;
  const auto share = std::max(kShortest, length / int64_t(targets.size()));
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  for (const std::string& target : targets) {
    const FuzzEngine engine = engine_of(built, target, options);
    if (engine.seeds.empty())
      fmt::print(stderr, "rehearse fuzz: no seeds for {0}: there is no fuzz/corpus/{0} in {1}\n",
                 target, options.root.empty() ? "the project's folder" : options.root);
    const fs::path folder = fs::absolute(fs::path(options.findings) / target);
    const auto corpus = CorpusFolder::open(fs::absolute(fs::path(options.corpus) / target), target);
    if (!corpus) return complain(corpus.error());
    auto findings = FindingsFolder::open(folder, target);
    if (!findings) return complain(findings.error());
    Campaign campaign(engine, corpus.value(), findings.value(),
                      {.length = share,
                       .jobs = options.jobs == 0 ? cores : options.jobs,
                       .seed = options.seed,
                       .program = REHEARSE_VERSION,
                       .stopped = [&interrupt] { return interrupt.requested(); },
                       .tell = [&](const CampaignProgress& now) { line.show(target, now); }});
    const CampaignResult result = campaign.run();
    line.clear();
    print(target, result, findings.value(), folder);
    rows.push_back(json_of(target, result));
    const Json report{
        {"version", kReportVersion}, {"program", REHEARSE_VERSION}, {"targets", rows}};
    if (!write_whole(fs::path(options.findings) / "report.json", dump_json(report, 2) + "\n"))
      return complain(
          FolderError{fmt::format("{}/report.json cannot be written.", options.findings), true});
    if (!result.found.empty()) code = kCheckFailed;
    if (!result.stuck.empty()) fmt::print(stderr, "rehearse fuzz: {}\n", result.stuck);
    if (!result.trouble.empty()) return complain(FolderError{result.trouble, true});
    if (result.interrupted) return kInterrupted;
  }
  return code;
}

int print_list(const BuiltTargets& built) {
  for (const std::string& name : built.names()) fmt::print("{}\n", name);
  return kAllPassed;
}

int say(const Result<std::string, FolderError>& done) {
  if (!done) return complain(done.error());
  fmt::print("{}\n", done.value());
  return kAllPassed;
}

// --merge, --minimize-corpus and --minimize: work on what is there, without a campaign.
int work(const BuiltTargets& built, const std::vector<std::string>& targets,
         const FuzzCampaignOptions& options) {
  const Interrupt interrupt;
  const auto goes_on = [&interrupt] { return !interrupt.requested(); };
  if (!options.minimize.empty()) {
    const auto finding = read_finding(options.minimize);
    if (!finding) return complain(finding.error());
    const auto target = built.choose({finding.value().target});
    if (!target) return complain(target.error());
    return say(minimize_finding(engine_of(built, finding.value().target, options),
                                fs::absolute(options.minimize), goes_on));
  }
  if (targets.size() != 1) return complain("--merge and --minimize-corpus take one target.");
  const FuzzEngine engine = engine_of(built, targets[0], options);
  // Before the corpus is made, so that a wrong name leaves nothing behind.
  if (!options.merge.empty()) {
    if (auto wrong = wrong_source(options.merge)) return complain(*wrong);
  }
  const auto corpus =
      CorpusFolder::open(fs::absolute(fs::path(options.corpus) / targets[0]), targets[0]);
  if (!corpus) return complain(corpus.error());
  const auto findings =
      FindingsFolder::open(fs::absolute(fs::path(options.findings) / targets[0]), targets[0]);
  if (!findings) return complain(findings.error());
  const fs::path arrivals = findings.value().arrivals();
  const int code =
      options.merge.empty()
          ? say(minimize_corpus(engine, corpus.value(), arrivals, goes_on))
          : say(merge_into(engine, corpus.value(), fs::absolute(options.merge), arrivals, goes_on));
  return interrupt.requested() ? kInterrupted : code;
}

}  // namespace

int fuzz_campaign(const FuzzCampaignOptions& options) {
  const char* const folder = std::getenv("REHEARSE_FUZZERS");
  const auto built = BuiltTargets::in(folder == nullptr ? "" : folder);
  if (!built) return complain(built.error());
  if (options.list) return print_list(built.value());
  const auto length = read_minutes(options.minutes);
  if (!length)
    return complain(fmt::format("--minutes {}: give a number above 0, and at most {} (a year).",
                                options.minutes, int64_t(kMostMinutes)));
  const int works =
      int(!options.merge.empty()) + int(!options.minimize.empty()) + int(options.minimize_corpus);
  if (works > 1) return complain("Give one of --merge, --minimize and --minimize-corpus.");
  if (!options.minimize.empty()) return work(built.value(), {}, options);
  const auto targets = built.value().choose(options.targets);
  if (!targets) return complain(targets.error());
  if (works == 1) return work(built.value(), targets.value(), options);
  return run_all(built.value(), targets.value(), options, *length);
}

}  // namespace rehearse::harness
