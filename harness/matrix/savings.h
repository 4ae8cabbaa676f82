#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/matrix/matrix_table.h"

namespace rehearse::harness {

// Change is one or two dimensions set to other values, and what came of it.
struct Change {
  struct To {
    uint8_t dimension = 0;
    uint8_t value = 0;
    friend bool operator==(const To&, const To&) = default;
  };
  std::vector<To> to{};
  uint32_t saves = 0;    // cells that work once it is made; of an outside change, of those tried
  uint32_t longer = 0;   // more that fail as well, but later; told of single changes
  bool outside = false;  // it leads out of what was run: tried on some of the cells
  uint32_t tried = 0;    // of an outside change: on how many that do not have the value yet
  friend bool operator==(const Change&, const Change&) = default;
};
std::string to_text(const Change& change);  // `rotation=off and allowlist=all_three`
Point changed(Point point, const Change& change);

// Savings is what saves a group of failing cells. Only what an admin or an engineer controls is
// changed, never how the connection is used.
struct Savings {
  std::vector<Change> changes{};  // the best single ones, then the best pair for what is left
  uint32_t by_one = 0;            // cells that some single change saves
  uint32_t by_two = 0;            // more that some pair saves
  uint32_t left = 0;              // that none of those saves whose outcome was run
  bool holes = false;             // some neighbours within the grid were not run
  uint32_t looked = 0;            // of `left`: on how many each outside change was tried,
  uint32_t looked_for_two = 0;    // and on how many each pair
  bool given_up = false;          // not to the end, because the lives for it were used up
};

// Finds changes by looking up neighbours, and where those were not run by living some of them.
class SavingsFinder {
 public:
  static constexpr uint32_t kMostLives = 5000;
  // `most_lives` bounds what is lived beside the matrix, for all groups together.
  SavingsFinder(const Matrix& matrix, Live live, uint32_t most_lives = kMostLives)
      : matrix_(matrix), live_(std::move(live)), lives_left_(most_lives) {}
  Savings find(const std::vector<uint32_t>& slots);

 private:
  void within(const std::vector<uint32_t>& slots, Savings& savings,
              std::vector<uint32_t>& unsaved) const;
  void beyond(const std::vector<uint32_t>& unsaved, Savings& savings);
  // The pairs that save the first of the cells, tried on all of them: there are too many pairs to
  // try each on more than one.
  std::vector<Change> pairs_for(const std::vector<Point>& cells,
                                const std::vector<Change::To>& steps);
  // Makes the change to those of the cells that do not have it yet, and marks those that it
  // saves. None: it saves none, or was not tried to the end.
  std::optional<Change> attempt(std::vector<Change::To> to, const std::vector<Point>& cells,
                                std::vector<bool>& saved);
  std::optional<bool> works(const Point& point);  // none: the lives for it are used up
  bool works_at(uint32_t slot) const;

  const Matrix& matrix_;
  Live live_;
  uint32_t lives_left_;
  bool out_of_lives_ = false;  // a life was asked for and could not be had
};

// Every single change of what somebody controls that makes the cell of the plan work.
std::vector<Change> single_changes(const Point& point, const Live& live);

}  // namespace rehearse::harness
