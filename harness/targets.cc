#include "harness/targets.h"

#include <fmt/format.h>

#include "harness/driver/mock_stages.h"

namespace rehearse::harness {

Result<std::unique_ptr<TargetFactory>, std::string> make_targets(const std::string& target,
                                                                 const std::string& driver) {
  if (target != "mock")
    return fmt::format(
        "--target \"{}\": sandbox targets are not available yet; leave --target out to run "
        "against the mocks",
        target);
  if (driver != "pages" && driver != "api")
    return fmt::format("--driver is pages or api, not \"{}\"", driver);
  return mock_targets(driver);
}

}  // namespace rehearse::harness
