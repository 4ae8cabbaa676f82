#pragma once

#include <string>

#include "mocks/core/result.h"
#include "mocks/wire/connection.h"
#include "mocks/wire/request_head.h"

namespace rehearse::wire {

// read_request_body reads the body that the head announces: by its length, in chunks (RFC 9112
// section 7.1, extensions and trailers ignored), or none where neither is given. `limit` bounds
// the decoded bytes; 413 above it, 408 when they don't arrive in time, 400 when broken.
Result<std::string, Problem> read_request_body(Connection& connection, const RequestHead& head,
                                               size_t limit);

}  // namespace rehearse::wire
