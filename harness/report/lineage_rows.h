#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "harness/report/lineage.h"

// What the picture of one grant, or of a code that became none, shows; without any coordinates.
namespace rehearse::harness {

// LineageInstant is a column: virtual time may stand still while several requests come, so those of
// one instant are told apart by their order.
struct LineageInstant {
  TimePoint at{};
  int step = 0;
  friend auto operator<=>(const LineageInstant&, const LineageInstant&) = default;
};

// LineageMark is something that happened to a row at an instant.
struct LineageMark {
  enum class Kind { used, refused };
  Kind kind = Kind::used;
  LineageInstant at{};
};

// LineageRow is one code or token.
struct LineageRow {
  enum class End { lives, retired, lapsed, ended };
  std::string id{}, kind{}, words{};
  int depth = 0;
  std::optional<LineageInstant> from{}, until{};  // no `until`: to this day
  End end = End::lives;
  bool killed = false;  // together with the whole grant
  std::vector<LineageMark> marks{};
};

// LineageBlock is what is drawn together.
struct LineageBlock {
  std::string heading{}, ending{};
  bool ended = false;
  std::vector<LineageInstant> instants{};  // of all rows, in order, each once
  std::vector<LineageRow> rows{};
  std::optional<LineageInstant> killed_at{};
  std::string killer{};  // the row whose presentation ended the grant
};

std::vector<LineageBlock> lineage_blocks(const Lineage& lineage);

}  // namespace rehearse::harness
