#include "mocks/sight.h"

#include <algorithm>

namespace rehearse {
namespace {

struct SightRow {
  std::string_view name{};  // of a reason, or the beginning of the names of a family
  Sight sight{};
};

// clang-format off

// Sentences that many rows share.
constexpr std::string_view kNothingComesBack =
    "Nothing comes back to Workato; the connection stays Disconnected.";
constexpr std::string_view kLostDead =
    "The connection is Disconnected; the lost reason says that Salesforce answered invalid_grant, expired access/refresh token, and a mail tells of it.";
constexpr std::string_view kUsageStays =
    "Login history: Failed, for the refresh. OAuth Usage still lists the approval.";
constexpr std::string_view kUsageGone =
    "Login history: Failed, for the refresh. OAuth Usage no longer lists the approval.";
constexpr std::string_view kCodeRefused =
    "The callback page says Authorization failed: Salesforce refuses the code; the connection stays Disconnected.";
constexpr std::string_view kVerifierRefused =
    "The callback page says Authorization failed: Salesforce refuses the PKCE verifier; the connection stays Disconnected.";
constexpr std::string_view kVerifierHistory =
    "Login history: Failed: Invalid Code Verifier.";

// A life can end with each of these.
constexpr SightRow kOwn[] = {
    {"challenge_missing", {kNothingComesBack, "A bare error in place of the login page: invalid_request, missing required code challenge. Nobody logged in, so the login history has no row."}},
    {"challenge_method_missing", {kNothingComesBack, "A bare error in place of the login page: invalid_request, invalid code challenge. Nobody logged in, so the login history has no row."}},
    {"org_challenge_missing", {kNothingComesBack, "After login an error page, OAUTH_APPROVAL_ERROR_GENERIC. Login history: the person's login alone, Success."}},
    {"scope_outside_app", {kNothingComesBack, "After login an error page that names the scope. Login history: the person's login alone, Success."}},
    {"verifier_missing", {kVerifierRefused, kVerifierHistory}},
    {"verifier_mismatch", {kVerifierRefused, kVerifierHistory}},
    {"verifier_malformed", {kVerifierRefused, kVerifierHistory}},
    {"verifier_tilde", {kVerifierRefused, kVerifierHistory}},
    {"verifier_unexpected", {kVerifierRefused, kVerifierHistory}},
    {"exchange_ip_blocked", {kCodeRefused, "Login history: Failed: IP Address Not Allowed, with the address it came from."}},
    {"refresh_ip_blocked", {"Jobs fail now and then, or all of them: Salesforce refuses the address the call came from. The connection stays Connected.", "Login history: Failed: IP Address Not Allowed, with the address it came from. OAuth Usage still lists the approval."}},
    {"refresh_policy_zero", {"The connection is Disconnected once the first session is over; the lost reason says that the refresh token is expired or that there is none.", "Login history: Failed, if a refresh was tried. OAuth Usage still lists the approval."}},
    {"refresh_lifetime_over", {kLostDead, kUsageStays}},
    {"refresh_unused_too_long", {kLostDead, kUsageStays}},
    {"refresh_idle_limit", {kLostDead, kUsageStays}},
    {"refresh_token_unknown", {kLostDead, "Nothing: no user belongs to the token, so the login history has no row."}},
    {"refresh_token_replayed", {kLostDead, kUsageGone}},
    {"refresh_token_replay_refused", {kLostDead, kUsageStays}},
    {"refresh_concurrent", {"A job fails: Salesforce is still busy with another refresh of the token. The connection stays Connected.", "Login history: Failed: Token request is already being processed."}},
    {"refresh_verifier_refused", {kLostDead, kVerifierHistory}},
    {"secret_missing", {"Salesforce refuses the client, invalid_client; the connection keeps its state and jobs fail.", "Login history: Failed: Missing Consumer Key Parameter, if the request named a refresh token."}},
    {"secret_wrong", {"Salesforce refuses the client, invalid_client; the connection keeps its state and jobs fail.", "Login history: Failed, if the request named a refresh token."}},
    {"app_disabled", {"Salesforce refuses the app, oauth_flow_disabled; jobs fail, the tokens are kept.", "Login history: Failed: Application Blocked."}},
    {"app_deleted", {"Salesforce does not know the client ID; jobs fail.", "Login history: Failed: Consumer Deleted. The app is gone from the External Client App Manager."}},
    {"user_inactive", {"The connection is Disconnected; the lost reason is that of a user who may not log in.", "Login history: User is Inactive."}},
    {"user_frozen", {"The connection is Disconnected; the lost reason is that of a user who may not log in.", "Login history: User Is Frozen."}},
    {"login_ip_restricted", {"Jobs fail: Salesforce refuses the address the call came from.", "Login history: Restricted IP."}},
    {"login_hours_restricted", {"Jobs fail: Salesforce says ip restricted or invalid login hours.", "Login history: Restricted Time."}},
    {"login_rate_exceeded", {"Jobs fail: Salesforce asks the client to wait; the connection goes on later.", "Login history: Login Rate Exceeded."}},
    {"grant_revoked_by_client", {kLostDead, kUsageGone}},
    {"grant_revoked_by_admin", {kLostDead, kUsageGone}},
    {"grant_revoked_by_password_reset", {kLostDead, kUsageGone}},
    {"grant_evicted", {kLostDead, "Login history: Failed, for the refresh. OAuth Usage lists only the newer approvals."}},
    {"code_replayed", {kCodeRefused, "Login history: Failed: Invalid Nonce."}},
    {"code_burned", {kCodeRefused, "Login history: Failed: Invalid Nonce."}},
    {"jwt_signature_wrong", {"Nothing: Workato uses another flow.", "Login history: Failed: Signature Invalid."}},
    {"jwt_algorithm_refused", {"Nothing: Workato uses another flow.", "Login history: Failed: Invalid Signature Method."}},
    {"jwt_audience_wrong", {"Nothing: Workato uses another flow.", "Login history: Failed: Audience Invalid."}},
    {"jwt_expired", {"Nothing: Workato uses another flow.", "Login history: Failed: Assertion Expired."}},
    {"jwt_expiry_missing", {"Nothing: Workato uses another flow.", "Login history: Failed: Assertion Invalid."}},
    {"jwt_not_yet_valid", {"Nothing: Workato uses another flow.", "Login history: Failed: Assertion Invalid."}},
    {"jwt_replayed", {"Nothing: Workato uses another flow.", "Login history: Failed: Replay Detected."}},
    {"jwt_user_not_approved", {"Nothing: Workato uses another flow.", "Login history: Failed: Not approved for access."}},
    {"password_flow_refused", {"Nothing: Workato uses another flow.", "Login history: Username-Password Flow Disabled."}},
    {"user_not_preauthorized", {"The callback page says that the person is not among the users admitted to the app.", "Login history: Failed: Not approved for access, where a flow without pages was refused; else the login alone."}},
    {"login_wrong_password", {"Nothing: the person is still at Salesforce.", "The login page says so. Login history: Invalid Password."}},
    {"login_user_inactive", {"Nothing: the person is still at Salesforce.", "The login page says so. Login history: User is Inactive."}},
    {"login_user_frozen", {"Nothing: the person is still at Salesforce.", "The login page says so. Login history: User Is Frozen."}},
    {"login_user_locked", {"Nothing: the person is still at Salesforce.", "The login page says so. Login history: Password Lockout."}},
    {"inactivity_above_idle_limit", {"Nothing: the app was not saved, so there is no connection to see.", "The app's Policies page refuses to save: the policy allows more idle days than the idle limit."}},
    {"engine_no_refresh_token", {"The connection is Disconnected; the lost reason says that the org gave no refresh token.", "No refresh was sent, so the login history ends with the connection's own rows."}},
    {"engine_grant_dead", {kLostDead, kUsageStays}},
    {"engine_user_refused", {"The connection is Disconnected; the lost reason says that the user may no longer log in.", "Login history: the status of the user's refusal."}},
    {"engine_token_inactive", {"The connection is Disconnected; the lost reason says that an answer was lost and the token was rotated.", "Login history: Success, for the refresh whose answer was lost. OAuth Usage still lists the approval."}},
    {"engine_ip_restricted", {"The job fails with a refused address; the connection stays Connected.", "Login history: Failed: IP Address Not Allowed or Restricted IP."}},
    {"engine_refresh_concurrent", {"The job fails; the connection stays Connected and the next job settles it.", "Login history: Failed: Token request is already being processed."}},
    {"engine_session_refused", {"The job fails: Salesforce refuses a token that it just issued. The connection stays Connected.", "Login history: Success, for the refresh."}},
    {"engine_data_refused", {"The job fails with the data API's own error; the connection stays Connected.", "Login history: Success, for the refresh before it."}},
    {"engine_verifier_refused", {kVerifierRefused, kVerifierHistory}},
    {"engine_code_refused", {kCodeRefused, "Login history: the status of the refused exchange."}},
    {"bug_no_pkce", {"Connect leads to an error of Salesforce; connections made before keep working.", "A bare error: missing required code challenge, where PKCE is required; else nothing."}},
    {"bug_loses_verifier", {kVerifierRefused, kVerifierHistory}},
    {"bug_drops_rotated_token", {"The connection is Disconnected at the second refresh; the lost reason is an expired access/refresh token.", kUsageGone}},
    {"bug_refreshes_twice_at_once", {"The connection is Disconnected, or a job fails, although the other job of that moment succeeded.", "Login history: two refreshes at one time, one of them Failed."}},
};

// By the beginning of the name; the first that fits.
constexpr SightRow kFamilies[] = {
    {"authorize_", {kNothingComesBack, "A bare error of Salesforce in place of the login page; no row in the login history."}},
    {"app_not_propagated", {kNothingComesBack, "A bare error: invalid_client_id, client identifier invalid."}},
    {"redirect_uri_", {kNothingComesBack, "A bare error about redirect_uri in place of the login page."}},
    {"response_type_", {"The callback page says Authorization failed, or nothing comes back.", "An error about the response type."}},
    {"challenge_", {kNothingComesBack, "A bare error in place of the login page: invalid_request, invalid code challenge."}},
    {"prompt_", {"The callback page says Authorization failed.", "No page was shown."}},
    {"approval_", {kNothingComesBack, "The approval page says that it is too late."}},
    {"scope_", {"The callback page says Authorization failed, or nothing comes back.", "An error that names the scope."}},
    {"user_denied", {"The callback page says that the person clicked Deny.", "Login history: the person's login alone, Success."}},
    {"immediate_", {"The callback page says that Salesforce would have had to show a page.", "No page was shown."}},
    {"cross_org_", {"The callback page says that the app belongs to another org.", "Login history: the person's login alone, Success."}},
    {"token_", {"The authorization or the job fails with the error that Salesforce answers.", "Nothing: the request was refused before it was known whose it is."}},
    {"grant_type_", {"The authorization or the job fails: grant type not supported.", "Nothing: the request was refused before it was known whose it is."}},
    {"client_", {"Salesforce refuses the client; the tokens are kept and jobs fail.", "Login history: Failed, if the request named a refresh token."}},
    {"basic_header_", {"Salesforce refuses the client; the tokens are kept and jobs fail.", "Nothing: the request was refused before it was known whose it is."}},
    {"app_", {"Salesforce refuses the app; the tokens are kept and jobs fail.", "The app's page shows how it is set."}},
    {"code_", {kCodeRefused, "Login history: Failed, where the code was known."}},
    {"exchange_", {kCodeRefused, "Login history: Failed."}},
    {"refresh_", {"The job fails with what Salesforce answers to the refresh.", "Login history: Failed, where the token was known."}},
    {"user_", {"The connection is Disconnected; the lost reason is that of a user who may not log in.", "Login history: Failed."}},
    {"login_", {"Nothing: the person is still at Salesforce.", "The login page says why. Login history: Failed."}},
    {"grant_", {kLostDead, kUsageGone}},
    {"access_token_", {"Nothing, as long as a refresh works: the job refreshes and goes on.", "Login history: Success, for the refresh that follows."}},
    {"revoke_", {"Nothing: Workato gives a token up by itself.", "OAuth Usage as before."}},
    {"introspect_", {"Nothing, unless an answer is in doubt: then the refresh stays unsettled.", "Nothing."}},
    {"jwt_", {"Nothing: Workato uses another flow.", "Login history: Failed."}},
    {"client_credentials_", {"Nothing: Workato uses another flow.", "Nothing."}},
    {"callback_", {"The callback page says Authorization failed and why; the connection stays as it was.", "Login history: the person's login alone, if there was one."}},
    {"engine_answer_", {"The authorization or the job fails, and says that Salesforce's answer cannot be used.", "Login history: Success, if the request was served."}},
    {"engine_", {"The job fails and says why; the connection's page shows it as the last job.", "Whatever the request that failed left in the login history."}},
    {"bug_", {"What the mistake leads to: a failed authorization, a failed job or a lost connection.", "The row of the refusal that follows, if there is one."}},
    {"workato_", {"The page says why.", "Nothing: Salesforce was not asked."}},
    {"api_", {"The Developer API answers with the error.", "Nothing: Salesforce was not asked."}},
};
// clang-format on

// Of all others: requests that Workato does not make.
constexpr Sight kElsewhere{
    "Nothing, unless Workato made the request: then the job or the authorization says what "
    "Salesforce answered.",
    "The answer to the request, or the page, says it."};

const SightRow* own_row(const Reason& reason) {
  const auto* found = std::find_if(std::begin(kOwn), std::end(kOwn),
                                   [&](const SightRow& row) { return row.name == reason.name; });
  return found == std::end(kOwn) ? nullptr : found;
}

}  // namespace

Sight sight_of(const Reason& reason) {
  if (const SightRow* row = own_row(reason)) return row->sight;
  const auto* family =
      std::find_if(std::begin(kFamilies), std::end(kFamilies),
                   [&](const SightRow& row) { return reason.name.starts_with(row.name); });
  return family == std::end(kFamilies) ? kElsewhere : family->sight;
}

bool has_own_sight(const Reason& reason) { return own_row(reason) != nullptr; }

}  // namespace rehearse
