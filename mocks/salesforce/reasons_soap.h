#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why a SOAP request got a fault.
namespace rehearse::salesforce::reason {

// The request as a message.
inline constexpr Reason soap_content_type{
    "soap_content_type",
    "The request's Content-Type isn't text/xml.",
    "It is not read.",
    "Send text/xml; SOAP 1.2's application/soap+xml isn't taken.",
    {Basis::observed, "WWW-Salesforce's record of the fault"}};
inline constexpr Reason soap_body_missing{
    "soap_body_missing",
    "The request has no body.",
    "There is nothing to serve.",
    "POST a SOAP 1.1 envelope.",
    {Basis::observed, "WWW-Salesforce's record of the fault"}};
inline constexpr Reason soap_xml_malformed{
    "soap_xml_malformed",
    "The request's body isn't well-formed XML.",
    "It is not read.",
    "Escape &, < and > in texts, a password's among them, and close every element.",
    {Basis::observed, "forcedotcom/postman-salesforce-apis#26"}};
inline constexpr Reason soap_doctype{"soap_doctype",
                                     "The request's body has a document type declaration.",
                                     "It is not read, and no entity is expanded.",
                                     "Leave DOCTYPE out.",
                                     {Basis::documented, "SOAP 1.1 section 3"}};
inline constexpr Reason soap_envelope_version{
    "soap_envelope_version",
    "The envelope is of another version than SOAP 1.1.",
    "It is not read.",
    "Use the namespace http://schemas.xmlsoap.org/soap/envelope/.",
    {Basis::documented, "SOAP 1.1 section 4.1.2"}};
inline constexpr Reason soap_envelope_malformed{
    "soap_envelope_malformed",
    "The body isn't an envelope with one operation.",
    "It is not served.",
    "Send Envelope, in it at most one Header and then a Body with one element.",
    {Basis::documented, "SOAP 1.1 section 4"}};
inline constexpr Reason soap_header_not_understood{
    "soap_header_not_understood",
    "A header block that must be understood is none of the API's.",
    "The request is not served.",
    "Leave the block out, or drop its mustUnderstand.",
    {Basis::documented, "SOAP 1.1 section 4.2.3"}};
inline constexpr Reason soap_namespace_wrong{
    "soap_namespace_wrong",
    "The operation isn't in the namespace of the API at this address.",
    "The request is not served.",
    "Use the namespace of the WSDL: Metadata, Partner and Enterprise each have their own.",
    {Basis::observed, "public faults: No operation available for request"}};
inline constexpr Reason soap_operation_unknown{
    "soap_operation_unknown",
    "The API has no such operation, or the mock org doesn't play it.",
    "This call fails; the session is good.",
    "Check the operation's name; for data use the REST API.",
    {Basis::observed, "public faults: No operation available for request"}};
inline constexpr Reason soap_version_unknown{
    "soap_version_unknown",
    "The address or the request names an API version that the org doesn't have.",
    "The request is not served.",
    "Write the version as 66.0, without a v; GET /services/data lists them.",
    {Basis::observed, "salesforcer#24: Invalid Api version specified on URL"}};
inline constexpr Reason soap_boolean_invalid{
    "soap_boolean_invalid",
    "An element that holds a boolean holds something else.",
    "The request is not served.",
    "Write true or false.",
    {Basis::observed, "certinia/apex-mdapi#146"}};

// The session.
inline constexpr Reason soap_session_missing{
    "soap_session_missing",
    "The envelope has no SessionHeader in the API's namespace, or an empty one.",
    "The request is not served.",
    "Put the access token or session id into SessionHeader; an Authorization header isn't read.",
    {Basis::documented, "SOAP API Developer Guide: SessionHeader"}};
inline constexpr Reason soap_jwt_refused{
    "soap_jwt_refused",
    "The session id is a JWT-based access token.",
    "No SOAP call works with this connection, and refreshing gives another such token.",
    "Switch off Issue JSON Web Token-based access tokens, or use the REST APIs.",
    {Basis::observed, "jsforce src/soap.ts and jsforce#1817: from API version 68.0 on"}};
inline constexpr Reason soap_scope_missing{
    "soap_scope_missing",
    "The access token has no scope for the API.",
    "No SOAP call works with this connection; refreshing doesn't help.",
    "Request api or full.",
    {Basis::observed, "public faults: This session is not valid for use with the API"}};
inline constexpr Reason soap_organization_wrong{
    "soap_organization_wrong",
    "The address names another org than this one.",
    "The request is not served.",
    "Use the serverUrl or metadataServerUrl that came with the session.",
    {Basis::inferred, "a session of one org is none of another"}};
inline constexpr Reason soap_api_disabled{
    "soap_api_disabled",
    "The user's profile and permission sets lack API Enabled.",
    "The user can't use the API, with a token either.",
    "Grant API Enabled.",
    {Basis::observed, "Adobe's table of Salesforce errors: API is disabled for this User"}};

// Signing in.
inline constexpr Reason soap_login_version{
    "soap_login_version",
    "SOAP login() was called at API version 65.0 or later, which don't have it.",
    "Nobody is signed in.",
    "Use OAuth; until Summer '27 login() still answers at 64.0 and before.",
    {Basis::documented, "KB 005132110; the text is of forcedotcom/wsc#363"}};
inline constexpr Reason soap_login_disabled{
    "soap_login_disabled",
    "SOAP login() is disabled in this org, as in all orgs created since 2025.",
    "Nobody is signed in with a password by the API.",
    "Use OAuth, or have an admin enable SOAP API login().",
    {Basis::documented, "KB 005132110; the text is of OpenFn/adaptors#1715"}};

// The Metadata API.
inline constexpr Reason soap_type_too_new{
    "soap_type_too_new",
    "A query names a metadata type that came after the API version it asks for.",
    "Nothing is listed.",
    "Raise asOfVersion.",
    {Basis::observed, "CumulusCI#259: Cannot use: FlowDefinition in this version"}};
inline constexpr Reason soap_too_many_queries{
    "soap_too_many_queries",
    "listMetadata() has more than three queries.",
    "Nothing is listed.",
    "Ask in several calls.",
    {Basis::documented, "Metadata API guide, listMetadata(); the text is inferred"}};
inline constexpr Reason soap_too_many_components{
    "soap_too_many_components",
    "A call has more than ten components.",
    "None of them is touched.",
    "Send ten at a time, or deploy a package.",
    {Basis::documented, "Metadata API guide, createMetadata(); public reports have the text"}};
inline constexpr Reason soap_component_untyped{"soap_component_untyped",
                                               "A metadata element has no attribute xsi:type.",
                                               "The request is not served.",
                                               "Say of each component of which type it is.",
                                               {Basis::observed, "vpulim/node-soap#606"}};
inline constexpr Reason soap_types_mixed{
    "soap_types_mixed",
    "The components of a call are not all of one type.",
    "None of them is saved.",
    "Make a call for each type.",
    {Basis::documented, "Metadata API guide, createMetadata(); the text is inferred"}};
inline constexpr Reason component_rolled_back{
    "component_rolled_back",
    "The component was good, but another of the same all-or-none call was not.",
    "It is as it was before the call.",
    "Mend the other one, or leave AllOrNoneHeader out.",
    {Basis::documented, "Metadata API guide, AllOrNoneHeader"}};
inline constexpr Reason soap_test_level_invalid{
    "soap_test_level_invalid",
    "The testLevel is none of the API version's.",
    "Nothing is deployed.",
    "Use NoTestRun, RunSpecifiedTests, RunLocalTests or RunAllTestsInOrg.",
    {Basis::inferred, "worded as Salesforce words other enums"}};
inline constexpr Reason soap_zip_malformed{
    "soap_zip_malformed",
    "ZipFile is missing or isn't base64.",
    "Nothing is deployed.",
    "Encode the zip in base64.",
    {Basis::documented, "Metadata WSDL: xsd:base64Binary; the text is inferred"}};
inline constexpr Reason soap_retrieve_unknown{
    "soap_retrieve_unknown",
    "The org has no retrieval of that id, or has forgotten it.",
    "There is nothing to fetch.",
    "Use the id that retrieve() gave; the mock keeps the last 200.",
    {Basis::observed, "salesforcedx-vscode#1529, for deployments"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kSoapReasons = std::to_array<const Reason*>({
    &reason::soap_content_type,          &reason::soap_body_missing,
    &reason::soap_xml_malformed,         &reason::soap_doctype,
    &reason::soap_envelope_version,      &reason::soap_envelope_malformed,
    &reason::soap_header_not_understood, &reason::soap_namespace_wrong,
    &reason::soap_operation_unknown,     &reason::soap_version_unknown,
    &reason::soap_boolean_invalid,       &reason::soap_session_missing,
    &reason::soap_jwt_refused,           &reason::soap_scope_missing,
    &reason::soap_organization_wrong,    &reason::soap_api_disabled,
    &reason::soap_login_version,         &reason::soap_login_disabled,
    &reason::soap_type_too_new,          &reason::soap_too_many_queries,
    &reason::soap_too_many_components,   &reason::soap_component_untyped,
    &reason::soap_types_mixed,           &reason::component_rolled_back,
    &reason::soap_test_level_invalid,    &reason::soap_zip_malformed,
    &reason::soap_retrieve_unknown,
});

}  // namespace rehearse::salesforce
