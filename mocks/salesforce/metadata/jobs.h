#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "mocks/core/entropy.h"
#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/oauth/dials.h"
#include "mocks/salesforce/metadata/operations.h"

namespace rehearse::salesforce {

// JobStatus is where a deployment or retrieval stands, in Salesforce's words. The mock's
// deployments do not finalize, so that Finalizing and FinalizingFailed never occur.
enum class JobStatus {
  pending,
  in_progress,
  succeeded,
  succeeded_partial,
  failed,
  canceling,
  canceled,
};
std::string_view to_text(JobStatus status);  // `InProgress`

// MetadataJob is what the asynchronous requests of the Metadata API have in common. Virtual time
// alone moves one on: until starts_at it waits, at due_at it takes effect, whether somebody polls
// or not.
struct MetadataJob {
  std::string id{};  // 18 characters
  UserId created_by{};
  int api_version = 67;  // of the call
  TimePoint created_at{}, starts_at{}, due_at{};
  bool is_done = false;  // has taken effect, or never will
  TimePoint done_at{};   // of a done one
  // Its places in the order of requests and in the order in which they were done; 0: not yet.
  uint64_t made = 0, finished = 0;
};

// DeployJob is a deployment, a validation (options.check_only) or the quick deployment of one.
struct DeployJob : MetadataJob {  // 0Af…
  DeployOptions options{};
  std::string validated_id{};                // what a quick deployment repeats; empty: it is none
  size_t zip_size = 0;                       // bytes
  std::shared_ptr<const std::string> zip{};  // null once nobody needs it
  UserId canceled_by{};                      // empty: nobody asked for it
  TimePoint canceled_at{};                   // when somebody asked
  DeployOutcome outcome{};                   // once it is done, unless it was canceled
};

struct RetrieveJob : MetadataJob {  // 09S…
  RetrieveRequest request{};
  RetrieveOutcome outcome{};  // once it is done
};

JobStatus status_of(const DeployJob& job, TimePoint now);
JobStatus status_of(const RetrieveJob& job, TimePoint now);
// When something last happened to it, as seen at `now`.
TimePoint modified_at(const DeployJob& job, TimePoint now);
// Whether Apex tests are run with it. The org has none, so that none ever fails.
bool runs_tests(const DeployJob& job);

// MetadataJobs are the org's asynchronous requests. The dial metadata.duration, as it stands when
// one is made, says how long it takes. Finished ones are kept up to kMostFinished and kMostBytes;
// the oldest go first.
class MetadataJobs {
 public:
  MetadataJobs(uint64_t seed, const oauth::Dials& dials);

  static constexpr size_t kMostFinished = 200;
  static constexpr size_t kMostUnfinished = 100;   // further ones are refused
  static constexpr size_t kMostBytes = 256 << 20;  // of the zips kept, the unfinished ones' too
  static constexpr Duration kValidationLife = std::chrono::days(10);

  // Whoever is let in by the caller. The jobs' addresses are good until the transaction ends. The
  // error of each is why it was refused.
  using Deployed = Result<const DeployJob*, const Reason*>;
  using Retrieved = Result<const RetrieveJob*, const Reason*>;
  Deployed deploy(std::string zip, DeployOptions options, const MetadataActor& actor);
  Retrieved retrieve(RetrieveRequest request, const MetadataActor& actor);
  // Deploys what that validation found good, without tests: a successful one that ran tests, at
  // most kValidationLife old, with no deployment since.
  Deployed quick_deploy(std::string_view validated_id, const MetadataActor& actor);
  // Why that validation can't be deployed quickly; null if it can.
  const Reason* why_not_quick(std::string_view validated_id, TimePoint now) const;
  // One that waits is canceled at once; one in progress is Canceling until it would have been due.
  Deployed cancel(std::string_view id, const MetadataActor& actor);

  // By either form of the id; null if there is none.
  const DeployJob* find_deploy(std::string_view id) const;
  const RetrieveJob* find_retrieve(std::string_view id) const;

  // Lets everything take effect that is due by then, in order, each at its own time. Org::catch_up
  // does this before every request; a poll may do it again at no cost.
  void run_due(Org& org, Org::Transaction& tx, TimePoint now);
  // When the next one is due; safe without a transaction.
  TimePoint next_due() const { return TimePoint(Duration(next_due_ms_.load())); }

 private:
  void begin(MetadataJob& job, std::string_view prefix, const MetadataActor& actor);
  const DeployJob& queue(DeployJob job);
  void finish(MetadataJob& job, TimePoint at);
  void apply(DeployJob& job, Org& org, Org::Transaction& tx);
  void apply(RetrieveJob& job, Org& org, Org::Transaction& tx);
  void tidy_up();
  const Reason* refuses(size_t more_bytes) const;

  SeededEntropy entropy_;
  const oauth::Dials& dials_;
  // Lists: what a transaction was given stays where it is while others are forgotten.
  std::list<DeployJob> deploys_{};
  std::list<RetrieveJob> retrieves_{};
  uint64_t made_ = 0, finished_ = 0;
  uint64_t last_deployed_ = 0;  // the place of what last changed the org for good
  std::atomic<Duration::rep> next_due_ms_;
};

}  // namespace rehearse::salesforce
