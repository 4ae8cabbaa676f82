#include "mocks/simulation/lives/living.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/oauth/reasons.h"
#include "mocks/simulation/lives/remedies.h"

namespace rehearse::simulation {
namespace {

using What = LifeEvent::What;
using std::chrono::days;

// No usage has a job at that very minute.
constexpr Duration kSwitch = days(kSwitchDay) + std::chrono::minutes(61);

int day_of(Duration at) { return int(at / days(1)); }

}  // namespace

Living::Living(Stage& stage, Memory& memory, const LifePlan& plan, const LifeOptions& options)
    : stage_(stage),
      plan_(plan),
      exact_(options.exact),
      horizon_(days(options.days)),
      timetable_(plan.usage),
      report_(stage.so_far()),
      memory_(plan.later ? &later_memory_ : &memory) {}

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
  settings_ = stage_.world().org.begin().apps().find(stage_.app())->settings;
  id_ = memory_->id_of(moment_of(stage_, settings_));
}

Round Living::next_needed(Duration at, Memory::Id id) const {
  if (exact_) return timetable_.first_after(at);
  return timetable_.first_after(at + memory_->moment(id).access_lives.value_or(Duration()));
}

// The grant was opened at the very beginning.
bool Living::is_good_for(Memory::Id id, Duration at, Duration pause) const {
  const auto good = last_good(memory_->moment(id), settings_, stage_.world().dials, -at);
  return !good || pause <= *good;
}

// Where a walk has come back to its beginning after whole turns of addresses and days, it does so
// again and again: until the refresh token's absolute end, or the end of the walk. What passes at
// an instant passes earlier too.
void Living::leap(Walk& walk, Duration until) const {
  const Duration turn = timetable_.turn();
  const Duration cycle = walk.at - at_;
  if (walk.id != id_ || turn == Duration() || cycle == Duration() || cycle % turn != Duration())
    return;
  int64_t few = 0, many = std::max<int64_t>(0, (until - walk.at) / cycle);
  while (few < many) {
    const int64_t middle = (few + many + 1) / 2;
    if (is_good_for(walk.id, walk.at + middle * cycle, cycle)) {
      few = middle;
    } else {
      many = middle - 1;
    }
  }
  walk.at += few * cycle;
  walk.back_at = walk.at;
}

Living::Walk Living::walk(Duration until) const {
  Walk walk{.id = id_, .at = at_, .back_at = at_};
  bool refreshed = refreshed_;
  for (bool leapt = false;;) {
    const Round next = next_needed(walk.at, walk.id);
    const Duration then = timetable_.at(next);
    if (then > until || !is_good_for(walk.id, walk.at, then - walk.at)) return walk;
    const Memory::Step* step =
        memory_->recall(walk.id, then - walk.at, timetable_.host(next), timetable_.workers());
    if (step == nullptr) return walk;
    walk.at = then;
    const RoundReport& done = step->done;
    const bool is_new = done.refreshed && !refreshed;
    refreshed = refreshed || done.refreshed;
    if (is_new || !done.failures.empty()) walk.passed.push_back({&done, then});
    walk.lost = done.met_end.has_value();
    if (walk.lost) return walk;
    walk.id = step->after;
    if (walk.id == id_) walk.back_at = then;
    const Duration before = walk.at;
    if (!leapt) leap(walk, until);
    leapt = leapt || walk.at != before;
  }
}

bool Living::pass_over() {
  const Duration until = plan_.later && !switched_ ? std::min(kSwitch, horizon_) : horizon_;
  const Walk walked = walk(until);
  const bool over = walked.lost || (until == horizon_ &&
                                    timetable_.at(next_needed(walked.at, walked.id)) > horizon_);
  for (const Walk::Passed& passed : walked.passed) {
    if (over || passed.at <= walked.back_at) tell_round(*passed.done, passed.at);
  }
  if (over) return true;
  const Duration passed = walked.back_at - at_;
  if (passed == Duration()) return false;
  // Where the same moment has come back, it is as if no time had passed but for the grant's age.
  stage_.world().org.begin().grants().antedate(stage_.grant(), passed);
  passed_over_ += passed;
  at_ = walked.back_at;
  return false;
}

void Living::tell_failure(const JobFailure& failure, Duration at) {
  if (!report_.first_failure_on_day) {
    report_.first_failure_on_day = day_of(at);
    report_.chain = failure.chain;
  }
  if (std::ranges::find(told_, failure.reason) != told_.end()) return;
  told_.push_back(failure.reason);
  const Reason* why = failure.chain.front();
  tell(What::failed, at, fmt::format("A job failed. {}", why->meaning), why);
}

// A token that lay unused because its refreshes failed ends for the reason why they did.
std::vector<const Reason*> Living::why_lost(const RoundReport& round, Duration at) const {
  const std::vector<const Reason*>& met = round.failures[*round.met_end].chain;
  const bool unused = met.front() == &oauth::reason::refresh_idle_limit ||
                      met.front() == &oauth::reason::refresh_unused_too_long;
  if (!unused || troubled_.chain.empty() || troubled_.at <= at - round.unused) return met;
  std::vector<const Reason*> chain = troubled_.chain;
  for (const Reason* reason : met) add_reason(chain, reason);
  return chain;
}

void Living::tell_round(const RoundReport& round, Duration at) {
  if (round.refreshed && !refreshed_) {
    refreshed_ = true;
    tell(What::refreshed, at, "The session was over, and Workato refreshed it.");
  }
  for (const JobFailure& failure : round.failures) tell_failure(failure, at);
  if (!round.met_end) {
    if (!round.failures.empty()) troubled_ = {at, round.failures.front().chain};
    return;
  }
  report_.chain = why_lost(round, at);
  report_.lost_on_day = day_of(at);
  at_ = at;
  const Reason* why = round.failures[*round.met_end].chain.front();
  tell(What::lost, at, fmt::format("The connection was lost. {}", why->consequence), why);
}

Duration Living::unused() const {
  const salesforce::Grant* grant = stage_.world().org.begin().grants().find(stage_.grant());
  return grant == nullptr ? Duration() : stage_.world().clock.now() - grant->last_used_at;
}

void Living::perform(Round round) {
  const Duration then = timetable_.at(round);
  const bool typical = may_skip();
  const int host = timetable_.host(round), workers = timetable_.workers();
  set_clock(then);
  RoundReport done = run_round(stage_.world(), stage_.connection(), workers, host);
  if (done.met_end) done.unused = unused();
  const Memory::Id before = id_;
  const Duration pause = then - at_;
  at_ = then;
  tell_round(done, then);
  if (exact_) return;
  id_ = memory_->id_of(moment_of(stage_, settings_));
  if (typical) memory_->learn({before, pause, host, workers, id_, std::move(done)});
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
  *memory_ = Memory();
}

void Living::go_on() {
  while (!report_.lost_on_day) {
    if (!exact_ && may_skip() && pass_over()) break;
    const Round next = next_needed(at_, id_);
    const Duration then = timetable_.at(next);
    if (plan_.later && !switched_ && then > kSwitch && kSwitch <= horizon_) {
      switch_settings();
      remember();
      continue;
    }
    if (then > horizon_) break;
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
    at_ = horizon_;
    tell(What::end, horizon_,
         fmt::format("The connection still lives on day {}.", horizon_ / days(1)));
  }
  if (plan_.later && began) {
    if (!switched_) switch_settings();
    set_clock(at_);
    reconnect(at_);
  }
  return std::move(report_);
}

}  // namespace rehearse::simulation
