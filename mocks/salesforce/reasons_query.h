#pragma once

#include <array>

#include "mocks/core/reason.h"

// Why the data API refuses a query.
namespace rehearse::salesforce::reason {

inline constexpr Reason data_query_missing{
    "data_query_missing",
    "The call has no parameter q.",
    "This call fails; the token is good.",
    "Send the statement in the parameter q of the address.",
    {Basis::observed, "WWW::Salesforce fixtures: A query string has to be specified"}};
inline constexpr Reason data_query_malformed{
    "data_query_malformed",
    "The statement isn't SOQL.",
    "This call fails; the token is good.",
    "Correct the statement at the place that the answer shows.",
    {Basis::observed, "reports of MALFORMED_QUERY with a caret, a row and a column"}};
inline constexpr Reason data_query_not_modelled{
    "data_query_not_modelled",
    "The statement uses a part of SOQL that a real org knows and the mock doesn't play.",
    "This call fails here and says nothing about a real org.",
    "Use SELECT fields or COUNT, FROM one object, WHERE, ORDER BY, LIMIT and OFFSET.",
    {Basis::inferred,
     "the mock's own: GROUP BY, subqueries in the select list, functions, TYPEOF"}};
inline constexpr Reason data_query_too_long{
    "data_query_too_long",
    "The statement has more than 100,000 characters.",
    "This call fails; the token is good.",
    "Ask for less at a time.",
    {Basis::documented, "SOQL and SOSL Limits: 100,000 characters; the text is observed"}};
inline constexpr Reason data_query_too_complicated{
    "data_query_too_complicated",
    "The conditions nest too deep.",
    "This call fails; the token is good.",
    "Write the conditions with fewer parentheses.",
    {Basis::documented, "SOQL and SOSL Limits: QUERY_TOO_COMPLICATED; the depth is the mock's"}};
inline constexpr Reason data_type_unknown{
    "data_type_unknown",
    "The query names an object that the org doesn't have at this API version, or that the mock "
    "doesn't play.",
    "This call fails; the token is good.",
    "See the list at sobjects for what there is.",
    {Basis::observed, "reports of INVALID_TYPE"}};
inline constexpr Reason data_object_hidden{
    "data_object_hidden",
    "The user lacks the permission that the object needs.",
    "This call fails as if there were no such object; the token is good.",
    "Give the user Manage Users, or a permission for external client apps.",
    {Basis::documented, "Object Reference: Special Access Rules; the answer is inferred"}};
inline constexpr Reason data_field_unknown{"data_field_unknown",
                                           "The query names a field that the object doesn't have.",
                                           "This call fails; the token is good.",
                                           "See the object's describe for its fields.",
                                           {Basis::observed, "restforce fixtures: INVALID_FIELD"}};
inline constexpr Reason data_relationship_unknown{
    "data_relationship_unknown",
    "The query follows a relationship that the object doesn't have.",
    "This call fails; the token is good.",
    "See relationshipName in the object's describe.",
    {Basis::observed, "reports of INVALID_FIELD: Didn't understand relationship"}};
inline constexpr Reason data_field_not_filterable{
    "data_field_not_filterable",
    "The query filters by a field that can only be shown.",
    "This call fails; the token is good.",
    "Leave the condition out and filter what comes back.",
    {Basis::observed, "reports on LoginHistory.Status: can not be filtered in a query call"}};
inline constexpr Reason data_value_mismatch{
    "data_value_mismatch",
    "The query compares a field with a value of another type.",
    "This call fails; the token is good.",
    "Put texts in quotes, and numbers, booleans and times without.",
    {Basis::observed, "EloquentSalesForce#68, jetstream#270: value of filter criterion"}};
inline constexpr Reason data_id_malformed{
    "data_id_malformed",
    "The query compares an id with something that can't be one.",
    "This call fails; the token is good.",
    "Use ids of 15 or 18 characters.",
    {Basis::observed, "reports of INVALID_QUERY_FILTER_OPERATOR: invalid ID field"}};
inline constexpr Reason data_operator_refused{
    "data_operator_refused",
    "The query uses LIKE or an order on a field that has neither.",
    "This call fails; the token is good.",
    "Compare ids, numbers, booleans and times with = or IN.",
    {Basis::observed, "reports of INVALID_QUERY_FILTER_OPERATOR: invalid operator on id field"}};
inline constexpr Reason data_fields_unbounded{
    "data_fields_unbounded",
    "FIELDS(ALL) or FIELDS(CUSTOM) stands without a LIMIT of at most 200.",
    "This call fails; the token is good.",
    "Add LIMIT 200, or name the fields.",
    {Basis::documented, "SOQL and SOSL Reference: FIELDS(); the text is observed"}};
inline constexpr Reason data_offset_too_large{
    "data_offset_too_large",
    "OFFSET is above 2,000.",
    "This call fails; the token is good.",
    "Follow nextRecordsUrl instead.",
    {Basis::documented, "SOQL and SOSL Reference: OFFSET, NUMBER_OUTSIDE_VALID_RANGE"}};
inline constexpr Reason data_locator_unknown{
    "data_locator_unknown",
    "The query locator is none of this user's, or older than two days.",
    "The remaining records can't be fetched; the token is good.",
    "Send the query again.",
    {Basis::observed, "restforce#67: invalid query locator; API Query Cursor Limits: 2 days"}};

}  // namespace rehearse::salesforce::reason

namespace rehearse::salesforce {

inline constexpr auto kQueryReasons = std::to_array<const Reason*>({
    &reason::data_query_missing,
    &reason::data_query_malformed,
    &reason::data_query_not_modelled,
    &reason::data_query_too_long,
    &reason::data_query_too_complicated,
    &reason::data_type_unknown,
    &reason::data_object_hidden,
    &reason::data_field_unknown,
    &reason::data_relationship_unknown,
    &reason::data_field_not_filterable,
    &reason::data_value_mismatch,
    &reason::data_id_malformed,
    &reason::data_operator_refused,
    &reason::data_fields_unbounded,
    &reason::data_offset_too_large,
    &reason::data_locator_unknown,
});

}  // namespace rehearse::salesforce
