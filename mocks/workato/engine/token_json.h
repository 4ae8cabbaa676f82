#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// What the token endpoint's JSON bodies say. A server is as much a stranger as a browser: sizes,
// types and alphabets are checked before anything is kept.

// TokenBody is a success (RFC 6749 section 5.1, with Salesforce's members).
struct TokenBody {
  Tokens tokens{};
  std::string signature{};
  bool has_expires_in = false;
};
Result<TokenBody, const Reason*> read_token_body(std::string_view body);

// ErrorBody is a refusal (RFC 6749 section 5.2); empty strings where it is none.
struct ErrorBody {
  std::string error{}, description{};
};
ErrorBody read_error_body(std::string_view body);

// read_active gives the member `active` of an introspection response.
std::optional<bool> read_active(std::string_view body);
// says_session_invalid recognises Salesforce's answer to a dead access token:
// [{"errorCode":"INVALID_SESSION_ID",…}].
bool says_session_invalid(std::string_view body);

}  // namespace rehearse::workato
