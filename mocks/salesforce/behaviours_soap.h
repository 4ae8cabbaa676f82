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
    Behaviour{"soap.header_authorization",
              "An Authorization header is not read by SOAP endpoints.",
              {Basis::documented, "SOAP API Developer Guide: SessionHeader"}},
};

}  // namespace rehearse::salesforce
