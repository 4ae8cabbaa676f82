#include "mocks/workato/engine/client_bugs.h"

#include <array>

#include "mocks/workato/reasons_bugs.h"

namespace rehearse::workato {
namespace {

constexpr std::array kTable{
    ClientBugInfo{
        &ClientBugs::no_pkce, "no_pkce", &reason::bug_no_pkce, false,
        "After Connect, Salesforce's error page or Workato's: missing required code challenge.",
        "clients/connects"},
    ClientBugInfo{&ClientBugs::plain_pkce, "plain_pkce", &reason::bug_plain_pkce, false,
                  "After Connect, an error instead of the login page.", "clients/connects"},
    ClientBugInfo{&ClientBugs::standard_base64_challenge, "standard_base64_challenge",
                  &reason::bug_standard_base64_challenge, false,
                  "After Connect, an error instead of the login page.", "clients/connects"},
    ClientBugInfo{&ClientBugs::short_verifier, "short_verifier", &reason::bug_short_verifier, false,
                  "After Allow, Workato says that the authorization failed: invalid code verifier.",
                  "clients/connects"},
    ClientBugInfo{&ClientBugs::loses_verifier, "loses_verifier", &reason::bug_loses_verifier, false,
                  "After Allow, Workato says that the authorization failed.", "clients/connects"},
    ClientBugInfo{&ClientBugs::reuses_verifier, "reuses_verifier", &reason::bug_reuses_verifier,
                  false, "Nothing at all, until a code is stolen.", "clients/fresh-challenges"},
    ClientBugInfo{
        &ClientBugs::wrong_redirect_at_exchange, "wrong_redirect_at_exchange",
        &reason::bug_wrong_redirect_at_exchange, false,
        "After Allow, Workato says that the authorization failed: redirect_uri must match "
        "configuration.",
        "clients/connects"},
    ClientBugInfo{&ClientBugs::per_data_centre_callback, "per_data_centre_callback",
                  &reason::bug_per_data_centre_callback, false,
                  "After Connect, an error page: redirect_uri must match configuration.",
                  "clients/connects"},
    ClientBugInfo{&ClientBugs::ignores_state, "ignores_state", &reason::bug_ignores_state, false,
                  "The connection shows Connected, to somebody else's org.",
                  "clients/forged-response"},
    ClientBugInfo{&ClientBugs::takes_repeated_code, "takes_repeated_code",
                  &reason::bug_takes_repeated_code, false,
                  "The authorization fails, or connects somebody else's account.",
                  "clients/repeated-code"},
    ClientBugInfo{&ClientBugs::exchanges_on_reload, "exchanges_on_reload",
                  &reason::bug_exchanges_on_reload, true,
                  "After a reload or the back button, the connection that just worked is dead.",
                  "clients/reloaded-callback"},
    ClientBugInfo{&ClientBugs::secret_in_url, "secret_in_url", &reason::bug_secret_in_url, false,
                  "Nothing, or after Allow: the authorization failed.", "clients/secret-in-url"},
    ClientBugInfo{&ClientBugs::pastes_secret_with_blank, "pastes_secret_with_blank",
                  &reason::bug_pastes_secret_with_blank, false,
                  "After Allow, Workato says that the client secret is wrong.", "clients/connects"},
    ClientBugInfo{&ClientBugs::cuts_pasted_secret, "cuts_pasted_secret",
                  &reason::bug_cuts_pasted_secret, false,
                  "After Allow, Workato says that the client secret is wrong.", "clients/connects"},
    ClientBugInfo{&ClientBugs::requires_expires_in, "requires_expires_in",
                  &reason::bug_requires_expires_in, false,
                  "After Allow, Workato says that the authorization failed.", "clients/connects"},
    ClientBugInfo{&ClientBugs::loses_instance_url, "loses_instance_url",
                  &reason::bug_loses_instance_url, true,
                  "Jobs fail with an invalid URL a day after the connection was made.",
                  "clients/answer-without-instance-url"},
    ClientBugInfo{&ClientBugs::follows_foreign_instance_url, "follows_foreign_instance_url",
                  &reason::bug_follows_foreign_instance_url, false,
                  "Nothing, or jobs that fail against an unknown host.",
                  "clients/foreign-instance-url"},
    ClientBugInfo{&ClientBugs::takes_cached_answers, "takes_cached_answers",
                  &reason::bug_takes_cached_answers, true,
                  "The connection is lost hours after a proxy was put in between.",
                  "races/r33-cached-answer"},
    ClientBugInfo{&ClientBugs::truncates_tokens, "truncates_tokens", &reason::bug_truncates_tokens,
                  true, "The connection works once and is dead at the first refresh.",
                  "races/r32-column-too-short"},
    ClientBugInfo{
        &ClientBugs::drops_rotated_token, "drops_rotated_token", &reason::bug_drops_rotated_token,
        true,
        "The connection works for a few hours and then asks to be reconnected, again and again.",
        "races/r09-not-stored"},
    ClientBugInfo{&ClientBugs::forgets_kept_token, "forgets_kept_token",
                  &reason::bug_forgets_kept_token, true,
                  "The connection works for a few hours and then asks to be reconnected.",
                  "clients/keeps-its-token"},
    ClientBugInfo{&ClientBugs::refreshes_twice_at_once, "refreshes_twice_at_once",
                  &reason::bug_refreshes_twice_at_once, true,
                  "The connection is lost at a busy hour, for no visible reason.",
                  "clients/workers-share"},
    ClientBugInfo{&ClientBugs::retries_blindly, "retries_blindly", &reason::bug_retries_blindly,
                  true, "The connection is lost after a hiccup of the network.",
                  "races/r01-lost-after-commit"},
    ClientBugInfo{&ClientBugs::keeps_stale_snapshot, "keeps_stale_snapshot",
                  &reason::bug_keeps_stale_snapshot, true,
                  "The connection is lost while long jobs run beside short ones.",
                  "clients/workers-share"},
    ClientBugInfo{&ClientBugs::saves_after_use, "saves_after_use", &reason::bug_saves_after_use,
                  true, "The connection is lost after a worker was restarted.",
                  "clients/crash-after-refresh"},
    ClientBugInfo{&ClientBugs::reads_lagging_replica, "reads_lagging_replica",
                  &reason::bug_reads_lagging_replica, true,
                  "The connection is lost when two jobs run within seconds.",
                  "races/r10-lagging-replica"},
    ClientBugInfo{&ClientBugs::sends_scope_at_refresh, "sends_scope_at_refresh",
                  &reason::bug_sends_scope_at_refresh, false,
                  "Jobs fail at the first refresh: scope not allowed.",
                  "clients/no-scope-at-refresh"},
    ClientBugInfo{&ClientBugs::trusts_issued_at, "trusts_issued_at", &reason::bug_trusts_issued_at,
                  false, "Jobs fail with an expired session although the connection is fine.",
                  "races/r20-clock-skew"},
    ClientBugInfo{&ClientBugs::retries_dead_token, "retries_dead_token",
                  &reason::bug_retries_dead_token, true,
                  "Thousands of failed logins in the org's Login History.",
                  "races/r30-asks-without-end"},
    ClientBugInfo{&ClientBugs::refreshes_on_every_401, "refreshes_on_every_401",
                  &reason::bug_refreshes_on_every_401, false,
                  "Hundreds of rotations within a minute, and the job fails all the same.",
                  "clients/one-refresh-a-job"},
    ClientBugInfo{&ClientBugs::ignores_retry_after, "ignores_retry_after",
                  &reason::bug_ignores_retry_after, false,
                  "A short limit becomes an outage of an hour.", "clients/waits-when-asked"},
    ClientBugInfo{&ClientBugs::drops_token_when_blocked, "drops_token_when_blocked",
                  &reason::bug_drops_token_when_blocked, true,
                  "The connection is lost over a mistake in the allowlist.",
                  "races/r18-allowlist-change"},
    ClientBugInfo{&ClientBugs::drops_token_at_wrong_secret, "drops_token_at_wrong_secret",
                  &reason::bug_drops_token_at_wrong_secret, true,
                  "Every connection of the profile is lost when the app's secret changes.",
                  "races/r34-secret-changed"},
};

}  // namespace

std::span<const ClientBugInfo> client_bug_table() { return kTable; }

const ClientBugInfo* find_client_bug(std::string_view name) {
  for (const ClientBugInfo& row : kTable) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

const ClientBugInfo* client_bug_of(const Reason& reason) {
  for (const ClientBugInfo& row : kTable) {
    if (row.reason == &reason) return &row;
  }
  return nullptr;
}

}  // namespace rehearse::workato
