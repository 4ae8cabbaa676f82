#include "mocks/salesforce/data/data_answers.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

wire::WireResponse uncached(wire::WireResponse response) {
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

}  // namespace

wire::WireResponse data_answer(const Json& json) {
  return uncached(wire::json_response(200, dump_json(json)));
}

wire::WireResponse data_answer(Org::Transaction& tx, const Json& json) {
  wire::WireResponse response = data_answer(json);
  const ApiUsage& usage = tx.api_usage();
  response.headers.push_back(
      {"Sforce-Limit-Info", fmt::format("api-usage={}/{}", usage.used(), usage.most())});
  return response;
}

wire::WireResponse data_error(int status, std::string_view code, std::string_view message,
                              const Reason& why, wire::Call& call) {
  call.refuse(why);
  const Json error{{"message", message}, {"errorCode", code}};
  wire::WireResponse response =
      uncached(wire::json_response(status, dump_json(Json::array({error}))));
  // RFC 9110 section 11.6.1 demands a challenge; Salesforce sends this one.
  if (status == 401) response.headers.push_back({"WWW-Authenticate", "Token"});
  return response;
}

wire::WireResponse data_missing(wire::Call& call) {
  return data_error(404, "NOT_FOUND", "The requested resource does not exist",
                    reason::data_resource_unknown, call);
}

std::string api_version(std::string_view segment) {
  if (!segment.starts_with('v') || !segment.ends_with(".0")) return {};
  const std::string_view number = segment.substr(1, segment.size() - 3);
  int version = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), version);
  const bool is_known = error == std::errc() && end == number.data() + number.size() &&
                        version >= kOldestVersion && version <= kNewestVersion;
  return is_known ? std::to_string(version) + ".0" : std::string();
}

Result<Bearer, wire::WireResponse> admit_data_call(Org& org, Org::Transaction& tx, wire::Call& call,
                                                   std::string_view scope) {
  const auto found = find_bearer(org, tx, header_token(call.request), call.request.received_at);
  // Salesforce, observed: one text for every token that is no use; clients refresh on it.
  if (!found)
    return data_error(401, "INVALID_SESSION_ID", "Session expired or invalid", *found.error(),
                      call);
  const Bearer& bearer = found.value();
  if (bearer.app != nullptr) call.client(bearer.app->consumer_key.value);
  // Salesforce, observed by jsforce: this text tells clients that refreshing won't help.
  if (!bearer.may(scope))
    return data_error(401, "INVALID_SESSION_ID",
                      "This session is not valid for use with the REST API",
                      reason::data_scope_missing, call);
  // Salesforce, documented: beyond the limit of its last 24 hours the org refuses every call.
  const auto most = uint64_t(org.dials().number(oauth::Dial::api_daily_limit));
  if (!tx.api_usage().admit(call.request.received_at, most))
    return data_error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.",
                      reason::data_limit_exceeded, call);
  const auto version = wire::value_of(call.params, "version");
  if (version && api_version(*version).empty()) return data_missing(call);
  return bearer;
}

}  // namespace rehearse::salesforce
