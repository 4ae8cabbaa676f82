#pragma once

#include <string_view>

#include "mocks/core/json.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/wire/call.h"

namespace rehearse::salesforce {

// Answers of the REST data API: JSON, errors as an array of one (REST API Developer Guide, "Status
// Codes and Error Responses").

// With the header that says how many calls of the daily limit are used.
wire::WireResponse data_answer(Org::Transaction& tx, const Json& json);
// Of a call that needs no token and doesn't count.
wire::WireResponse data_answer(const Json& json);
wire::WireResponse data_error(int status, std::string_view code, std::string_view message,
                              const Reason& why, wire::Call& call);
// 404 NOT_FOUND, for paths, versions and records alike.
wire::WireResponse data_missing(wire::Call& call);

// Lets a data call in and counts it: a good token with the scope, calls left of the daily limit,
// and an API version that exists. Otherwise the answer that says why not.
Result<Bearer, wire::WireResponse> admit_data_call(Org& org, Org::Transaction& tx, wire::Call& call,
                                                   std::string_view scope = "api");

// The `vXX.0` segment as text without the v; empty if there is no such version.
std::string api_version(std::string_view segment);
inline constexpr int kOldestVersion = 31;
inline constexpr int kNewestVersion = 67;  // Summer '26

}  // namespace rehearse::salesforce
