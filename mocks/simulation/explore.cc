#include "mocks/simulation/explore.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <unordered_set>

#include "mocks/core/entropy.h"
#include "mocks/simulation/worlds/execution.h"

namespace rehearse::simulation {
namespace {

// How often progress is told, in states.
constexpr uint64_t kTellEvery = 1'024;

// Search goes through the states breadth first. A state is kept as the choice that led to it and
// the state before; to go on from there the choices are made anew.
class Search {
 public:
  // `deepest`: of the ways that are tried, in steps; 0: no bound, and only choices that are enough
  // to come to every end.
  Search(const SmallWorld& small, const ExploreOptions& options, size_t deepest = 0)
      : options_(options), deepest_(deepest), stage_(small) {}

  Exploration run();

 private:
  struct Node {
    uint32_t before = 0;
    Choice choice{};
  };
  // A state whose choices have not been made yet.
  struct Open {
    size_t node = 0;
    std::vector<Choice> choices{};
  };

  Schedule way_to(size_t node) const;
  void expand(const Open& open);
  void keep(const Execution& execution, size_t node);
  void look_at(size_t node, const Schedule& way, const Choice& next);
  bool is_over() const {
    return found_.finding || (options_.stopped && options_.stopped()) ||
           (options_.most_states > 0 && found_.states >= options_.most_states);
  }

  const ExploreOptions& options_;
  const size_t deepest_;
  SmallStage stage_;
  std::vector<Node> nodes_{};
  std::deque<Open> open_{};
  std::unordered_set<uint64_t> seen_{};
  Exploration found_{};
};

Schedule Search::way_to(size_t node) const {
  Schedule way;
  for (; node != 0; node = nodes_[node].before) way.push_back(nodes_[node].choice);
  std::reverse(way.begin(), way.end());
  return way;
}

void Search::look_at(size_t node, const Schedule& way, const Choice& next) {
  Execution execution(stage_);
  execution.go(way);
  execution.apply(next);
  found_.steps += way.size() + 1;
  ++found_.transitions;
  if (execution.violation()) {
    found_.finding = {*execution.violation(), way};
    found_.finding->schedule.push_back(next);
    return;
  }
  if (!seen_.insert(execution.state()).second) return;
  nodes_.push_back({uint32_t(node), next});
  found_.longest = way.size() + 1;
  if (deepest_ == 0 || way.size() + 1 < deepest_) keep(execution, nodes_.size() - 1);
}

void Search::keep(const Execution& execution, size_t node) {
  ++found_.states;
  const bool all = deepest_ != 0 || options_.every_choice;
  open_.push_back({node, all ? execution.options(false) : execution.reduced_options()});
  if (open_.back().choices.empty()) ++found_.ends;
}

void Search::expand(const Open& open) {
  const Schedule way = way_to(open.node);
  for (const Choice& choice : open.choices) {
    look_at(open.node, way, choice);
    if (is_over()) return;
  }
}

Exploration Search::run() {
  {
    Execution begun(stage_);
    begun.go({});
    seen_.insert(begun.state());
    nodes_.push_back({});
    keep(begun, 0);
  }
  uint64_t expanded = 0;
  while (!open_.empty() && !is_over()) {
    const Open open = std::move(open_.front());
    open_.pop_front();
    expand(open);
    if (options_.progress && ++expanded % kTellEvery == 0) options_.progress(found_);
  }
  found_.complete = open_.empty() && !is_over();
  return found_;
}

}  // namespace

Exploration explore(const SmallWorld& small, const ExploreOptions& options) {
  Exploration found = Search(small, options).run();
  if (!found.finding) return found;
  // Steps that were only brought forward make the way longer than it must be.
  const Exploration shorter = Search(small, options, found.finding->schedule.size()).run();
  if (shorter.finding) found.finding = shorter.finding;
  found.is_shortest = shorter.finding.has_value();
  return found;
}

Replay replay(const SmallWorld& small, const Schedule& schedule) {
  SmallStage stage(small);
  Execution execution(stage);
  execution.go({});
  execution.tell();
  Replay replay;
  for (const Choice& choice : schedule) {
    const std::vector<Choice> possible = execution.options();
    if (std::find(possible.begin(), possible.end(), choice) == possible.end()) {
      std::vector<std::string> words;
      for (const Choice& one : possible) words.push_back(to_text(one));
      replay.impossible = replay.lines.size() + 1;
      replay.why = fmt::format("\"{}\" cannot happen there; possible are: {}", to_text(choice),
                               fmt::join(words, ", "));
      break;
    }
    execution.apply(choice);
    replay.lines.push_back(execution.told());
    if (execution.violation()) break;
  }
  replay.violation = execution.violation();
  return replay;
}

namespace {

bool is_misfortune(const Choice& choice) {
  using Kind = Choice::Kind;
  return choice.kind != Kind::start && choice.kind != Kind::arrive && choice.kind != Kind::serve &&
         choice.kind != Kind::answer;
}

// Most of the time things go well; else an operation hardly ever comes to its end.
Choice draw(std::vector<Choice> possible, Entropy& dice) {
  constexpr uint64_t kOneIn = 4;
  const bool all_is_well = std::ranges::any_of(possible, std::not_fn(is_misfortune));
  if (all_is_well && dice.below(kOneIn) != 0) std::erase_if(possible, is_misfortune);
  return possible[dice.below(possible.size())];
}

}  // namespace

Walk walk(const SmallWorld& small, uint64_t seed) {
  SmallWorld seeded = small;
  seeded.options.seed = seed;
  SmallStage stage(seeded);
  Execution execution(stage);
  execution.go({});
  execution.tell();
  SeededEntropy dice(seed, "simulation walk");
  Walk walk;
  for (;;) {
    const std::vector<Choice> possible = execution.options();
    if (possible.empty() || execution.violation()) break;
    const Choice choice = draw(possible, dice);
    execution.apply(choice);
    walk.schedule.push_back(choice);
    walk.lines.push_back(execution.told());
  }
  walk.violation = execution.violation();
  return walk;
}

}  // namespace rehearse::simulation
