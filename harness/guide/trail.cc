#include "harness/guide/trail.h"

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

std::string key_of(std::string_view route, std::string_view method) {
  return std::string(method) + " " + std::string(route);
}

Trail::Exchange read_exchange(const Json& entry) {
  const auto text = [&entry](const char* name) { return string_member(entry, name).value_or(""); };
  return {.number = uint64_t(integer_member(entry, "n").value_or(0)),
          .at = text("at"),
          .side = text("side"),
          .route = text("route"),
          .method = text("method"),
          .reason = text("reason"),
          .status = int(integer_member(entry, "status").value_or(0))};
}

}  // namespace

void Trail::follow(Control& control) {
  const auto read = [&]() -> Json {
    const Json asked{{"brief", true}, {"after", seen_}};
    const auto answer = parse_json(control.call("GET", "/journal", dump_json(asked)).json);
    return answer ? answer.value() : Json::object();
  };
  Json journal = read();
  if (uint64_t(integer_member(journal, "next").value_or(0)) < seen_) {
    *this = Trail();
    journal = read();
  }
  const Json* exchanges = find_member(journal, "exchanges");
  if (exchanges == nullptr) return;
  for (const Json& entry : *exchanges) take(read_exchange(entry));
  seen_ = uint64_t(integer_member(journal, "next").value_or(0));
}

void Trail::take(Exchange exchange) {
  Tally& tally = tallies_[key_of(exchange.route, exchange.method)];
  if (exchange.worked()) {
    ++tally.worked;
    tally.last_worked = exchange.number;
    tally.unresolved.clear();
  } else {
    ++tally.refused[exchange.reason];
    tally.unresolved = exchange.reason;
  }
  last_on_[exchange.side] = exchange.number;
  seen_ = exchange.number;
  newest_.push_back(std::move(exchange));
  if (newest_.size() > kNewestKept) newest_.pop_front();
}

const Trail::Tally* Trail::tally_of(std::string_view route, std::string_view method) const {
  const auto found = tallies_.find(key_of(route, method));
  return found != tallies_.end() ? &found->second : nullptr;
}

uint64_t Trail::worked(std::string_view route, std::string_view method) const {
  const Tally* tally = tally_of(route, method);
  return tally != nullptr ? tally->worked : 0;
}

uint64_t Trail::last_worked(std::string_view route, std::string_view method) const {
  const Tally* tally = tally_of(route, method);
  return tally != nullptr ? tally->last_worked : 0;
}

uint64_t Trail::refused(std::string_view route, std::string_view method,
                        std::string_view reason) const {
  const Tally* tally = tally_of(route, method);
  if (tally == nullptr) return 0;
  const auto found = tally->refused.find(reason);
  return found != tally->refused.end() ? found->second : 0;
}

uint64_t Trail::refused(std::string_view route, std::string_view method) const {
  uint64_t sum = 0;
  if (const Tally* tally = tally_of(route, method)) {
    for (const auto& [reason, count] : tally->refused) sum += count;
  }
  return sum;
}

std::string Trail::unresolved(std::string_view route, std::string_view method) const {
  const Tally* tally = tally_of(route, method);
  return tally != nullptr ? tally->unresolved : std::string();
}

uint64_t Trail::last_on(std::string_view side) const {
  const auto found = last_on_.find(side);
  return found != last_on_.end() ? found->second : 0;
}

}  // namespace rehearse::harness
