#include "mocks/simulation/living.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/simulation/remedies.h"

namespace rehearse::simulation {
namespace {

using What = LifeEvent::What;
using std::chrono::days;

constexpr Duration kHorizon = days(kHorizonDays);
// No usage has a job at that very minute.
constexpr Duration kSwitch = days(kSwitchDay) + std::chrono::minutes(61);

int day_of(Duration at) { return int(at / days(1)); }

}  // namespace

Living::Living(Stage& stage, const LifePlan& plan, bool exact)
    : stage_(stage), plan_(plan), exact_(exact), timetable_(plan.usage), report_(stage.so_far()) {}

void Living::tell(What what, Duration at, std::string text, const Reason* reason) {
  report_.timeline.push_back({.what = what, .at = at, .reason = reason, .text = std::move(text)});
}

void Living::plan_misfortune() {
  if (plan_.usage != Usage::one_lost_response) return;
  const auto planned = stage_.world().faults.plan(Json{{"route", "token"},
                                                       {"match", {{"grant_type", "refresh_token"}}},
                                                       {"ordinal", 3},
                                                       {"at", "committed"},
                                                       {"action", "drop"}});
  if (!planned) tell(What::failed, {}, planned.error());
}

bool Living::may_skip() const { return stage_.world().faults.unfired() == 0; }

void Living::set_clock(Duration at) { stage_.world().clock.set(kRunStart + (at - passed_over_)); }

void Living::remember() {
  if (exact_) return;
  id_ = memory_.id_of(moment_of(stage_));
  auto tx = stage_.world().org.begin();
  settings_ = tx.apps().find(stage_.app())->settings;
}

Round Living::next_needed(Duration at, Memory::Id id) const {
  if (exact_) return timetable_.first_after(at);
  return timetable_.first_after(at + memory_.moment(id).access_lives.value_or(Duration()));
}

bool Living::pass_over() {
  const Duration until = plan_.later && !switched_ ? kSwitch : kHorizon;
  Memory::Id id = id_;
  Duration at = at_, back_at = at_;
  for (;;) {
    const Round next = next_needed(at, id);
    const Duration then = timetable_.at(next);
    if (then > until) break;
    // The grant was opened at the very beginning.
    const auto good = last_good(memory_.moment(id), settings_, stage_.world().dials, -at);
    if (good && then - at > *good) break;
    const auto after = memory_.recall(id, then - at, timetable_.host(next));
    if (!after) break;
    id = *after;
    at = then;
    if (id == id_) back_at = at;
  }
  if (until == kHorizon && timetable_.at(next_needed(at, id)) > kHorizon) return true;
  if (back_at == at_) return false;
  // Where the same moment has come back, it is as if no time had passed but for the grant's age.
  stage_.world().org.begin().grants().antedate(stage_.grant(), back_at - at_);
  passed_over_ += back_at - at_;
  at_ = back_at;
  return false;
}

void Living::tell_failure(const JobFailure& failure, Duration at) {
  if (!report_.first_failure_on_day) {
    report_.first_failure_on_day = day_of(at);
    report_.chain = failure.chain();
  }
  if (std::ranges::find(told_, failure.reason) != told_.end()) return;
  told_.push_back(failure.reason);
  const Reason* why = failure.chain().front();
  tell(What::failed, at, fmt::format("A job failed. {}", why->meaning), why);
}

bool Living::tell_loss(const RoundReport& round, Duration at) {
  auto tx = stage_.world().workspace.begin();
  if (tx.connections().find(stage_.connection())->status != workato::ConnectionStatus::lost)
    return false;
  // The first job that failed met the end; the others came too late.
  report_.chain = round.failures.front().chain();
  report_.lost_on_day = day_of(at);
  const Reason* why = report_.chain.front();
  tell(What::lost, at, fmt::format("The connection was lost. {}", why->consequence), why);
  return true;
}

void Living::perform(Round round) {
  const Duration then = timetable_.at(round);
  const bool typical = may_skip();
  set_clock(then);
  const RoundReport done =
      run_round(stage_.world(), stage_.connection(), timetable_.workers(), timetable_.host(round));
  const Memory::Id before = id_;
  const Duration pause = then - at_;
  at_ = then;
  if (done.refreshed && !refreshed_) {
    refreshed_ = true;
    tell(What::refreshed, then, "The session was over, and Workato refreshed it.");
  }
  for (const JobFailure& failure : done.failures) tell_failure(failure, then);
  if (!done.failures.empty() && tell_loss(done, then)) return;
  if (exact_) return;
  id_ = memory_.id_of(moment_of(stage_));
  if (typical) memory_.learn(before, pause, timetable_.host(round), id_);
}

void Living::switch_settings() {
  switched_ = true;
  refreshed_ = false;  // the first refresh under the new settings is news
  at_ = std::max(at_, kSwitch);
  set_clock(at_);
  if (const Reason* why = stage_.change(*plan_.later)) {
    tell(What::refused, at_, fmt::format("The org did not save the new settings. {}", why->meaning),
         why);
  } else {
    tell(What::switched, at_, "An admin changed the app's settings.");
  }
  memory_ = Memory();
}

void Living::go_on() {
  while (!report_.lost_on_day) {
    if (!exact_ && may_skip() && pass_over()) break;
    const Round next = next_needed(at_, id_);
    const Duration then = timetable_.at(next);
    if (plan_.later && !switched_ && then > kSwitch) {
      switch_settings();
      remember();
      continue;
    }
    if (then > kHorizon) break;
    perform(next);
  }
}

void Living::reconnect(Duration at) {
  const std::vector<const Reason*> chain = stage_.connect_anew();
  report_.reconnects = chain.empty();
  if (chain.empty()) return tell(What::connected, at, "A person connected anew.");
  report_.reconnect_refused = chain.front();
  tell(What::refused, at,
       fmt::format("A person could not connect anew. {}", chain.front()->meaning), chain.front());
}

LifeReport Living::live() {
  const bool began = !stage_.app().empty();
  if (report_.connects) {
    plan_misfortune();
    remember();
    go_on();
    stage_.world().faults.clear();
  }
  report_.works = report_.connects && !report_.lost_on_day && !report_.first_failure_on_day;
  for (const Reason* reason : report_.chain) {
    report_.remedy = remedy_for(*reason);
    if (!report_.remedy.text.empty()) break;
  }
  const bool lives = !report_.lost_on_day;
  if (lives) {
    at_ = kHorizon;
    tell(What::end, kHorizon, fmt::format("The connection still lives on day {}.", kHorizonDays));
  }
  if (plan_.later && began) {
    if (!switched_) switch_settings();
    set_clock(at_);
    reconnect(at_);
  }
  return std::move(report_);
}

}  // namespace rehearse::simulation
