#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/simulation/life_plan.h"

// The dimensions of the matrix: what a life of a connection depends on, with names for people. One
// table; whatever shows, reads or counts dimensions walks it.
namespace rehearse::harness {

struct DimensionValue {
  std::string_view name{};     // as the command line has it
  std::string_view meaning{};  // one sentence
};

// Whose a dimension is: only what somebody can change is offered as a remedy.
enum class Hand {
  admin,     // of the org, in the app's settings
  engineer,  // of the client
  nobody,    // how the connection is used
};

std::string_view to_text(Hand hand);

struct Dimension {
  std::string_view name{};
  std::string_view meaning{};     // one sentence
  std::string_view guide_step{};  // an id of fixtures/guide_steps.json; empty: the guide has none
  Hand hand = Hand::admin;
  bool fixed = false;  // true: the standard matrix holds it at the standard value
  std::span<const DimensionValue> values{};
  size_t (*get)(const simulation::LifePlan&) = nullptr;
  void (*set)(simulation::LifePlan&, size_t) = nullptr;

  // The index of the value of that name.
  std::optional<size_t> find(std::string_view value) const;
};

inline constexpr size_t kDimensions = 13;
const std::array<Dimension, kDimensions>& dimensions();
// The index of the dimension of that name.
std::optional<size_t> find_dimension(std::string_view name);
// Sentences about a name that there isn't; the nearest is named.
std::string no_such_dimension(std::string_view name);
std::string no_such_value(const Dimension& dimension, std::string_view value);

}  // namespace rehearse::harness
