#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/time.h"
#include "mocks/simulation/life_plan.h"

namespace rehearse::simulation {

struct Reach;

// LifeEvent is one line of a life's timeline.
struct LifeEvent {
  enum class What { created, refused, connected, used, refreshed, failed, lost, switched, end };
  What what = What::created;
  Duration at{};                   // since the connection was made
  const Reason* reason = nullptr;  // why the org, or Workato, said no
  std::string text{};              // one sentence for a person, without secrets
  friend bool operator==(const LifeEvent&, const LifeEvent&) = default;
};
std::string_view to_text(LifeEvent::What what);

// Remedy is the guide's step that decides, and the sentence that says what to do there.
struct Remedy {
  std::string_view guide_step{};  // an id of fixtures/guide_steps.json; empty: nothing to change
  std::string_view text{};
  friend bool operator==(const Remedy&, const Remedy&) = default;
};

// LifeReport is what became of a connection.
struct LifeReport {
  bool connects = false;  // the authorization and the first job worked
  bool works = false;     // it lived to the horizon without a job that failed
  // Whole days since the connection was made. 0: never connected, or lost within a day; none:
  // beyond the horizon.
  std::optional<int> lost_on_day{};
  std::optional<int> first_failure_on_day{};  // of a job, although the connection may live on
  // Why, the first cause first: the mistake of the client, the org's reason, the engine's.
  std::vector<const Reason*> chain{};
  Remedy remedy{};
  std::vector<LifeEvent> timeline{};  // what is new; steady use is told once
  // Only of a life whose settings change: whether a new authorization at its end works.
  std::optional<bool> reconnects{};
  const Reason* reconnect_refused = nullptr;
  friend bool operator==(const LifeReport&, const LifeReport&) = default;
};

// LifeOptions say how a life is simulated. But for the horizon they never change what comes of it.
struct LifeOptions {
  uint64_t seed = 1;
  bool exact = false;       // perform every job, instead of passing over those that change nothing
  int days = kHorizonDays;  // the horizon
};

// Lives simulates lives one after the other, each from nothing: same plan and seed, same report.
// Not safe from two threads; make one for each.
class Lives {
 public:
  explicit Lives(LifeOptions options);
  Lives(LifeOptions options, const Reach& reach);  // over sockets, say
  ~Lives();
  LifeReport live(const LifePlan& plan);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace rehearse::simulation
