#include "mocks/oauth/refresh_rules.h"

#include <gtest/gtest.h>

#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

const std::vector<std::string> kScopes{"api", "refresh_token"};

// A refresh that passes, of the third generation; each test spoils something.
RefreshFacts good() {
  RefreshFacts facts;
  facts.is_issued = facts.is_kept = facts.is_own = true;
  facts.generation = facts.current_generation = 2;
  facts.rotated_at_arrival = 10;
  facts.times = {kRunStart, kRunStart, kRunStart};
  facts.scopes = kScopes;
  facts.user = {true, true, false};
  return facts;
}

struct Verdict {
  std::string reason{};
  RefreshEffect effect = RefreshEffect::none;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};
std::ostream& operator<<(std::ostream& out, const Verdict& verdict) {
  return out << verdict.reason << " with effect " << int(verdict.effect);
}

Verdict judge(const RefreshFacts& facts, const Refresh& refresh = {},
              const AppSettings& settings = AppSettings(), const Dials& dials = Dials()) {
  const auto judged = judge_refresh(facts, refresh, settings, dials, kRunStart);
  if (judged) return {};
  return {std::string(judged.error().rejection.reason->name), judged.error().effect};
}

TEST(RefreshRules, TheCurrentTokenIsGoodForEitherOrderOfArrival) {
  EXPECT_EQ(judge(good(), {.arrival = 10}), Verdict{});
  EXPECT_EQ(judge(good(), {.arrival = 11}), Verdict{});
}

TEST(RefreshRules, ReuseIsConcurrentOnlyBesideTheRotationThatRetiredIt) {
  RefreshFacts facts = good();
  facts.generation = 1;
  EXPECT_EQ(judge(facts, {.arrival = 10}), (Verdict{"refresh_concurrent"}));
  EXPECT_EQ(judge(facts, {.arrival = 11}),
            (Verdict{"refresh_token_replayed", RefreshEffect::cascades}));
  facts.generation = 0;
  EXPECT_EQ(judge(facts, {.arrival = 10}),
            (Verdict{"refresh_token_replayed", RefreshEffect::cascades}));
}

TEST(RefreshRules, DialsDecideWhatReuseDoes) {
  RefreshFacts facts = good();
  facts.generation = 1;
  Dials dials;
  ASSERT_TRUE(dials.set("rtr.replay", "reject_only").ok());
  EXPECT_EQ(judge(facts, {.arrival = 11}, {}, dials), (Verdict{"refresh_token_replay_refused"}));
  ASSERT_TRUE(dials.set("refresh.concurrent", "cascade").ok());
  EXPECT_EQ(judge(facts, {.arrival = 10}, {}, dials), (Verdict{"refresh_token_replay_refused"}));
}

// Each check goes before those further down, whatever else is wrong.
TEST(RefreshRules, ChecksComeInOrder) {
  RefreshFacts facts = good();
  AppSettings settings;
  Refresh refresh{.scope = "full", .peer = "192.0.2.1", .arrival = 11};
  EXPECT_EQ(judge(facts, refresh, settings).reason, "refresh_scope_wider");
  facts.user.is_active = false;
  EXPECT_EQ(judge(facts, refresh, settings).reason, "user_inactive");
  facts.user.exists = false;
  EXPECT_EQ(judge(facts, refresh, settings).reason, "user_gone");
  settings.refresh_token_policy = RefreshTokenPolicy::zero;
  EXPECT_EQ(judge(facts, refresh, settings),
            (Verdict{"refresh_policy_zero", RefreshEffect::ends_refresh}));
  facts.refresh_ended = &reason::refresh_idle_limit;
  EXPECT_EQ(judge(facts, refresh, settings), (Verdict{"refresh_idle_limit"}));
  facts.generation = 0;
  EXPECT_EQ(judge(facts, refresh, settings).effect, RefreshEffect::cascades);
  facts.grant_ended = &reason::grant_evicted;
  EXPECT_EQ(judge(facts, refresh, settings), (Verdict{"grant_evicted"}));
  settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.1", ""}};
  EXPECT_EQ(judge(facts, refresh, settings), (Verdict{"refresh_ip_blocked"}));
  facts.is_own = false;
  EXPECT_EQ(judge(facts, refresh, settings), (Verdict{"refresh_token_of_other_client"}));
  facts.is_kept = false;
  EXPECT_EQ(judge(facts, refresh, settings), (Verdict{"grant_forgotten"}));
  facts.is_issued = false;
  EXPECT_EQ(judge(facts, refresh, settings), (Verdict{"refresh_token_unknown"}));
}

TEST(RefreshRules, ScopesAreThoseAskedForOrAllOfTheGrant) {
  const auto scopes = [](std::optional<std::string> scope) {
    const auto judged =
        judge_refresh(good(), {.scope = std::move(scope)}, AppSettings(), Dials(), kRunStart);
    return judged ? judged.value() : std::vector<std::string>{"refused"};
  };
  EXPECT_EQ(scopes(std::nullopt), kScopes);
  EXPECT_EQ(scopes("  "), kScopes);
  EXPECT_EQ(scopes("api"), std::vector<std::string>{"api"});
  EXPECT_EQ(scopes("api chatter_api"), (std::vector<std::string>{"api", "chatter_api"}));
  EXPECT_EQ(scopes("web"), std::vector<std::string>{"refused"});
  EXPECT_EQ(scopes("API"), std::vector<std::string>{"refused"});
  EXPECT_EQ(judge(good(), {.scope = "api\tid"}).reason, "refresh_scope_malformed");
  EXPECT_EQ(judge(good(), {.scope = "\"api\""}).reason, "refresh_scope_malformed");
}

}  // namespace
}  // namespace rehearse::oauth
