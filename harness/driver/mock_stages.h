#pragma once

#include <memory>
#include <string>

#include "harness/driver/target_factory.h"

namespace rehearse::harness {

// Opens stages on mocks of their own, over TLS under the documented host names. `driver` is
// "pages" or "api".
std::unique_ptr<TargetFactory> mock_targets(const std::string& driver);

}  // namespace rehearse::harness
