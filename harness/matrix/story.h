#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/simulation/life.h"

namespace rehearse::harness {

// Lives as the matrix needs them: one maker for all threads, one Live for each. Tests make lives of
// their own.
using Live = std::function<simulation::LifeReport(const simulation::LifePlan&)>;
using LiveMaker = std::function<Live()>;

// Story is a LifeReport that owns its words, so that it can be read back from a file. Many cells
// share one.
struct Story {
  struct Event {
    std::string what{};
    int64_t at_ms = 0;
    std::string reason{};  // its name; empty: none
    std::string text{};
    friend bool operator==(const Event&, const Event&) = default;
  };
  bool connects = false;
  bool works = false;
  std::optional<int> lost_on_day{};
  std::optional<int> first_failure_on_day{};
  std::vector<std::string> chain{};  // names of reasons
  std::string guide_step{};
  std::string remedy{};
  std::vector<Event> timeline{};
  friend bool operator==(const Story&, const Story&) = default;

  bool survives() const { return connects && !lost_on_day; }  // perhaps with failures
  std::string chain_text() const;  // `refresh_ip_blocked > engine_ip_restricted`
};

Story story_of(const simulation::LifeReport& report);
Json to_json(const Story& story);
// The error is a sentence.
Result<Story, std::string> read_story(const Json& json);

// `day 31 10:00`, and `10:00` alone on the first day.
std::string day_text(int64_t at_ms);

}  // namespace rehearse::harness
