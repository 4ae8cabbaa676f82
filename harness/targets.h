#pragma once

#include <memory>
#include <string>

#include "harness/driver/target_factory.h"
#include "mocks/core/result.h"

namespace rehearse::harness {

// Makes the factory for --target and --driver. The error is a sentence for the command line: a
// target or a driver that there isn't.
Result<std::unique_ptr<TargetFactory>, std::string> make_targets(const std::string& target,
                                                                 const std::string& driver);

}  // namespace rehearse::harness
