#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rehearse::harness {

// ExploreOptions are the flags of `rehearse explore` and `rehearse simulate`.
struct ExploreOptions {
  std::vector<std::string> worlds{};  // none: all
  bool list = false;
  std::string mutant{};
  std::vector<std::string> bugs{}, dials{};
  int64_t seed = 1;
  int64_t most_states = 0;                                         // 0: no bound
  std::optional<int64_t> losses{}, crashes{}, repeats{}, waits{};  // none: as the world has it
  std::string out{};                                               // the scenario to write
  int64_t runs = 1;  // of `simulate`, each with a seed of its own
  bool json = false;
  bool quiet = false;
};

// Tries everything that can happen to the small worlds. Returns the exit code: 1 if a promise is
// broken, with a shortest schedule.
int explore(const ExploreOptions& options);

// Lets a seeded draw decide what happens, and tells each step. Returns the exit code.
int simulate(const ExploreOptions& options);

}  // namespace rehearse::harness
