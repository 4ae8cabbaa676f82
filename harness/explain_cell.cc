#include "harness/explain_cell.h"

#include <fmt/format.h>

#include <cstdio>

#include "harness/exit_codes.h"
#include "harness/matrix/savings.h"
#include "harness/matrix/summary.h"
#include "harness/matrix/wrap.h"
#include "mocks/ledger.h"
#include "mocks/sight.h"

namespace rehearse::harness {
namespace {

constexpr size_t kIndent = 16;

void line(std::string_view label, std::string_view text) {
  if (!text.empty()) fmt::print("{}", wrapped(fmt::format("  {:<13} ", label), text, kIndent));
}

void print_settings(const Point& point) {
  const Point standard = standard_point();
  for (size_t at = 0; at < kDimensions; ++at) {
    const Dimension& dimension = dimensions()[at];
    const std::string_view value = dimension.values[point[at]].name;
    if (point[at] == standard[at]) {
      fmt::print("  {:<22} {}\n", dimension.name, value);
    } else {
      fmt::print("  {:<22} {:<20} not the guide's\n", dimension.name, value);
    }
  }
}

void print_reasons(const Story& story) {
  for (const std::string& name : story.chain) {
    const Reason* reason = find_reason(name);
    if (reason == nullptr) continue;
    const Sight sight = sight_of(*reason);
    fmt::print("\n{}\n", name);
    line("meaning", reason->meaning);
    line("rule", fmt::format("{}: {}", to_text(reason->fidelity.basis), reason->fidelity.source));
    line("in Workato", sight.workato);
    line("in Salesforce", sight.salesforce);
  }
}

void print_changes(const Point& point, const Story& story, const Live& live) {
  if (story.works) return;
  fmt::print("\nWhat to change\n");
  line("do", story.guide_step.empty() ? story.remedy
                                      : fmt::format("{} ({})", story.remedy, story.guide_step));
  const std::vector<Change> changes = single_changes(point, live);
  for (const Change& change : changes) line("it works with", to_text(change));
  if (changes.empty()) line("but", "no single change makes this cell work.");
}

}  // namespace

bool looks_like_cell(const std::string& text) {
  return text.find('=') != std::string::npos ||
         (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos);
}

int explain_cell(const ExplainOptions& options) {
  const auto cell = read_cell(options.what);
  if (!cell) {
    fmt::print(stderr, "rehearse explain: {}\n", cell.error());
    return kBadUsage;
  }
  const Point point = cell.value();
  simulation::Lives lives({options.seed, false});
  const Live live = [&](const simulation::LifePlan& plan) { return lives.live(plan); };
  const Story story = story_of(live(plan_of(point)));
  fmt::print("Cell {}\n", number_of(point));
  print_settings(point);
  fmt::print("\n{}\n\nWhat happened\n", fate_text(story));
  for (const Story::Event& event : story.timeline) line(day_text(event.at_ms), event.text);
  print_reasons(story);
  print_changes(point, story, live);
  return kAllPassed;
}

}  // namespace rehearse::harness
