#include "mocks/salesforce/data/data_answers.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>

#include "mocks/oauth/reasons.h"

namespace rehearse::salesforce {
namespace {

wire::WireResponse uncached(wire::WireResponse response) {
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

}  // namespace

wire::WireResponse data_answer_text(std::string json) {
  return uncached(wire::json_response(200, std::move(json)));
}

wire::WireResponse data_answer(const Json& json) { return data_answer_text(dump_json(json)); }

wire::WireResponse data_answer(Org::Transaction& tx, const Json& json) {
  wire::WireResponse response = data_answer(json);
  add_limit_header(tx, response);
  return response;
}

void add_limit_header(Org::Transaction& tx, wire::WireResponse& response) {
  const ApiUsage& usage = tx.api_usage();
  response.headers.push_back(
      {"Sforce-Limit-Info", fmt::format("api-usage={}/{}", usage.used(), usage.most())});
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

wire::WireResponse data_missing(wire::Call& call, const Reason& why) {
  return data_error(404, "NOT_FOUND", "The requested resource does not exist", why, call);
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
  const auto found = find_bearer(org, tx, header_token(call.request), call.request);
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
  // Salesforce, observed: this is what a user without API Enabled gets.
  if (!tx.profiles().may(*bearer.user, Permission::api_enabled))
    return data_error(403, "API_DISABLED_FOR_ORG",
                      "The REST API is not enabled for this Organization.",
                      reason::data_api_disabled, call);
  // Salesforce, documented: beyond the limit of its last 24 hours the org refuses every call.
  const auto most = uint64_t(org.dials().number(oauth::Dial::api_daily_limit));
  if (!tx.api_usage().admit(call.request.received_at, most))
    return data_error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.",
                      reason::data_limit_exceeded, call);
  const auto version = wire::value_of(call.params, "version");
  if (version && api_version(*version).empty()) return data_missing(call);
  return bearer;
}

int version_number(const wire::Call& call) {
  const std::string text = api_version(wire::value_of(call.params, "version").value_or(""));
  int version = kNewestVersion;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

std::string data_time(TimePoint instant) {
  const auto since_second = instant - std::chrono::floor<std::chrono::seconds>(instant);
  const std::string whole = format_time(instant - since_second);  // …:00Z
  return fmt::format("{}.{:03}+0000", std::string_view(whole).substr(0, whole.size() - 1),
                     since_second.count());
}

}  // namespace rehearse::salesforce
