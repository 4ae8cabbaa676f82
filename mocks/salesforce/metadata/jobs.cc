#include "mocks/salesforce/metadata/jobs.h"

#include <algorithm>
#include <array>
#include <limits>

#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons_metadata_jobs.h"

namespace rehearse::salesforce {
namespace {

constexpr TimePoint kNever{Duration(std::numeric_limits<Duration::rep>::max())};

size_t bytes_of(const DeployJob& job) { return job.zip == nullptr ? 0 : job.zip->size(); }
size_t bytes_of(const RetrieveJob& job) { return job.outcome.zip.size(); }

// What the finished and the unfinished ones of a list hold.
struct Held {
  size_t finished = 0, unfinished = 0, bytes = 0;
  TimePoint next_due = kNever;
};

template <class Jobs>
void count(const Jobs& jobs, Held& held) {
  for (const auto& job : jobs) {
    ++(job.is_done ? held.finished : held.unfinished);
    held.bytes += bytes_of(job);
    if (!job.is_done) held.next_due = std::min(held.next_due, job.due_at);
  }
}

// The finished one that took effect first; the end where there is none.
template <class Jobs>
auto oldest_of(Jobs& jobs) {
  auto oldest = jobs.end();
  for (auto at = jobs.begin(); at != jobs.end(); ++at) {
    if (at->is_done && (oldest == jobs.end() || at->finished < oldest->finished)) oldest = at;
  }
  return oldest;
}

// The one that is next to take effect by `now`: by its time, then as they were made. Null if none.
template <class Jobs>
auto* due_of(Jobs& jobs, TimePoint now) {
  typename Jobs::pointer next = nullptr;
  for (auto& job : jobs) {
    if (job.is_done || job.due_at > now) continue;
    if (next == nullptr || job.due_at < next->due_at) next = &job;
  }
  return next;
}

bool comes_first(const MetadataJob& left, const MetadataJob& right) {
  return left.due_at != right.due_at ? left.due_at < right.due_at : left.made < right.made;
}

template <class Jobs>
auto* find(Jobs& jobs, std::string_view id) {
  const auto found =
      std::ranges::find_if(jobs, [&](const auto& job) { return same_id(job.id, id); });
  return found == jobs.end() ? nullptr : &*found;
}

JobStatus waiting_status(const MetadataJob& job, TimePoint now) {
  return now < job.starts_at ? JobStatus::pending : JobStatus::in_progress;
}

bool is_canceled(const DeployJob& job) { return !job.canceled_by.value.empty(); }
bool is_validation(const DeployJob& job) { return job.options.check_only; }

}  // namespace

std::string_view to_text(JobStatus status) {
  constexpr std::array<std::string_view, 7> kTexts{
      "Pending", "InProgress", "Succeeded", "SucceededPartial", "Failed", "Canceling", "Canceled"};
  return kTexts[size_t(status)];
}

JobStatus status_of(const DeployJob& job, TimePoint now) {
  if (is_canceled(job)) return job.is_done ? JobStatus::canceled : JobStatus::canceling;
  if (!job.is_done) return waiting_status(job, now);
  if (job.outcome.success) return JobStatus::succeeded;
  return job.outcome.is_partial ? JobStatus::succeeded_partial : JobStatus::failed;
}

JobStatus status_of(const RetrieveJob& job, TimePoint now) {
  if (!job.is_done) return waiting_status(job, now);
  return job.outcome.zip.empty() ? JobStatus::failed : JobStatus::succeeded;
}

TimePoint modified_at(const DeployJob& job, TimePoint now) {
  if (job.is_done) return job.done_at;
  if (is_canceled(job)) return job.canceled_at;
  return now < job.starts_at ? job.created_at : job.starts_at;
}

bool runs_tests(const DeployJob& job) {
  // Salesforce, documented: a quick deployment skips the tests. Without a level, an org that is no
  // production org runs none.
  return job.validated_id.empty() && !job.options.test_level.empty() &&
         job.options.test_level != "NoTestRun";
}

MetadataJobs::MetadataJobs(uint64_t seed, const oauth::Dials& dials)
    : entropy_(seed, "salesforce metadata requests"),
      dials_(dials),
      next_due_ms_(kNever.time_since_epoch().count()) {}

void MetadataJobs::begin(MetadataJob& job, std::string_view prefix, const MetadataActor& actor) {
  const Duration lasts = dials_.duration(oauth::Dial::metadata_duration);
  job.id = make_record_id(prefix, entropy_);
  job.created_by = actor.user;
  job.api_version = actor.api_version;
  job.created_at = actor.now;
  job.starts_at = actor.now + lasts / 2;
  job.due_at = actor.now + lasts;
  job.made = ++made_;
}

const Reason* MetadataJobs::refuses(size_t more_bytes) const {
  Held held;
  count(deploys_, held);
  count(retrieves_, held);
  size_t waiting_bytes = more_bytes;
  for (const DeployJob& job : deploys_) waiting_bytes += job.is_done ? 0 : bytes_of(job);
  const bool is_full = held.unfinished >= kMostUnfinished || waiting_bytes > kMostBytes;
  return is_full ? &reason::metadata_queue_full : nullptr;
}

MetadataJobs::Deployed MetadataJobs::deploy(std::string zip, DeployOptions options,
                                            const MetadataActor& actor) {
  if (const Reason* why = refuses(zip.size())) return why;
  DeployJob job;
  begin(job, "0Af", actor);
  job.options = std::move(options);
  job.zip_size = zip.size();
  job.zip = std::make_shared<const std::string>(std::move(zip));
  return &queue(std::move(job));
}

MetadataJobs::Retrieved MetadataJobs::retrieve(RetrieveRequest request,
                                               const MetadataActor& actor) {
  if (const Reason* why = refuses(0)) return why;
  RetrieveJob job;
  begin(job, "09S", actor);
  job.request = std::move(request);
  retrieves_.push_back(std::move(job));
  tidy_up();
  return &retrieves_.back();
}

const DeployJob& MetadataJobs::queue(DeployJob job) {
  deploys_.push_back(std::move(job));
  tidy_up();
  return deploys_.back();
}

// Salesforce, documented: Deploy a Recently Validated Component Set Without Tests.
const Reason* MetadataJobs::why_not_quick(std::string_view validated_id, TimePoint now) const {
  const DeployJob* validation = find_deploy(validated_id);
  if (validation == nullptr || !is_validation(*validation)) return &reason::validation_unknown;
  // "The components have been validated successfully": it is over, and nothing failed.
  if (status_of(*validation, now) != JobStatus::succeeded) return &reason::validation_unsuccessful;
  // "As part of the validation, Apex tests in the target org have passed."
  if (!runs_tests(*validation)) return &reason::validation_without_tests;
  // "… within the last 10 days."
  if (now - validation->done_at > kValidationLife) return &reason::validation_expired;
  // Salesforce help, Quick Deployments: after a deployment, "all validations no longer qualify".
  if (last_deployed_ > validation->finished) return &reason::validation_superseded;
  return nullptr;
}

MetadataJobs::Deployed MetadataJobs::quick_deploy(std::string_view validated_id,
                                                  const MetadataActor& actor) {
  if (const Reason* why = why_not_quick(validated_id, actor.now)) return why;
  const DeployJob* validation = find_deploy(validated_id);
  if (const Reason* why = refuses(validation->zip_size)) return why;
  DeployJob job;
  begin(job, "0Af", actor);
  job.options = validation->options;
  job.options.check_only = false;
  job.validated_id = validation->id;
  job.zip_size = validation->zip_size;
  job.zip = validation->zip;
  return &queue(std::move(job));
}

MetadataJobs::Deployed MetadataJobs::cancel(std::string_view id, const MetadataActor& actor) {
  DeployJob* job = find(deploys_, id);
  if (job == nullptr) return &reason::deploy_id_unknown;
  // Salesforce, documented: INVALID_ID_FIELD, "Deployment already completed".
  if (job->is_done) return &reason::deploy_already_completed;
  if (is_canceled(*job)) return job;
  job->canceled_by = actor.user;
  job->canceled_at = actor.now;
  job->zip.reset();
  // Salesforce, documented: one in the queue is canceled immediately; one that has started
  // sometimes isn't.
  if (actor.now < job->starts_at) finish(*job, actor.now);
  tidy_up();
  return job;
}

const DeployJob* MetadataJobs::find_deploy(std::string_view id) const { return find(deploys_, id); }
const RetrieveJob* MetadataJobs::find_retrieve(std::string_view id) const {
  return find(retrieves_, id);
}

void MetadataJobs::finish(MetadataJob& job, TimePoint at) {
  job.is_done = true;
  job.done_at = at;
  job.finished = ++finished_;
}

void MetadataJobs::apply(DeployJob& job, Org& org, Org::Transaction& tx) {
  finish(job, job.due_at);
  if (!is_canceled(job)) {
    const MetadataActor actor{job.created_by, job.api_version, job.due_at};
    job.outcome = deploy_package(org, tx, *job.zip, job.options, actor);
    const bool is_kept = job.outcome.success || job.outcome.is_partial;
    if (is_kept && !is_validation(job)) last_deployed_ = job.finished;
  }
  const bool may_be_repeated = is_validation(job) && job.outcome.success && runs_tests(job);
  if (!may_be_repeated) job.zip.reset();
}

void MetadataJobs::apply(RetrieveJob& job, Org& org, Org::Transaction& tx) {
  finish(job, job.due_at);
  const MetadataActor actor{job.created_by, job.api_version, job.due_at};
  job.outcome = retrieve_package(org, tx, job.request, actor);
}

void MetadataJobs::run_due(Org& org, Org::Transaction& tx, TimePoint now) {
  if (now < next_due()) return;
  for (;;) {
    DeployJob* deployment = due_of(deploys_, now);
    RetrieveJob* retrieval = due_of(retrieves_, now);
    if (deployment == nullptr && retrieval == nullptr) break;
    if (retrieval == nullptr || (deployment != nullptr && comes_first(*deployment, *retrieval)))
      apply(*deployment, org, tx);
    else
      apply(*retrieval, org, tx);
  }
  tidy_up();
}

// Forgets what is too much and notes when the next one is due.
void MetadataJobs::tidy_up() {
  for (;;) {
    Held held;
    count(deploys_, held);
    count(retrieves_, held);
    next_due_ms_ = held.next_due.time_since_epoch().count();
    if (held.finished == 0 || (held.finished <= kMostFinished && held.bytes <= kMostBytes)) return;
    const auto deployment = oldest_of(deploys_);
    const auto retrieval = oldest_of(retrieves_);
    const bool is_deployment =
        retrieval == retrieves_.end() ||
        (deployment != deploys_.end() && deployment->finished < retrieval->finished);
    if (is_deployment)
      deploys_.erase(deployment);
    else
      retrieves_.erase(retrieval);
  }
}

}  // namespace rehearse::salesforce
