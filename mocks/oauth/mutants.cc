#include "mocks/oauth/mutants.h"

namespace rehearse::oauth {

std::optional<Mutant> find_mutant(std::string_view name) {
  if (name.empty()) return Mutant::none;
  for (const MutantInfo& row : mutant_table()) {
    if (row.name == name) return row.mutant;
  }
  return std::nullopt;
}

}  // namespace rehearse::oauth
