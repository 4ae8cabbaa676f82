#pragma once

#include <array>

#include "mocks/workato/reasons_callback.h"
#include "mocks/workato/reasons_engine.h"
#include "mocks/workato/reasons_pages.h"

namespace rehearse::workato {

// kReasons are all reasons of the workspace, for the ledger.
inline constexpr std::array<const Reason*, 63> kReasons{
    &reason::callback_state_missing,
    &reason::callback_state_repeated,
    &reason::callback_state_unknown,
    &reason::callback_state_other_browser,
    &reason::callback_state_replayed,
    &reason::callback_state_expired,
    &reason::callback_parameter_repeated,
    &reason::callback_issuer_wrong,
    &reason::callback_code_and_error,
    &reason::callback_empty,
    &reason::callback_denied,
    &reason::callback_redirect_mismatch,
    &reason::callback_scope_refused,
    &reason::callback_challenge_refused,
    &reason::callback_error,
    &reason::callback_connection_gone,
    &reason::engine_code_refused,
    &reason::engine_verifier_refused,
    &reason::engine_grant_dead,
    &reason::engine_user_refused,
    &reason::engine_token_inactive,
    &reason::engine_no_refresh_token,
    &reason::engine_client_refused,
    &reason::engine_client_unknown,
    &reason::engine_app_refused,
    &reason::engine_ip_restricted,
    &reason::engine_throttled,
    &reason::engine_backing_off,
    &reason::engine_refresh_concurrent,
    &reason::engine_refresh_in_flight,
    &reason::engine_unreachable,
    &reason::engine_answer_late,
    &reason::engine_answer_lost,
    &reason::engine_server_error,
    &reason::engine_refresh_unsettled,
    &reason::engine_answer_not_json,
    &reason::engine_answer_wrong_type,
    &reason::engine_answer_no_token,
    &reason::engine_answer_bad_token,
    &reason::engine_answer_token_type,
    &reason::engine_answer_contradicts,
    &reason::engine_answer_too_large,
    &reason::engine_answer_not_oauth,
    &reason::engine_error_unknown,
    &reason::engine_signature_wrong,
    &reason::engine_instance_url_refused,
    &reason::engine_not_connected,
    &reason::engine_connection_lost,
    &reason::engine_connection_changed,
    &reason::engine_session_refused,
    &reason::engine_data_refused,
    &reason::engine_data_unreachable,
    &reason::workato_sign_in_refused,
    &reason::workato_not_signed_in,
    &reason::workato_form_token_wrong,
    &reason::workato_profile_invalid,
    &reason::workato_profile_in_use,
    &reason::workato_connection_invalid,
    &reason::workato_connection_active,
    &reason::workato_profile_not_chosen,
    &reason::workato_profile_missing,
    &reason::workato_application_not_shown,
    &reason::workato_not_found,
};

}  // namespace rehearse::workato
