#include "harness/fuzz.h"

#include <fmt/format.h>

#include "harness/exit_codes.h"
#include "harness/probe.h"

namespace rehearse::harness {

int fuzz(const FuzzOptions& options) {
  if (!options.probe.target.empty()) return probe(options.probe);
  fmt::print(stderr, "rehearse fuzz: give --target FILE, the description of a server to probe.\n");
  return kBadUsage;
}

}  // namespace rehearse::harness
