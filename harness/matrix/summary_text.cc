#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "harness/matrix/summary.h"
#include "harness/matrix/wrap.h"

namespace rehearse::harness {
namespace {

using Out = std::back_insert_iterator<std::string>;

std::string_view fate_text(Fate fate) {
  switch (fate) {
    case Fate::works:
      return "work";
    case Fate::lives_with_failures:
      return "stay connected, but jobs fail";
    case Fate::lost:
      return "are lost";
    case Fate::never_connects:
      return "never connect";
  }
  return "";
}

// Never rounded to 0 or 100 while a cell is on the other side.
std::string percent(uint32_t part, uint32_t of) {
  if (of == 0) return "–";
  const uint64_t rounded = (uint64_t{part} * 200 + of) / (2 * uint64_t{of});
  if (part > 0 && rounded == 0) return "<1 %";
  if (part < of && rounded == 100) return ">99 %";
  return fmt::format("{} %", rounded);
}

void heading(Out out, const Summary& summary, const Matrix& matrix) {
  fmt::format_to(out, "rehearse {}: a matrix of {} cells, seed {}", matrix.version,
                 grouped(summary.selected), matrix.seed);
  if (!matrix.selection.shard.is_all())
    fmt::format_to(out, ", shard {}", to_text(matrix.selection.shard));
  fmt::format_to(out, "\n");
  if (!matrix.selection.where.empty())
    fmt::format_to(out, "{}", wrapped("where ", matrix.selection.where, 6));
  if (matrix.partial)
    fmt::format_to(out, "Partial: {} of the {} cells were lived.\n", grouped(summary.cells),
                   grouped(summary.selected));
  fmt::format_to(out, "\nWhat becomes of a connection in {} days\n", simulation::kHorizonDays);
  for (size_t fate = 0; fate < kFates; ++fate)
    fmt::format_to(out, "  {:>9}  {:>5}  {}\n", grouped(summary.by_fate[fate]),
                   percent(summary.by_fate[fate], summary.cells), fate_text(Fate(fate)));
}

// What a value does on its own, if it leaves no choice.
std::string_view verdict(const Summary::Share& share) {
  if (share.works == share.cells) return "always works";
  if (share.by_fate[size_t(Fate::never_connects)] == share.cells) return "never connects";
  if (share.by_fate[size_t(Fate::lost)] + share.by_fate[size_t(Fate::never_connects)] ==
      share.cells)
    return "always lost";
  return share.works == 0 ? "never works" : "";
}

void deciding(Out out, const Summary& summary) {
  if (summary.dimensions.empty() || summary.cells == 0) return;
  fmt::format_to(out, "\nWhich settings decide: the share of cells that work, by value\n");
  std::string indifferent;
  for (const Summary::Decides& decides : summary.dimensions) {
    const Dimension& dimension = dimensions()[decides.dimension];
    if (decides.spread == 0) {
      indifferent += fmt::format("{}{}", indifferent.empty() ? "" : ", ", dimension.name);
      continue;
    }
    std::string_view name = dimension.name;
    for (const Summary::Share& share : decides.shares) {
      const std::string_view alone = verdict(share);
      fmt::format_to(out, "  {:<22} {:<20} {:>5}{}{}\n", name, dimension.values[share.value].name,
                     percent(share.works, share.cells),
                     alone.empty() ? "" : "  decides alone: ", alone);
      name = "";
    }
  }
  if (!indifferent.empty())
    fmt::format_to(out, "{}", wrapped("  no difference to it    ", indifferent, 25));
}

std::string days_text(const Summary::Group& group) {
  if (group.fate == Fate::never_connects) return "";
  const std::string_view from = group.fate == Fate::lost ? "on" : "from";
  if (group.first_day == group.last_day) return fmt::format(" {} day {}", from, group.first_day);
  return fmt::format(" {} day {} to {}", from, group.first_day, group.last_day);
}

// What is to be said where no change was found.
std::string none_found(const Savings& savings) {
  if (savings.given_up || savings.looked == 0) return "not looked for further";
  if (savings.looked_for_two < savings.left)
    return fmt::format("none found: no change saves any of {} that were tried, no two the first",
                       savings.looked);
  return "nothing: no one or two changes save any of them";
}

void saving(Out out, const Savings& savings) {
  bool outside = false;
  for (const Change& change : savings.changes) {
    std::string how = fmt::format("saves {}", grouped(change.saves));
    if (change.longer > 0) how += fmt::format(", {} more live longer", grouped(change.longer));
    if (change.outside)
      how = fmt::format("not run here; saves {} of the {} tried", change.saves, change.tried);
    outside = outside || change.outside;
    fmt::format_to(out, "{}", wrapped("      change  ", to_text(change) + ": " + how, 14));
  }
  const uint32_t all = savings.by_one + savings.by_two + savings.left;
  if (savings.left == all) {
    if (savings.changes.empty()) fmt::format_to(out, "      change  {}\n", none_found(savings));
    return;
  }
  if (savings.by_one == all) return;
  // Neighbours that were not run may work.
  const bool sure = !savings.holes && !savings.given_up && !outside;
  fmt::format_to(out, "      in all  one change saves {}, two {} more, {} {}\n",
                 grouped(savings.by_one), grouped(savings.by_two), grouped(savings.left),
                 sure ? "take more than two" : "are saved by none that was run");
}

void group_text(Out out, const Summary::Group& group, const Matrix& matrix) {
  fmt::format_to(out, "\n  {} {}{}\n", grouped(uint32_t(group.slots.size())), fate_text(group.fate),
                 days_text(group));
  std::string chain;
  for (const std::string& reason : group.chain)
    chain += fmt::format("{}{}", chain.empty() ? "" : " > ", reason);
  fmt::format_to(out, "{}", wrapped("      why     ", chain, 14));
  fmt::format_to(out, "{}",
                 wrapped("      all     ", to_text(group.box, matrix.selection.grid), 14));
  if (!group.remedy.empty())
    fmt::format_to(
        out, "{}",
        wrapped("      do      ",
                group.guide_step.empty() ? group.remedy
                                         : fmt::format("{} ({})", group.remedy, group.guide_step),
                14));
  fmt::format_to(out, "      cell    {}\n",
                 number_of(matrix.selection.grid.point_at(group.slots.front())));
  if (group.savings) saving(out, *group.savings);
}

}  // namespace

std::string to_text(const Summary& summary, const Matrix& matrix, size_t groups) {
  std::string text;
  const Out out = std::back_inserter(text);
  heading(out, summary, matrix);
  deciding(out, summary);
  if (summary.groups.empty()) return text;
  fmt::format_to(out, "\nHow they fail, and the smallest change that saves them\n");
  const size_t told = std::min(groups, summary.groups.size());
  for (size_t group = 0; group < told; ++group) group_text(out, summary.groups[group], matrix);
  if (told < summary.groups.size()) {
    uint32_t cells = 0;
    for (size_t group = told; group < summary.groups.size(); ++group)
      cells += uint32_t(summary.groups[group].slots.size());
    fmt::format_to(out,
                   "\n  {} more in {} smaller groups: --out DIR writes them all to summary.txt\n",
                   grouped(cells), summary.groups.size() - told);
  }
  if (!summary.groups.front().savings)
    fmt::format_to(out, "\n  The smallest changes need the whole matrix: {}.\n",
                   matrix.partial ? "go on with --resume" : "merge the shards");
  fmt::format_to(out,
                 "\nrehearse explain CELL tells the life of a cell; explain REASON a reason.\n");
  return text;
}

}  // namespace rehearse::harness
