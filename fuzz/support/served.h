#pragma once

#include <string_view>

#include "fuzz/support/furnished_org.h"
#include "fuzz/support/request_text.h"
#include "fuzz/support/variants.h"
#include "mocks/wire/call.h"

namespace rehearse::fuzz {

using Endpoint = wire::WireResponse (*)(salesforce::Org&, wire::Call&);

// Served is a request that the furnished org answered.
struct Served {
  wire::WireRequest request{};
  wire::WireResponse answer{};
  const Reason* reason = nullptr;
};
// Asks the org, tells the transcript, and requires what holds of every answer: headers that can be
// sent, and a reason for what is refused.
Served serve(FurnishedOrg& org, Endpoint endpoint, const RequestText& text, std::string_view path);

// O-16, O-17: the same request in another writing, made to an org of its own, must be answered by
// the same status and body. `which` picks the writing.
void check_variant(FurnishedOrg& twin, Endpoint endpoint, const RequestText& text,
                   std::string_view path, const Served& served, uint64_t which);

}  // namespace rehearse::fuzz
