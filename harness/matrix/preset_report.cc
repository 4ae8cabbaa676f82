#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "harness/matrix/preset.h"
#include "harness/matrix/wrap.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Out = std::back_insert_iterator<std::string>;

constexpr size_t kBoxesTold = 4;

// Connections that fare alike.
struct Group {
  std::vector<Point> points{};
  int first_day = 0, last_day = 0;
  std::map<std::string, size_t> remedies{};
};
using Groups = std::map<std::vector<std::string>, Group>;  // by reasons

Groups groups_of(const std::vector<SwitchedLife>& lives, Switched what) {
  Groups groups;
  for (const SwitchedLife& life : lives) {
    if (life.what != what) continue;
    Group& group = groups[what == Switched::survives ? std::vector<std::string>() : life.reasons];
    const int day = life.day.value_or(0);
    if (group.points.empty()) group.first_day = group.last_day = day;
    group.first_day = std::min(group.first_day, day);
    group.last_day = std::max(group.last_day, day);
    group.points.push_back(life.point);
    if (!life.remedy.empty())
      ++group.remedies[life.guide_step.empty()
                           ? life.remedy
                           : fmt::format("{} ({})", life.remedy, life.guide_step)];
  }
  return groups;
}

void boxes_text(Out out, const Group& group, const Grid& grid) {
  const std::vector<Box> boxes = boxes_of(group.points);
  const size_t told = std::min(kBoxesTold, boxes.size());
  uint64_t left = group.points.size();
  for (size_t box = 0; box < told; ++box) {
    const uint64_t cells = cells_in(boxes[box]);
    left -= cells;
    fmt::format_to(out, "{}",
                   wrapped(fmt::format("    {:>6}  ", grouped(uint32_t(cells))),
                           to_text(boxes[box], grid), 12));
  }
  if (left > 0)
    fmt::format_to(out, "    {:>6}  others; --out DIR writes them all to preset.csv\n",
                   grouped(uint32_t(left)));
}

std::string days_text(const Group& group) {
  if (group.first_day == group.last_day) return fmt::format("day {}", group.first_day);
  return fmt::format("day {} to {}", group.first_day, group.last_day);
}

void part_text(Out out, const std::vector<SwitchedLife>& lives, Switched what, const Grid& grid) {
  const Groups groups = groups_of(lives, what);
  if (groups.empty()) return;
  std::vector<const Groups::value_type*> sorted;
  size_t cells = 0;
  for (const auto& group : groups) {
    sorted.push_back(&group);
    cells += group.second.points.size();
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) {
    return left->second.points.size() > right->second.points.size();
  });
  fmt::format_to(out, "\n{} {}\n", grouped(uint32_t(cells)), to_text(what));
  for (const auto* entry : sorted) {
    const Group& group = entry->second;
    const bool dated =
        what != Switched::survives && what != Switched::at_reconnect && what != Switched::not_saved;
    if (!entry->first.empty())
      fmt::format_to(
          out, "{}",
          wrapped("  why       ",
                  join(entry->first, " > ") + (dated ? ", " + days_text(group) : ""), 12));
    if (!group.remedies.empty() && what != Switched::survives) {
      const auto most = std::max_element(
          group.remedies.begin(), group.remedies.end(),
          [](const auto& left, const auto& right) { return left.second < right.second; });
      fmt::format_to(out, "{}", wrapped("  do        ", most->first, 12));
    }
    boxes_text(out, group, grid);
  }
}

std::string_view short_name(Switched what) {
  constexpr std::string_view kNames[kSwitched] = {"survives",        "at_reconnect",    "later",
                                                  "at_next_refresh", "never_refreshes", "jobs_fail",
                                                  "not_saved",       "anyway",          "before"};
  return kNames[size_t(what)];
}

// Whether they can be made anew, however they fared.
void reconnect_text(Out out, const std::vector<SwitchedLife>& lives) {
  size_t yes = 0;
  std::map<std::string, size_t> refused;
  for (const SwitchedLife& life : lives) {
    if (life.reconnects && *life.reconnects) ++yes;
    if (life.reconnects && !*life.reconnects) ++refused[life.reconnect_refused];
  }
  fmt::format_to(out, "\n  {:>9}  of them all can be connected anew at the end\n",
                 grouped(uint32_t(yes)));
  for (const auto& [reason, count] : refused)
    fmt::format_to(out, "  {:>9}  can't: {}\n", grouped(uint32_t(count)), reason);
}

}  // namespace

std::string preset_text(const Comparison& comparison) {
  const std::vector<SwitchedLife>& lives = comparison.lives;
  std::string text;
  const Out out = std::back_inserter(text);
  fmt::format_to(out, "The AppExchange requirements of 2026: {} connections, seed {}\n\n",
                 grouped(uint32_t(lives.size())), comparison.seed);
  if (comparison.partial)
    fmt::format_to(out, "Partial: {} of the {} connections were lived.\n\n",
                   grouped(uint32_t(lives.size())), grouped(comparison.selection.size()));
  fmt::format_to(
      out, "{}",
      wrapped("",
              fmt::format("Each was made while PKCE, rotation, idle limit and allowlist were off. "
                          "On day {} an admin turns all four on; the rest of the settings stays. "
                          "After {} days somebody tries to connect anew.",
                          simulation::kSwitchDay, simulation::kHorizonDays),
              0));
  fmt::format_to(out, "\n");
  for (size_t what = 0; what < kSwitched; ++what) {
    const auto count = std::count_if(lives.begin(), lives.end(), [&](const SwitchedLife& life) {
      return life.what == Switched(what);
    });
    fmt::format_to(out, "  {:>9}  {}\n", grouped(uint32_t(count)), to_text(Switched(what)));
  }
  reconnect_text(out, lives);
  for (size_t what = 0; what < kSwitched; ++what)
    part_text(out, lives, Switched(what), comparison.selection.grid);
  return text;
}

void write_preset_csv(const Comparison& comparison, const Put& put) {
  std::string text = "cell";
  for (const Dimension& dimension : dimensions()) text += fmt::format(",{}", dimension.name);
  put(text + ",switch,day,reasons,guide_step,remedy,reconnects,reconnect_refused\n");
  for (const SwitchedLife& life : comparison.lives) {
    text = fmt::to_string(number_of(life.point));
    for (size_t at = 0; at < kDimensions; ++at)
      text += fmt::format(",{}", dimensions()[at].values[life.point[at]].name);
    const std::string_view anew = !life.reconnects ? "" : *life.reconnects ? "yes" : "no";
    text += fmt::format(",{},{},{},{},{},{},{}\n", short_name(life.what),
                        life.day ? fmt::to_string(*life.day) : "", join(life.reasons, " > "),
                        life.guide_step, csv_field(life.remedy), anew, life.reconnect_refused);
    put(text);
  }
}

void write_preset_json(const Comparison& comparison, const Put& put) {
  const std::vector<SwitchedLife>& lives = comparison.lives;
  Json head{{"format", "rehearse preset appexchange-2026 1"},
            {"seed", comparison.seed},
            {"partial", comparison.partial},
            {"where", comparison.selection.where},
            {"switch_day", simulation::kSwitchDay},
            {"horizon_days", simulation::kHorizonDays}};
  std::string text = dump_json(head);
  text.pop_back();
  put(text + ",\n\"connections\":[");
  for (size_t at = 0; at < lives.size(); ++at) {
    const SwitchedLife& life = lives[at];
    const Json json{{"cell", number_of(life.point)},
                    {"name", name_of(life.point)},
                    {"switch", short_name(life.what)},
                    {"day", life.day ? Json(*life.day) : Json(nullptr)},
                    {"reasons", life.reasons},
                    {"guide_step", life.guide_step},
                    {"remedy", life.remedy},
                    {"reconnects", life.reconnects ? Json(*life.reconnects) : Json(nullptr)},
                    {"reconnect_refused", life.reconnect_refused}};
    put((at == 0 ? "\n" : ",\n") + dump_json(json));
  }
  put("]}\n");
}

}  // namespace rehearse::harness
