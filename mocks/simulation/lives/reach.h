#pragma once

#include <functional>

#include "mocks/world.h"

namespace rehearse::simulation {

// Reach is how the engine of a life reaches the org. As it starts out: in process.
struct Reach {
  Surroundings surroundings{};
  // Told of each world before something happens in it, and null before it ends: for whoever hands
  // requests from sockets to it.
  std::function<void(World*)> shows{};
};

}  // namespace rehearse::simulation
