#include "harness/steps/support.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/wire/form.h"

namespace rehearse::harness {

std::string text_argument(const Json& arguments, std::string_view name,
                          std::string_view otherwise) {
  return string_member(arguments, name).value_or(std::string(otherwise));
}

Result<JsonAnswer, Trouble> control(Target& target, std::string_view method, std::string_view path,
                                    const Json& body) {
  auto called = target.control(method, path, body.is_null() ? std::string() : dump_json(body));
  if (!called) return called.error();
  JsonAnswer answer{called.value().status, Json::object()};
  if (called.value().json.empty()) return answer;
  auto parsed = parse_json(called.value().json);
  if (!parsed) {
    return Trouble{Trouble::Kind::bad_answer,
                   fmt::format("{} {} did not answer with JSON", method, path), "control", true};
  }
  answer.body = std::move(parsed.value());
  return answer;
}

Result<JsonAnswer, Trouble> control(Target& target, std::string_view method,
                                    std::string_view path) {
  return control(target, method, path, Json());
}

Result<JsonAnswer, Trouble> advance_clock(Target& target, std::string_view by) {
  return control(target, "POST", "/clock", {{"advance", by}});
}

std::string segment(std::string_view text) { return wire::percent_encode(text); }

Observation observe(const JsonAnswer& answer, std::string done) {
  Observation seen{.ok = answer.status < 400, .status = answer.status};
  if (seen.ok) {
    seen.summary = std::move(done);
    return seen;
  }
  if (const Json* error = find_member(answer.body, "error")) {
    seen.error = string_member(*error, "code").value_or("");
    seen.description = string_member(*error, "message").value_or("");
  }
  seen.summary = seen.description;
  return seen;
}

Seen observe(const ActResult& act, JournalWatch& watch, std::string done) {
  if (!act) return act.error();
  const Act& done_act = act.value();
  std::string reason = watch.reason();
  if (reason.empty()) reason = done_act.reason;
  return Observation{.ok = done_act.ok,
                     .description = done_act.said,
                     .reason = std::move(reason),
                     .summary = done_act.ok ? std::move(done) : done_act.said};
}

Observation refused(std::string description) {
  return {.ok = false, .description = description, .summary = description};
}

std::string newest_slip(Target& target, int64_t seen) {
  const auto read = control(target, "GET", "/workato/slips");
  if (!read) return {};
  const int64_t fresh = integer_member(read.value().body, "count").value_or(0) - seen;
  const Json* slips = find_member(read.value().body, "slips");
  if (fresh <= 0 || slips == nullptr || !slips->is_array()) return {};
  std::string made;
  int64_t back = 0;
  for (auto slip = slips->rbegin(); slip != slips->rend() && back < fresh; ++slip, ++back) {
    const std::string bug = string_member(*slip, "bug").value_or("");
    if (bool_member(*slip, "failed").value_or(false)) return bug;
    if (made.empty()) made = bug;
  }
  return made;
}

JournalWatch::JournalWatch(Target& target) : target_(target) {
  if (!target_.can("journal")) return;
  const auto read = control(target_, "GET", "/journal", {{"brief", true}, {"after", INT64_MAX}});
  if (read) since_ = integer_member(read.value().body, "next").value_or(0);
  const auto slips = control(target_, "GET", "/workato/slips");
  if (slips) slips_ = integer_member(slips.value().body, "count").value_or(0);
}

std::string JournalWatch::reason() {
  if (!target_.can("journal")) return {};
  if (std::string slip = newest_slip(target_, slips_); !slip.empty()) return slip;
  const auto read = control(target_, "GET", "/journal", {{"brief", true}, {"after", since_}});
  if (!read) return {};
  const Json* exchanges = find_member(read.value().body, "exchanges");
  if (exchanges == nullptr || !exchanges->is_array()) return {};
  std::string any;
  for (auto exchange = exchanges->rbegin(); exchange != exchanges->rend(); ++exchange) {
    const auto reason = string_member(*exchange, "reason");
    if (!reason) continue;
    if (string_member(*exchange, "side") == "salesforce") return *reason;
    if (any.empty()) any = *reason;
  }
  return any;
}

Result<std::string, Trouble> bind_for(Context& context, const std::string& from) {
  if (from.empty() || from.starts_with("127.")) return from;
  std::map<std::string, std::string>& network = context.at_hand.network;
  for (const auto& [peer, counts_as] : network) {
    if (counts_as == from) return peer;
  }
  const std::string peer = fmt::format("127.88.0.{}", network.size() + 1);
  network[peer] = from;
  const auto put = control(context.target, "PUT", "/network", Json(network));
  if (!put) return put.error();
  if (put.value().status >= 400) {
    network.erase(peer);
    return Trouble{Trouble::Kind::bad_answer,
                   fmt::format("the network map does not take the address {}", from), "control",
                   false};
  }
  return peer;
}

}  // namespace rehearse::harness
