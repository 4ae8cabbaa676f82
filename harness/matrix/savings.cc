#include "harness/matrix/savings.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/entropy.h"

namespace rehearse::harness {
namespace {

constexpr size_t kTried = 16;  // cells of a group on which a change from outside is tried
constexpr size_t kSinglesShown = 3;

// Step is a change of one dimension within the grid, as arithmetic on slots.
struct Step {
  Change::To to{};
  uint32_t stride = 0, size = 0, index = 0;

  bool changes(uint32_t slot) const { return slot / stride % size != index; }
  uint32_t apply(uint32_t slot) const {
    return slot + index * stride - slot / stride % size * stride;
  }
};

std::vector<Step> steps_within(const Grid& grid) {
  std::vector<Step> steps;
  for (size_t at = 0; at < kDimensions; ++at) {
    const auto& values = grid.values(at);
    if (dimensions()[at].hand == Hand::nobody || values.size() < 2) continue;
    for (size_t index = 0; index < values.size(); ++index)
      steps.push_back({{uint8_t(at), values[index]},
                       grid.stride(at),
                       uint32_t(values.size()),
                       uint32_t(index)});
  }
  return steps;
}

// Every value of every dimension that somebody controls; the engineer's first.
std::vector<Change::To> all_steps() {
  std::vector<Change::To> steps;
  for (const Hand hand : {Hand::engineer, Hand::admin}) {
    for (size_t at = 0; at < kDimensions; ++at) {
      if (dimensions()[at].hand != hand) continue;
      for (size_t value = 0; value < dimensions()[at].values.size(); ++value)
        steps.push_back({uint8_t(at), uint8_t(value)});
    }
  }
  return steps;
}

// The day until which a connection is of use; not connecting at all is worst.
int lived_until(const Story* story) {
  if (story == nullptr || !story->connects) return -1;
  return story->lost_on_day.value_or(simulation::kHorizonDays + 1);
}

// A mistake of the client is better mended than worked around: at equal numbers its changes lead.
bool engineers(const Change& change) {
  return dimensions()[change.to.front().dimension].hand == Hand::engineer;
}

void best_first(std::vector<Change>& changes) {
  std::stable_sort(changes.begin(), changes.end(), [](const Change& left, const Change& right) {
    if (left.saves != right.saves) return left.saves > right.saves;
    if (left.longer != right.longer) return left.longer > right.longer;
    return engineers(left) && !engineers(right);
  });
}

// Cells without a pattern: a stride would beat with the period of a dimension.
std::vector<uint32_t> some_of(std::vector<uint32_t> slots) {
  SeededEntropy draw(1, "savings");
  const size_t count = std::min(kTried, slots.size());
  for (size_t at = 0; at < count; ++at)
    std::swap(slots[at], slots[at + size_t(draw.below(slots.size() - at))]);
  slots.resize(count);
  return slots;
}

bool has_any(const Point& point, const std::vector<Change::To>& to) {
  return std::any_of(to.begin(), to.end(),
                     [&](const Change::To& one) { return point[one.dimension] == one.value; });
}

}  // namespace

std::string to_text(const Change& change) {
  std::string text;
  for (const Change::To& to : change.to) {
    const Dimension& dimension = dimensions()[to.dimension];
    text += fmt::format("{}{}={}", text.empty() ? "" : " and ", dimension.name,
                        dimension.values[to.value].name);
  }
  return text;
}

Point changed(Point point, const Change& change) {
  for (const Change::To& to : change.to) point[to.dimension] = to.value;
  return point;
}

Savings SavingsFinder::find(const std::vector<uint32_t>& slots) {
  Savings savings;
  std::vector<uint32_t> unsaved;
  within(slots, savings, unsaved);
  savings.left = uint32_t(unsaved.size());
  savings.holes = !matrix_.selection.where.empty() || !matrix_.selection.shard.is_all();
  if (!unsaved.empty()) beyond(unsaved, savings);
  return savings;
}

bool SavingsFinder::works_at(uint32_t slot) const {
  const Story* story = matrix_.story_at(slot);
  return story != nullptr && story->works;
}

// Exact: each neighbour was run.
void SavingsFinder::within(const std::vector<uint32_t>& slots, Savings& savings,
                           std::vector<uint32_t>& unsaved) const {
  const std::vector<Step> steps = steps_within(matrix_.selection.grid);
  std::vector<Change> singles, pairs;
  std::vector<uint32_t> pair_saves(steps.size() * steps.size());
  for (const Step& step : steps) singles.push_back({{step.to}});
  for (const uint32_t slot : slots) {
    bool by_one = false, by_two = false;
    for (size_t one = 0; one < steps.size(); ++one) {
      if (!steps[one].changes(slot)) continue;
      const uint32_t other = steps[one].apply(slot);
      if (works_at(other)) {
        ++singles[one].saves;
        by_one = true;
      } else if (lived_until(matrix_.story_at(other)) > lived_until(matrix_.story_at(slot))) {
        ++singles[one].longer;
      }
    }
    for (size_t one = 0; !by_one && one < steps.size(); ++one) {
      if (!steps[one].changes(slot)) continue;
      const uint32_t next = steps[one].apply(slot);
      for (size_t two = one + 1; two < steps.size(); ++two) {
        if (steps[two].to.dimension == steps[one].to.dimension || !steps[two].changes(slot) ||
            !works_at(steps[two].apply(next)))
          continue;
        ++pair_saves[one * steps.size() + two];
        by_two = true;
      }
    }
    if (by_one) ++savings.by_one;
    if (by_two) ++savings.by_two;
    if (!by_one && !by_two) unsaved.push_back(slot);
  }
  for (size_t one = 0; one < steps.size(); ++one) {
    for (size_t two = one + 1; two < steps.size(); ++two) {
      if (const uint32_t saves = pair_saves[one * steps.size() + two]; saves > 0)
        pairs.push_back({{steps[one].to, steps[two].to}, saves});
    }
  }
  std::erase_if(singles, [](const Change& change) { return change.saves == 0; });
  best_first(singles);
  best_first(pairs);
  if (singles.size() > kSinglesShown) singles.resize(kSinglesShown);
  if (!pairs.empty()) singles.push_back(std::move(pairs.front()));
  savings.changes = std::move(singles);
}

// What was not run is lived now, on some of the cells.
void SavingsFinder::beyond(const std::vector<uint32_t>& unsaved, Savings& savings) {
  if (!live_) return;
  out_of_lives_ = false;
  std::vector<Point> cells;
  for (const uint32_t slot : some_of(unsaved))
    cells.push_back(matrix_.selection.grid.point_at(slot));
  savings.looked = uint32_t(cells.size());
  const std::vector<Change::To> steps = all_steps();
  std::vector<bool> saved(cells.size());
  std::vector<Change> singles, pairs;
  for (const Change::To& one : steps) {
    if (auto change = attempt({one}, cells, saved)) singles.push_back(std::move(*change));
  }
  std::vector<Point> left;
  for (size_t cell = 0; cell < cells.size(); ++cell) {
    if (!saved[cell]) left.push_back(cells[cell]);
  }
  if (!left.empty()) {
    savings.looked_for_two = 1;
    pairs = pairs_for(left, steps);
  }
  savings.given_up = out_of_lives_;
  best_first(singles);
  best_first(pairs);
  if (singles.size() > kSinglesShown) singles.resize(kSinglesShown);
  if (!pairs.empty()) singles.push_back(std::move(pairs.front()));
  for (Change& change : singles) savings.changes.push_back(std::move(change));
}

std::vector<Change> SavingsFinder::pairs_for(const std::vector<Point>& cells,
                                             const std::vector<Change::To>& steps) {
  std::vector<Change> pairs;
  std::vector<bool> saved(cells.size());
  for (size_t one = 0; one < steps.size(); ++one) {
    for (size_t two = one + 1; two < steps.size(); ++two) {
      if (steps[one].dimension == steps[two].dimension) continue;
      auto first = attempt({steps[one], steps[two]}, {cells.front()}, saved);
      if (!first) continue;
      auto all = attempt({steps[one], steps[two]}, cells, saved);
      pairs.push_back(std::move(all ? *all : *first));
    }
  }
  return pairs;
}

std::optional<Change> SavingsFinder::attempt(std::vector<Change::To> to,
                                             const std::vector<Point>& cells,
                                             std::vector<bool>& saved) {
  Change change{std::move(to)};
  change.outside = true;
  std::vector<size_t> works_now;
  for (size_t cell = 0; cell < cells.size(); ++cell) {
    if (has_any(cells[cell], change.to)) continue;
    const auto mended = works(changed(cells[cell], change));
    if (!mended) return {};
    ++change.tried;
    if (*mended) works_now.push_back(cell);
  }
  for (const size_t cell : works_now) saved[cell] = true;
  change.saves = uint32_t(works_now.size());
  if (change.saves == 0) return {};
  return change;
}

std::optional<bool> SavingsFinder::works(const Point& point) {
  if (const auto slot = matrix_.selection.grid.slot_of(point)) {
    if (const Story* story = matrix_.story_at(*slot)) return story->works;
  }
  out_of_lives_ = lives_left_ == 0;
  if (out_of_lives_) return {};
  --lives_left_;
  return live_(plan_of(point)).works;
}

std::vector<Change> single_changes(const Point& point, const Live& live) {
  std::vector<Change> found;
  for (const Change::To& to : all_steps()) {
    Change change{{to}};
    if (point[to.dimension] == to.value || !live(plan_of(changed(point, change))).works) continue;
    change.saves = 1;
    found.push_back(std::move(change));
  }
  return found;
}

}  // namespace rehearse::harness
