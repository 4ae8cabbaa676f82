#pragma once

#include <string>
#include <string_view>

#include "fuzz/model/decode.h"
#include "fuzz/model/shadow.h"
#include "mocks/wire/message.h"

// What holds of any answer, whatever was asked.
namespace rehearse::fuzz::model {

// The token, revocation and introspection endpoints: O-02 (status), O-03 (a JSON object, an error
// of legal characters), O-04 (a token exactly with 200), O-05 (never cached), O-11 (headers in one
// piece). Gives what the answer says.
Told read_answer(const wire::WireResponse& answer, std::string_view path);

// What a browser ends with at the authorization endpoint: O-02, O-09 (it is sent to the registered
// callback alone, byte for byte), O-10 (code or error, the state as it was, nothing after a #),
// O-11, O-12 (nothing of the request stands unescaped in a page). Gives the code, or nothing.
// `callback` is that of the app that the request names; empty: it names none.
std::string read_redirect(const wire::WireResponse& answer, const Pairs& query,
                          std::string_view callback);

}  // namespace rehearse::fuzz::model
