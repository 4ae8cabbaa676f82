#include "mocks/wire/faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/wire/fault_json.h"

namespace rehearse::wire {
namespace {

bool holds(const Fields& fields, const Field& wanted) {
  return std::find(fields.begin(), fields.end(), wanted) != fields.end();
}

bool matches(const Fault& fault, const WireRequest& request, const Fields& params) {
  return std::all_of(fault.match.begin(), fault.match.end(), [&](const Field& wanted) {
    return holds(request.form, wanted) || holds(request.query, wanted) || holds(params, wanted);
  });
}

Json listed(const FaultBook::Planned& planned) {
  Json json{{"id", planned.id}};
  json.update(write_fault(planned.fault));
  json["seen"] = planned.seen;
  json["fired"] = planned.fired.load();
  return json;
}

}  // namespace

void FaultBook::add_routes(std::string_view side, std::span<const BoundRoute> routes) {
  const std::lock_guard lock(mutex_);
  for (const BoundRoute& route : routes) {
    const auto known = std::find_if(routes_.begin(), routes_.end(), [&](const Known& entry) {
      return entry.side == side && entry.name == route.name;
    });
    if (known == routes_.end()) {
      routes_.push_back({std::string(side), std::string(route.name), route.commits});
    } else {
      known->commits = known->commits || route.commits;  // one name for several methods
    }
  }
}

std::optional<std::string> FaultBook::check_route(const Fault& fault) const {
  std::vector<std::string> sides, names;
  bool found = false, commits = false;
  for (const Known& known : routes_) {
    if (std::find(sides.begin(), sides.end(), known.side) == sides.end())
      sides.push_back(known.side);
    if (!fault.side.empty() && fault.side != known.side) continue;
    names.push_back(known.name);
    const bool is_meant = known.name == fault.route || fault.route == kAnyRoute;
    found = found || is_meant;
    commits = commits || (is_meant && known.commits);
  }
  if (!fault.side.empty() && std::find(sides.begin(), sides.end(), fault.side) == sides.end()) {
    return fmt::format("\"side\" is unknown: \"{}\"; known: {}", fault.side.substr(0, 60),
                       join(sides, ", "));
  }
  if (fault.route.empty()) return "\"route\" is missing: name the route the fault is for";
  if (!found) {
    const auto close = nearest(fault.route, names);
    return fmt::format("\"route\" is unknown: \"{}\"{}", fault.route.substr(0, 60),
                       close ? fmt::format("; did you mean \"{}\"?", *close)
                             : fmt::format("; known: {}", join(names, ", ")));
  }
  if (fault.at == CommitPoint::validated && !commits) {
    return fmt::format(
        "\"at\" can't be \"validated\" on \"{}\": that route commits nothing; use \"before\" or "
        "\"committed\"",
        fault.route);
  }
  return {};
}

Result<Json, std::string> FaultBook::plan(const Json& json) {
  const Json faults = json.is_array() ? json : Json::array({json});
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Planned>> added;
  for (const Json& each : faults) {
    auto fault = read_fault(each);
    if (!fault) return fault.error();
    if (auto error = check_route(fault.value())) return *error;
    auto planned = std::make_shared<Planned>();
    planned->fault = std::move(fault).value();
    added.push_back(std::move(planned));
  }
  Json answer = Json::array();
  for (const auto& planned : added) {
    planned->id = next_id_++;
    answer.push_back(listed(*planned));
    planned_.push_back(planned);
  }
  count_ = planned_.size();
  return json.is_array() ? answer : answer[0];
}

Json FaultBook::list() const {
  const std::lock_guard lock(mutex_);
  Json list = Json::array();
  for (const auto& planned : planned_) list.push_back(listed(*planned));
  return list;
}

void FaultBook::clear() {
  {
    const std::lock_guard lock(mutex_);
    planned_.clear();
    count_ = 0;
    ++clears_;
  }
  wake_.notify_all();
}

size_t FaultBook::unfired() const {
  const std::lock_guard lock(mutex_);
  return size_t(std::count_if(planned_.begin(), planned_.end(),
                              [](const auto& planned) { return planned->fired == 0; }));
}

void FaultBook::interrupt() {
  {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
  }
  wake_.notify_all();
}

void FaultBook::resume() {
  const std::lock_guard lock(mutex_);
  interrupted_ = false;
}

FaultBook::Armed FaultBook::arm(std::string_view side, std::string_view route,
                                const WireRequest& request, const Fields& params) {
  Armed armed;
  if (count_ == 0) return armed;
  const std::lock_guard lock(mutex_);
  armed.answers = answered_[std::string(route)];
  armed.clears = clears_;
  for (const auto& planned : planned_) {
    const Fault& fault = planned->fault;
    if (fault.route != route && fault.route != kAnyRoute) continue;
    if (!fault.side.empty() && fault.side != side) continue;
    if (!matches(fault, request, params)) continue;
    const int number = ++planned->seen;
    if (number >= fault.ordinal && number - fault.ordinal < fault.times)
      armed.faults.push_back(planned);
  }
  return armed;
}

void FaultBook::hold(const Fault& fault, std::string_view route, const Armed& armed) {
  std::unique_lock lock(mutex_);
  ++holding_;
  const auto let_go = [&] { return interrupted_ || clears_ != armed.clears; };
  if (fault.until_next) {
    // map nodes stay where they are, so the reference outlives the wait.
    const uint64_t& now = answered_[std::string(route)];
    wake_.wait_for(lock, kLongestDelay, [&] { return let_go() || now != armed.answers; });
  } else {
    wake_.wait_for(lock, std::chrono::milliseconds(fault.value), let_go);
  }
  --holding_;
}

void FaultBook::answered(std::string_view route) {
  if (count_ == 0 && holding_ == 0) return;
  {
    const std::lock_guard lock(mutex_);
    ++answered_[std::string(route)];
  }
  wake_.notify_all();
}

const Fault* FaultRun::next(CommitPoint point) {
  for (auto& planned : armed_.faults) {
    if (planned == nullptr || planned->fault.at != point) continue;
    ++planned->fired;
    fired_ += fmt::format("{}fault {}: {} at {}", fired_.empty() ? "" : "; ", planned->id,
                          to_text(planned->fault.action), to_text(point));
    const Fault* fault = &planned->fault;
    spent_.push_back(std::move(planned));
    planned = nullptr;
    return fault;
  }
  return nullptr;
}

const Fault* FaultRun::strike(CommitPoint point) {
  for (const Fault* fault = next(point); fault != nullptr; fault = next(point)) {
    if (fault->action != Fault::Action::delay) return fault;
    wait(*fault);
  }
  return nullptr;
}

}  // namespace rehearse::wire
