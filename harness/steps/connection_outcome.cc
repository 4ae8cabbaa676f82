#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/steps/connections.h"
#include "harness/steps/outcomes.h"
#include "harness/steps/support.h"
#include "harness/steps/tables.h"

namespace rehearse::harness {
namespace {

// The engine's reasons that only say that the org refused; the org's own reason says why.
constexpr std::array<std::string_view, 5> kOrgRefused{
    "engine_grant_dead", "engine_user_refused", "engine_ip_restricted", "engine_client_refused",
    "engine_app_refused"};
// With these the org has called the refresh token dead.
constexpr std::array<std::string_view, 3> kCalledDead{"engine_grant_dead", "engine_user_refused",
                                                      "engine_token_inactive"};

bool is_one_of(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Trial is what was seen of a connection while it was put to the test.
struct Trial {
  Json connection{};           // as it is afterwards
  Json job{};                  // the last one
  int64_t failed = 0;          // jobs so far
  bool refreshed_each = true;  // no job worked without new tokens
};

// Lets the session time out and runs a job, twice: some connections work exactly once.
Result<Trial, Trouble> put_to_the_test(Context& context, const Json& arguments) {
  const std::string name = text_argument(arguments, "connection");
  Json call = Json::object();
  if (const auto host = integer_member(arguments, "host")) call["host"] = *host;
  Trial trial;
  constexpr int kRounds = 2;
  for (int round = 0; round < kRounds; ++round) {
    const auto before = connection_named(context.target, name);
    if (!before) return before.error();
    if (before.value().is_null()) return trial;
    const auto passed = advance_clock(context.target, text_argument(arguments, "wait", "3h"));
    if (!passed) return passed.error();
    call["connection"] = before.value()["id"];
    auto ran = control(context.target, "POST", "/workato/jobs", call);
    if (!ran) return ran.error();
    trial.job = std::move(ran.value().body);
    auto after = connection_named(context.target, name);
    if (!after) return after.error();
    trial.connection = std::move(after.value());
    const bool ok = bool_member(trial.job, "ok").value_or(false);
    const auto version = [](const Json& connection) {
      return connection["tokens"].is_object() ? connection["tokens"]["version"] : Json();
    };
    if (ok && version(before.value()) == version(trial.connection)) trial.refreshed_each = false;
    if (string_member(trial.connection, "status") == "lost") break;
  }
  trial.failed = integer_member(trial.connection["jobs"], "failed").value_or(0);
  return trial;
}

std::string_view word_for(const Trial& trial) {
  if (string_member(trial.connection, "status") == "lost") return outcome::lost;
  if (bool_member(trial.job, "ok").value_or(false))
    return trial.failed > 0 ? outcome::lives_after_failed_job : outcome::lives;
  const std::string why = string_member(trial.job, "reason").value_or("");
  return is_one_of(kCalledDead, why) ? outcome::unnoticed : outcome::waits;
}

// Why the org refused the newest request for tokens that it refused.
Result<std::string, Trouble> newest_token_refusal(Target& target) {
  const auto read = control(target, "GET", "/journal", {{"brief", true}, {"after", 0}});
  if (!read) return read.error();
  std::string newest;
  const Json* exchanges = find_member(read.value().body, "exchanges");
  if (exchanges == nullptr) return newest;
  for (const Json& exchange : *exchanges) {
    if (string_member(exchange, "route") != "token") continue;
    const auto reason = string_member(exchange, "reason");
    if (reason && !reason->empty()) newest = *reason;
  }
  return newest;
}

Seen find_outcome(Context& context, const Json& arguments) {
  const auto tried = put_to_the_test(context, arguments);
  if (!tried) return tried.error();
  const Trial& trial = tried.value();
  if (trial.connection.is_null()) return refused("there is no such connection");
  if (!trial.refreshed_each)
    return refused("the job worked without a refresh, which proves nothing; give a longer wait");
  const std::string_view word = word_for(trial);
  Observation seen{.ok = true, .description = std::string(word)};
  const bool fails = word != outcome::lives && word != outcome::lives_after_failed_job;
  if (fails) {
    const Json& blamed = word == outcome::lost ? trial.connection : trial.job;
    seen.reason = string_member(blamed, "reason").value_or("");
    if (is_one_of(kOrgRefused, seen.reason)) {
      auto refusal = newest_token_refusal(context.target);
      if (!refusal) return refusal.error();
      if (!refusal.value().empty()) seen.reason = std::move(refusal).value();
    }
  }
  seen.summary = fmt::format("the connection: {}{}", word, fails ? ", " + seen.reason : "");
  return seen;
}

constexpr std::array kOutcome{
    Argument{"connection", Kind::text}, Argument{"wait", Kind::duration},  // before each job; 3h
    Argument{"host", Kind::integer},  // whose address the jobs' requests leave from
};

constexpr std::array kVerbs{
    Verb{"workato.outcome",
         "Lets the session time out and runs a job, twice, and says in one word what became of the "
         "connection: lives, lives_after_failed_job, waits, unnoticed or lost.",
         "clock",
         kOutcome,
         {},
         find_outcome},
};

}  // namespace

std::span<const Verb> outcome_verbs() { return kVerbs; }

}  // namespace rehearse::harness
