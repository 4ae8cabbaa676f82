#pragma once

#include "harness/fuzz_campaign.h"
#include "harness/probe.h"

namespace rehearse::harness {

// FuzzOptions are the flags of `rehearse fuzz`: long runs of fuzz targets, or a probe of a server.
struct FuzzOptions {
  FuzzCampaignOptions campaign{};
  ProbeOptions probe{};
  bool quiet = false;
};

// Does whichever of it the flags ask for. Returns the exit code.
int fuzz(const FuzzOptions& options);

}  // namespace rehearse::harness
