#pragma once

#include "mocks/core/reason.h"

namespace rehearse::oauth::reason {

// Reasons of the grants without a browser: JWT bearer, client credentials, and the flows that an
// external client app cannot use or that the mock does not play.

inline constexpr Reason jwt_missing{"jwt_missing",
                                    "The JWT bearer request has no assertion.",
                                    "No token is given.",
                                    "Send the signed JWT as assertion.",
                                    {Basis::inferred, "RFC 7523 section 2.1"}};
inline constexpr Reason jwt_malformed{
    "jwt_malformed",
    "The assertion is not a JWT: three parts in base64url, the first two of them JSON objects.",
    "No token is given.",
    "Send header, claims and signature, joined by dots; not the private key, not the certificate.",
    {Basis::observed, "life-improver.com: the key itself was sent, invalid assertion"}};
inline constexpr Reason jwt_issuer_missing{
    "jwt_issuer_missing",
    "The assertion names no issuer, so nobody knows which app it is from.",
    "No token is given.",
    "Put the consumer key into iss.",
    {Basis::observed, "salesforce-jwt-bearer-token-flow#4: client identifier invalid"}};
inline constexpr Reason jwt_client_mismatch{"jwt_client_mismatch",
                                            "The request names another client than its assertion.",
                                            "No token is given.",
                                            "Leave client_id out, or send the consumer key of iss.",
                                            {Basis::documented, "RFC 7523 section 3.1"}};
inline constexpr Reason jwt_algorithm_refused{
    "jwt_algorithm_refused",
    "The assertion is signed with something other than RS256, or not at all.",
    "No token is given.",
    "Sign with RS256 and the private key of the app's certificate.",
    {Basis::documented, "Salesforce help: OAuth 2.0 JWT bearer flow, RSA SHA256"}};
inline constexpr Reason jwt_flow_off{
    "jwt_flow_off",
    "The app has no certificate, so the JWT bearer flow is off.",
    "No assertion can be accepted.",
    "Enable the JWT Bearer Flow and upload the certificate.",
    {Basis::documented, "Metadata API: certificate enables the JWT bearer flow; text inferred"}};
inline constexpr Reason jwt_certificate_unusable{
    "jwt_certificate_unusable",
    "The app's certificate cannot be read or holds no RSA key.",
    "No assertion can be accepted.",
    "Upload an X.509 certificate of an RSA key.",
    {Basis::inferred, "RS256 needs an RSA key; what an org does is not public"}};
inline constexpr Reason jwt_certificate_expired{
    "jwt_certificate_expired",
    "The app's certificate is not valid at this time, which a dial forbids.",
    "No assertion can be accepted.",
    "Upload a new certificate.",
    {Basis::inferred, "dial jwt_bearer.expired_certificate"}};
inline constexpr Reason jwt_signature_wrong{
    "jwt_signature_wrong",
    "The signature does not fit the app's certificate.",
    "No token is given.",
    "Sign with the private key that belongs to the certificate uploaded last.",
    {Basis::observed, "forcedotcom/sfdx-travisci#135: invalid assertion"}};
inline constexpr Reason jwt_audience_wrong{
    "jwt_audience_wrong",
    "The assertion is for somebody else: aud is not this org.",
    "No token is given.",
    "Put https://login.salesforce.com, or test. for a sandbox, or the My Domain into aud.",
    {Basis::observed, "forrest#302, Talend/components#1423: audience is invalid"}};
inline constexpr Reason jwt_expiry_missing{"jwt_expiry_missing",
                                           "The assertion says not when it expires.",
                                           "No token is given.",
                                           "Put seconds since 1970 into exp, a few minutes ahead.",
                                           {Basis::documented, "RFC 7523 section 3 (4)"}};
inline constexpr Reason jwt_expired{
    "jwt_expired",
    "The assertion has expired.",
    "No token is given.",
    "Make a new assertion for each request, and compare the clocks.",
    {Basis::observed, "newrelic-salesforce-exporter#31: expired authorization code"}};
inline constexpr Reason jwt_not_yet_valid{"jwt_not_yet_valid",
                                          "The assertion begins to be good later.",
                                          "No token is given.",
                                          "Leave nbf out, or compare the clocks.",
                                          {Basis::documented, "RFC 7519 section 4.1.5"}};
inline constexpr Reason jwt_replayed{
    "jwt_replayed",
    "The app has used an assertion with this jti before.",
    "No token is given.",
    "Give each assertion a jti of its own, or none.",
    {Basis::inferred, "bad_jti_claim is in Salesforce's list; dial jwt_bearer.jti"}};
inline constexpr Reason jwt_subject_missing{"jwt_subject_missing",
                                            "The assertion names no user.",
                                            "No token is given.",
                                            "Put the username into sub.",
                                            {Basis::documented, "RFC 7523 section 3 (2)"}};
inline constexpr Reason jwt_user_unknown{
    "jwt_user_unknown",
    "No user of this org has the username in sub.",
    "No token is given.",
    "Use the username, not the e-mail address; a sandbox adds its name to usernames.",
    {Basis::inferred, "answered like a user who never approved the app"}};
inline constexpr Reason jwt_user_not_approved{
    "jwt_user_not_approved",
    "The user has not approved the app, and no admin has done it for them.",
    "No token is given.",
    "Pre-authorize the user's profile or permission set, or let them connect once in a browser.",
    {Basis::observed, "forrest#278: user hasn't approved this consumer"}};
inline constexpr Reason scope_parameter_refused{
    "scope_parameter_refused",
    "The request asks for scopes, which this flow takes from the app alone.",
    "No token is given.",
    "Leave scope out.",
    {Basis::observed, "client guides: scope parameter not supported"}};

inline constexpr Reason client_credentials_wrong_host{
    "client_credentials_wrong_host",
    "Client credentials were sent to a host that belongs to no org.",
    "No token is given.",
    "Use the org's My Domain.",
    {Basis::observed, "pub-sub-api-node-client#58: request not supported on this domain"}};
inline constexpr Reason client_credentials_off{
    "client_credentials_off",
    "The client credentials flow is not enabled on the app.",
    "No token is given.",
    "Check Enable Client Credentials Flow in the app's settings.",
    {Basis::observed, "public set-up guides: client credentials flow not enabled"}};
inline constexpr Reason client_credentials_policy_off{
    "client_credentials_policy_off",
    "The client credentials flow is not enabled in the app's policies.",
    "No token is given.",
    "Enable the flow on the Policies tab and name the user to run as.",
    {Basis::observed, "AWS guide: no client credentials user enabled"}};
inline constexpr Reason client_credentials_no_user{
    "client_credentials_no_user",
    "The policies name no user to run as, or one who does not exist.",
    "No token is given.",
    "Enter the username to run as on the Policies tab.",
    {Basis::observed, "many guides: no client credentials user enabled"}};
inline constexpr Reason client_credentials_no_scopes{
    "client_credentials_no_scopes",
    "None of the app's scopes can be had by client credentials.",
    "No token is given.",
    "Add the scope api to the app; full alone does not count.",
    {Basis::observed, "Clay's guide: no valid scopes defined"}};

inline constexpr Reason password_flow_refused{
    "password_flow_refused",
    "A password was sent to the token endpoint, a flow that external client apps do not have.",
    "No token is given, however right the password is.",
    "Use the web server, JWT bearer or client credentials flow.",
    {Basis::observed, "authentication failure; login history: Username-Password Flow Disabled"}};
inline constexpr Reason user_agent_flow_off{
    "user_agent_flow_off",
    "The request wants an access token in the address of the callback.",
    "No token is given: the org plays one that blocks the user-agent and hybrid token flows.",
    "Send response_type=code.",
    {Basis::documented, "Salesforce help: Block Authorization Flows to Improve Security"}};
inline constexpr Reason hybrid_flow_off{
    "hybrid_flow_off",
    "The request uses a hybrid flow, which gives cookies beside tokens.",
    "No token is given; a code or refresh token in the request stays good.",
    "Send grant_type=authorization_code or refresh_token.",
    {Basis::inferred, "oauth_flow_disabled is in Salesforce's list; its text here is not public"}};
inline constexpr Reason device_flow_off{
    "device_flow_off",
    "The device flow is not enabled on the app.",
    "No device code is given.",
    "Use another flow.",
    {Basis::observed, "code-builder-feedback#263: device flow is not enabled for the app"}};
inline constexpr Reason device_flow_not_played{
    "device_flow_not_played",
    "The device flow is enabled on the app, but the mock does not play it.",
    "The answer says nothing about a real org.",
    "Try the device flow in a sandbox.",
    {Basis::inferred, "a limit of the mock"}};
inline constexpr Reason token_exchange_off{
    "token_exchange_off",
    "The token exchange flow is not enabled on the app.",
    "No token is given.",
    "Use another flow.",
    {Basis::inferred, "oauth_flow_disabled is in Salesforce's list; its text here is not public"}};
inline constexpr Reason token_exchange_not_played{
    "token_exchange_not_played",
    "The token exchange flow is enabled on the app, but the mock runs no handlers.",
    "The answer says nothing about a real org.",
    "Try the token exchange flow in a sandbox.",
    {Basis::inferred, "a limit of the mock"}};
inline constexpr Reason saml_flow_not_played{
    "saml_flow_not_played",
    "The request carries a SAML assertion, which the mock does not read.",
    "The answer says nothing about a real org.",
    "Try the SAML flows in a sandbox.",
    {Basis::inferred, "a limit of the mock"}};

}  // namespace rehearse::oauth::reason
