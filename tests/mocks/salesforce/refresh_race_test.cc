#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdlib>
#include <thread>
#include <vector>

#include "tests/support/token_bench.h"

namespace rehearse::testing {
namespace {

constexpr int kRacers = 32;
constexpr int kRounds = 50;

// Outcome of one round: how many won, and how often each reason was given.
struct Race {
  std::vector<Answer> answers = std::vector<Answer>(kRacers);
  int winners() const {
    return int(std::count_if(answers.begin(), answers.end(),
                             [](const Answer& answer) { return answer.reason.empty(); }));
  }
  int refused_for(std::string_view reason) const {
    return int(std::count_if(answers.begin(), answers.end(),
                             [&](const Answer& answer) { return answer.reason == reason; }));
  }
  const Answer& winner() const {
    return *std::find_if(answers.begin(), answers.end(),
                         [](const Answer& answer) { return answer.reason.empty(); });
  }
};

// All racers arrive before the first is served, as with requests that reach a server at once.
Race race(TokenBench& bench, const wire::Fields& form) {
  const wire::WireRequest request =
      wire::make_form_post(bench.parts("/services/oauth2/token"), form);
  std::atomic<uint64_t> arrivals{bench.arrivals};
  std::barrier start(kRacers);
  Race result;
  std::vector<std::jthread> threads;
  for (int racer = 0; racer < kRacers; ++racer) {
    threads.emplace_back([&, racer] {
      wire::Call call(request, ++arrivals, nullptr, &arrivals);
      start.arrive_and_wait();
      Answer& answer = result.answers[size_t(racer)];
      answer.response = salesforce::token(bench.org, call);
      if (call.reason() != nullptr) answer.reason = call.reason()->name;
      if (auto json = parse_json(answer.response.body)) answer.json = std::move(json).value();
    });
  }
  threads.clear();
  bench.arrivals = arrivals;
  return result;
}

TEST(RefreshRace, ExactlyOneOfManyWinsAndTheOthersGetTheLockError) {
  TokenBench bench;
  std::string token = bench.connect().text("refresh_token");
  for (int round = 0; round < kRounds; ++round) {
    const Race result = race(bench, bench.refresh_form(token));
    ASSERT_EQ(result.winners(), 1);
    ASSERT_EQ(result.refused_for("refresh_concurrent"), kRacers - 1);
    token = result.winner().text("refresh_token");
  }
  EXPECT_EQ(bench.refresh(token).reason, "");
}

// How many refreshes race in the long run of races; `ctest --preset long` asks for a million.
int raced_refreshes() {
  const char* asked = std::getenv("REHEARSE_RACED_REFRESHES");
  return asked == nullptr ? 80'000 : std::atoi(asked);
}

// The same threads race again and again, each round for the token that the round before gave.
TEST(RefreshRace, ManyRacesNeverHaveTwoWinners) {
  const int many_rounds = raced_refreshes() / kRacers;
  ASSERT_GE(many_rounds, 100) << "REHEARSE_RACED_REFRESHES is a number, of at least 3200";
  TokenBench bench;
  const auto request_for = [&](const std::string& token) {
    return wire::make_form_post(bench.parts("/services/oauth2/token"), bench.refresh_form(token));
  };
  wire::WireRequest request = request_for(bench.connect().text("refresh_token"));
  std::atomic<uint64_t> arrivals{bench.arrivals};
  std::atomic<int> winners{0}, locked_out{0}, bad_rounds{0};
  std::string won;  // written by the one winner, read when all have answered
  std::barrier everyone_is_here(kRacers);
  std::barrier everyone_is_answered(kRacers, [&]() noexcept {
    if (winners != 1 || locked_out != kRacers - 1) ++bad_rounds;
    winners = locked_out = 0;
    const auto answer = parse_json(won);
    request =
        request_for(answer ? string_member(answer.value(), "refresh_token").value_or("") : "");
  });
  {
    std::vector<std::jthread> threads;
    for (int racer = 0; racer < kRacers; ++racer) {
      threads.emplace_back([&] {
        for (int round = 0; round < many_rounds; ++round) {
          wire::Call call(request, ++arrivals, nullptr, &arrivals);
          everyone_is_here.arrive_and_wait();
          wire::WireResponse response = salesforce::token(bench.org, call);
          if (call.reason() == nullptr) {
            ++winners;
            won = std::move(response.body);
          } else if (call.reason()->name == "refresh_concurrent") {
            ++locked_out;
          }
          everyone_is_answered.arrive_and_wait();
        }
      });
    }
  }
  EXPECT_EQ(bad_rounds, 0);
  bench.arrivals = arrivals;
  const auto last = parse_json(won);
  ASSERT_TRUE(last.ok());
  EXPECT_EQ(bench.refresh(string_member(last.value(), "refresh_token").value_or("")).reason, "");
}

TEST(RefreshRace, UnderCascadeTheWinnersTokensDieToo) {
  TokenBench bench;
  ASSERT_TRUE(bench.dials.set("refresh.concurrent", "cascade").ok());
  const Race result = race(bench, bench.refresh_form(bench.connect().text("refresh_token")));
  ASSERT_EQ(result.winners(), 1);
  EXPECT_EQ(result.refused_for("refresh_token_replayed"), kRacers - 1);
  EXPECT_EQ(bench.refresh(result.winner().text("refresh_token")).reason, "refresh_token_replayed");
}

TEST(RefreshRace, ARequestThatArrivesAfterTheRotationIsAReplay) {
  TokenBench bench;
  const std::string token = bench.connect().text("refresh_token");
  const Race result = race(bench, bench.refresh_form(token));
  ASSERT_EQ(result.winners(), 1);
  EXPECT_EQ(bench.refresh(token).reason, "refresh_token_replayed");
}

TEST(RefreshRace, TwoRotationsLaterNothingIsConcurrentAnyMore) {
  TokenBench bench;
  const std::string first = bench.connect().text("refresh_token");
  const wire::WireRequest request =
      wire::make_form_post(bench.parts("/services/oauth2/token"), bench.refresh_form(first));
  wire::Call slow(request, ++bench.arrivals);  // arrived first, served last
  const std::string second = bench.refresh(first).text("refresh_token");
  bench.refresh(second);
  salesforce::token(bench.org, slow);
  ASSERT_NE(slow.reason(), nullptr);
  EXPECT_EQ(slow.reason()->name, "refresh_token_replayed");
}

TEST(CodeRace, ACodeGivesTokensAtMostOnce) {
  TokenBench bench;
  for (int round = 0; round < kRounds; ++round) {
    const Race result = race(bench, bench.exchange_form(bench.code()));
    ASSERT_EQ(result.winners(), 1);
    ASSERT_EQ(result.refused_for("code_replayed"), kRacers - 1);
  }
}

}  // namespace
}  // namespace rehearse::testing
