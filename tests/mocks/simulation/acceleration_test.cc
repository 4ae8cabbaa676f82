// What is passed over makes no difference, and neither does what lived before.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <utility>

#include "mocks/core/entropy.h"
#include "mocks/simulation/lives/remedies.h"
#include "tests/support/lives.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using namespace simulation;

// A cell as likely to live as not.
LifePlan draw(Entropy& random) {
  LifePlan plan = cell(random.below(kCells));
  if (random.below(4) == 0) return plan;
  plan.settings.scopes = random.below(2) == 0 ? Scopes::standard : Scopes::subset;
  plan.settings.allowlist = Allowlist(random.below(3));
  plan.client_pkce = ClientPkce::s256;
  return plan;
}

// Thousands of jobs, or of signatures (JWT), each performed: fewer days of them.
LifeOptions options_for(const LifePlan& plan, bool exact) {
  LifeOptions options;
  options.exact = exact;
  const bool often = plan.usage == Usage::every_15_minutes;
  if (often || plan.settings.jwt) options.days = often && plan.settings.jwt ? 7 : 33;
  return options;
}

void expect_same(const LifePlan& plan) {
  const LifeReport exact = Lives(options_for(plan, true)).live(plan);
  const LifeReport quick = Lives(options_for(plan, false)).live(plan);
  EXPECT_EQ(exact.connects, quick.connects);
  EXPECT_EQ(exact.lost_on_day, quick.lost_on_day);
  EXPECT_EQ(names(exact.chain), names(quick.chain));
  EXPECT_EQ(timeline(exact), timeline(quick));
  EXPECT_TRUE(exact == quick) << "usage " << int(plan.usage) << ", client " << int(plan.client)
                              << ", policy " << int(plan.settings.refresh_policy);
}

TEST(Acceleration, ComesToTheSameAsPerformingEveryJob) {
  SeededEntropy random(20'260'512, "lives");
  for (int drawn = 0; drawn < 120; ++drawn) expect_same(draw(random));
}

// A third of the combinations, each value among them; all of them by `ctest --preset long`.
TEST(Acceleration, ComesToTheSameForEachUsageAndPolicy) {
  LifePlan plan;
  const int step = std::getenv("REHEARSE_EVERY_CELL") != nullptr ? 1 : 3;
  for (int number = 0; number < 7 * 7 * 4; number += step) {
    plan.usage = Usage(number % 7);
    plan.settings.refresh_policy = RefreshPolicy(number / 7 % 7);
    plan.settings.idle_limit = number / 49 % 2 == 1;
    plan.settings.rotation = number / 98 == 1;
    expect_same(plan);
  }
}

TEST(Acceleration, ComesToTheSameWhereSettingsChange) {
  SeededEntropy random(11, "lives");
  for (int drawn = 0; drawn < 40; ++drawn) {
    LifePlan plan = draw(random);
    plan.later = draw(random).settings;
    plan.later->locked_2026 = plan.settings.locked_2026;
    expect_same(plan);
  }
}

TEST(Lives, DoNotDependOnWhatLivedBefore) {
  SeededEntropy random(3, "lives");
  std::vector<LifePlan> plans;
  // Blocks of cells that begin alike, as the matrix goes through them.
  for (int block = 0; block < 10; ++block) {
    LifePlan plan = draw(random);
    for (int usage = 0; usage < 7; ++usage) {
      plan.usage = Usage(usage);
      plans.push_back(plan);
    }
  }
  LifeOptions options;
  Lives in_order(options), shuffled(options);
  std::vector<LifeReport> reports;
  for (const LifePlan& plan : plans) reports.push_back(in_order.live(plan));
  std::vector<size_t> order(plans.size());
  for (size_t at = 0; at < order.size(); ++at) order[at] = at;
  for (size_t left = order.size(); left > 1; --left)
    std::swap(order[left - 1], order[random.below(left)]);
  for (const size_t at : order) {
    EXPECT_TRUE(shuffled.live(plans[at]) == reports[at]) << at;
    EXPECT_TRUE(Lives(options).live(plans[at]) == reports[at]) << at;
  }
}

TEST(Lives, TheSeedMakesNoDifferenceToTheReport) {
  LifeOptions other;
  other.seed = 99;
  SeededEntropy random(5, "lives");
  for (int drawn = 0; drawn < 20; ++drawn) {
    LifePlan plan = draw(random);
    plan.settings.jwt = false;  // a key for each seed takes long
    EXPECT_TRUE(Lives(other).live(plan) == lived(plan));
  }
}

// The first 94,080 cells are the default product.
// Of the default product every eleventh block of cells that begin alike; `ctest --preset long` asks
// for all of them.
TEST(Remedies, EveryLifeThatEndsBadlyHasOne) {
  constexpr uint64_t kDefault = 94'080, kBlock = 21;
  const uint64_t part = std::getenv("REHEARSE_EVERY_CELL") != nullptr ? 1 : 11;
  Lives lives{LifeOptions{}};
  std::set<const Reason*> met;
  for (uint64_t number = 0; number < kDefault; ++number) {
    if (number / kBlock % part != 0) continue;
    const LifeReport report = lives.live(cell(number));
    EXPECT_EQ(report.works, report.chain.empty()) << number;
    if (report.works) continue;
    ASSERT_NE(report.remedy, Remedy()) << number << ": " << report.chain.front()->name;
    met.insert(report.chain.front());
  }
  // Nothing in the table that no life ends with; what an org refuses to save is not in the product.
  for (const RemedyRow& row : remedies()) {
    const bool seen = met.contains(row.reason) || row.reason->name == "inactivity_above_idle_limit";
    EXPECT_TRUE(seen) << row.reason->name;
  }
}

TEST(Remedies, NameStepsOfTheGuide) {
  const std::string guide = read_file(source_root() / "fixtures/guide_steps.json");
  for (const RemedyRow& row : remedies()) {
    EXPECT_NE(guide.find("\"" + std::string(row.remedy.guide_step) + "\""), std::string::npos)
        << row.remedy.guide_step;
    EXPECT_TRUE(row.remedy.text.ends_with('.'));
  }
}

}  // namespace
}  // namespace rehearse::testing
