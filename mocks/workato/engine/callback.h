#pragma once

#include <string>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/strong.h"
#include "mocks/wire/message.h"

namespace rehearse::workato {

// The callback is judged in two steps: the state first, before anything else is believed (RFC 9700
// section 4.7.1), then the rest.

// sole_state gives the state if the query has exactly one, else why not.
Result<std::string, const Reason*> sole_state(const wire::Fields& query);

// CallbackRest is what the query says besides the state. `code` and `error` are never both set.
struct CallbackRest {
  AuthorizationCode code{};
  std::string error{}, error_description{};
};
// read_callback judges the rest: each parameter once (RFC 6749 section 3.1), code or error but not
// both (section 4.1.2), `iss`, where present, the server the state was made for (RFC 9207 section
// 2.4).
Result<CallbackRest, const Reason*> read_callback(const wire::Fields& query,
                                                  std::string_view expected_issuer);
// reason_of_error tells the errors an authorization server sends back apart.
const Reason* reason_of_error(std::string_view error, std::string_view description);

}  // namespace rehearse::workato
