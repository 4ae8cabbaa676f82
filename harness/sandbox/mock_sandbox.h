#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/driver/target_factory.h"
#include "harness/sandbox/sandbox_run.h"

namespace rehearse::harness {

// Opens stages on a mock org of their own that is reached as a sandbox is: the same login, guard,
// deployments and engine. What a recording of a sandbox is compared with. Journals lie in the
// folder. `wait` and `now` are as SandboxOptions has them.
std::unique_ptr<TargetFactory> mock_sandboxes(SandboxOptions like);

}  // namespace rehearse::harness
