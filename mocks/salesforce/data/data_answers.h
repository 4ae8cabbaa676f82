#pragma once

#include <string>
#include <string_view>

#include "mocks/core/json.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/reasons.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// Answers of the REST data API: JSON, errors as an array of one (REST API Developer Guide, "Status
// Codes and Error Responses").

wire::WireResponse data_answer(const Json& json);
wire::WireResponse data_answer_text(std::string json);
// With the header of add_limit_header.
wire::WireResponse data_answer(Org::Transaction& tx, const Json& json);
// Says in the answer how many calls of the daily limit are used: `Sforce-Limit-Info`.
void add_limit_header(Org::Transaction& tx, wire::WireResponse& response);
wire::WireResponse data_error(int status, std::string_view code, std::string_view message,
                              const Reason& why, wire::Call& call);
// 404 NOT_FOUND, for paths, versions and records alike.
wire::WireResponse data_missing(wire::Call& call,
                                const Reason& why = reason::data_resource_unknown);

// Lets a data call in and counts it: a good token with the scope, of a user who may use the API,
// calls left of the daily limit, and an API version that exists. Otherwise the answer that says why
// not.
Result<Bearer, wire::WireResponse> admit_data_call(Org& org, Org::Transaction& tx, wire::Call& call,
                                                   std::string_view scope = "api");

// The `vXX.0` segment as text without the v; empty if there is no such version.
std::string api_version(std::string_view segment);
inline constexpr int kOldestVersion = 31;  // that answers
inline constexpr int kOldestListed = 59;
inline constexpr int kNewestVersion = 67;  // Summer '26
// The number of the call's `:version` segment, which exists.
int version_number(const wire::Call& call);

// A time as the data API writes it: `2026-05-12T09:00:00.000+0000`.
std::string data_time(TimePoint instant);

}  // namespace rehearse::salesforce
