#include "harness/fuzz/triage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "harness/fuzz/reproduction.h"
#include "harness/scenario/library.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
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

void Triage::reproduce_as_files(FuzzFinding& finding) const {
  const fs::path folder = findings_.folder_of(finding.breakage);
  const auto transcript = read_text((folder / "transcript.jsonl").string());
  const auto made = reproduce(transcript.value_or(""), about(finding));
  std::error_code error;
  for (const std::string_view name : {"scenario.json", "curl.sh"}) fs::remove(folder / name, error);
  finding.no_scenario.clear();
  if (!made) return;  // a parser's target has no transcript: its input says it all
  if (!made.value().missing.empty()) {
    finding.no_scenario = fmt::format(
        "Nothing in the transcript gives {}, so there is neither scenario.json nor curl.sh; "
        "\"repeat\" runs the input.",
        join(made.value().missing, ", "));
    return;
  }
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
    reproduce_as_files(finding);
    findings_.update(finding);
  }
  fs::remove(smaller, error);
  fs::remove(transcript, error);
  return found;
}

Triage::Again Triage::once_more(const fs::path& input, const Breakage& breakage,
                                const fs::path& transcript) const {
  const auto outcome = run(input, transcript);
  if (!outcome && !meanwhile_()) return Again::stopped;
  const auto broke = outcome ? read_breakage(outcome->text) : std::nullopt;
  return broke && signature(*broke) == signature(breakage) ? Again::breaks : Again::holds;
}

void Triage::try_out(FuzzFinding& finding) {
  const fs::path folder = findings_.folder_of(finding.breakage);
  const Again again = once_more(folder / "input", finding.breakage, folder / "transcript.jsonl");
  if (again == Again::stopped) return;
  findings_.mark_checked(finding.breakage);
  finding.tried = true;
  finding.repeats = again == Again::breaks;
  reproduce_as_files(finding);
  findings_.update(finding);
  if (finding.repeats) shrink(finding);
}

// Two mistakes may have one signature: where the first is mended, its input says nothing of the
// other. A run of its own tells, once a finding and a start.
Triage::Again Triage::still_stands(const FuzzFinding& known, const fs::path& artifact) {
  if (!known.tried || !findings_.is_unchecked(known.breakage)) return Again::breaks;
  const fs::path input = findings_.folder_of(known.breakage) / "input";
  const Again again = once_more(known.repeats ? input : artifact, known.breakage, "");
  if (again == Again::stopped) return again;
  findings_.mark_checked(known.breakage);
  if (known.repeats) return again;
  // It never broke anything alone; where the new one does, that is the better one.
  return again == Again::breaks ? Again::holds : Again::breaks;
}

Result<std::string, FolderError> Triage::take(const fs::path& artifact, const Breakage& breakage,
                                              std::string_view report, uint64_t executions,
                                              uint64_t seed) {
  const auto input = read_text(artifact.string());
  if (!input)
    return FolderError{fmt::format("The input {} broke something and cannot be read; make it "
                                   "readable, or take it away.",
                                   artifact.string()),
                       true};
  const fs::path folder = findings_.folder_of(breakage);
  FuzzFinding finding{.target = engine_.target,
                      .program = program_,
                      .breakage = breakage,
                      .executions = executions,
                      .seed = seed,
                      .size = input->size(),
                      .tried = false,
                      .repeat = engine_.repeat_line(folder / "input")};
  std::error_code error;
  const auto known = findings_.all().find(signature(breakage));
  if (known != findings_.all().end()) {
    const Again stands = still_stands(known->second, artifact);
    if (stands == Again::stopped) return signature(breakage);  // it stays for the next start
    if (stands == Again::breaks) {
      findings_.count_again(breakage);
      fs::remove(artifact, error);
      return signature(breakage);
    }
    finding.times = known->second.times + 1;
  }
  if (!findings_.add(finding, *input, report))
    return FolderError{fmt::format("A finding cannot be written to {}; its input is {}.",
                                   folder.string(), artifact.string()),
                       true};
  fs::remove(artifact, error);
  try_out(finding);
  return signature(breakage);
}

Result<std::string, FolderError> Triage::take(const fs::path& artifact, std::string_view report,
                                              uint64_t executions, uint64_t seed) {
  const Breakage unknown{.kind = kind_of(artifact), .sentence = "It ended by itself."};
  return take(artifact, read_breakage(report).value_or(unknown), report, executions, seed);
}

Result<std::string, FolderError> Triage::take_left_over(const fs::path& artifact) {
  const auto outcome = run(artifact, "");
  if (!outcome && !meanwhile_()) return std::string();  // it stays for the next start
  const std::string report = outcome ? outcome->text : "";
  if (read_breakage(report) || !outcome || outcome->exit_code != 0)
    return take(artifact, report, 0, 0);
  // It did break something, perhaps with what the target had kept from inputs before it: so each
  // is a finding of its own.
  const Breakage alone{
      .kind = kind_of(artifact),
      .sentence =
          "A run that was killed left this input; alone it breaks "
          "nothing.",
      .place = "input " + hex_encode(sha256(read_text(artifact.string()).value_or("")))};
  return take(artifact, alone, report, 0, 0);
}

}  // namespace rehearse::harness
