#include "harness/matrix/preset.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace rehearse::harness {
namespace {

using simulation::LifeEvent;
using simulation::LifePlan;
using simulation::LifeReport;

// What the requirements decide, and to what.
constexpr std::pair<std::string_view, std::string_view> kRequired[] = {
    {"pkce_required", "on"}, {"rotation", "on"}, {"idle_limit", "on"}};

std::vector<std::string> names_of(const std::vector<const Reason*>& chain) {
  std::vector<std::string> names;
  for (const Reason* reason : chain) names.emplace_back(reason->name);
  return names;
}

using Events = std::vector<LifeEvent>;

Events::const_iterator find_event(const LifeReport& report, LifeEvent::What what) {
  return std::find_if(report.timeline.begin(), report.timeline.end(),
                      [&](const LifeEvent& event) { return event.what == what; });
}

// True if the connection refreshed after the switch before it was lost.
bool refreshed_after_switch(const LifeReport& report) {
  return std::any_of(
      find_event(report, LifeEvent::What::switched), report.timeline.end(),
      [](const LifeEvent& event) { return event.what == LifeEvent::What::refreshed; });
}

// Why the org did not save the new settings, or null if it did.
const Reason* not_saved(const LifeReport& report) {
  if (find_event(report, LifeEvent::What::switched) != report.timeline.end()) return nullptr;
  const auto refused = find_event(report, LifeEvent::What::refused);
  return refused == report.timeline.end() ? nullptr : refused->reason;
}

int day_of(const LifeEvent& event) { return int(event.at / std::chrono::days(1)); }

// The first failure that the switch brought: one that a life without it does not have just so. A
// job that failed before is told of both lives.
const LifeEvent* new_failure(const LifeReport& switched, const LifeReport& unswitched) {
  const auto known = [&](const LifeEvent& failure) {
    return std::any_of(unswitched.timeline.begin(), unswitched.timeline.end(),
                       [&](const LifeEvent& event) {
                         return event.what == failure.what && event.reason == failure.reason &&
                                day_of(event) <= day_of(failure);
                       });
  };
  for (auto event = find_event(switched, LifeEvent::What::switched);
       event != switched.timeline.end(); ++event) {
    if (event->what == LifeEvent::What::failed && !known(*event)) return &*event;
  }
  return nullptr;
}

// A loss that comes without the switch as well, and no later, is not the switch's doing.
bool lost_by_switch(const LifeReport& switched, const LifeReport& unswitched) {
  return switched.lost_on_day &&
         (!unswitched.lost_on_day || *switched.lost_on_day < *unswitched.lost_on_day);
}

Switched judge(const LifeReport& switched, const LifeReport& unswitched) {
  if (!switched.connects ||
      switched.lost_on_day.value_or(simulation::kSwitchDay) < simulation::kSwitchDay)
    return Switched::before;
  if (not_saved(switched) != nullptr) return Switched::not_saved;
  if (switched.works)
    return switched.reconnects.value_or(true) ? Switched::survives : Switched::at_reconnect;
  if (lost_by_switch(switched, unswitched))
    return refreshed_after_switch(switched) ? Switched::later : Switched::at_next_refresh;
  if (new_failure(switched, unswitched) == nullptr) return Switched::anyway;
  return refreshed_after_switch(switched) ? Switched::jobs_fail : Switched::never_refreshes;
}

// What the org said decides here, not what became of the connection later.
const Reason* said_by_org(Switched what, const LifeReport& report) {
  if (what == Switched::at_reconnect) return report.reconnect_refused;
  return what == Switched::not_saved ? not_saved(report) : nullptr;
}

SwitchedLife told(const Point& after, const LifeReport& report, const LifeReport& unswitched) {
  SwitchedLife life;
  life.point = after;
  life.what = judge(report, unswitched);
  life.reasons = names_of(report.chain);
  life.day = report.lost_on_day ? report.lost_on_day : report.first_failure_on_day;
  life.guide_step = report.remedy.guide_step;
  life.remedy = report.remedy.text;
  life.reconnects = report.reconnects;
  if (report.reconnect_refused != nullptr) life.reconnect_refused = report.reconnect_refused->name;
  const Reason* said = said_by_org(life.what, report);
  if (life.what == Switched::jobs_fail || life.what == Switched::never_refreshes) {
    // The chain tells of the loss, where one comes anyway.
    const LifeEvent& failure = *new_failure(report, unswitched);
    life.day = day_of(failure);
    if (report.chain.empty() || report.chain.front() != failure.reason) said = failure.reason;
  }
  if (said != nullptr) {
    life.reasons = {std::string(said->name)};
    life.guide_step.clear();
    life.remedy = said->remedy;
  }
  return life;
}

LifePlan plan_before(const Point& after) {
  LifePlan plan = plan_of(after);
  plan.settings.pkce_required = plan.settings.rotation = plan.settings.idle_limit = false;
  plan.settings.allowlist = simulation::Allowlist::off;
  return plan;
}

}  // namespace

std::string_view to_text(Switched what) {
  switch (what) {
    case Switched::survives:
      return "survive the switch";
    case Switched::at_reconnect:
      return "work on, but cannot be connected anew";
    case Switched::later:
      return "are lost some time after the switch";
    case Switched::at_next_refresh:
      return "are lost at the first refresh after the switch";
    case Switched::never_refreshes:
      return "stay connected, but no refresh succeeds after the switch";
    case Switched::jobs_fail:
      return "stay connected and refresh, but jobs fail";
    case Switched::not_saved:
      return "keep their settings: the org refuses to save the new ones";
    case Switched::anyway:
      return "fail, but not because of the switch";
    case Switched::before:
      return "were gone before the switch";
  }
  return "";
}

LifePlan switched_plan(const Point& after) {
  LifePlan plan = plan_before(after);
  plan.later = plan_of(after).settings;
  return plan;
}

SwitchedLife live_switched(const Point& after, const Live& live) {
  return told(after, live(switched_plan(after)), live(plan_before(after)));
}

Result<Selection, std::vector<std::string>> preset_selection(const SelectionOptions& options) {
  std::vector<std::string> errors;
  SelectionOptions all = options;
  bool scopes = false, allowlist = false;
  for (const std::string& text : options.dimensions) {
    const std::string name = text.substr(0, text.find('='));
    for (const auto& [decided, value] : kRequired) {
      if (name == decided)
        errors.push_back("--dimension: the preset switches " + name + " from off to on");
    }
    scopes = scopes || name == "scopes";
    allowlist = allowlist || name == "allowlist";
  }
  for (const auto& [decided, value] : kRequired)
    all.dimensions.push_back(std::string(decided) + "=" + std::string(value));
  if (!scopes) all.dimensions.push_back("scopes=standard");
  if (!allowlist)
    all.dimensions.push_back("allowlist=all_three,two_of_three,other_data_centre,trial");
  if (!options.shard.empty()) errors.push_back("--shard has no use with --preset");
  if (!errors.empty()) return errors;
  auto selection = read_selection(all);
  if (!selection) return selection;
  const auto& lists = selection.value().grid.values(*find_dimension("allowlist"));
  if (lists.front() == uint8_t(simulation::Allowlist::off))
    return std::vector<std::string>{
        "--dimension: the preset switches the allowlist on; allowlist=off is before"};
  return selection;
}

std::vector<SwitchedLife> live_preset(const Selection& selection, const Live& live,
                                      const Watch& watch) {
  std::vector<SwitchedLife> lives;
  std::map<Point, LifeReport> unswitched;  // by the point before
  const uint32_t slots = selection.grid.slots();
  for (uint32_t slot = 0; slot < slots; ++slot) {
    if (watch.interrupted && watch.interrupted()) break;
    if (watch.progress && slot % 64 == 0) watch.progress(slot, slots);
    const Point point = selection.grid.point_at(slot);
    if (!selection.has(point)) continue;
    const LifePlan before = plan_before(point);
    auto known = unswitched.find(point_of(before));
    if (known == unswitched.end()) known = unswitched.emplace(point_of(before), live(before)).first;
    lives.push_back(told(point, live(switched_plan(point)), known->second));
  }
  return lives;
}

}  // namespace rehearse::harness
