#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "mocks/core/time.h"
#include "mocks/workato/recipes/schedule.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// Recipe is a schedule of jobs with one connection. What the jobs do beyond reading the org's
// limits is not modelled.
struct RecipeSettings {
  std::string name{};
  int64_t connection = 0;
  Schedule schedule{};
  int workers = 1;        // jobs that begin at each run
  int hosts = 1;          // machines the workers are spread over; all share one token store
  Duration job_length{};  // 0: one call; else a second one when the job ends
};
struct Recipe {
  int64_t id = 0;
  RecipeSettings settings{};
  bool running = true;
  std::string stopped_because{};  // empty: a person did it
  TimePoint started_at{};         // runs are counted from here
  uint64_t turn = 1;              // the next run's number
  uint64_t jobs = 0, failed = 0;
  int64_t failed_in_a_row = 0;
  // The error of the last job; null after a good one. And when each kind was told last.
  const Reason* last_error = nullptr;
  std::map<const Reason*, TimePoint> told_at{};
};

// Recipes keeps the workspace's recipes.
class Recipes {
 public:
  const Recipe& create(RecipeSettings settings, TimePoint now);
  bool remove(int64_t id);
  Recipe* find(int64_t id);
  const std::deque<Recipe>& all() const { return recipes_; }
  std::deque<Recipe>& all() { return recipes_; }
  // A running recipe keeps its connection from being disconnected without force.
  bool uses_connection(int64_t connection) const;
  bool any_running() const;

  void start(Recipe& recipe, TimePoint now);
  void stop(Recipe& recipe, std::string because);

 private:
  std::deque<Recipe> recipes_{};
  int64_t next_id_ = 40'001;
};

}  // namespace rehearse::workato
