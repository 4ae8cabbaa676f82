#include "mocks/salesforce/metadata/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "mocks/salesforce/reasons_metadata_jobs.h"
#include "tests/support/deployment.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::broken_package;
using rehearse::testing::package_of;
using std::chrono::seconds;
using ::testing::StartsWith;

// An org and what its clients ask of its queue; time is a member.
class MetadataQueue : public ::testing::Test {
 protected:
  void lasts(const char* duration) {
    ASSERT_TRUE(site_.dials.set("metadata.duration", duration).ok());
  }
  MetadataActor actor() { return {.user = site_.user().id, .now = now_}; }

  // These give copies: the jobs themselves are good for a transaction.
  DeployJob deploy(std::string zip, DeployOptions options = {.single_package = true}) {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    const auto made = tx.metadata_jobs().deploy(std::move(zip), std::move(options), who);
    EXPECT_TRUE(made.ok()) << made.error()->name;
    return made ? *made.value() : DeployJob{};
  }
  DeployJob validate(std::string zip, std::string level = "RunLocalTests") {
    return deploy(std::move(zip),
                  {.check_only = true, .single_package = true, .test_level = std::move(level)});
  }
  std::string why_no_deploy(std::string zip) {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    const auto made = tx.metadata_jobs().deploy(std::move(zip), {}, who);
    return made ? "" : std::string(made.error()->name);
  }
  // Empty if it was taken.
  std::string cancel(const std::string& id) {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    const auto canceled = tx.metadata_jobs().cancel(id, who);
    return canceled ? "" : std::string(canceled.error()->name);
  }
  std::string why_not_quick(const std::string& id) {
    auto tx = site_.org.begin();
    const Reason* why = tx.metadata_jobs().why_not_quick(id, now_);
    return why == nullptr ? "" : std::string(why->name);
  }
  DeployJob quick_deploy(const std::string& id) {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    const auto made = tx.metadata_jobs().quick_deploy(id, who);
    EXPECT_TRUE(made.ok()) << made.error()->name;
    return made ? *made.value() : DeployJob{};
  }

  void catch_up() { site_.org.catch_up(now_); }
  DeployJob job(const std::string& id) {
    auto tx = site_.org.begin();
    const DeployJob* found = tx.metadata_jobs().find_deploy(id);
    return found == nullptr ? DeployJob{} : *found;
  }
  std::string status(const std::string& id) {
    catch_up();
    return std::string(to_text(status_of(job(id), now_)));
  }
  // The label of the app of that name; empty if there is none.
  std::string label(std::string_view name = "Deployed") {
    auto tx = site_.org.begin();
    const App* app = tx.apps().find_by_name(name);
    return app == nullptr ? "" : app->settings.label;
  }

  OrgSite site_{};
  TimePoint now_ = kRunStart;
};

TEST_F(MetadataQueue, TakesEffectAtTheDueTimeThoughNobodyPolls) {
  lasts("10s");
  const DeployJob made = deploy(package_of({}));
  EXPECT_THAT(made.id, StartsWith("0Af"));
  EXPECT_EQ(made.id.size(), 18u);
  EXPECT_EQ(made.due_at, kRunStart + seconds(10));
  now_ = made.due_at - Duration(1);
  catch_up();
  EXPECT_EQ(label(), "");
  now_ = made.due_at;
  catch_up();
  EXPECT_EQ(label(), "Deployed");
  auto tx = site_.org.begin();
  EXPECT_EQ(tx.apps().find_by_name("Deployed")->created_at, made.due_at);
}

TEST_F(MetadataQueue, TakesEffectAtItsOwnTimeHoweverLateSomebodyLooks) {
  lasts("10s");
  const DeployJob made = deploy(package_of({}));
  now_ += std::chrono::days(31);
  catch_up();
  EXPECT_EQ(job(made.id).done_at, kRunStart + seconds(10));
  auto tx = site_.org.begin();
  EXPECT_EQ(tx.apps().find_by_name("Deployed")->created_at, kRunStart + seconds(10));
}

TEST_F(MetadataQueue, WaitsForTheFirstHalfThenIsInProgress) {
  lasts("10s");
  const std::string id = deploy(package_of({})).id;
  const std::string failing = deploy(broken_package()).id;
  EXPECT_EQ(status(id), "Pending");
  EXPECT_EQ(modified_at(job(id), now_), kRunStart);
  now_ += seconds(5) - Duration(1);
  EXPECT_EQ(status(id), "Pending");
  now_ += Duration(1);
  EXPECT_EQ(status(id), "InProgress");
  EXPECT_EQ(modified_at(job(id), now_), kRunStart + seconds(5));
  now_ += seconds(5) - Duration(1);
  EXPECT_EQ(status(id), "InProgress");
  now_ += Duration(1);
  EXPECT_EQ(status(id), "Succeeded");
  EXPECT_EQ(status(failing), "Failed");
  EXPECT_EQ(modified_at(job(id), now_), kRunStart + seconds(10));
}

TEST_F(MetadataQueue, TakesNoTimeByDefault) {
  const std::string id = deploy(package_of({})).id;
  EXPECT_EQ(status(id), "Succeeded");
  EXPECT_EQ(label(), "Deployed");
}

TEST_F(MetadataQueue, GoesByTheDialAsItStoodWhenItWasMade) {
  lasts("10s");
  const DeployJob first = deploy(package_of({.label = "First"}));
  lasts("4s");
  const DeployJob second = deploy(package_of({.label = "Second"}));
  now_ += seconds(4);
  catch_up();
  EXPECT_EQ(label(), "Second");
  EXPECT_EQ(status(first.id), "Pending");
  now_ += seconds(6);
  catch_up();
  EXPECT_EQ(label(), "First");
}

TEST_F(MetadataQueue, RunsWhatIsDueInOrder) {
  lasts("10s");
  deploy(package_of({.label = "Third"}));
  lasts("4s");
  deploy(package_of({.label = "First"}));
  deploy(package_of({.label = "Second"}));
  now_ += seconds(10);
  catch_up();
  EXPECT_EQ(label(), "Third");
  const std::string again = deploy(package_of({.label = "Fourth"})).id;
  now_ += seconds(4);
  EXPECT_EQ(status(again), "Succeeded");
  EXPECT_EQ(label(), "Fourth");
}

// Of two at the same instant the one that was asked for first goes first.
TEST_F(MetadataQueue, RunsTwoOfOneInstantAsTheyWereAsked) {
  deploy(package_of({.label = "First"}));
  deploy(package_of({.label = "Second"}));
  RetrieveJob retrieval;
  {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    retrieval = *tx.metadata_jobs().retrieve({}, who).value();
  }
  const DeployJob last = deploy(package_of({.label = "Last"}));
  catch_up();
  EXPECT_EQ(label(), "Last");
  auto tx = site_.org.begin();
  EXPECT_EQ(tx.metadata_jobs().find_retrieve(retrieval.id)->finished, 3u);
  EXPECT_EQ(tx.metadata_jobs().find_deploy(last.id)->finished, 4u);
}

TEST_F(MetadataQueue, TakesEffectOnceHoweverManyLook) {
  lasts("10s");
  std::vector<std::string> ids;
  for (int count = 0; count < 8; ++count)
    ids.push_back(deploy(package_of({.label = "Label" + std::to_string(count)})).id);
  const TimePoint due = kRunStart + seconds(10);
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&, client] {
      site_.org.catch_up(due - Duration(1));
      site_.org.catch_up(due + Duration(client));
      auto tx = site_.org.begin();
      EXPECT_EQ(tx.apps().find_by_name("Deployed")->settings.label, "Label7");
    });
  }
  for (std::thread& client : clients) client.join();
  for (size_t index = 0; index < ids.size(); ++index)
    EXPECT_EQ(job(ids[index]).finished, index + 1);
}

TEST_F(MetadataQueue, StaysDoneWhenTheClockIsSetBack) {
  lasts("10s");
  const DeployJob made = deploy(package_of({}));
  now_ = made.due_at;
  catch_up();
  now_ = kRunStart;
  EXPECT_EQ(status(made.id), "Succeeded");
  EXPECT_EQ(cancel(made.id), "deploy_already_completed");
}

TEST_F(MetadataQueue, RetrievesAsTime) {
  lasts("10s");
  RetrieveJob made;
  {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    made = *tx.metadata_jobs().retrieve({}, who).value();
  }
  EXPECT_THAT(made.id, StartsWith("09S"));
  for (const auto& [after, expected] : {std::pair{Duration(4'999), "Pending"},
                                        {Duration(5'000), "InProgress"},
                                        {Duration(9'999), "InProgress"},
                                        {Duration(10'000), "Succeeded"}}) {
    now_ = kRunStart + after;
    catch_up();
    auto tx = site_.org.begin();
    const RetrieveJob* found = tx.metadata_jobs().find_retrieve(made.id.substr(0, 15));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(to_text(status_of(*found, now_)), expected);
    EXPECT_EQ(found->outcome.zip.empty(), after < Duration(10'000));
  }
}

// Whether somebody may is judged when it is done, as for deployments.
TEST_F(MetadataQueue, RetrievesNothingForWhoMayNotAnyMore) {
  lasts("10s");
  RetrieveJob made;
  {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    made = *tx.metadata_jobs().retrieve({}, who).value();
    tx.profiles().edit("System Administrator")->permissions.clear();
  }
  const std::string deployment = deploy(package_of({})).id;
  now_ += seconds(10);
  EXPECT_EQ(status(deployment), "Failed");
  EXPECT_EQ(job(deployment).outcome.reason->name, "metadata_not_permitted");
  auto tx = site_.org.begin();
  EXPECT_EQ(status_of(*tx.metadata_jobs().find_retrieve(made.id), now_), JobStatus::failed);
}

TEST_F(MetadataQueue, CancelsAtOnceWhatWaits) {
  lasts("10s");
  const DeployJob made = deploy(package_of({}));
  now_ += seconds(5) - Duration(1);
  EXPECT_EQ(cancel(made.id), "");
  EXPECT_EQ(status(made.id), "Canceled");
  EXPECT_EQ(job(made.id).canceled_by, site_.user().id);
  EXPECT_EQ(modified_at(job(made.id), now_), now_);
  EXPECT_EQ(cancel(made.id), "deploy_already_completed");
  now_ = made.due_at + seconds(1);
  catch_up();
  EXPECT_EQ(label(), "");
  EXPECT_EQ(job(made.id).zip, nullptr);
}

TEST_F(MetadataQueue, TakesItsTimeToCancelWhatIsInProgress) {
  lasts("10s");
  const DeployJob made = deploy(package_of({}));
  now_ += seconds(5);
  EXPECT_EQ(cancel(made.id), "");
  EXPECT_EQ(status(made.id), "Canceling");
  EXPECT_EQ(modified_at(job(made.id), now_), now_);
  EXPECT_EQ(cancel(made.id.substr(0, 15)), "") << "asking again changes nothing";
  now_ = made.due_at - Duration(1);
  EXPECT_EQ(status(made.id), "Canceling");
  now_ = made.due_at;
  EXPECT_EQ(status(made.id), "Canceled");
  EXPECT_EQ(job(made.id).done_at, made.due_at);
  EXPECT_EQ(job(made.id).canceled_at, kRunStart + seconds(5));
  EXPECT_EQ(label(), "");
}

TEST_F(MetadataQueue, CancelsOnlyWhatThereIsAndIsNotOver) {
  EXPECT_EQ(cancel("0AfgK0000000000AAA"), "deploy_id_unknown");
  const std::string id = deploy(package_of({})).id;
  catch_up();
  EXPECT_EQ(cancel(id), "deploy_already_completed");
  EXPECT_EQ(label(), "Deployed");
}

TEST_F(MetadataQueue, ValidatesWithoutKeepingAnything) {
  const std::string id = validate(package_of({})).id;
  EXPECT_EQ(status(id), "Succeeded");
  EXPECT_EQ(label(), "");
  EXPECT_TRUE(runs_tests(job(id)));
}

TEST_F(MetadataQueue, DeploysAValidationQuickly) {
  const std::string validation = validate(package_of({})).id;
  catch_up();
  lasts("10s");
  const DeployJob quick = quick_deploy(validation.substr(0, 15));
  EXPECT_NE(quick.id, validation);
  EXPECT_EQ(quick.validated_id, validation);
  EXPECT_FALSE(quick.options.check_only);
  EXPECT_FALSE(runs_tests(quick));
  EXPECT_EQ(quick.zip_size, package_of({}).size());
  now_ += seconds(10);
  EXPECT_EQ(status(quick.id), "Succeeded");
  EXPECT_EQ(label(), "Deployed");
  EXPECT_EQ(why_not_quick(validation), "validation_superseded") << "once is enough";
}

TEST_F(MetadataQueue, DeploysOnlyAGoodValidationQuickly) {
  EXPECT_EQ(why_not_quick("0AfgK0000000000AAA"), "validation_unknown");
  const std::string deployment = deploy(broken_package()).id;
  const std::string failed = validate(broken_package()).id;
  const std::string untested = validate(package_of({}), "NoTestRun").id;
  const std::string no_level = validate(package_of({}), "").id;
  catch_up();
  EXPECT_EQ(why_not_quick(deployment), "validation_unknown");
  EXPECT_EQ(why_not_quick(failed), "validation_unsuccessful");
  EXPECT_EQ(why_not_quick(untested), "validation_without_tests");
  EXPECT_EQ(why_not_quick(no_level), "validation_without_tests");
  lasts("10s");
  const std::string running = validate(package_of({})).id;
  EXPECT_EQ(why_not_quick(running), "validation_unsuccessful");
  now_ += seconds(10);
  catch_up();
  EXPECT_EQ(why_not_quick(running), "");
}

TEST_F(MetadataQueue, KeepsAValidationTenDays) {
  lasts("10s");
  const DeployJob validation = validate(package_of({}));
  now_ = validation.due_at + std::chrono::days(10);
  catch_up();
  EXPECT_EQ(why_not_quick(validation.id), "");
  now_ += Duration(1);
  EXPECT_EQ(why_not_quick(validation.id), "validation_expired");
}

// A deployment that changed nothing takes no validation's place.
TEST_F(MetadataQueue, SupersedesValidationsByWhatWasDeployed) {
  const std::string validation = validate(package_of({})).id;
  deploy(broken_package());
  validate(package_of({.name = "Other"}));
  catch_up();
  EXPECT_EQ(why_not_quick(validation), "");
  deploy(package_of({.name = "Other"}));
  catch_up();
  EXPECT_EQ(why_not_quick(validation), "validation_superseded");
  const std::string fresh = validate(package_of({})).id;
  catch_up();
  EXPECT_EQ(why_not_quick(fresh), "");
}

TEST_F(MetadataQueue, ForgetsTheOldestFinishedOnes) {
  std::vector<std::string> ids;
  for (size_t count = 0; count <= MetadataJobs::kMostFinished; ++count) {
    ids.push_back(deploy(broken_package()).id);
    catch_up();
    EXPECT_EQ(job(ids.back()).zip, nullptr) << "nobody needs it any more";
  }
  EXPECT_EQ(job(ids[0]).id, "");
  EXPECT_EQ(job(ids[1]).id, ids[1]);
  EXPECT_EQ(job(ids.back()).id, ids.back());
}

TEST_F(MetadataQueue, BoundsWhatWaits) {
  lasts("10s");
  std::string first;
  for (size_t count = 0; count < MetadataJobs::kMostUnfinished; ++count) {
    const std::string id = deploy(broken_package()).id;
    if (first.empty()) first = id;
  }
  EXPECT_EQ(why_no_deploy(broken_package()), "metadata_queue_full");
  {
    const MetadataActor who = actor();
    auto tx = site_.org.begin();
    const auto refused = tx.metadata_jobs().retrieve({}, who);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error(), &reason::metadata_queue_full);
  }
  EXPECT_EQ(cancel(first), "");
  EXPECT_EQ(why_no_deploy(broken_package()), "");
  now_ += seconds(10);
  catch_up();
  EXPECT_EQ(why_no_deploy(broken_package()), "");
}

TEST_F(MetadataQueue, BoundsThePackagesThatWait) {
  lasts("10s");
  constexpr size_t kPart = MetadataJobs::kMostBytes / 8;
  for (int count = 0; count < 8; ++count) deploy(std::string(kPart, 'x'));
  EXPECT_EQ(why_no_deploy("x"), "metadata_queue_full");
  EXPECT_EQ(why_no_deploy(""), "");
  now_ += seconds(10);
  catch_up();
  EXPECT_EQ(why_no_deploy("x"), "");
}

// The atomic that spares every other request a lock.
TEST_F(MetadataQueue, KnowsWhenTheNextIsDue) {
  const auto next_due = [&] { return site_.org.begin().metadata_jobs().next_due(); };
  const TimePoint never = next_due();
  EXPECT_GT(never, kRunStart + std::chrono::days(100'000));
  lasts("10s");
  deploy(package_of({}));
  lasts("4s");
  const std::string sooner = deploy(package_of({})).id;
  EXPECT_EQ(next_due(), kRunStart + seconds(4));
  EXPECT_EQ(cancel(sooner), "");
  EXPECT_EQ(next_due(), kRunStart + seconds(10));
  now_ += seconds(10);
  catch_up();
  EXPECT_EQ(next_due(), never);
}

TEST(JobStatuses, AreWrittenAsSalesforceWritesThem) {
  std::vector<std::string_view> texts;
  for (const JobStatus status :
       {JobStatus::pending, JobStatus::in_progress, JobStatus::succeeded,
        JobStatus::succeeded_partial, JobStatus::failed, JobStatus::canceling, JobStatus::canceled})
    texts.push_back(to_text(status));
  EXPECT_THAT(texts, ::testing::ElementsAre("Pending", "InProgress", "Succeeded",
                                            "SucceededPartial", "Failed", "Canceling", "Canceled"));
}

TEST(JobStatuses, TellAPartialSuccessFromAFailure) {
  DeployJob job;
  job.is_done = true;
  job.outcome.is_partial = true;
  EXPECT_EQ(status_of(job, kRunStart), JobStatus::succeeded_partial);
  job.outcome.is_partial = false;
  EXPECT_EQ(status_of(job, kRunStart), JobStatus::failed);
}

}  // namespace
}  // namespace rehearse::salesforce
