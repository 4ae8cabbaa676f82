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

// True if the connection refreshed after the switch before it was lost.
bool refreshed_after_switch(const LifeReport& report) {
  const auto switched =
      std::find_if(report.timeline.begin(), report.timeline.end(),
                   [](const LifeEvent& event) { return event.what == LifeEvent::What::switched; });
  return std::any_of(switched, report.timeline.end(), [](const LifeEvent& event) {
    return event.what == LifeEvent::What::refreshed;
  });
}

// Why the org did not save the new settings, or null if it did.
const Reason* not_saved(const LifeReport& report) {
  const auto has = [&](LifeEvent::What what) {
    return std::find_if(report.timeline.begin(), report.timeline.end(),
                        [&](const LifeEvent& event) { return event.what == what; });
  };
  if (has(LifeEvent::What::switched) != report.timeline.end()) return nullptr;
  const auto refused = has(LifeEvent::What::refused);
  return refused == report.timeline.end() ? nullptr : refused->reason;
}

bool fails_alike(const LifeReport& left, const LifeReport& right) {
  return left.works == right.works && left.lost_on_day == right.lost_on_day &&
         left.first_failure_on_day == right.first_failure_on_day && left.chain == right.chain;
}

Switched judge(const LifeReport& switched, const LifeReport& unswitched) {
  if (!switched.connects ||
      switched.lost_on_day.value_or(simulation::kSwitchDay) < simulation::kSwitchDay)
    return Switched::before;
  if (not_saved(switched) != nullptr) return Switched::not_saved;
  const bool anew = switched.reconnects.value_or(true);
  if (!switched.works && fails_alike(switched, unswitched)) return Switched::anyway;
  if (switched.works) return anew ? Switched::survives : Switched::at_reconnect;
  if (!switched.lost_on_day) return Switched::jobs_fail;
  return refreshed_after_switch(switched) ? Switched::later : Switched::at_next_refresh;
}

SwitchedLife told(const Point& after, const LifeReport& report, const LifeReport& unswitched) {
  SwitchedLife life;
  life.point = after;
  life.what = judge(report, unswitched);
  life.reasons = names_of(report.chain);
  life.day = report.lost_on_day ? report.lost_on_day : report.first_failure_on_day;
  life.guide_step = report.remedy.guide_step;
  life.remedy = report.remedy.text;
  // What the org itself said decides here, not what became of the connection.
  const Reason* said = nullptr;
  if (life.what == Switched::at_reconnect) said = report.reconnect_refused;
  if (life.what == Switched::not_saved) said = not_saved(report);
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
    case Switched::jobs_fail:
      return "stay connected, but jobs fail";
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
