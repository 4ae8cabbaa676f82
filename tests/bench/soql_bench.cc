// SOQL over a LoginHistory of ten thousand rows, from the request to the answer's bytes.
#include <benchmark/benchmark.h>

#include <string>

#include "mocks/salesforce/data/data_answers.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/login_history.h"
#include "mocks/wire/form.h"

namespace rehearse::bench {
namespace {

using namespace salesforce;

constexpr size_t kRows = 10'000;

// An org whose users have logged in ten thousand times, and a token to ask about it.
class BusyOrg {
 public:
  BusyOrg() : org_({}, dials_, kRunStart) {
    auto tx = org_.begin();
    token_ = tx.grants()
                 .open_session_token(tx.users().all().front().id, std::chrono::hours(1), kRunStart)
                 .value;
    (void)dials_.set("api.daily_limit", "1000000");
    for (size_t index = 0; index < kRows; ++index) {
      const User& user = tx.users().all()[index % tx.users().all().size()];
      wire::WireRequest request;
      request.received_at = kRunStart - std::chrono::seconds(index * 7'919 % kRows);
      request.peer = "192.0.2." + std::to_string(index % 250);
      request.host = "rehearsal.my.salesforce.com";
      record_login(tx, {.user = user.id,
                        .request = request,
                        .sub_type = index % 2 == 0 ? "OauthRefreshToken" : "OauthWebServer",
                        .application = "Rehearsal"});
    }
  }
  wire::WireResponse query(const std::string& soql) {
    const wire::WireRequest request =
        wire::make_request({.target = "/services/data/v66.0/query?q=" + wire::percent_encode(soql),
                            .headers = {{"Authorization", "Bearer " + token_}},
                            .received_at = kRunStart});
    wire::Call call(request, ++arrival_);
    call.params = {{"version", "v66.0"}};
    return data_query(org_, call);
  }

 private:
  oauth::Dials dials_{};
  Org org_;
  std::string token_{};
  uint64_t arrival_ = 0;
};

void measure(benchmark::State& state, const std::string& soql) {
  BusyOrg org;
  for (auto _ : state) {
    const wire::WireResponse response = org.query(soql);
    if (response.status != 200) state.SkipWithError(response.body.c_str());
    benchmark::DoNotOptimize(response.body.data());
  }
}

void soql_counts_ten_thousand(benchmark::State& state) {
  measure(state, "SELECT COUNT() FROM LoginHistory WHERE LoginType LIKE 'remote%'");
}
BENCHMARK(soql_counts_ten_thousand)->Unit(benchmark::kMillisecond);

void soql_finds_a_few_of_ten_thousand(benchmark::State& state) {
  measure(state,
          "SELECT Id, LoginTime, UserId, Status, SourceIp FROM LoginHistory WHERE LoginTime = "
          "LAST_N_DAYS:7 AND LoginSubType = 'OauthRefreshToken' AND (SourceIp = '192.0.2.4' OR "
          "SourceIp = '192.0.2.8') ORDER BY LoginTime DESC LIMIT 100");
}
BENCHMARK(soql_finds_a_few_of_ten_thousand)->Unit(benchmark::kMillisecond);

// All of them, sorted, of which the first two thousand are written.
void soql_sorts_ten_thousand(benchmark::State& state) {
  measure(state,
          "SELECT Id, LoginTime, UserId, LoginType, Status, SourceIp FROM LoginHistory ORDER BY "
          "LoginTime DESC");
}
BENCHMARK(soql_sorts_ten_thousand)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rehearse::bench
