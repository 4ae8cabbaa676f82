#include "harness/fuzz/corpus_work.h"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "harness/fuzz/findings.h"
#include "harness/fuzz/triage.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
constexpr int kMostSeconds = 24 * 3600;
constexpr int kMinimizeSeconds = 120;

// Runs libFuzzer's merge; the error says how it ended.
Result<Done, FolderError> merge(const FuzzEngine& engine, const fs::path& into,
                                const std::vector<fs::path>& from, const fs::path& arrivals,
                                const std::function<bool()>& goes_on) {
  const auto outcome = run_child(engine.merge(into, from, arrivals), kMostSeconds, goes_on);
  if (!outcome) return FolderError{"Interrupted; the corpus is as it was.", true};
  if (outcome->exit_code == 0) return Done{};
  const std::string_view text = trim(outcome->text);
  return FolderError{
      fmt::format("The target {} cannot merge (exit code {}): {}", engine.executable.string(),
                  outcome->exit_code, text.substr(text.rfind('\n') + 1)),
      true};
}

}  // namespace

std::optional<FolderError> wrong_source(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return FolderError{fmt::format("--merge {}: there is no such folder.", folder.string())};
  if (access(folder.c_str(), R_OK | X_OK) != 0)
    return FolderError{fmt::format("--merge {}: the folder cannot be read.", folder.string()),
                       true};
  if (count_files(folder) == 0)
    return FolderError{fmt::format("--merge {}: the folder holds no inputs.", folder.string())};
  return {};
}

Result<std::string, FolderError> merge_into(const FuzzEngine& engine, const CorpusFolder& corpus,
                                            const fs::path& from, const fs::path& arrivals,
                                            const std::function<bool()>& goes_on) {
  const size_t before = corpus.count();
  const auto merged = merge(engine, corpus.inputs(), {from}, arrivals, goes_on);
  if (!merged) return merged.error();
  const size_t after = corpus.count();
  return fmt::format("{}: {} inputs before, {} after; {} of the {} in {} add something",
                     engine.target, before, after, after - before, count_files(from),
                     from.string());
}

Result<std::string, FolderError> minimize_corpus(const FuzzEngine& engine,
                                                 const CorpusFolder& corpus,
                                                 const fs::path& arrivals,
                                                 const std::function<bool()>& goes_on) {
  const size_t before = corpus.count();
  if (before == 0) return fmt::format("{}: the corpus is empty", engine.target);
  const auto fresh = corpus.fresh();
  if (!fresh) return fresh.error();
  const auto merged = merge(engine, fresh.value(), {corpus.inputs()}, arrivals, goes_on);
  if (!merged) return merged.error();
  if (const auto swapped = corpus.swap_in(); !swapped) return swapped.error();
  return fmt::format("{}: {} inputs before, {} after", engine.target, before, corpus.count());
}

Result<std::string, FolderError> minimize_finding(const FuzzEngine& engine, const fs::path& folder,
                                                  const std::function<bool()>& goes_on) {
  // `…/O-06-1f3a9c20/` is meant as `…/O-06-1f3a9c20`.
  const fs::path whole = (folder / ".").lexically_normal().parent_path();
  auto findings = FindingsFolder::open(whole.parent_path(), engine.target);
  if (!findings) return findings.error();
  const auto known = findings.value().all().find(whole.filename().string());
  if (known == findings.value().all().end())
    return FolderError{fmt::format("{} is not where its finding was stored: its name has changed.",
                                   folder.string())};
  FuzzFinding finding = known->second;
  const size_t before = finding.minimized > 0 ? finding.minimized : finding.size;
  Triage triage(engine, findings.value(), finding.program, kMinimizeSeconds, goes_on);
  if (!triage.shrink(finding))
    return fmt::format("{}: no input smaller than {} bytes was found", whole.filename().string(),
                       before);
  return fmt::format("{}: {} bytes before, {} after", whole.filename().string(), before,
                     finding.minimized);
}

}  // namespace rehearse::harness
