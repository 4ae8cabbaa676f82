#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "mocks/simulation/lives/jobs.h"
#include "mocks/simulation/lives/timetable.h"

namespace rehearse::simulation {

// Moment is all of a connection's state that can make a later job come out otherwise, the org's and
// Workato's, seen from the present: spans of time instead of instants, and no counters. What the
// mocks do depends on nothing else, but for the refresh token's absolute end (last_good()). Two
// moments that are equal go on alike.
struct Moment {
  // Workato's.
  workato::ConnectionStatus status{};
  const Reason* problem = nullptr;
  const Reason* slip = nullptr;
  bool has_refresh = false;
  bool unsettled = false;
  bool leased = false;
  int throttled = 0;
  Duration waits{};
  // The org's: of the tokens that Workato holds, and of their grant.
  std::optional<Duration> access_lives{};  // none: it is dead
  uint32_t generations_behind = 0;
  const Reason* refresh_ended = nullptr;
  const Reason* grant_ended = nullptr;
  std::optional<Duration> since_issue{};  // none: never rotated, so as old as the grant
  Duration since_use{};
  friend bool operator==(const Moment&, const Moment&) = default;
};

// The present moment of a stage's connection. Spans that the app's settings do not ask about are
// left out.
Moment moment_of(Stage& stage, const oauth::AppSettings& settings);

// The last instant at which the moment's refresh token is good, as the org judges it; nothing if it
// never ends. `opened` and the answer are counted from where the moment is.
std::optional<Duration> last_good(const Moment& moment, const oauth::AppSettings& settings,
                                  const oauth::Dials& dials, Duration opened);

// Memory knows what a round makes of a moment, once it was seen. It serves all lives that begin
// alike: what a round does depends on the moment, on the time since and on who calls from where.
class Memory {
 public:
  using Id = size_t;
  struct Step {
    Id before = 0;
    Duration pause{};
    int host = 0, workers = 0;
    Id after = 0;
    RoundReport done{};
  };
  Id id_of(const Moment& moment);
  const Moment& moment(Id id) const { return moments_[id]; }
  void learn(Step step);
  // Null if that was never seen.
  const Step* recall(Id before, Duration pause, int host, int workers) const;

 private:
  using Key = std::tuple<Id, Duration, int, int>;

  std::vector<Moment> moments_{};
  std::unordered_multimap<uint64_t, Id> ids_{};  // by the moment's hash
  std::map<Key, Step> steps_{};
};

}  // namespace rehearse::simulation
