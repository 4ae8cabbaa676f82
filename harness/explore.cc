#include "harness/explore.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/exit_codes.h"
#include "harness/interrupt.h"
#include "harness/small_worlds.h"
#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

using simulation::Exploration;
using simulation::SmallWorld;

void print_worlds() {
  for (const SmallWorld& small : simulation::small_worlds())
    fmt::print("{:<22} {}\n", small.name, small.title);
  fmt::print("\nWhat must hold after each step:\n");
  for (const simulation::Invariant& one : simulation::invariants())
    fmt::print("{:<6} {}\n", one.id, one.promise);
}

// A line that is written over, for people who wait.
void tell_progress(const Exploration& so_far) {
  if (isatty(STDERR_FILENO) == 0) return;
  fmt::print(stderr, "\r  {} states, {} steps … ", so_far.states, so_far.steps);
}

void end_progress() {
  if (isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r\x1b[K");
}

std::string how_complete(const Exploration& found) {
  if (found.finding) return "stopped at a broken promise";
  return found.complete ? "everything that can happen; every promise was kept"
                        : "not everything: stopped before the end";
}

void print(const SmallWorld& small, const Exploration& found) {
  fmt::print("{}, seed {}: {}\n", small.name, small.options.seed, small.title);
  fmt::print(
      "  {} states, {} transitions, {} ends; {} steps performed, the deepest state lies {} "
      "steps down\n  {}\n",
      found.states, found.transitions, found.ends, found.steps, found.longest, how_complete(found));
  if (found.finding) print_finding(small, *found.finding, found.is_shortest);
}

Json json_of(const SmallWorld& small, const Exploration& found) {
  Json json = {{"world", small.name},      {"seed", small.options.seed},
               {"states", found.states},   {"transitions", found.transitions},
               {"ends", found.ends},       {"steps", found.steps},
               {"longest", found.longest}, {"complete", found.complete}};
  json["violation"] = nullptr;
  if (!found.finding) return json;
  Json schedule = Json::array();
  for (const simulation::Choice& choice : found.finding->schedule)
    schedule.push_back(to_text(choice));
  json["violation"] = {{"invariant", found.finding->violation.invariant},
                       {"text", found.finding->violation.text},
                       {"schedule", schedule}};
  return json;
}

// Writes the finding as a scenario; false: it cannot be written.
bool save(const SmallWorld& small, const simulation::Finding& finding,
          const ExploreOptions& options) {
  const std::string& path = options.out;
  const std::string stem = std::filesystem::path(path).stem().string();
  std::ofstream file(path);
  file << scenario_of(small, finding, options, stem);
  file.close();
  if (file) {
    fmt::print(stderr, "saved as {}: `rehearse run {}` performs it again\n", path, path);
    return true;
  }
  fmt::print(stderr,
             "rehearse explore: {} cannot be written; name a file in a folder that "
             "exists and may be written to.\n",
             path);
  return false;
}

}  // namespace

int explore(const ExploreOptions& options) {
  if (options.list) return print_worlds(), kAllPassed;
  const auto worlds = chosen_worlds(options, "explore");
  if (!worlds) return kBadUsage;
  const Interrupt interrupt;
  Json all = Json::array();
  int code = kAllPassed;
  for (const SmallWorld& small : *worlds) {
    const Exploration found =
        simulation::explore(small, {.most_states = uint64_t(options.most_states),
                                    .stopped = [&interrupt] { return interrupt.requested(); },
                                    .progress = tell_progress});
    end_progress();
    if (options.json) {
      all.push_back(json_of(small, found));
    } else {
      print(small, found);
    }
    if (found.finding) {
      code = kCheckFailed;
      if (!options.out.empty() && !save(small, *found.finding, options)) return kTrouble;
      break;
    }
    if (interrupt.requested()) {
      code = kInterrupted;
      break;
    }
  }
  if (options.json) fmt::print("{}\n", dump_json(all, 2));
  return code;
}

int simulate(const ExploreOptions& options) {
  const auto worlds = chosen_worlds(options, "simulate");
  if (!worlds) return kBadUsage;
  const Interrupt interrupt;
  for (int64_t run = 0; run < options.runs; ++run) {
    const uint64_t seed = uint64_t(options.seed + run);
    for (SmallWorld small : *worlds) {
      small.options.seed = seed;
      const simulation::Walk walk = simulation::walk(small, seed);
      if (!options.quiet || walk.violation) {
        fmt::print("{}, seed {}: {}\n", small.name, seed, small.title);
        for (size_t index = 0; index < walk.lines.size(); ++index)
          fmt::print("  {:>4}  {:<12} {}\n", index + 1, to_text(walk.schedule[index]),
                     walk.lines[index]);
      }
      if (walk.violation) {
        const simulation::Finding finding{*walk.violation, walk.schedule};
        fmt::print("  BROKEN {}: {}\n", finding.violation.invariant, finding.violation.text);
        if (!options.out.empty() && !save(small, finding, options)) return kTrouble;
        return kCheckFailed;
      }
      if (interrupt.requested()) {
        fmt::print(stderr, "rehearse simulate: interrupted at seed {}\n", seed);
        return kInterrupted;
      }
    }
  }
  fmt::print("{} run{} of {} world{}, seeds {} to {}: every promise was kept\n", options.runs,
             options.runs == 1 ? "" : "s", worlds->size(), worlds->size() == 1 ? "" : "s",
             options.seed, options.seed + options.runs - 1);
  return kAllPassed;
}

}  // namespace rehearse::harness
