// Lives over real sockets, every job performed, come to the same as in process.
#include <gtest/gtest.h>

#include <map>
#include <mutex>

#include "mocks/core/entropy.h"
#include "mocks/simulation/lives/reach.h"
#include "mocks/wire/http_client.h"
#include "mocks/wire/loopback_server.h"
#include "tests/support/lives.h"

namespace rehearse::testing {
namespace {

using namespace simulation;

// Listener is the org's listener of whatever world lives at present.
class Listener {
 public:
  Listener() {
    auto started = wire::LoopbackServer::start({}, [this](wire::WireRequest request) {
      const std::lock_guard lock(mutex_);
      ++served_;
      return world_->salesforce.handle(std::move(request));
    });
    server_ = std::move(started).value();
  }

  Reach reach() {
    Reach reach;
    reach.surroundings.salesforce_origin = server_->origin();
    reach.surroundings.make_http = [] {
      return std::make_unique<wire::HttpClient>(wire::HttpClientOptions{});
    };
    reach.shows = [this](World* world) {
      const std::lock_guard lock(mutex_);
      world_ = world;
    };
    return reach;
  }
  uint64_t served() {
    const std::lock_guard lock(mutex_);
    return served_;
  }

 private:
  std::mutex mutex_{};
  World* world_ = nullptr;
  uint64_t served_ = 0;
  std::unique_ptr<wire::LoopbackServer> server_;
};

std::string kind_of(const LifeReport& report) {
  if (!report.connects) return "never connects";
  if (report.lost_on_day) return "lost";
  return report.works ? "survives" : "jobs fail";
}

// Twenty cells, at most seven of a kind.
std::vector<LifePlan> drawn() {
  SeededEntropy random(42, "lives");
  std::map<std::string, int> kinds;
  std::vector<LifePlan> plans;
  while (plans.size() < 20) {
    const LifePlan plan = cell(random.below(kCells));
    // Fifteen minutes apart there are thousands of jobs, and each JWT takes a signature.
    if (plan.usage == Usage::every_15_minutes || (plan.settings.jwt && plans.size() > 2)) continue;
    if (++kinds[kind_of(lived(plan))] <= 7) plans.push_back(plan);
  }
  EXPECT_EQ(kinds.size(), 4U);
  return plans;
}

TEST(Sockets, TwentyLivesComeToTheSameAsInProcess) {
  Listener listener;
  LifeOptions options;
  options.exact = true;
  for (const LifePlan& plan : drawn()) {
    const LifeReport in_process = lived(plan);
    const LifeReport over_sockets = Lives(options, listener.reach()).live(plan);
    EXPECT_EQ(kind_of(over_sockets), kind_of(in_process));
    EXPECT_EQ(over_sockets.lost_on_day, in_process.lost_on_day);
    EXPECT_EQ(names(over_sockets.chain), names(in_process.chain));
    EXPECT_EQ(timeline(over_sockets), timeline(in_process));
  }
  EXPECT_GT(listener.served(), 1'000U);
}

}  // namespace
}  // namespace rehearse::testing
