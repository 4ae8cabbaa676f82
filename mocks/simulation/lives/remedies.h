#pragma once

#include <span>

#include "mocks/simulation/life.h"

namespace rehearse::simulation {

// RemedyRow says which of the guide's steps decides over a reason, and what to do there.
struct RemedyRow {
  const Reason* reason = nullptr;
  Remedy remedy{};
};

// A row for every reason that a life can end with.
std::span<const RemedyRow> remedies();
// Empty where no row has the reason.
Remedy remedy_for(const Reason& reason);

}  // namespace rehearse::simulation
