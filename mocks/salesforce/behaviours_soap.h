#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kSoapBehaviours are the rules of the SOAP endpoints that are neither a rejection, a dial nor a
// route.
inline constexpr std::array kSoapBehaviours{
    Behaviour{"soap.fault_form",
              "A fault is HTTP 500; the faultstring begins with the code; Partner and Enterprise "
              "faults have a detail with exceptionCode and exceptionMessage, Metadata faults none.",
              {Basis::observed, "simple-salesforce test_login.py, jsforce http-api.test.ts"}},
    Behaviour{
        "soap.fault_code",
        "The faultcode has the prefix sf where a session is concerned and in all Metadata "
        "faults; a refused login has the bare code; what is no request has soapenv:Client.",
        {Basis::observed, "jsforce soap.ts, simple-salesforce test_login.py, WWW-Salesforce"}},
    Behaviour{"soap.action",
              "SOAPAction may be anything, or absent; the Body decides.",
              {Basis::observed, "jsforce sends \"\", simple-salesforce the operation"}},
    Behaviour{"soap.addresses",
              "The org id may follow the version in an address, in 15 or 18 characters.",
              {Basis::observed, "serverUrl and metadataServerUrl of public login responses"}},
    Behaviour{"soap.session_hash",
              "An unknown session id is named by its hash, one that has not even the form of a "
              "session id not at all.",
              {Basis::observed, "public faults; that the hash is SHA-256 in hex is inferred"}},
    Behaviour{"soap.session_kinds",
              "SessionHeader takes OAuth access tokens, browser sessions and the sessions of "
              "login().",
              {Basis::documented, "SOAP API Developer Guide: SessionHeader"}},
    Behaviour{"soap.namespaces",
              "Only the operation and header blocks need their namespace; parameters go by name.",
              {Basis::observed, "simple-salesforce sends <types> of retrieve without a namespace"}},
    Behaviour{"soap.booleans",
              "True and False count as booleans too.",
              {Basis::observed, "simple-salesforce writes Python's words and is served"}},
    Behaviour{"soap.login_retirement",
              "login() is served at versions 31.0 to 64.0; its retirement with Summer '27 is not "
              "played: the dial soap.login switches it off.",
              {Basis::documented, "KB 005132110"}},
    Behaviour{
        "soap.login_token",
        "login() takes the password alone: no security token is appended to it.",
        {Basis::documented, "SOAP API Developer Guide: from trusted addresses none is needed"}},
    Behaviour{"soap.login_one_text",
              "login() has one text for every cause that concerns the credentials or the user.",
              {Basis::observed, "simple-salesforce test_login.py"}},
    Behaviour{"soap.logout",
              "logout() ends the session or access token of its header; the refresh token stays "
              "good.",
              {Basis::documented, "SOAP API Developer Guide: logout()"}},
    Behaviour{"soap.login_history",
              "LoginHistory tells every login() of a user of the org as Other Apex API, with the "
              "API and its version; one at a version that has no login() is not told.",
              {Basis::observed, "login histories in public reports; the last part is inferred"}},
    Behaviour{
        "soap.api_usage",
        "SOAP calls count towards the org's calls of 24 hours; Partner and Enterprise answers "
        "carry LimitInfoHeader.",
        {Basis::observed, "recorded answers in public clients' tests"}},

    // The Metadata API.
    Behaviour{"soap.metadata.operations",
              "deploy, checkDeployStatus, cancelDeploy, deployRecentValidation, retrieve, "
              "checkRetrieveStatus, describeMetadata, listMetadata and create-, read-, update-, "
              "upsert- and deleteMetadata; checkStatus is gone since 31.0; describeValueType and "
              "renameMetadata are not played.",
              {Basis::documented, "Metadata WSDL"}},
    Behaviour{
        "soap.metadata.order",
        "The children of a result stand in the order of the WSDL; what is absent is left out.",
        {Basis::documented, "Metadata WSDL 63.0; recorded answers"}},
    Behaviour{"soap.metadata.queued",
              "deploy() and retrieve() always answer Queued, whatever happens next.",
              {Basis::observed, "simple-salesforce test_api.py"}},
    Behaviour{"soap.metadata.parameter_names",
              "The parameter of cancelDeploy() may be String or id, that of retrieve() "
              "retrieveRequest or request.",
              {Basis::observed, "the WSDL has the first, jsforce and the CLI send the second"}},
    Behaviour{
        "soap.metadata.details",
        "checkDeployStatus() without includeDetails has no details; with them there is always "
        "a runTestResult, of no tests.",
        {Basis::observed, "recorded answers; that details are left out is inferred"}},
    Behaviour{"soap.metadata.partial_save",
              "The calls that save or delete keep what is good unless AllOrNoneHeader says "
              "otherwise; before version 34.0 one failure undoes the call.",
              {Basis::documented, "Metadata API guide, AllOrNoneHeader"}},
    Behaviour{"soap.metadata.nil",
              "readMetadata() answers a nil record for a component that is not there.",
              {Basis::inferred, "jsforce takes nil values for absent records"}},
    Behaviour{"soap.metadata.retrieve_kept",
              "A retrieved zip can be fetched again; a real org deletes it after the first time.",
              {Basis::observed, "public clients that handle Retrieve result has been deleted"}},
    Behaviour{"soap.header_authorization",
              "An Authorization header is not read by SOAP endpoints.",
              {Basis::documented, "SOAP API Developer Guide: SessionHeader"}},
};

}  // namespace rehearse::salesforce
