#pragma once

#include <string>

#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/wire/faults.h"

namespace rehearse::wire {

// read_fault reads one fault as `POST /faults` takes it and checks all but the route's name. The
// error is a sentence that names the member, its value and what would be right.
Result<Fault, std::string> read_fault(const Json& json);
// The answer as an `answer` fault changes it.
WireResponse altered(const Fault& fault, WireResponse response);
Json write_fault(const Fault& fault);

}  // namespace rehearse::wire
