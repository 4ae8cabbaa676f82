#pragma once

#include "mocks/core/json.h"
#include "mocks/workato/store/model.h"

namespace rehearse::workato {

// Snapshots are what the control facade and the harness see: never a secret, a token, a state or a
// verifier. Member names follow the Developer API where it has one (docs.workato.com).

// profile_json: id, name, provider, data.client_id, shared_accounts_count, created_at, updated_at.
Json profile_json(const Profile& profile, size_t connections);
// What lists call the state of a connection: success, failed, exception or null.
Json authorization_status(const Connection& connection);
// connection_json: id, name, application, provider, status (connected, disconnected, lost),
// authorization_status (success, failed, exception or null), authorization_error, authorized_at,
// connection_lost_at, connection_lost_reason, reason, settings, requests, retry_at, tokens,
// last_job.
Json connection_json(const Connection& connection);
// job_json: ok, refreshed, reason, text, status, at.
Json job_json(const JobReport& report);

}  // namespace rehearse::workato
