#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "harness/matrix/boxes.h"
#include "harness/matrix/savings.h"

namespace rehearse::harness {

// Fate is what came of a connection, in short.
enum class Fate { works, lives_with_failures, lost, never_connects };
inline constexpr size_t kFates = 4;
Fate fate_of(const Story& story);
// `The connection is lost on day 38.`
std::string fate_text(const Story& story);

// Summary is what people want to know of a matrix first.
struct Summary {
  uint32_t cells = 0;     // lived
  uint32_t selected = 0;  // to be lived
  std::array<uint32_t, kFates> by_fate{};

  // Of one value of a dimension: how many of its cells work.
  struct Share {
    uint8_t value = 0;
    uint32_t cells = 0, works = 0;
    std::array<uint32_t, kFates> by_fate{};
  };
  struct Decides {
    uint8_t dimension = 0;
    std::vector<Share> shares{};
    double spread = 0;  // between its best and its worst value
  };
  std::vector<Decides> dimensions{};  // with more than one value, what decides most first

  // Cells that fail alike: for the same reasons and about the same time.
  struct Group {
    Fate fate = Fate::lost;
    std::vector<std::string> chain{};
    int first_day = 0, last_day = 0;
    std::string guide_step{}, remedy{};  // of most of its cells
    Box box{};                           // around its cells
    std::vector<uint32_t> slots{};
    std::optional<Savings> savings{};  // none: only of whole matrices
  };
  std::vector<Group> groups{};  // the largest first
};

// `live` may be empty: then nothing is tried outside of what was run.
Summary summarise(const Matrix& matrix, Live live);

// For people, at most 100 columns wide; `groups` is how many of the groups are told.
std::string to_text(const Summary& summary, const Matrix& matrix, size_t groups);

}  // namespace rehearse::harness
