#include "mocks/workato/recipes/run.h"

#include <algorithm>
#include <set>

#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using StoredRecipe = workato::Recipe;

// An org whose sessions last two hours and whose refresh tokens rotate.
class SmallOrg : public wire::HttpCall {
 public:
  explicit SmallOrg(const TimePoint& now) : now_(now) {}

  Answer send(const wire::HttpRequest& request) override {
    addresses.insert(request.local_address);
    if (request.method == "GET") return read(request);
    const std::string grant = sent(request, "grant_type");
    if (grant == "refresh_token") {
      ++refreshes;
      refreshed_at.push_back(now_);
      if (throttled-- > 0) return json(503, "", {{"Retry-After", "7200"}});
      if (!alive || sent(request, "refresh_token") != token())
        return oauth_error("invalid_grant", "expired access/refresh token");
      ++generation;
    }
    session_until = now_ + std::chrono::hours(2);
    return tokens("AT-" + std::to_string(generation), token());
  }

  bool alive = true;
  int throttled = 0;             // that many refreshes are answered with 503
  std::set<int> broken_reads{};  // by number: answered with 500
  int reads = 0, refreshes = 0, generation = 0;
  std::vector<TimePoint> refreshed_at{};
  std::set<std::string> addresses{};

 private:
  std::string token() const { return "RT-" + std::to_string(generation); }
  Answer read(const wire::HttpRequest& request) {
    if (broken_reads.contains(++reads)) return json(500, "");
    const std::string wanted = "Bearer AT-" + std::to_string(generation);
    const bool good = alive && now_ < session_until &&
                      wire::header_of(request.headers, "Authorization") == wanted;
    return good ? limits() : session_invalid();
  }

  const TimePoint& now_;
  TimePoint session_until{};
};

class Recipe : public ::testing::Test {
 protected:
  explicit Recipe(WorkspaceConfig config = {.seed = 7})
      : workspace_(std::move(config), org_, now_) {
    auto tx = workspace_.begin();
    const int64_t profile = tx.profiles()
                                .create({.provider = "salesforce",
                                         .name = "Rehearsal",
                                         .client_id = "3MVG9client",
                                         .client_secret = std::string(kSecret)},
                                        now_)
                                .value();
    connection_ = tx.connections().create({.name = "Salesforce", .profile = profile}, now_).id;
    browser_ = tx.browsers().open(true, now_).id;
  }
  void SetUp() override {
    const auto url = start_authorization(workspace_, connection_, browser_, now_);
    ASSERT_TRUE(url.ok());
    const auto uri = wire::parse_uri(url.value());
    const auto query = wire::parse_urlencoded(uri->query).value();
    const auto report = finish_authorization(
        workspace_, {{"code", "aPrxCode"}, {"state", wire::value_of(query, "state").value()}},
        browser_, now_);
    ASSERT_TRUE(report.ok) << report.text;
  }

  int64_t define(std::string_view schedule, RecipeSettings settings = {}) {
    settings.name = "Nightly";
    settings.connection = connection_;
    settings.schedule = parse_schedule(schedule).value();
    return workspace_.begin().recipes().create(std::move(settings), now_).id;
  }
  RunSummary pass(std::string_view length) {
    return run_recipes(workspace_, now_, now_ + parse_duration(length).value(),
                       {.set_clock = [this](TimePoint now) { now_ = now; }});
  }
  static std::vector<std::string> told(const RunSummary& summary) {
    std::vector<std::string> lines;
    for (const RunEvent& event : summary.events)
      lines.push_back(event.what + " " + name_of(event.reason));
    return lines;
  }

  TimePoint now_ = kRunStart;
  SmallOrg org_{now_};
  Workspace workspace_;
  int64_t connection_ = 0;
  SessionId browser_{};
};

TEST_F(Recipe, RunsItsJobsWhileTimePasses) {
  define("hourly");
  const RunSummary day = pass("1d");
  EXPECT_EQ(day.jobs, 24U);
  EXPECT_EQ(day.failed, 0U);
  EXPECT_EQ(day.refreshed, 12U);  // every second job finds its session over
  EXPECT_TRUE(day.events.empty());
  EXPECT_EQ(now_, kRunStart + std::chrono::hours(24));
  EXPECT_EQ(pass("59m").jobs, 0U);
  EXPECT_EQ(pass("1m").jobs, 1U) << "the end itself belongs to the run";
}

TEST_F(Recipe, DoesNothingWhileItIsStoppedAndCatchesNothingUp) {
  const int64_t id = define("hourly");
  {
    auto tx = workspace_.begin();
    tx.recipes().stop(*tx.recipes().find(id), "");
  }
  EXPECT_EQ(pass("1d").jobs, 0U);
  {
    auto tx = workspace_.begin();
    tx.recipes().start(*tx.recipes().find(id), now_);
  }
  EXPECT_EQ(pass("3h").jobs, 3U);
}

TEST_F(Recipe, MissedRunsAreNotMadeUpFor) {
  define("hourly");
  now_ += std::chrono::hours(10);  // nobody let it run
  EXPECT_EQ(pass("2h").jobs, 2U);
}

TEST_F(Recipe, WorkersOnTwoHostsShareOneTokenStore) {
  define("hourly", {.workers = 4, .hosts = 2});
  const RunSummary day = pass("1d");
  EXPECT_EQ(day.jobs, 96U);
  EXPECT_EQ(day.failed, 0U);
  EXPECT_EQ(org_.refreshes, 12) << "one refresh serves all four";
  // The exchange took the first address in turn; the hosts are the first two.
  EXPECT_THAT(org_.addresses, ElementsAre("127.77.0.1", "127.77.0.2"));
}

TEST_F(Recipe, LongJobCallsAgainWhenItEnds) {
  define("daily", {.job_length = std::chrono::hours(3)});
  const RunSummary days = pass("2d");
  EXPECT_EQ(days.jobs, 1U) << "the second one ends three hours later";
  EXPECT_EQ(org_.refreshes, 3) << "at the beginning of both, and at the end of the first";
  EXPECT_EQ(org_.reads, 6);
  EXPECT_EQ(pass("179m").jobs, 0U);
  EXPECT_EQ(pass("1m").jobs, 1U) << "it goes on when time passes again";
  EXPECT_EQ(org_.refreshes, 4);
}

TEST_F(Recipe, LostConnectionIsToldOnceAndStopsTheRecipeAfterSixtyErrors) {
  define("hourly");
  org_.alive = false;
  const RunSummary days = pass("59h");
  EXPECT_THAT(told(days), ElementsAre("connection_lost engine_grant_dead"));
  EXPECT_EQ(days.failed, 59U);
  EXPECT_EQ(org_.refreshes, 1);
  const RunSummary last = pass("1d");
  EXPECT_THAT(told(last), ElementsAre("recipe_stopped engine_connection_lost"));
  EXPECT_EQ(last.jobs, 1U);
  auto tx = workspace_.begin();
  EXPECT_FALSE(tx.recipes().all().front().running);
  EXPECT_EQ(tx.recipes().all().front().stopped_because, "60 jobs in a row failed.");
  ASSERT_THAT(tx.outbox().all(), SizeIs(3));
  EXPECT_EQ(tx.outbox().all()[0].subject, "Connection Salesforce was lost");
  EXPECT_EQ(tx.outbox().all()[1].subject, "Recipe Nightly failed");
  EXPECT_THAT(tx.outbox().all()[1].body, HasSubstr("Salesforce answers invalid_grant"));
  EXPECT_EQ(tx.outbox().all()[2].subject, "Recipe Nightly was stopped");
}

TEST_F(Recipe, RunEndsEarlyWhenItIsStopped) {
  define("hourly");
  const RunSummary summary =
      run_recipes(workspace_, now_, now_ + std::chrono::hours(48),
                  {.set_clock = [this](TimePoint now) { now_ = now; },
                   .stopped = [this] { return now_ >= kRunStart + std::chrono::hours(3); }});
  EXPECT_LE(summary.jobs, 3U);
  EXPECT_EQ(summary.until, kRunStart + std::chrono::hours(3));
}

TEST_F(Recipe, OtherWorkersFindTheConnectionLost) {
  define("hourly", {.workers = 3});
  org_.alive = false;
  const RunSummary hour = pass("1h");
  EXPECT_EQ(hour.failed, 3U);
  EXPECT_THAT(told(hour), ElementsAre("connection_lost engine_grant_dead"));
  EXPECT_EQ(org_.refreshes, 1);
}

TEST_F(Recipe, EveryLossIsToldByWhoMetItAlone) {
  define("daily");
  define("daily");
  for (int round = 0; round < 2; ++round) {
    org_.alive = false;
    EXPECT_THAT(told(pass("1d")), ElementsAre("connection_lost engine_grant_dead")) << round;
    org_.alive = true;
    SetUp();  // connects again
  }
}

TEST_F(Recipe, ErrorIsToldAgainAfterTheClockWasSetBack) {
  define("1h");
  EXPECT_EQ(disconnect(workspace_, connection_, now_), std::nullopt);
  EXPECT_EQ(pass("61m").events.size(), 1U);
  now_ -= std::chrono::hours(100);
  {
    auto tx = workspace_.begin();
    StoredRecipe& recipe = tx.recipes().all().front();
    recipe.started_at = now_;
    recipe.turn = 1;
    recipe.last_error = nullptr;
  }
  EXPECT_EQ(pass("61m").events.size(), 1U);
}

TEST_F(Recipe, GoodJobForgetsTheErrorsBefore) {
  define("hourly");
  const int64_t id = connection_;
  for (int round = 0; round < 2; ++round) {
    {
      auto tx = workspace_.begin();
      tx.connections().edit(id)->not_before = now_ + std::chrono::hours(40);
    }
    EXPECT_EQ(pass("39h").failed, 39U);
    EXPECT_EQ(pass("3h").failed, 0U);
  }
  EXPECT_TRUE(workspace_.begin().recipes().all().front().running);
}

TEST_F(Recipe, KindOfErrorIsToldOnceAMinute) {
  define("1m", {.workers = 4});
  org_.broken_reads = {1, 3, 5};  // the first and third worker of a minute, the first of the next
  EXPECT_EQ(pass("1m").events.size(), 1U);
  EXPECT_THAT(workspace_.begin().outbox().all(), SizeIs(1));
  EXPECT_THAT(told(pass("1m")), ElementsAre("job_failed engine_data_refused"));
  EXPECT_THAT(workspace_.begin().outbox().all(), SizeIs(2));
}

TEST_F(Recipe, CauseIsARefusalOfItsOwnRequestOnly) {
  define("hourly");
  uint64_t asked = 0;
  const auto run = [&] {
    return run_recipes(workspace_, now_, now_ + std::chrono::hours(1),
                       {.set_clock = [this](TimePoint now) { now_ = now; },
                        .requests = [this] { return uint64_t(org_.reads + org_.refreshes); },
                        .refusal_since =
                            [&](uint64_t seen) {
                              asked = uint64_t(org_.reads + org_.refreshes) - seen;
                              return asked > 0 ? &reason::engine_ip_restricted : nullptr;
                            }});
  };
  org_.alive = false;
  EXPECT_EQ(name_of(run().events.at(0).cause), "engine_ip_restricted");
  EXPECT_EQ(asked, 1U);
  EXPECT_EQ(disconnect(workspace_, connection_, now_), std::nullopt);
  const RunSummary after = run();
  EXPECT_EQ(name_of(after.events.at(0).reason), "engine_not_connected");
  EXPECT_EQ(after.events.at(0).cause, nullptr);
}

class KeptAlive : public Recipe {
 protected:
  KeptAlive() : Recipe({.seed = 7, .dials = &turned()}) {}
  static const oauth::Dials& turned() {
    static const oauth::Dials dials = [] {
      oauth::Dials fresh;
      EXPECT_TRUE(fresh.set("workato.keep_alive", "7d").ok());
      return fresh;
    }();
    return dials;
  }
};

TEST_F(KeptAlive, TokensAreRefreshedWithoutAJob) {
  define("idle");
  EXPECT_EQ(pass("7d").kept_alive, 1U);
  EXPECT_EQ(org_.refreshed_at.back(), kRunStart + std::chrono::hours(24 * 7));
  EXPECT_EQ(pass("6d").kept_alive, 0U);
  EXPECT_EQ(pass("15d").kept_alive, 3U);
}

TEST_F(KeptAlive, JobsThatRefreshMakeItUnnecessary) {
  define("daily");
  EXPECT_EQ(pass("30d").kept_alive, 0U);
}

TEST_F(KeptAlive, LastingTroubleIsToldOnce) {
  define("idle");
  org_.throttled = 100;
  EXPECT_THAT(told(pass("10d")), ElementsAre("keep_alive_failed engine_throttled"));
}

TEST_F(KeptAlive, HiccupIsNoLossAndIsTriedAgain) {
  define("idle");
  org_.throttled = 1;
  const RunSummary month = pass("30d");
  EXPECT_THAT(told(month), ElementsAre("keep_alive_failed engine_throttled"));
  EXPECT_EQ(month.kept_alive, 4U);
  EXPECT_GE(org_.refreshed_at.at(1) - org_.refreshed_at.at(0), std::chrono::hours(2))
      << "not before the time the org named";
}

TEST_F(KeptAlive, WaitsForTheTimeTheOrgNamedInALaterRunToo) {
  define("idle");
  org_.throttled = 1;
  EXPECT_EQ(pass("169h").kept_alive, 0U);
  EXPECT_EQ(pass("59m").kept_alive, 0U);
  EXPECT_EQ(org_.refreshes, 1);
  EXPECT_EQ(pass("2h").kept_alive, 1U);
}

TEST_F(KeptAlive, DeadTokenIsFoundWithoutAJob) {
  define("idle");
  org_.alive = false;
  EXPECT_THAT(told(pass("30d")), ElementsAre("connection_lost engine_grant_dead"));
  EXPECT_EQ(org_.refreshes, 1);
}

}  // namespace
}  // namespace rehearse::workato::testing
