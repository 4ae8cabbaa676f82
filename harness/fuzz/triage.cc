#include "harness/fuzz/triage.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "harness/fuzz/reproduction.h"
#include "harness/scenario/library.h"
#include "mocks/known_names.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

// libFuzzer names an artifact after what happened: `17-timeout-5ba93c9d…`, with our prefix.
std::string kind_of(const fs::path& artifact) {
  const std::string name = artifact.filename().string();
  if (name.find("timeout-") != std::string::npos) return "timeout";
  if (name.find("oom-") != std::string::npos) return "out-of-memory";
  if (name.find("leak-") != std::string::npos) return "leak";
  return "crash";
}

ReproductionOf about(const FuzzFinding& finding) {
  ReproductionOf of{.target = finding.target,
                    .promise = finding.breakage.promise,
                    .sentence = finding.breakage.sentence};
  const char* const planted = std::getenv("REHEARSE_PLANTED");
  const std::string name = planted == nullptr ? "" : planted;
  const auto is_one_of = [&name](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (is_one_of(mutant_names())) of.mutant = name;
  if (is_one_of(client_bug_names())) of.bug = name;
  return of;
}

}  // namespace

std::optional<ChildOutcome> Triage::run(const fs::path& input, const fs::path& transcript) const {
  return run_child(engine_.run(input, transcript), 2 * FuzzEngine::kSecondsAnInput, meanwhile_);
}

void Triage::reproduce_as_files(const FuzzFinding& finding) const {
  const fs::path folder = findings_.folder_of(finding.breakage);
  const auto transcript = read_text((folder / "transcript.jsonl").string());
  const auto made = reproduce(transcript.value_or(""), about(finding));
  if (!made) return;  // a parser's target has no transcript: its input says it all
  write_whole(folder / "scenario.json", made.value().scenario);
  write_whole(folder / "curl.sh", made.value().curl);
}

bool Triage::shrink(FuzzFinding& finding) {
  // Each try of a hang lasts as long as the hang.
  if (finding.breakage.kind == "timeout") return false;
  const fs::path folder = findings_.folder_of(finding.breakage);
  const fs::path from = folder / (finding.minimized > 0 ? "minimized" : "input");
  const fs::path smaller = folder / "smaller.part", transcript = folder / "transcript.part";
  std::error_code error;
  fs::remove(smaller, error);
  run_child(engine_.minimize(from, smaller, minimize_seconds_),
            minimize_seconds_ + FuzzEngine::kSecondsAnInput, meanwhile_);
  const uintmax_t size = fs::file_size(smaller, error);
  bool found = !error && size < fs::file_size(from, error);
  if (found) {
    // It may break another promise than its origin.
    const auto outcome = run(smaller, transcript);
    const auto breakage = outcome ? read_breakage(outcome->text) : std::nullopt;
    found = breakage && signature(*breakage) == signature(finding.breakage);
  }
  if (found) {
    fs::rename(smaller, folder / "minimized", error);
    fs::rename(transcript, folder / "transcript.jsonl", error);
    finding.minimized = size_t(size);
    finding.repeat = engine_.repeat_line(folder / "minimized");
    findings_.update(finding);
    reproduce_as_files(finding);
  }
  fs::remove(smaller, error);
  fs::remove(transcript, error);
  return found;
}

std::string Triage::take(const fs::path& artifact, std::string_view report, uint64_t executions,
                         uint64_t seed) {
  std::error_code error;
  const auto reported = read_breakage(report);
  const Breakage breakage =
      reported.value_or(Breakage{.kind = kind_of(artifact), .sentence = "It ended by itself."});
  if (findings_.count_again(breakage)) {
    fs::remove(artifact, error);
    return signature(breakage);
  }
  const std::string input = read_text(artifact.string()).value_or("");
  const fs::path folder = findings_.folder_of(breakage);
  FuzzFinding finding{.target = engine_.target,
                      .program = program_,
                      .breakage = breakage,
                      .executions = executions,
                      .seed = seed,
                      .size = input.size(),
                      .repeat = engine_.repeat_line(folder / "input")};
  if (!findings_.add(finding, input, report)) return {};
  fs::remove(artifact, error);
  const auto again = run(folder / "input", folder / "transcript.jsonl");
  const auto broke = again ? read_breakage(again->text) : std::nullopt;
  finding.repeats = broke && signature(*broke) == signature(breakage);
  findings_.update(finding);
  reproduce_as_files(finding);
  if (finding.repeats) shrink(finding);
  return signature(breakage);
}

std::string Triage::take_left_over(const fs::path& artifact) {
  const auto outcome = run(artifact, "");
  if (!outcome) return {};  // stopped: it stays for the next start
  if (outcome->exit_code != 0 || kind_of(artifact) == "timeout")
    return take(artifact, outcome->text, 0, 0);
  std::error_code error;
  fs::remove(artifact, error);
  return {};
}

}  // namespace rehearse::harness
