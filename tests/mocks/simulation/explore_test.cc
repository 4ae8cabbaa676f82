// Everything that can happen to small worlds: what is counted, what is found, what is told.
#include "mocks/simulation/explore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "mocks/instance_options.h"
#include "mocks/simulation/worlds/execution.h"

namespace rehearse::simulation {
namespace {

using enum Operation;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using Kind = Choice::Kind;

// As small as a race can be.
SmallWorld two_copies() {
  return {.name = "two_copies",
          .title = "Two clients refresh with copies of one token.",
          .workers = {{copied_refresh, copied_refresh}, {copied_refresh}}};
}

SmallWorld named(std::string_view name) { return find_small_world(name).value(); }

SmallWorld with_mutant(SmallWorld small, std::string_view mutant) {
  EXPECT_TRUE(set_mutant(small.options, mutant).ok()) << mutant;
  return small;
}

SmallWorld with_dial(SmallWorld small, std::string_view name, std::string_view value) {
  EXPECT_TRUE(small.options.dials.set(name, value).ok()) << name;
  return small;
}

std::vector<std::string> words_of(const Schedule& schedule) {
  std::vector<std::string> words;
  for (const Choice& choice : schedule) words.push_back(to_text(choice));
  return words;
}

TEST(Explore, TriesEverythingAndKeepsCount) {
  const Exploration found = explore(two_copies());
  EXPECT_TRUE(found.complete);
  EXPECT_FALSE(found.finding.has_value());
  // Three operations of three steps each, and one request that waits in the org beside another.
  EXPECT_EQ(found.longest, 10U);
  EXPECT_GT(found.states, 30U);
  EXPECT_GT(found.transitions, found.states);
  EXPECT_GE(found.steps, found.transitions);
  EXPECT_GE(found.ends, 2U);
}

TEST(Explore, CountsTheSameEachTime) {
  const Exploration once = explore(two_copies()), again = explore(two_copies());
  EXPECT_EQ(once.states, again.states);
  EXPECT_EQ(once.transitions, again.transitions);
  EXPECT_EQ(once.steps, again.steps);
  EXPECT_EQ(once.ends, again.ends);
}

// What is left out leads to no end that is not reached otherwise.
TEST(Explore, LeavesOutNothingThatEndsInAnotherWay) {
  for (SmallWorld small : {two_copies(), SmallWorld{.name = "mixed",
                                         .workers = {{copied_refresh}, {keep_alive}},
                                         .budget = {.losses = 1, .crashes = 1}}}) {
    const Exploration reduced = explore(small);
    const Exploration full = explore(small, {.every_choice = true});
    EXPECT_TRUE(full.complete);
    EXPECT_EQ(reduced.ends, full.ends) << small.name;
    EXPECT_LT(reduced.transitions, full.transitions) << small.name;
  }
}

TEST(Explore, StopsWhereItIsToldTo) {
  const Exploration found = explore(named("keep_alives"), {.most_states = 100});
  EXPECT_EQ(found.states, 100U);
  EXPECT_FALSE(found.complete);
  int asked = 0;
  const Exploration stopped =
      explore(named("keep_alives"), {.stopped = [&] { return ++asked > 5; }});
  EXPECT_FALSE(stopped.complete);
  EXPECT_LT(stopped.states, 30U);
}

TEST(Explore, FindsTwoWinnersByAShortestSchedule) {
  const SmallWorld small = with_mutant(named("copied_tokens"), "race_has_two_winners");
  const Exploration found = explore(small);
  ASSERT_TRUE(found.finding.has_value());
  EXPECT_EQ(found.finding->violation.invariant, "O-R2");
  EXPECT_EQ(found.finding->violation.text, "g1.r0 was rotated twice: m1 won as well.");
  EXPECT_THAT(words_of(found.finding->schedule),
              ::testing::ElementsAre("start 1", "start 2", "arrive m1", "serve m2", "serve m1"));
  const Replay replay = simulation::replay(small, found.finding->schedule);
  EXPECT_EQ(replay.violation, found.finding->violation);
  ASSERT_EQ(replay.lines.size(), 5U);
  EXPECT_EQ(replay.lines.back(),
            "The org serves the refresh of worker 1 with g1.r0: g1.a2 and g1.r2.");
}

struct Planted {
  std::string_view mutant{}, world{}, invariant{};
};

class PlantedMistakes : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedMistakes, AreFoundByTheirInvariant) {
  const Planted& planted = GetParam();
  const Exploration found = explore(with_mutant(named(planted.world), planted.mutant));
  ASSERT_TRUE(found.finding.has_value());
  EXPECT_EQ(found.finding->violation.invariant, planted.invariant) << found.finding->violation.text;
  EXPECT_LE(found.finding->schedule.size(), 8U);
}

INSTANTIATE_TEST_SUITE_P(
    OfTheOrg, PlantedMistakes,
    ::testing::Values(Planted{"race_has_two_winners", "keep_alives", "O-R2"},
                      Planted{"former_refresh_token_stays_good", "copied_tokens", "O-R2"},
                      Planted{"former_refresh_token_active", "copied_tokens", "O-R2"},
                      Planted{"reuse_spares_access_tokens", "copied_tokens", "O-R3"},
                      Planted{"refresh_widens_scope", "unrotated_tokens", "O-R6"},
                      Planted{"access_tokens_never_expire", "copied_tokens", "O-R7"},
                      Planted{"inactive_user_served", "user_leaves", "O-R7"},
                      Planted{"code_reusable", "one_code", "O-07"},
                      Planted{"introspect_uses_token_up", "copied_tokens", "O-13"},
                      Planted{"revoke_does_nothing", "revoke_beside_refresh", "O-14"}),
    [](const auto& row) {
      std::string name(row.param.mutant);
      std::erase(name, '_');
      return name;
    });

TEST(Explore, HoldsUnderEitherAnswerToAReplay) {
  for (const char* replay : {"cascade", "reject_only"}) {
    const Exploration found = explore(with_dial(two_copies(), "rtr.replay", replay));
    EXPECT_TRUE(found.complete);
    EXPECT_FALSE(found.finding.has_value()) << replay << ": " << found.finding->violation.text;
  }
}

TEST(Explore, HoldsUnderEitherAnswerToARace) {
  for (const char* concurrent : {"lock_error", "cascade"}) {
    const Exploration found = explore(with_dial(two_copies(), "refresh.concurrent", concurrent));
    EXPECT_TRUE(found.complete);
    EXPECT_FALSE(found.finding.has_value()) << concurrent << ": " << found.finding->violation.text;
  }
}

// A client that makes mistakes breaks its own promises, and none of the org's.
TEST(Explore, TellsTheMistakesOfTheClientFromThoseOfTheOrg) {
  for (const auto& [bug, invariant] :
       {std::pair("refreshes_twice_at_once", "O-20"), std::pair("retries_dead_token", ""),
        std::pair("drops_rotated_token", "O-21")}) {
    SmallWorld small{.name = "mistaken",
                     .workers = {{keep_alive, job}, {keep_alive, job}},
                     .budget = {.losses = 1}};
    ASSERT_TRUE(add_client_bug(small.options, bug).ok());
    const Exploration found = explore(small);
    if (std::string_view(invariant).empty()) {
      EXPECT_TRUE(found.complete);
      EXPECT_FALSE(found.finding.has_value()) << bug << ": " << found.finding->violation.text;
    } else {
      ASSERT_TRUE(found.finding.has_value()) << bug;
      EXPECT_EQ(found.finding->violation.invariant, invariant) << bug;
    }
  }
}

// An answer that says active and one that says inactive lead on in different ways.
TEST(Explore, TellsStatesApartByWhatIntrospectionSaid) {
  const SmallWorld small = named("keep_alives");
  const Schedule same{{Kind::start, 1}, {Kind::give_up, 1}};
  Schedule before = same, after = same;
  for (const int message : {2, 1}) before.push_back({Kind::serve, message});
  for (const int message : {1, 2}) after.push_back({Kind::serve, message});
  SmallStage stage(small);
  const auto state_after = [&stage](const Schedule& way) {
    Execution execution(stage);
    execution.go(way);
    return execution.state();
  };
  EXPECT_NE(state_after(before), state_after(after));
  EXPECT_EQ(state_after(before), state_after(before));
}

// How many states of each world are tried; `ctest --preset long` asks for all of them, as
// `rehearse explore` does.
uint64_t explored_states() {
  const char* asked = std::getenv("REHEARSE_EXPLORED_STATES");
  return asked == nullptr ? 400 : std::strtoull(asked, nullptr, 10);
}

class EveryWorld : public ::testing::TestWithParam<SmallWorld> {};

TEST_P(EveryWorld, KeepsItsPromises) {
  const SmallWorld& small = GetParam();
  EXPECT_LE(small.workers.size(), size_t(kMostWorkers));
  for (const auto& plan : small.workers) EXPECT_LE(plan.size(), size_t(kMostOperations));
  for (const char* answer : {"cascade", "reject_only"}) {
    const Exploration found =
        explore(with_dial(small, "rtr.replay", answer), {.most_states = explored_states()});
    EXPECT_FALSE(found.finding.has_value()) << answer << ": " << found.finding->violation.text;
    EXPECT_GE(found.states, 200U);
  }
  // And deeper down, where a draw leads.
  std::set<Kind> kinds;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const Walk walk = simulation::walk(small, seed);
    EXPECT_FALSE(walk.violation.has_value()) << "seed " << seed << ": " << walk.violation->text;
    for (const Choice& choice : walk.schedule) kinds.insert(choice.kind);
  }
  EXPECT_TRUE(kinds.contains(Kind::answer));
  EXPECT_EQ(kinds.contains(Kind::crash), small.budget.crashes > 0);
  EXPECT_EQ(kinds.contains(Kind::lose), small.budget.losses > 0);
}

INSTANTIATE_TEST_SUITE_P(Of, EveryWorld,
                         ::testing::ValuesIn(small_worlds().begin(), small_worlds().end()),
                         [](const auto& row) {
                           std::string name = row.param.name;
                           std::erase(name, '_');
                           return name;
                         });

TEST(Walk, IsRepeatedByItsSeed) {
  const SmallWorld small = named("jobs_share");
  const Walk once = walk(small, 7), again = walk(small, 7), other = walk(small, 8);
  EXPECT_EQ(once.lines, again.lines);
  EXPECT_EQ(once.schedule, again.schedule);
  EXPECT_NE(once.lines, other.lines);
}

TEST(Walk, MeetsEveryKindOfMisfortune) {
  SmallWorld small = named("leases");
  small.budget = {.losses = 3, .crashes = 1, .repeats = 1, .waits = 1};
  std::set<Kind> kinds;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    for (const Choice& choice : walk(small, seed).schedule) kinds.insert(choice.kind);
  }
  for (const Kind kind :
       {Kind::start, Kind::arrive, Kind::serve, Kind::answer, Kind::lose, Kind::truncate,
        Kind::drop, Kind::repeat, Kind::give_up, Kind::crash, Kind::wait})
    EXPECT_TRUE(kinds.contains(kind)) << to_text(Choice{kind, 1});
}

TEST(Replay, TellsWhatCannotHappen) {
  const Replay replay = simulation::replay(two_copies(), {{Kind::start, 1}, {Kind::answer, 1}});
  EXPECT_EQ(replay.impossible, 2U);
  EXPECT_THAT(replay.why, HasSubstr("\"answer m1\" cannot happen there; possible are: start 2, "
                                    "arrive m1, serve m1"));
  EXPECT_EQ(replay.lines.size(), 1U);
}

TEST(Replay, NamesNoToken) {
  const Walk walked = walk(named("one_code"), 3);
  for (const std::string& line : walked.lines) {
    // Tokens are longer than anything else that is said without a blank.
    size_t longest = 0, word = 0;
    for (const char character : line) {
      word = character == ' ' ? 0 : word + 1;
      longest = std::max(longest, word);
    }
    EXPECT_LT(longest, 24U) << line;
  }
}

TEST(SmallWorlds, AreFoundByName) {
  EXPECT_THAT(find_small_world("keep_alive").error(),
              HasSubstr("there is no world \"keep_alive\"; did you mean \"keep_alives\"?"));
  EXPECT_THAT(find_small_world("zzzzzzzz").error(), HasSubstr("they are jobs_share, keep_alives"));
}

TEST(Schedules, AreReadAsTheyAreWritten) {
  for (const Choice& choice :
       {Choice{Kind::start, 2}, Choice{Kind::serve, 11}, Choice{Kind::give_up, 3},
        Choice{Kind::wait, 0}, Choice{Kind::repeat, 1}}) {
    const auto read = parse_choice(to_text(choice));
    ASSERT_TRUE(read.ok()) << to_text(choice);
    EXPECT_EQ(read.value(), choice);
  }
}

TEST(Schedules, SayWhatIsWrong) {
  EXPECT_THAT(parse_choice("serv m1").error(), HasSubstr("did you mean \"serve\"?"));
  EXPECT_THAT(parse_choice("zzzzzzzzz").error(), HasSubstr("its words are start, arrive"));
  for (const char* text : {"serve 1", "serve m0", "serve m", "serve mx", "serve m1 m2"})
    EXPECT_THAT(parse_choice(text).error(), HasSubstr("write it as `serve m1`")) << text;
  for (const char* text : {"start m1", "start", "start -1", "start 99999999999"})
    EXPECT_THAT(parse_choice(text).error(), HasSubstr("write it as `start 1`")) << text;
  EXPECT_THAT(parse_choice("wait 2").error(), HasSubstr("write it as `wait`"));
  EXPECT_THAT(parse_choice("").error(), HasSubstr("there is no \"\" in a schedule"));
}

}  // namespace
}  // namespace rehearse::simulation
