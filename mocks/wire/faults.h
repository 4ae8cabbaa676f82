#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/wire/call.h"
#include "mocks/wire/route.h"

namespace rehearse::wire {

// Fault is one planned misfortune. As it starts out it does nothing.
struct Fault {
  enum class Action {
    none,
    drop,      // close the connection without an answer; at `sent`: after it
    delay,     // wait
    truncate,  // `value` bytes of the body, then close; before the commit there are none
    status,    // answer with the HTTP status `value`
    answer,    // answer with what `answer` says
  };
  std::string route{};  // the route's name, or kAnyRoute
  std::string side{};   // "salesforce" or "workato"; empty: whichever has the route
  Fields match{};       // parameters of query, form or path that must have these values
  int ordinal = 1;      // which matching request is the first to meet it, from 1
  int times = 1;        // how many meet it
  CommitPoint at = CommitPoint::before;
  Action action = Action::none;
  int64_t value = 0;  // milliseconds of real time, bytes, or the HTTP status
  // For `answer`, JSON of what it changes: "status", "headers" (set, or null to remove), "body"
  // (text), or "members" of a JSON body (set, or null to remove).
  std::string answer{};
  bool until_next = false;  // delay: until another request on the route has been answered
};

// A fault of this route is for whichever request comes.
inline constexpr std::string_view kAnyRoute = "*";

// FaultBook holds the faults planned for an instance, arms them for requests and counts what
// fired. Safe from any thread.
class FaultBook {
 public:
  // A delay never lasts longer, whatever it waits for.
  static constexpr std::chrono::milliseconds kLongestDelay{30'000};

  // Tells the book a side's routes. Each side does so once.
  void add_routes(std::string_view side, std::span<const BoundRoute> routes);

  // Plans one fault, or all of an array of faults, from JSON. Gives the same shape back with the
  // ids; the error is a sentence that names the member, its value and the nearest known name.
  Result<Json, std::string> plan(const Json& fault);
  // [{"id",…the fault…,"seen","fired"}] in the order of planning.
  Json list() const;
  // Forgets what is planned, and lets go whoever is held up.
  void clear();
  // The number of planned faults that never fired.
  size_t unfired() const;

  // Wakes every delay and lets none begin until resume(): a server is about to stop.
  void interrupt();
  void resume();
  bool interrupted() const { return interrupted_; }

  struct Planned {
    int id = 0;
    Fault fault{};
    int seen = 0;
    std::atomic<int> fired{0};
  };
  // The faults a request is to meet; how many requests on its route had been answered by then, and
  // how often the book had been cleared.
  struct Armed {
    std::vector<std::shared_ptr<Planned>> faults{};
    uint64_t answers = 0, clears = 0;
  };

  // Counts the request for the ordinals of every fault that matches it.
  Armed arm(std::string_view side, std::string_view route, const WireRequest& request,
            const Fields& params);
  // Waits as the fault says; `armed` is what arm() gave. Blocks for at most kLongestDelay.
  void hold(const Fault& fault, std::string_view route, const Armed& armed);
  // A request on that route has been answered: releases who waits for it.
  void answered(std::string_view route);

 private:
  struct Known {
    std::string side{}, name{};
    bool commits = false;
  };
  std::optional<std::string> check_route(const Fault& fault) const;

  mutable std::mutex mutex_{};
  std::condition_variable wake_{};
  std::vector<Known> routes_{};
  std::vector<std::shared_ptr<Planned>> planned_{};
  std::atomic<size_t> count_{0};  // of planned_: most instances have none
  std::atomic<int> holding_{0};   // how many delays are under way
  std::map<std::string, uint64_t, std::less<>> answered_{};
  uint64_t clears_ = 0;
  std::atomic<bool> interrupted_{false};
  int next_id_ = 1;
};

// FaultRun is one request's way past its commit points.
class FaultRun {
 public:
  FaultRun(FaultBook& book, FaultBook::Armed armed, std::string_view route)
      : book_(book), armed_(std::move(armed)), route_(route) {}

  // Fires what is planned for the point: delays are waited out here, any other fault is given back
  // and ends the run.
  const Fault* strike(CommitPoint point);
  // The same, but a delay is given back as well, for the caller to wait() when it is due.
  const Fault* next(CommitPoint point);
  void wait(const Fault& fault) { book_.hold(fault, route_, armed_); }
  // A sentence for the journal on what fired, empty if nothing did.
  const std::string& fired() const { return fired_; }

 private:
  FaultBook& book_;
  FaultBook::Armed armed_;
  std::vector<std::shared_ptr<FaultBook::Planned>>
      spent_{};  // fired already; kept, as Fault pointers were given out
  std::string_view route_;
  std::string fired_{};
};

std::string_view to_text(CommitPoint point);
std::string_view to_text(Fault::Action action);

}  // namespace rehearse::wire
