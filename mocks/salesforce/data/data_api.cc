#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "mocks/salesforce/data/data_view.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/hosts.h"
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

struct LimitRow {
  std::string_view name{};
  int64_t most = 0;
};
// The limits of a Developer Edition, nothing of them used (names documented, figures observed in
// published answers). DailyApiRequests alone counts and stands apart.
constexpr std::array kLimits{
    LimitRow{"AnalyticsExternalDataSizeMB", 40'960},
    LimitRow{"ConcurrentAsyncGetReportInstances", 200},
    LimitRow{"ConcurrentSyncReportRuns", 20},
    LimitRow{"DailyAnalyticsDataflowJobExecutions", 60},
    LimitRow{"DailyAsyncApexExecutions", 250'000},
    LimitRow{"DailyBulkApiBatches", 15'000},
    LimitRow{"DailyBulkV2QueryFileStorageMB", 976'562},
    LimitRow{"DailyBulkV2QueryJobs", 10'000},
    LimitRow{"DailyDurableGenericStreamingApiEvents", 10'000},
    LimitRow{"DailyDurableStreamingApiEvents", 10'000},
    LimitRow{"DailyGenericStreamingApiEvents", 10'000},
    LimitRow{"DailyScratchOrgs", 6},
    LimitRow{"DailyStandardVolumePlatformEvents", 10'000},
    LimitRow{"DailyStreamingApiEvents", 10'000},
    LimitRow{"DailyWorkflowEmails", 15},
    LimitRow{"DataStorageMB", 5},
    LimitRow{"FileStorageMB", 20},
    LimitRow{"HourlyAsyncReportRuns", 1'200},
    LimitRow{"HourlyDashboardRefreshes", 200},
    LimitRow{"HourlyODataCallout", 1'000},
    LimitRow{"HourlySyncReportRuns", 500},
    LimitRow{"HourlyTimeBasedWorkflow", 50},
    LimitRow{"MassEmail", 10},
    LimitRow{"MonthlyPlatformEventsUsageEntitlement", 0},
    LimitRow{"PermissionSets", 1'500},
    LimitRow{"SingleEmail", 15},
    LimitRow{"StreamingApiConcurrentClients", 20},
};

// What never changes of the answer: all rows but the first, and the closing brace.
std::string unused_limits() {
  Json limits = Json::object();
  for (const LimitRow& row : kLimits)
    limits[std::string(row.name)] = {{"Max", row.most}, {"Remaining", row.most}};
  return dump_json(limits).substr(1);
}

}  // namespace

wire::WireResponse data_versions(Org&, wire::Call&) {
  Json versions = Json::array();
  for (int version = kOldestListed; version <= kNewestVersion; ++version) {
    const std::string number = std::to_string(version) + ".0";
    versions.push_back({{"label", release_name(version)},
                        {"url", "/services/data/v" + number},
                        {"version", number}});
  }
  return data_answer(versions);
}

wire::WireResponse data_resources(Org& org, wire::Call& call) {
  return with_view(org, call, [&](const DataView& view) {
    const std::string base = "/services/data/v" + std::to_string(view.version) + ".0/";
    Json resources = Json::object();
    for (const std::string_view name :
         {"tooling", "metadata", "sobjects", "query", "queryAll", "limits"})
      resources[std::string(name)] = base + std::string(name);
    resources["identity"] = identity_url(org, view.viewer.id, call.request);
    return data_answer(resources);
  });
}

wire::WireResponse data_limits(Org& org, wire::Call& call) {
  return with_view(org, call, [](const DataView& view) {
    const ApiUsage& usage = view.tx.api_usage();
    static const std::string rest = unused_limits();
    return data_answer_text(fmt::format(R"({{"DailyApiRequests":{{"Max":{},"Remaining":{}}},{})",
                                        usage.most(), usage.most() - usage.used(), rest));
  });
}

wire::WireResponse data_not_found(Org& org, wire::Call& call) {
  return with_view(org, call, [&](const DataView&) { return data_missing(call); });
}

}  // namespace rehearse::salesforce
