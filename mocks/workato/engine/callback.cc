#include "mocks/workato/engine/callback.h"

#include <array>

#include "mocks/workato/reasons.h"

namespace rehearse::workato {

Result<std::string, const Reason*> sole_state(const wire::Fields& query) {
  const std::optional<std::string> state = wire::value_of(query, "state");
  if (wire::count_of(query, "state") > 1) return &reason::callback_state_repeated;
  if (!state) return &reason::callback_state_missing;
  return *state;
}

Result<CallbackRest, const Reason*> read_callback(const wire::Fields& query,
                                                  std::string_view expected_issuer) {
  // RFC 6749 section 3.1: parameters must not be included more than once.
  constexpr std::array kOnce{"code", "error", "error_description", "iss"};
  for (const char* name : kOnce) {
    if (wire::count_of(query, name) > 1) return &reason::callback_parameter_repeated;
  }
  const std::optional<std::string> code = wire::value_of(query, "code");
  const std::optional<std::string> error = wire::value_of(query, "error");
  const std::optional<std::string> issuer = wire::value_of(query, "iss");
  // RFC 9207 section 2.4: a response that names another issuer is dropped, also an error response.
  if (issuer && *issuer != expected_issuer) return &reason::callback_issuer_wrong;
  // RFC 6749 section 4.1.2.1: a response is a success or an error, never both.
  if (code && error) return &reason::callback_code_and_error;
  if (!code && !error) return &reason::callback_empty;
  return CallbackRest{.code = AuthorizationCode(code.value_or("")),
                      .error = error.value_or(""),
                      .error_description = wire::value_of(query, "error_description").value_or("")};
}

const Reason* reason_of_error(std::string_view error, std::string_view description) {
  // The guide allows both spellings to appear; Salesforce sends the one with the underscore.
  if (error == "access_denied" || error == "access-denied") return &reason::callback_denied;
  if (error == "redirect_uri_mismatch") return &reason::callback_redirect_mismatch;
  if (error == "invalid_scope") return &reason::callback_scope_refused;
  if (error == "invalid_request" && description.find("code challenge") != description.npos)
    return &reason::callback_challenge_refused;
  return &reason::callback_error;
}

}  // namespace rehearse::workato
