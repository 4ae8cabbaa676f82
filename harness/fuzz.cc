#include "harness/fuzz.h"

#include <fmt/format.h>

#include "harness/exit_codes.h"

namespace rehearse::harness {

int fuzz(const FuzzOptions& options) {
  FuzzOptions asked = options;
  asked.campaign.quiet = asked.probe.quiet = options.quiet;
  const bool probes = !asked.probe.target.empty();
  const bool fuzzes = !asked.campaign.targets.empty() || asked.campaign.list ||
                      !asked.campaign.merge.empty() || !asked.campaign.minimize.empty() ||
                      asked.campaign.minimize_corpus;
  if (probes && fuzzes) {
    fmt::print(stderr,
               "rehearse fuzz: --target FILE probes a running server; give fuzz targets, --list, "
               "--merge or --minimize in a line of their own.\n");
    return kBadUsage;
  }
  if (!probes && (!asked.probe.only.empty() || !asked.probe.report.empty())) {
    fmt::print(stderr, "rehearse fuzz: --only and --report go with --target FILE.\n");
    return kBadUsage;
  }
  return probes ? probe(asked.probe) : fuzz_campaign(asked.campaign);
}

}  // namespace rehearse::harness
