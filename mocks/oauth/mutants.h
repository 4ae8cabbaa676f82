#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace rehearse::oauth {

// Mutant names a rule that the org can be told to break, one at a time, so that scenarios and
// clients' own tests can show that they would notice. `none` breaks nothing.
enum class Mutant {
  none,
  count_,
};

// MutantInfo is one row of the table of mutants.
struct MutantInfo {
  Mutant mutant = Mutant::none;
  std::string_view name{};       // snake_case, what --mutant takes
  std::string_view clause{};     // the rule that is broken: "RFC 7636 section 4.6"
  std::string_view meaning{};    // what the org does instead, one sentence
  std::string_view seen{};       // what a person, or an attacker, would get out of it, one sentence
  std::string_view caught_by{};  // the scenario that fails under it
};

std::span<const MutantInfo> mutant_table();
std::optional<Mutant> find_mutant(std::string_view name);

}  // namespace rehearse::oauth
