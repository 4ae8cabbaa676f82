#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/records.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// Salesforce has three releases a year; 66.0 is Spring '26, and a Winter release carries the next
// year's number.
std::string release_name(int version) {
  constexpr int kSpring26 = 66;
  const int releases = version - kSpring26 + 26 * 3;  // since Spring '00, so never negative
  const int season = releases % 3, year = releases / 3;
  const char* name = season == 0 ? "Spring '" : season == 1 ? "Summer '" : "Winter '";
  const int shown = season == 2 ? year + 1 : year;
  return name + std::string(shown < 10 ? "0" : "") + std::to_string(shown);
}

std::string version_of(const wire::Call& call) {
  return api_version(wire::value_of(call.params, "version").value_or(""));
}

}  // namespace

wire::WireResponse data_versions(Org&, wire::Call&) {
  Json versions = Json::array();
  for (int version = kOldestVersion; version <= kNewestVersion; ++version) {
    const std::string number = std::to_string(version) + ".0";
    versions.push_back({{"label", release_name(version)},
                        {"url", "/services/data/v" + number},
                        {"version", number}});
  }
  return data_answer(versions);
}

wire::WireResponse data_resources(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  const std::string base = "/services/data/v" + version_of(call);
  Json resources = Json::object();
  for (const std::string_view name : {"sobjects", "query", "limits"})
    resources[std::string(name)] = base + "/" + std::string(name);
  return data_answer(tx, resources);
}

wire::WireResponse data_limits(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  const auto limit = [](uint64_t most, uint64_t left) {
    return Json{{"Max", most}, {"Remaining", left}};
  };
  const ApiUsage& usage = tx.api_usage();
  return data_answer(tx, {{"DailyApiRequests", limit(usage.most(), usage.most() - usage.used())},
                          {"DailyBulkApiBatches", limit(15'000, 15'000)},
                          {"DailyStreamingApiEvents", limit(10'000, 10'000)},
                          {"DataStorageMB", limit(5, 5)},
                          {"FileStorageMB", limit(20, 20)},
                          {"SingleEmail", limit(15, 15)}});
}

wire::WireResponse data_user(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  const std::string id = wire::value_of(call.params, "id").value_or("");
  const auto wanted = split(wire::value_of(call.request.query, "fields").value_or(""), ',');
  const auto users = find_records(org, tx, "User");
  for (const Json& user : users->records) {
    const std::string user_id = string_member(user, "Id").value_or("");
    if (!same_id(user_id, id)) continue;
    Json record{{"attributes",
                 {{"type", "User"},
                  {"url", "/services/data/v" + version_of(call) + "/sobjects/User/" + user_id}}}};
    for (const auto& [name, value] : user.items()) {
      const bool is_wanted =
          wanted.front().empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
      if (is_wanted || name == "Id") record[name] = value;
    }
    return data_answer(tx, record);
  }
  return data_missing(call);
}

wire::WireResponse data_not_found(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto bearer = admit_data_call(org, tx, call);
  if (!bearer) return bearer.error();
  return data_missing(call);
}

}  // namespace rehearse::salesforce
