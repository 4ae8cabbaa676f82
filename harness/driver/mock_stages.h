#pragma once

#include <memory>
#include <string>

#include "harness/driver/browser.h"

#include "harness/driver/target_factory.h"

namespace rehearse::harness {

// Opens stages on mocks of their own, over TLS under the documented host names. `driver` is
// "pages" or "api".
std::unique_ptr<TargetFactory> mock_targets(const std::string& driver);
// The same with the pages in a real browser, a fresh one for each stage that opens a page.
std::unique_ptr<TargetFactory> browser_targets(std::unique_ptr<Browser> browser);

}  // namespace rehearse::harness
