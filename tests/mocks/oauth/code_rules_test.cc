#include "mocks/oauth/code_rules.h"

#include <gtest/gtest.h>

#include "mocks/oauth/reasons.h"

namespace rehearse::oauth {
namespace {

using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;

constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";

CodeFacts good() {
  CodeFacts facts;
  facts.is_issued = facts.is_kept = facts.is_own = true;
  facts.issued_at = kRunStart;
  facts.redirect_uri = kCallback;
  facts.user = {true, true, false};
  return facts;
}

struct Verdict {
  std::string reason{};
  CodeEffect effect = CodeEffect::keeps;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};
std::ostream& operator<<(std::ostream& out, const Verdict& verdict) {
  return out << verdict.reason << " with effect " << int(verdict.effect);
}

Verdict judge(const CodeFacts& facts, const Exchange& exchange,
              const AppSettings& settings = AppSettings(), TimePoint now = kRunStart) {
  const auto judged = judge_exchange(facts, exchange, settings, Dials(), now);
  if (judged) return {};
  return {std::string(judged.error().rejection.reason->name), judged.error().effect};
}

Exchange sent() { return {std::string(kCallback), std::nullopt, "192.0.2.1"}; }

TEST(CodeRules, ACodeLivesFifteenMinutes) {
  EXPECT_EQ(judge(good(), sent(), {}, kRunStart + 15min), Verdict{});
  EXPECT_EQ(judge(good(), sent(), {}, kRunStart + 15min + 1ms),
            (Verdict{"code_expired", CodeEffect::spends}));
}

// Each check goes before those further down, and says what becomes of the code.
TEST(CodeRules, ChecksComeInOrder) {
  CodeFacts facts = good();
  Exchange exchange = sent();
  AppSettings settings;
  facts.user.is_frozen = true;
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"user_frozen", CodeEffect::spends}));
  settings.token_ip_ranges = {{"10.0.0.1", "10.0.0.1", ""}};
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"exchange_ip_blocked", CodeEffect::keeps}));
  const CodeChallenge challenge = s256_challenge(std::string(43, 'a'));
  facts.challenge = {&challenge, false};
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"verifier_missing", CodeEffect::spends}));
  exchange.redirect_uri = "https://www.workato.com/oauth/callback?";
  EXPECT_EQ(judge(facts, exchange, settings),
            (Verdict{"exchange_redirect_mismatch", CodeEffect::spends}));
  facts.spent = &reason::code_replayed;
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"code_replayed", CodeEffect::replays}));
  facts.spent = &reason::code_burned;
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"code_burned", CodeEffect::keeps}));
  facts.is_own = false;
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"code_of_other_client", CodeEffect::keeps}));
  facts.is_kept = false;
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"code_forgotten", CodeEffect::replays}));
  facts.is_issued = false;
  EXPECT_EQ(judge(facts, exchange, settings), (Verdict{"code_unknown", CodeEffect::keeps}));
}

}  // namespace
}  // namespace rehearse::oauth
