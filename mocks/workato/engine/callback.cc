#include "mocks/workato/engine/callback.h"

#include <array>

#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

// What the org sends back to the callback, and what it means.
struct Told {
  std::string_view error{};
  const Reason* reason = nullptr;
};
constexpr std::array kTold{
    // Salesforce's documentation has both spellings; the org sends the one with the underscore.
    Told{"access_denied", &reason::callback_denied},
    Told{"access-denied", &reason::callback_denied},
    Told{"redirect_uri_mismatch", &reason::callback_redirect_mismatch},
    Told{"invalid_scope", &reason::callback_scope_refused},
    Told{"OAUTH_APP_BLOCKED", &reason::callback_app_blocked},
    Told{"app_blocked", &reason::callback_app_blocked},
    Told{"OAUTH_APP_ACCESS_DENIED", &reason::callback_user_not_approved},
    Told{"OAUTH_AUTHORIZATION_BLOCKED", &reason::callback_cross_org},
    Told{"OAUTH_EC_APP_NOT_FOUND", &reason::callback_app_not_installed},
    Told{"OAUTH_APPROVAL_ERROR_GENERIC", &reason::callback_approval_failed},
    Told{"invalid_client_id", &reason::callback_client_unknown},
    Told{"OAUTH_INVALID_IP", &reason::callback_address_refused},
    Told{"immediate_unsuccessful", &reason::callback_login_needed},
    Told{"login_required", &reason::callback_login_needed},
    Told{"interaction_required", &reason::callback_login_needed},
    Told{"unsupported_response_type", &reason::callback_response_type},
    Told{"server_error", &reason::callback_server_error},
    Told{"temporarily_unavailable", &reason::callback_server_error},
};

}  // namespace

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
  if (error == "invalid_request" && description.find("code challenge") != description.npos)
    return &reason::callback_challenge_refused;
  for (const Told& row : kTold) {
    if (row.error == error) return row.reason;
  }
  return &reason::callback_error;
}

}  // namespace rehearse::workato
