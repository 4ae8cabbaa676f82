#include "harness/matrix.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/matrix/live_cells.h"
#include "harness/matrix/matrix_files.h"
#include "harness/matrix/merge.h"
#include "harness/matrix/page.h"
#include "harness/matrix/preset.h"
#include "harness/matrix/progress.h"
#include "harness/matrix/summary.h"
#include "harness/report/report_folder.h"
#include "harness/resources.h"
#include "harness/scenario/library.h"
#include "harness/scenario/problem.h"

namespace rehearse::harness {
namespace {

using Errors = std::vector<std::string>;

const std::string kPreset = "appexchange-2026";
constexpr size_t kGroupsOnScreen = 12;

int complain(const Errors& errors, int code = kBadUsage) {
  for (const std::string& error : errors) fmt::print(stderr, "rehearse matrix: {}\n", error);
  return code;
}

LiveMaker simulated_lives(uint64_t seed) {
  return [seed] {
    const auto lives = std::make_shared<simulation::Lives>(simulation::LifeOptions{seed, false});
    return Live([lives](const simulation::LifePlan& plan) { return lives->live(plan); });
  };
}

// Place is the folder that --out names, and what is needed to write there.
struct Place {
  std::optional<ReportFolder> folder{};
  Guide guide{};
  std::string page_template{};
};

Result<Place, Errors> open_place(const std::string& out, const std::string& root) {
  Place place;
  if (out.empty()) return place;
  auto resources = load_resources(root);
  if (!resources) return resources.error();
  const std::string file = resources.value().root + "/" + kPageTemplate;
  const auto text = read_text(file);
  if (!text) return Errors{fmt::format("\"{}\" can't be read", file)};
  place.page_template = *text;
  place.guide = resources.value().guide;
  auto folder = ReportFolder::open(out);
  if (!folder) return Errors{folder.error()};
  place.folder = std::move(folder).value();
  return place;
}

// Writes the files, then prints the summary: whoever reads only its beginning has them all the
// same. The exit code of trouble, or 0.
int publish(const Matrix& matrix, const Place& place, const LiveMaker& maker) {
  const Summary summary = summarise(matrix, maker());
  const std::string text = to_text(summary, matrix, kGroupsOnScreen);
  if (!place.folder) {
    fmt::print("{}", text);
    return kAllPassed;
  }
  const ReportFolder& folder = *place.folder;
  Result<Done, std::string> page = Done{};
  const std::pair<std::string_view, std::function<void(const Put&)>> files[] = {
      {"matrix.csv", [&](const Put& put) { write_csv(matrix, put); }},
      {"matrix.json", [&](const Put& put) { write_json(matrix, put); }},
      {"summary.txt",
       [&](const Put& put) { put(to_text(summary, matrix, summary.groups.size())); }},
      {"matrix.html",
       [&](const Put& put) { page = write_page(matrix, place.guide, place.page_template, put); }}};
  for (const auto& [name, fill] : files) {
    const auto written = folder.write(name, fill);
    if (!written) return complain({written.error()}, kTrouble);
  }
  if (!page) return complain({page.error()}, kBadUsage);
  fmt::print("{}\nWritten to {}: matrix.html, matrix.csv, matrix.json, summary.txt\n", text,
             folder.path());
  return kAllPassed;
}

// What is wrong with the flags that belong to no cell.
Errors wrong_flags(const MatrixOptions& options) {
  Errors errors;
  if (options.resume && options.out.empty())
    errors.push_back("--resume goes on with the folder of --out; name it");
  if (!options.preset.empty() && options.preset != kPreset)
    errors.push_back(fmt::format("--preset: there is no preset \"{}\"; the one there is: {}",
                                 options.preset, kPreset));
  if (!options.preset.empty() && options.resume)
    errors.push_back("--resume has no use with --preset");
  if (!options.preset.empty() && options.jobs > 0)
    errors.push_back("--jobs has no use with --preset: it takes one thread");
  return errors;
}

int run_preset(const MatrixOptions& options, const Selection& selection) {
  auto place = open_place(options.out, options.root);
  if (!place) return complain(place.error());
  const Interrupt interrupt;
  Comparison comparison{selection, options.seed, {}, false};
  {
    Progress progress(!options.quiet);
    comparison.lives = live_preset(selection, simulated_lives(options.seed)(),
                                   {[&] { return interrupt.requested(); },
                                    [&](uint32_t done, uint32_t of) { progress.show(done, of); }});
  }
  comparison.partial = comparison.lives.size() < selection.size();
  std::string written_to;
  if (const auto& folder = place.value().folder) {
    for (const auto& written :
         {folder->write("preset.csv", [&](const Put& put) { write_preset_csv(comparison, put); }),
          folder->write("preset.json",
                        [&](const Put& put) { write_preset_json(comparison, put); })}) {
      if (!written) return complain({written.error()}, kTrouble);
    }
    written_to = fmt::format("\nWritten to {}: preset.csv, preset.json\n", folder->path());
  }
  fmt::print("{}{}", preset_text(comparison), written_to);
  if (comparison.partial)
    fmt::print(stderr, "rehearse matrix: interrupted; only what was lived by then is told\n");
  return interrupt.requested() ? kInterrupted : kAllPassed;
}

int run_matrix(const MatrixOptions& options, Selection selection) {
  auto place = open_place(options.out, options.root);
  if (!place) return complain(place.error());
  Matrix matrix;
  matrix.selection = std::move(selection);
  matrix.seed = options.seed;
  matrix.version = REHEARSE_VERSION;
  std::optional<Checkpoint> checkpoint;
  if (place.value().folder) {
    auto begun = options.resume ? Checkpoint::go_on(options.out, matrix)
                                : Checkpoint::begin(options.out, matrix);
    if (!begun) return complain({begun.error()});
    checkpoint = std::move(begun).value();
  }
  const Interrupt interrupt;
  const LiveMaker maker = simulated_lives(options.seed);
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  {
    Progress progress(!options.quiet);
    const Watch watch{[&] { return interrupt.requested(); },
                      [&](uint32_t done, uint32_t of) { progress.show(done, of); }};
    const auto lived = live_cells(matrix, maker, options.jobs == 0 ? cores : options.jobs,
                                  checkpoint ? &*checkpoint : nullptr, watch);
    if (!lived) return complain({lived.error()}, kTrouble);
  }
  if (const int code = publish(matrix, place.value(), maker); code != kAllPassed) return code;
  if (matrix.partial) {
    if (checkpoint)
      fmt::print(stderr, "rehearse matrix: interrupted; --resume --out {} goes on\n", options.out);
    return kInterrupted;
  }
  if (checkpoint) checkpoint->remove();
  return interrupt.requested() ? kInterrupted : kAllPassed;
}

}  // namespace

int matrix(const MatrixOptions& options) {
  Errors errors = wrong_flags(options);
  SelectionOptions selected{options.full, options.dimensions, options.where, options.shard};
  if (!options.usage.empty()) selected.dimensions.push_back("usage=" + options.usage);
  auto selection = options.preset.empty() ? read_selection(selected) : preset_selection(selected);
  if (!selection) errors.insert(errors.end(), selection.error().begin(), selection.error().end());
  if (!errors.empty()) return complain(errors);
  if (!options.preset.empty()) return run_preset(options, selection.value());
  return run_matrix(options, std::move(selection).value());
}

int merge_matrix(const MergeOptions& options) {
  Errors errors;
  for (const std::string& folder : options.folders) {
    std::error_code none;
    if (!options.out.empty() && std::filesystem::equivalent(options.out, folder, none))
      errors.push_back(fmt::format("--out \"{}\" is the folder of a shard; name another", folder));
  }
  if (!errors.empty()) return complain(errors);
  // The folder is made only for what can be written to it.
  const auto whole = merge_matrices(options.folders);
  if (!whole) return complain(whole.error());
  if (whole.value().version != REHEARSE_VERSION)
    return complain(
        {fmt::format("the shards are of version {}, but this is version {}: merge them "
                     "with the version that made them",
                     whole.value().version, REHEARSE_VERSION)});
  auto place = open_place(options.out, options.root);
  if (!place) return complain(place.error());
  return publish(whole.value(), place.value(), simulated_lives(whole.value().seed));
}

}  // namespace rehearse::harness
