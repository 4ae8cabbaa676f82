#pragma once

#include "harness/probe.h"

namespace rehearse::harness {

// FuzzOptions are the flags of `rehearse fuzz`.
struct FuzzOptions {
  ProbeOptions probe{};
};

// Does whichever of it the flags ask for. Returns the exit code.
int fuzz(const FuzzOptions& options);

}  // namespace rehearse::harness
