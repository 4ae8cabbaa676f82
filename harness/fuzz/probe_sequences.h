#pragma once

#include <span>
#include <string_view>

#include "harness/fuzz/probe_list.h"
#include "harness/fuzz/probe_verdict.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

class ProbeGround;

// Sequence is a probe of several requests: replays, steps left out, values of another app. What
// each request came to is a fact of the observation; the last one gives the verdict.
struct Sequence {
  std::string_view id{};
  ProbeEndpoint endpoint = ProbeEndpoint::code;
  std::string_view words{};
  Result<ProbeAnswer, Trouble> (*play)(ProbeGround&) = nullptr;
};
std::span<const Sequence> sequences();

}  // namespace rehearse::harness
