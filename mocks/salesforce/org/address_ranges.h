#pragma once

#include <optional>
#include <string>

#include "mocks/core/reason.h"
#include "mocks/oauth/app_settings.h"

namespace rehearse::salesforce {

// RangeProblem is what is wrong with a range of addresses, in the words of whoever reads a form.
struct RangeProblem {
  std::string message{};
  const Reason* reason = nullptr;
};
// Judges one range: IPv4 or IPv6 on both sides, the start not above the end. `number` counts from 1
// and stands in the message.
std::optional<RangeProblem> problem_of(const oauth::AddressRange& range, size_t number);

}  // namespace rehearse::salesforce
