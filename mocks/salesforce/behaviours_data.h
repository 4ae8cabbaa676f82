#pragma once

#include <array>

#include "mocks/core/fidelity.h"

namespace rehearse::salesforce {

// kDataBehaviours are the data API's rules that are neither a refusal, a dial nor a route.
inline constexpr std::array kDataBehaviours{
    Behaviour{"data.one_401",
              "Every token of no use gets 401 INVALID_SESSION_ID in an array, whatever the cause.",
              {Basis::observed, "restforce fixtures, simple-salesforce"}},
    Behaviour{"data.scope",
              "A token without api or full gets 401 with a text on which clients don't refresh.",
              {Basis::observed, "jsforce http-api"}},
    Behaviour{"data.session_token",
              "The id of an org session works as a bearer token.",
              {Basis::observed, "sf org login access-token"}},
    Behaviour{"data.versions",
              "The list of versions begins at 59.0; 31.0 to 58.0 answer too, since published "
              "clients ask for v50.0 and v51.0 without looking.",
              {Basis::observed, "@salesforce/core, jsforce; where a real list begins moves"}},
    Behaviour{"data.usage",
              "Every call that is let in counts, refused ones of it too; Sforce-Limit-Info and "
              "DailyApiRequests show the same count.",
              {Basis::documented, "REST API Developer Guide: Limits, Sforce-Limit-Info"}},
    Behaviour{"data.usage_day",
              "The daily limit is one of any 24 hours: a call counts for exactly 24 hours.",
              {Basis::documented, "API Request Limits and Allocations: a rolling 24-hour window"}},
    Behaviour{"data.limits",
              "limits lists those of a Developer Edition; only DailyApiRequests is ever used up.",
              {Basis::documented, "REST API Developer Guide: Limits"}},
    Behaviour{
        "data.writes",
        "Creating, updating and deleting records by the data API is refused for every object.",
        {Basis::inferred, "the mock's own; the text is that of objects that take no inserts"}},

    // Queries.
    Behaviour{
        "soql.parser",
        "Statements are read by a grammar: SELECT fields, relationships, FIELDS(), COUNT() and "
        "COUNT(field); FROM with an alias; WHERE with =, !=, <>, <, <=, >, >=, LIKE, IN, NOT "
        "IN, semi-joins, AND, OR, NOT and parentheses; ORDER BY, LIMIT, OFFSET.",
        {Basis::documented, "SOQL and SOSL Reference"}},
    Behaviour{
        "soql.mixed_operators",
        "AND and OR side by side without parentheses are an error, as is NOT after AND or OR.",
        {Basis::documented, "SOQL and SOSL Reference: Logical Operators; soql-parser-js#201"}},
    Behaviour{"soql.errors",
              "An error shows the words around its place, a caret, the row, the column, and a "
              "sentence.",
              {Basis::observed, "reports of MALFORMED_QUERY, INVALID_FIELD and INVALID_TYPE"}},
    Behaviour{"soql.error_words",
              "Five words before the place and five after it are shown, within its line.",
              {Basis::inferred, "fits the published messages; the rule isn't public"}},
    Behaviour{"soql.case",
              "Keywords, objects, fields and texts compare without regard to case, ids by their 15 "
              "characters.",
              {Basis::documented, "SOQL and SOSL Reference: Comparison Operators"}},
    Behaviour{"soql.null",
              "!= and NOT IN are true of null, the other comparisons false; an empty text is null.",
              {Basis::inferred, "known from use; the reference leaves some of it open"}},
    Behaviour{"soql.nulls_first",
              "Nulls come first unless NULLS LAST is asked for, descending too.",
              {Basis::documented, "SOQL and SOSL Reference: ORDER BY"}},
    Behaviour{"soql.dates",
              "Days begin at midnight UTC, weeks on Sunday; date words are judged by virtual time.",
              {Basis::inferred, "a real org takes the user's time zone and locale"}},
    Behaviour{"soql.order",
              "Without ORDER BY records come in the order in which they were made.",
              {Basis::inferred, "a real org promises none"}},
    Behaviour{
        "soql.batches",
        "More than 2,000 records (Sforce-Query-Options: batchSize from 200) come in batches by "
        "nextRecordsUrl, good for its user for two days; records that are gone meanwhile are "
        "left out.",
        {Basis::documented, "REST API Developer Guide: Query; API Query Cursor Limits"}},
    Behaviour{"soql.cursors",
              "The mock keeps 50 query cursors; the oldest gives way.",
              {Basis::inferred, "the mock's own bound; real orgs have none since API 56.0"}},
    Behaviour{"soql.query_all",
              "queryAll finds what query finds: the mock keeps no deleted records.",
              {Basis::inferred, "the mock's own"}},

    // Objects.
    Behaviour{
        "data.objects",
        "Names, labels and types of the fields are those of describes of real orgs at 64.0; the "
        "key prefixes of verifications and of an app's parts are the mock's own.",
        {Basis::observed, "models generated from describe; public Apex stubs"}},
    Behaviour{"data.object_versions",
              "An object is unknown below the API version that brought it.",
              {Basis::documented, "Object Reference: available in API version"}},
    Behaviour{
        "data.apps_visible",
        "The objects of external client apps need one of their permissions or Customize "
        "Application; without, there are no such objects.",
        {Basis::inferred, "the Metadata guide names the permissions, not the data API's answer"}},
    Behaviour{"data.global_settings",
              "ExtlClntAppGlobalOauthSettings can't be queried.",
              {Basis::observed, "notes from a live org at 67.0"}},
    Behaviour{
        "data.tooling",
        "The Tooling API has queries and describes of a few of these objects; SourceMember and "
        "everything else there is 404, as in an org without source tracking.",
        {Basis::observed, "Salesforce CLI; an org without source tracking"}},
    Behaviour{
        "data.scratch_orgs",
        "ScratchOrgInfo exists and is empty, so the Salesforce CLI takes the org for a Dev Hub.",
        {Basis::observed, "@salesforce/core asks for it after every login"}},
    Behaviour{
        "data.login_history",
        "LoginHistory has every attempt of a known user on the login page, at the token "
        "endpoint and by SOAP; the newest 20,000 are kept. Browser and platform are Unknown, "
        "TLS is 1.3 on https.",
        {Basis::documented, "Object Reference: LoginHistory; what isn't modelled is inferred"}},
    Behaviour{"data.login_history_rows",
              "With Manage Users or Monitor Login History all rows show, otherwise one's own.",
              {Basis::documented, "Object Reference: LoginHistory, Special Access Rules"}},
    Behaviour{"data.login_status",
              "Status is Salesforce's text where a source has it, Failed otherwise.",
              {Basis::documented, "Object Reference: LOGIN_STATUS values"}},
    Behaviour{"data.verification_history",
              "VerificationHistory has every start and outcome of an identity verification, those "
              "that were refused a code included; the tries of one share their EventGroup.",
              {Basis::documented, "Object Reference: VerificationHistory"}},
    Behaviour{
        "data.oauth_tokens",
        "OauthToken has a row for each live grant of an app, without an id and without any "
        "token: AccessToken, RequestToken and DeleteToken are null.",
        {Basis::documented, "Object Reference: OauthToken; that the tokens are null is ours"}},
    Behaviour{"data.oauth_token_rows",
              "With Customize Application the tokens of all users show, otherwise one's own.",
              {Basis::documented, "Object Reference: OauthToken, Special Access Rules"}},
};

// kDataCannotShow is what the data API of this org says nothing about.
inline constexpr std::array kDataCannotShow{
    Behaviour{
        "salesforce.cannot.data",
        "Objects, fields and parts of SOQL beyond those listed, writing by the data API, SOSL, "
        "Bulk API, sharing and field-level security.",
        {Basis::documented, "REST API Developer Guide"}},
};

}  // namespace rehearse::salesforce
