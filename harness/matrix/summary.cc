#include "harness/matrix/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace rehearse::harness {
namespace {

// Until which days losses count as being about the same time: the connection's first days, the
// first month and what 30 days of anything end, a quarter, the rest.
constexpr int kPeriods[] = {0, 3, 40, 100, simulation::kHorizonDays};

size_t period_of(int day) {
  return size_t(std::lower_bound(std::begin(kPeriods), std::end(kPeriods), day) -
                std::begin(kPeriods));
}

int day_of(const Story& story) {
  return story.lost_on_day ? *story.lost_on_day
                           : story.first_failure_on_day.value_or(simulation::kHorizonDays);
}

using GroupKey = std::tuple<Fate, size_t, std::vector<std::string>>;

// Walks all cells once: counts, shares and the groups of failures.
class Count {
 public:
  explicit Count(const Matrix& matrix) : matrix_(matrix) {
    for (const Story& story : matrix.stories) fates_.push_back(fate_of(story));
    const Grid& grid = matrix.selection.grid;
    for (size_t at = 0; at < kDimensions; ++at) shares_[at].resize(grid.values(at).size());
  }

  Summary take() {
    const Grid& grid = matrix_.selection.grid;
    for (uint32_t slot = 0; slot < matrix_.cells.size(); ++slot) {
      const uint32_t story = matrix_.cells[slot];
      if (story == kNoStory) continue;
      ++summary_.cells;
      ++summary_.by_fate[size_t(fates_[story])];
      for (size_t at = 0; at < kDimensions; ++at) {
        Summary::Share& share = shares_[at][slot / grid.stride(at) % grid.values(at).size()];
        ++share.cells;
        ++share.by_fate[size_t(fates_[story])];
      }
      if (fates_[story] != Fate::works) add_to_group(slot, story);
    }
    finish_shares();
    finish_groups();
    return std::move(summary_);
  }

 private:
  void add_to_group(uint32_t slot, uint32_t number) {
    if (group_of_story_.size() <= number) group_of_story_.resize(matrix_.stories.size(), nullptr);
    Building*& building = group_of_story_[number];
    const Story& story = matrix_.stories[number];
    if (building == nullptr)
      building = &groups_[{fates_[number], period_of(day_of(story)), story.chain}];
    Summary::Group& group = building->group;
    if (group.slots.empty()) group.first_day = group.last_day = day_of(story);
    group.first_day = std::min(group.first_day, day_of(story));
    group.last_day = std::max(group.last_day, day_of(story));
    group.slots.push_back(slot);
    widen(group.box, box_of(matrix_.selection.grid.point_at(slot)));
    ++building->remedies[{story.guide_step, story.remedy}];
  }

  void finish_shares() {
    for (size_t at = 0; at < kDimensions; ++at) {
      const auto& values = matrix_.selection.grid.values(at);
      if (values.size() < 2) continue;
      Summary::Decides decides{uint8_t(at)};
      double most = 0, least = 1;
      for (size_t index = 0; index < values.size(); ++index) {
        Summary::Share share = shares_[at][index];
        share.value = values[index];
        share.works = share.by_fate[size_t(Fate::works)];
        if (share.cells == 0) continue;
        most = std::max(most, double(share.works) / share.cells);
        least = std::min(least, double(share.works) / share.cells);
        decides.shares.push_back(share);
      }
      decides.spread = decides.shares.empty() ? 0 : most - least;
      summary_.dimensions.push_back(std::move(decides));
    }
    std::stable_sort(
        summary_.dimensions.begin(), summary_.dimensions.end(),
        [](const auto& left, const auto& right) { return left.spread > right.spread; });
  }

  void finish_groups() {
    for (auto& [key, building] : groups_) {
      Summary::Group& group = building.group;
      group.fate = std::get<Fate>(key);
      group.chain = std::get<2>(key);
      const auto most = std::max_element(
          building.remedies.begin(), building.remedies.end(),
          [](const auto& left, const auto& right) { return left.second < right.second; });
      std::tie(group.guide_step, group.remedy) = most->first;
      summary_.groups.push_back(std::move(group));
    }
    std::stable_sort(
        summary_.groups.begin(), summary_.groups.end(),
        [](const auto& left, const auto& right) { return left.slots.size() > right.slots.size(); });
  }

  struct Building {
    Summary::Group group{};
    std::map<std::pair<std::string, std::string>, uint32_t> remedies{};
  };

  const Matrix& matrix_;
  std::vector<Fate> fates_{};  // by story
  std::array<std::vector<Summary::Share>, kDimensions> shares_{};
  std::map<GroupKey, Building> groups_{};
  std::vector<Building*> group_of_story_{};
  Summary summary_{};
};

}  // namespace

Fate fate_of(const Story& story) {
  if (story.works) return Fate::works;
  if (!story.connects) return Fate::never_connects;
  return story.lost_on_day ? Fate::lost : Fate::lives_with_failures;
}

std::string fate_text(const Story& story) {
  switch (fate_of(story)) {
    case Fate::works:
      return fmt::format("The connection works for all {} days.", simulation::kHorizonDays);
    case Fate::lives_with_failures:
      return fmt::format("The connection stays connected, but jobs fail from day {} on.",
                         story.first_failure_on_day.value_or(0));
    case Fate::lost:
      return fmt::format("The connection is lost on day {}.", *story.lost_on_day);
    case Fate::never_connects:
      return "The connection never comes about.";
  }
  return {};
}

Summary summarise(const Matrix& matrix, Live live) {
  Summary summary = Count(matrix).take();
  summary.selected = matrix.partial ? matrix.selection.size() : summary.cells;
  // A neighbour that another shard has, or that is still to come, is not to be taken for a failure.
  if (matrix.partial || !matrix.selection.shard.is_all()) return summary;
  SavingsFinder finder(matrix, std::move(live));
  for (Summary::Group& group : summary.groups) group.savings = finder.find(group.slots);
  return summary;
}

}  // namespace rehearse::harness
