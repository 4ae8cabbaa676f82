#include "harness/small_worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

using simulation::SmallWorld;

bool complain(std::string_view command, std::string_view sentence) {
  fmt::print(stderr, "rehearse {}: {}\n", command, sentence);
  return false;
}

// What is there already stays until there is something to write.
bool can_be_written(const std::string& path) {
  const bool was_there = std::filesystem::exists(path);
  const bool opens = std::ofstream(path, std::ios::app).is_open();
  if (opens && !was_there) std::filesystem::remove(path);
  return opens;
}

// What the flags say about the mocks.
bool read_mistakes(const ExploreOptions& options, std::string_view command,
                   InstanceOptions& mocks) {
  mocks.seed = uint64_t(options.seed);
  for (const std::string& bug : options.bugs) {
    if (const auto added = add_client_bug(mocks, bug); !added)
      return complain(command, "--bug: " + added.error());
  }
  if (!options.mutant.empty()) {
    if (const auto set = set_mutant(mocks, options.mutant); !set)
      return complain(command, "--mutant: " + set.error());
  }
  for (const std::string& dial : options.dials) {
    const size_t equals = dial.find('=');
    if (equals == std::string::npos)
      return complain(command, fmt::format("--dial {}: write it as NAME=VALUE.", dial));
    if (const auto set = mocks.dials.set(dial.substr(0, equals), dial.substr(equals + 1)); !set)
      return complain(command, fmt::format("--dial {}: {}", dial, set.error()));
  }
  return true;
}

bool read_budget(const ExploreOptions& options, std::string_view command,
                 simulation::Budget& budget) {
  constexpr int64_t kMost = 100;
  const auto read = [&](std::string_view flag, const std::optional<int64_t>& given, int& value) {
    if (!given) return true;
    if (*given < 0 || *given > kMost)
      return complain(command,
                      fmt::format("--{} {}: give a number from 0 to {}.", flag, *given, kMost));
    value = int(*given);
    return true;
  };
  return read("losses", options.losses, budget.losses) &&
         read("crashes", options.crashes, budget.crashes) &&
         read("repeats", options.repeats, budget.repeats) &&
         read("waits", options.waits, budget.waits);
}

Json words_of(const simulation::Schedule& schedule) {
  Json words = Json::array();
  for (const simulation::Choice& choice : schedule) words.push_back(to_text(choice));
  return words;
}

}  // namespace

std::optional<std::vector<SmallWorld>> chosen_worlds(const ExploreOptions& options,
                                                     std::string_view command) {
  InstanceOptions mocks;
  if (options.seed < 0 || options.most_states < 0 || options.runs < 1 ||
      options.runs > INT64_MAX - options.seed) {
    complain(command, "--seed and --most-states are numbers from 0, --runs is one from 1.");
    return std::nullopt;
  }
  if (!options.out.empty() && !can_be_written(options.out)) {
    complain(command, fmt::format("--out {}: cannot be written; name a file in a folder that "
                                  "exists and may be written to.",
                                  options.out));
    return std::nullopt;
  }
  if (!read_mistakes(options, command, mocks)) return std::nullopt;
  std::vector<SmallWorld> chosen;
  if (options.worlds.empty()) {
    const auto all = simulation::small_worlds();
    chosen.assign(all.begin(), all.end());
  }
  for (const std::string& name : options.worlds) {
    auto found = simulation::find_small_world(name);
    if (!found) {
      complain(command, found.error());
      return std::nullopt;
    }
    chosen.push_back(std::move(found).value());
  }
  for (SmallWorld& small : chosen) {
    small.options = mocks;
    if (!read_budget(options, command, small.budget)) return std::nullopt;
  }
  return chosen;
}

void print_finding(const SmallWorld& small, const simulation::Finding& finding, bool is_shortest) {
  const auto rows = simulation::invariants();
  const auto row = std::ranges::find(rows, finding.violation.invariant, &simulation::Invariant::id);
  fmt::print("  BROKEN {}: {}\n", finding.violation.invariant, finding.violation.text);
  if (row != rows.end()) fmt::print("  promised: {}\n", row->promise);
  fmt::print("  {} schedule, seed {}:\n", is_shortest ? "a shortest" : "a", small.options.seed);
  const simulation::Replay replay = simulation::replay(small, finding.schedule);
  for (size_t index = 0; index < replay.lines.size(); ++index)
    fmt::print("  {:>4}  {:<12} {}\n", index + 1, to_text(finding.schedule[index]),
               replay.lines[index]);
}

std::string scenario_of(const SmallWorld& small, const simulation::Finding& finding,
                        const ExploreOptions& options, std::string_view name) {
  Json with = {{"world", small.name}, {"schedule", words_of(finding.schedule)}};
  with["budget"] = {{"losses", small.budget.losses},
                    {"crashes", small.budget.crashes},
                    {"repeats", small.budget.repeats},
                    {"waits", small.budget.waits}};
  const Json step = {{"id", "replay"},
                     {"do", "simulation.replay"},
                     {"with", with},
                     {"means", fmt::format("{} was broken: {}", finding.violation.invariant,
                                           finding.violation.text)}};
  Json scenario = {{"name", name},
                   {"title", fmt::format("A schedule of {} steps in the world {} that broke "
                                         "a promise",
                                         finding.schedule.size(), small.name)},
                   {"guide", "sf.11.security.rotation"},
                   {"steps", Json::array({step})}};
  Json dials = Json::object();
  for (const std::string& dial : options.dials) {
    const size_t equals = dial.find('=');
    dials[dial.substr(0, equals)] = dial.substr(equals + 1);
  }
  if (!dials.empty()) scenario["dials"] = dials;
  if (!options.bugs.empty()) scenario["workspace"] = {{"bugs", options.bugs}};
  if (!options.mutant.empty()) scenario["org"] = {{"mutant", options.mutant}};
  return dump_json(scenario, 2) + "\n";
}

}  // namespace rehearse::harness
