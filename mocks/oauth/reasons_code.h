#pragma once

#include "mocks/core/reason.h"

namespace rehearse::oauth::reason {

// Reasons for which the exchange of an authorization code is refused.

inline constexpr Reason code_missing{
    "code_missing",
    "The exchange named no authorization code.",
    "No token is given.",
    "Send the code that the callback received.",
    {Basis::inferred, "RFC 6749 section 5.2; Salesforce's text is not public"}};
inline constexpr Reason code_unknown{
    "code_unknown",
    "This org never issued that authorization code.",
    "No token is given.",
    "Decode the code of the callback once, and send it whole: it ends in ==.",
    {Basis::inferred, "the text for an unknown code is not public"}};
inline constexpr Reason code_of_other_client{
    "code_of_other_client",
    "The authorization code was issued to another app.",
    "No token is given; its own client can still redeem it.",
    "Exchange the code with the consumer key it was asked for with.",
    {Basis::documented, "RFC 6749 section 4.1.3"}};
inline constexpr Reason code_expired{"code_expired",
                                     "The authorization code is older than its lifetime.",
                                     "No token is given; the person has to connect again.",
                                     "Exchange the code at once; Salesforce gives it 15 minutes.",
                                     {Basis::observed, "expired authorization code"}};
inline constexpr Reason code_replayed{
    "code_replayed",
    "The authorization code had been redeemed before.",
    "No token is given, and the tokens of the first exchange may be revoked.",
    "Exchange a code once; do not resend the callback.",
    {Basis::observed, "omniphx/forrest#169; the revocation is Inferred: RFC 6749 section 4.1.2"}};
inline constexpr Reason code_burned{
    "code_burned",
    "An earlier exchange with this authorization code failed and used it up.",
    "No token is given; the person has to connect again.",
    "Mend the client so that the first exchange is right.",
    {Basis::inferred, "a code is used up by its first presentation"}};
inline constexpr Reason code_forgotten{
    "code_forgotten",
    "The authorization code is so old that the org no longer keeps it.",
    "No token is given; the person has to connect again.",
    "Exchange the code at once.",
    {Basis::inferred, "the mock keeps a bounded number of codes"}};
inline constexpr Reason exchange_redirect_missing{
    "exchange_redirect_missing",
    "The exchange lacks the redirect_uri of the authorization.",
    "No token is given and the code is used up.",
    "Send the same redirect_uri in both requests.",
    {Basis::documented, "RFC 6749 section 4.1.3"}};
inline constexpr Reason exchange_redirect_mismatch{
    "exchange_redirect_mismatch",
    "The redirect_uri is not the one of the authorization.",
    "No token is given and the code is used up.",
    "Send the same redirect_uri in both requests.",
    {Basis::observed, "redirect_uri must match configuration"}};
inline constexpr Reason verifier_missing{
    "verifier_missing",
    "The code is bound to a challenge and the exchange had no verifier.",
    "No token is given and the code is used up.",
    "Send the code_verifier of the authorization.",
    {Basis::documented, "RFC 7636 section 4.6; Salesforce's text is not public"}};
inline constexpr Reason verifier_mismatch{
    "verifier_mismatch",
    "The code_verifier does not belong to the challenge.",
    "No token is given and the code is used up.",
    "Keep one verifier for each authorization, and send it unchanged.",
    {Basis::observed, "Salesforce Stack Exchange 330168: invalid code verifier"}};
inline constexpr Reason verifier_malformed{
    "verifier_malformed",
    "The code_verifier has a length or a character that none may have.",
    "No token is given and the code is used up.",
    "Use 43 to 128 characters of A-Z, a-z, 0-9, hyphen, period and underscore.",
    {Basis::documented, "RFC 7636 section 4.1; up to 256 characters are observed to work"}};
inline constexpr Reason verifier_tilde{
    "verifier_tilde",
    "The code_verifier holds a ~, which Salesforce refuses.",
    "No token is given and the code is used up, though the RFC allows the character.",
    "Make verifiers from the base64url alphabet alone.",
    {Basis::observed, "cognizant-ai-lab/nsflow#249"}};
inline constexpr Reason verifier_unexpected{
    "verifier_unexpected",
    "A code_verifier came although no challenge was bound.",
    "No token is given and the code is used up.",
    "Send a code_challenge at the authorization, or no verifier.",
    {Basis::observed, "forcedotcom/sfdx-core#166: unexpected code verifier"}};
inline constexpr Reason exchange_ip_blocked{
    "exchange_ip_blocked",
    "The exchange came from an address outside the app's allowlist.",
    "The connection cannot be made from there; the code stays good meanwhile.",
    "Add all of the client's egress addresses to the Refresh Token IP Allowlist.",
    {Basis::inferred, "Salesforce documents the block, not its text"}};

}  // namespace rehearse::oauth::reason
