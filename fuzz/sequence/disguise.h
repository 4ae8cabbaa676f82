#pragma once

#include <string>
#include <vector>

#include "harness/mutations/mutations.h"
#include "mocks/core/time.h"
#include "mocks/wire/message.h"

namespace rehearse::fuzz {

// Raw is a request as bytes: query and form as they travel.
struct Raw {
  std::string method{"POST"}, path{"/services/oauth2/token"};
  harness::Encoded query{}, form{};
  std::string media{"application/x-www-form-urlencoded"};
  wire::Fields headers{};
  std::string peer{"203.0.113.9"};
};
wire::WireRequest request_of(const Raw& raw, TimePoint now);

// The same request with its parameters in reverse order, the letters of escapes in the other case,
// a parameter more that means nothing, and header names in capitals: none of it may matter.
Raw disguised(Raw raw);

}  // namespace rehearse::fuzz
