#pragma once

#include "mocks/core/reason.h"

namespace rehearse::workato::reason {

// Mistakes of the client that the engine was told to make (engine/client_bugs.h): what the client
// did, for reports of what came of it. A correct engine never gives one.

inline constexpr Reason bug_no_pkce{
    "bug_no_pkce",
    "The client sends no code challenge.",
    "An app that requires PKCE refuses the authorization; a connection made before keeps "
    "working until it has to be reconnected.",
    "Send an S256 challenge with every authorization.",
    {Basis::observed, "activepieces issue 15615; HappySoup issue 252"}};
inline constexpr Reason bug_plain_pkce{
    "bug_plain_pkce",
    "The client sends the verifier itself as the challenge, with the method plain.",
    "Salesforce refuses the authorization.",
    "Send the S256 challenge: BASE64URL of the verifier's SHA-256.",
    {Basis::documented, "RFC 7636 section 4.2; RFC 9700 section 2.1.1"}};
inline constexpr Reason bug_standard_base64_challenge{
    "bug_standard_base64_challenge",
    "The client encodes the challenge in standard base64, with + and / and padding.",
    "Salesforce refuses the challenge.",
    "Encode with the URL-safe alphabet and without padding.",
    {Basis::observed, "airbyte pull request 85057"}};
inline constexpr Reason bug_short_verifier{"bug_short_verifier",
                                           "The client's verifier has 42 characters, one too few.",
                                           "The person approves, and the exchange is refused.",
                                           "Use 43 to 128 unreserved characters.",
                                           {Basis::documented, "RFC 7636 section 4.1"}};
inline constexpr Reason bug_loses_verifier{
    "bug_loses_verifier",
    "The client has lost the verifier by the time it exchanges the code.",
    "The person approves, and the exchange is refused.",
    "Keep the verifier with the state for as long as a person may take.",
    {Basis::observed, "PostHog issue 70054"}};
inline constexpr Reason bug_reuses_verifier{
    "bug_reuses_verifier",
    "The client uses one verifier for every authorization.",
    "Nothing fails; whoever learns the verifier once can redeem any later code.",
    "Draw a fresh verifier for each authorization.",
    {Basis::documented, "RFC 7636 section 7.1; RFC 9700 section 2.1.1"}};
inline constexpr Reason bug_wrong_redirect_at_exchange{
    "bug_wrong_redirect_at_exchange",
    "The client sends another redirect_uri with the code than it sent before.",
    "The person approves, and the exchange is refused.",
    "Send the same redirect_uri in both legs, byte for byte.",
    {Basis::documented, "RFC 6749 section 4.1.3"}};
inline constexpr Reason bug_per_data_centre_callback{
    "bug_per_data_centre_callback",
    "The client sends its data center's own callback, as older documentation had it.",
    "Salesforce refuses the authorization, as the app has the universal callback.",
    "Send https://www.workato.com/oauth/callback from every data center.",
    {Basis::observed, "docs.workato.com, registering a new client, older copy"}};
inline constexpr Reason bug_ignores_state{
    "bug_ignores_state",
    "The client takes an authorization response whatever its state.",
    "A link that somebody sends connects the victim's workspace to the sender's account.",
    "Accept a response only with the state made for this browser, once.",
    {Basis::observed, "CVE-2025-68158; RFC 9700 section 4.7"}};
inline constexpr Reason bug_takes_repeated_code{
    "bug_takes_repeated_code",
    "The client takes an authorization response with two codes.",
    "A code that somebody appended is exchanged instead of the person's own.",
    "Refuse a response that repeats a parameter.",
    {Basis::documented, "RFC 6749 section 3.1"}};
inline constexpr Reason bug_exchanges_on_reload{
    "bug_exchanges_on_reload",
    "The client exchanges the code again when the person reloads the callback page.",
    "The org sees a code replayed and may revoke the tokens it gave.",
    "Spend the state with the first response.",
    {Basis::documented, "RFC 6749 section 4.1.2"}};
inline constexpr Reason bug_secret_in_url{
    "bug_secret_in_url",
    "The client sends its secret in the URL of the token request.",
    "Where the org honours that it works, and the secret is in every log on the way; where it "
    "does not, the exchange is refused.",
    "Send the secret in the body or in a Basic header.",
    {Basis::documented, "RFC 6749 section 2.3.1"}};
inline constexpr Reason bug_pastes_secret_with_blank{
    "bug_pastes_secret_with_blank",
    "The client keeps a blank that was pasted along with the secret.",
    "The person approves, and the exchange is refused.",
    "Trim what is pasted into Client secret.",
    {Basis::inferred,
     "nothing is documented; a pasted blank or a lost character is refused as a wrong secret"}};
inline constexpr Reason bug_cuts_pasted_secret{
    "bug_cuts_pasted_secret",
    "The client loses the last character of the pasted secret.",
    "The person approves, and the exchange is refused.",
    "Store the secret whole: 64 characters today, longer ones tomorrow.",
    {Basis::inferred,
     "nothing is documented; a pasted blank or a lost character is refused as a wrong secret"}};
inline constexpr Reason bug_requires_expires_in{
    "bug_requires_expires_in",
    "The client takes a token answer without expires_in for a broken one.",
    "The person approves, and the tokens are thrown away.",
    "Treat expires_in as optional; Salesforce sends none.",
    {Basis::documented, "RFC 6749 section 5.1; Salesforce's token answers have no expires_in"}};
inline constexpr Reason bug_loses_instance_url{
    "bug_loses_instance_url",
    "The client stores no instance URL when a refresh answer brings none.",
    "From then on it has no address to call.",
    "Keep the stored instance URL unless the answer brings another.",
    {Basis::observed, "n8n issue 34916"}};
inline constexpr Reason bug_follows_foreign_instance_url{
    "bug_follows_foreign_instance_url",
    "The client calls whatever instance URL a token answer names.",
    "The access token goes to a server that is not Salesforce's.",
    "Call only hosts of the org.",
    {Basis::inferred, "RFC 9700 section 4.4; server-side request forgery"}};
inline constexpr Reason bug_truncates_tokens{
    "bug_truncates_tokens",
    "The client's store cuts tokens off after 64 characters.",
    "The first refresh presents half a token.",
    "Store tokens as opaque text of any length.",
    {Basis::inferred, "column widths too short for longer tokens"}};
inline constexpr Reason bug_drops_rotated_token{
    "bug_drops_rotated_token",
    "The client keeps the refresh token that it sent and drops the one the answer brought.",
    "The connection dies at the second refresh.",
    "Store the returned refresh token before the access token is used.",
    {Basis::observed, "sfdx-core issue 1340; jsforce issue 1789; NetCoreForce issue 94"}};
inline constexpr Reason bug_forgets_kept_token{
    "bug_forgets_kept_token",
    "The client stores an empty refresh token when the answer brings none.",
    "With rotation off the connection dies at the second refresh.",
    "Keep the stored refresh token unless the answer brings another.",
    {Basis::documented, "RFC 6749 section 6"}};
inline constexpr Reason bug_refreshes_twice_at_once{
    "bug_refreshes_twice_at_once",
    "Two workers of the client refresh with the same token.",
    "The second one presents a spent token, and the org revokes what the first one got.",
    "Let one worker refresh at a time, and let the others take what it stored.",
    {Basis::observed, "jetstream issue 1664; sfdx-core issue 1342; restforce issue 957"}};
inline constexpr Reason bug_retries_blindly{
    "bug_retries_blindly",
    "The client repeats a refresh whose answer was lost.",
    "The org has rotated the token already and takes the repetition for theft.",
    "Ask by introspection whether the token is still active, and repeat only then.",
    {Basis::observed, "airbyte issue 82783; RFC 9700 section 4.14.2"}};
inline constexpr Reason bug_keeps_stale_snapshot{
    "bug_keeps_stale_snapshot",
    "A job goes on with the tokens it read when it began, though another job has rotated "
    "them.",
    "It presents a spent refresh token, and the org revokes the grant.",
    "Read the store again right before each refresh.",
    {Basis::observed, "airbyte issue 82783"}};
inline constexpr Reason bug_saves_after_use{
    "bug_saves_after_use",
    "The client stores rotated tokens only after it has used them, and crashes in between.",
    "The rotated token is lost with the process.",
    "Store the answer before anything uses it.",
    {Basis::observed, "airbyte pull request 82719"}};
inline constexpr Reason bug_reads_lagging_replica{
    "bug_reads_lagging_replica",
    "The client reads its tokens from a replica that lags behind its writes.",
    "It presents the token from before the last rotation, and the org revokes the grant.",
    "Read what was written; no cache in front of the token store.",
    {Basis::inferred, "a cache or replica in front of the token store; reports of stale tokens"}};
inline constexpr Reason bug_sends_scope_at_refresh{
    "bug_sends_scope_at_refresh",
    "The client repeats the scope parameter with every refresh.",
    "Salesforce may refuse the refresh where the scopes differ from the grant's.",
    "Send no scope: it means all of the grant.",
    {Basis::observed, "appsmith issue 30239"}};
inline constexpr Reason bug_trusts_issued_at{
    "bug_trusts_issued_at",
    "The client compares the answer's issued_at with its own clock and does not refresh before "
    "that says so.",
    "Jobs fail for as long as the two clocks differ; the connection itself is fine.",
    "Refresh when the org refuses the session, whatever the clocks say.",
    {Basis::observed, "clients that compute the end of a session from issued_at"}};
inline constexpr Reason bug_takes_cached_answers{
    "bug_takes_cached_answers",
    "The client takes a token answer that a proxy had stored for a fresh one.",
    "It holds tokens that were rotated away; the next refresh replays one.",
    "Do not use a token answer with an Age header; keep caches off the token endpoint.",
    {Basis::documented, "RFC 6749 section 5.1; RFC 9111 section 5.1"}};
inline constexpr Reason bug_retries_dead_token{
    "bug_retries_dead_token",
    "The client goes on presenting a refresh token after invalid_grant.",
    "Every job makes a request that cannot succeed, until the org limits the logins.",
    "Take one invalid_grant as the end and ask for a new authorization.",
    {Basis::observed, "airbyte: 1,600 requests in 38 minutes"}};
inline constexpr Reason bug_refreshes_on_every_401{
    "bug_refreshes_on_every_401",
    "The client refreshes on every 401, without end.",
    "It burns refreshes and logins while the sessions go on being refused.",
    "Refresh once for a job and repeat its call once.",
    {Basis::observed, "cloudsundial; airbyte issue 80892"}};
inline constexpr Reason bug_ignores_retry_after{
    "bug_ignores_retry_after",
    "The client does not wait when the org asks it to.",
    "Hammering prolongs the block.",
    "Wait as long as Retry-After says, then present the same token.",
    {Basis::documented, "RFC 9110 section 10.2.3"}};
inline constexpr Reason bug_drops_token_when_blocked{
    "bug_drops_token_when_blocked",
    "The client takes a refused address for a dead token and forgets it.",
    "When the allowlist is corrected the connection has to be authorized again all the same.",
    "Tell network refusals from dead tokens and keep the token.",
    {Basis::inferred, "the allowlist's refusal is an invalid_grant as well"}};
inline constexpr Reason bug_drops_token_at_wrong_secret{
    "bug_drops_token_at_wrong_secret",
    "The client takes a refused client secret for a dead token and forgets the token.",
    "When the profile gets the right secret the connection has to be authorized again all the "
    "same.",
    "Tell invalid_client from invalid_grant and keep the token.",
    {Basis::documented, "RFC 6749 section 5.2"}};

}  // namespace rehearse::workato::reason
