#pragma once

#include <cstdint>
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
  uint32_t saves = 0;    // cells that work once it is made
  uint32_t longer = 0;   // more that fail as well, but later; told of single changes
  bool outside = false;  // it leads out of what was run: tried on some of the cells
  uint32_t tried = 0;    // of an outside change: on how many
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
  uint32_t left = 0;              // that take more
};

// Finds changes by looking up neighbours, and where those were not run by living some of them.
class SavingsFinder {
 public:
  SavingsFinder(const Matrix& matrix, Live live) : matrix_(matrix), live_(std::move(live)) {}
  Savings find(const std::vector<uint32_t>& slots);

 private:
  void within(const std::vector<uint32_t>& slots, Savings& savings,
              std::vector<uint32_t>& unsaved) const;
  void beyond(const std::vector<uint32_t>& unsaved, Savings& savings);
  bool works(const Point& point);
  bool works_at(uint32_t slot) const;

  const Matrix& matrix_;
  Live live_;
  uint32_t lives_ = 0;
};

// Every single change of what somebody controls that makes the cell of the plan work.
std::vector<Change> single_changes(const Point& point, const Live& live);

}  // namespace rehearse::harness
