#include "harness/sandbox/sandbox_run.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <utility>

#include "harness/sandbox/system_entropy.h"
#include "harness/sandbox/target_network.h"
#include "harness/sandbox/workspace_items.h"

namespace rehearse::harness {
namespace {

constexpr std::chrono::seconds kTold{10};  // between two lines about waiting
constexpr std::string_view kGoesOn =
    "\nInterrupted: what the run made is taken away. Ctrl-C once more leaves it there.\n";

Trouble refused(std::string why) { return {Trouble::Kind::refused, std::move(why), "", false}; }

// Tells runs apart, also those of one instant on machines that know nothing of each other.
std::string run_id(TimePoint now) {
  SystemEntropy entropy;
  return fmt::format("r{:08x}p{}", now.time_since_epoch().count() / 1'000,
                     entropy.text(kHexLower, 6));
}

// A crash is not to leave a session's token on a disk, nor another process to read it.
void keep_out_of_dumps() {
  const rlimit none{0, 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)prctl(PR_SET_DUMPABLE, 0);
}

std::string or_none(const std::string& id) { return id.empty() ? "none" : id; }

}  // namespace

SandboxRun::SandboxRun(SandboxOptions options, Terminal& terminal)
    : options_(std::move(options)), terminal_(terminal) {
  asked_ = std::exchange(options_.interrupted, [this] { return is_to_stop(); });
}

bool SandboxRun::is_to_stop() const {
  if (!is_cleaning_) return asked_ && asked_();
  const int times = options_.times_interrupted ? options_.times_interrupted() : 0;
  if (times > std::max(times_before_.load(), 1)) return true;
  if (times > times_before_ && !is_told_.exchange(true)) terminal_.say(kGoesOn);
  return false;
}

std::function<bool(std::chrono::milliseconds)> SandboxRun::wait() const {
  return [this, waited = std::chrono::milliseconds{0}](std::chrono::milliseconds length) mutable {
    if (waited / kTold != (waited + length) / kTold)
      terminal_.say(fmt::format("Waiting for the org, {} s so far.\n",
                                (waited + length) / std::chrono::seconds{1}));
    waited += length;
    return options_.wait(length, options_.interrupted);
  };
}

void SandboxRun::begin_cleanup() {
  if (is_cleaning_) return;
  is_told_ = options_.interrupted();
  // Before it is said: whoever reads that may already ask again.
  times_before_ = options_.times_interrupted ? options_.times_interrupted() : 0;
  if (is_told_) terminal_.say(kGoesOn);
  is_cleaning_ = true;
  guard_->begin_cleanup();
  if (workspace_) workspace_->begin_cleanup();
}

void SandboxRun::end_cleanup() {
  is_cleaning_ = false;
  guard_->end_cleanup();
  if (workspace_) workspace_->end_cleanup();
}

std::string SandboxRun::why_ended() const {
  const std::string why = guard_->why_ended();
  return why.empty() && workspace_ ? workspace_->why_ended() : why;
}

Result<Done, Trouble> SandboxRun::enter() {
  keep_out_of_dumps();
  auto curl = curl_options_of(options_.target, terminal_);
  if (!curl) return refused(curl.error());
  curl.value().interrupted = options_.interrupted;
  network_ = options_.make_http(curl.value());
  guard_ = std::make_unique<OrgGuard>(options_.target, *network_, options_.developer_edition,
                                      options_.now);
  SystemEntropy entropy;
  auto session = log_in(options_.target, {.http = *guard_,
                                          .terminal = terminal_,
                                          .entropy = entropy,
                                          .now = options_.now,
                                          .interrupted = options_.interrupted});
  if (!session) return session.error();
  session_ = std::move(session).value();
  auto identity = guard_->admit(session_);
  if (!identity) return identity.error();
  identity_ = std::move(identity).value();
  org_ = std::make_unique<LiveAuthorization>(*guard_, options_.target.my_domain);
  return options_.target.workato == TargetFile::Workato::workspace ? enter_workspace()
                                                                   : Result<Done, Trouble>(Done{});
}

Result<Done, Trouble> SandboxRun::enter_workspace() {
  auto token = read_secret(options_.target.workato_token, terminal_, options_.target.limits.a_wait);
  if (!token) return refused(token.error());
  workspace_ = std::make_unique<WorkspaceGuard>(options_.target, std::move(token).value(),
                                                *network_, wait());
  auto identity = workspace_->admit();
  if (!identity) return identity.error();
  workspace_identity_ = std::move(identity).value();
  return Done{};
}

Result<std::unique_ptr<SandboxRun>, Trouble> SandboxRun::visit(SandboxOptions options,
                                                               Terminal& terminal) {
  std::unique_ptr<SandboxRun> run(new SandboxRun(std::move(options), terminal));
  if (const auto entered = run->enter(); !entered) return entered.error();
  return run;
}

Result<std::unique_ptr<SandboxRun>, Trouble> SandboxRun::begin(SandboxOptions options,
                                                               Terminal& terminal) {
  auto visited = visit(std::move(options), terminal);
  if (!visited) return visited;
  std::unique_ptr<SandboxRun> run = std::move(visited).value();
  const TargetFile& target = run->options_.target;
  const TimePoint now = run->options_.now();
  auto journal =
      RunJournal::begin(run->options_.journals, {.run = run_id(now),
                                                 .target = target.path,
                                                 .began_at = format_time(now),
                                                 .my_domain = target.my_domain,
                                                 .organization_id = run->identity_.organization_id,
                                                 .user_id = run->identity_.user_id,
                                                 .prefix = target.name_prefix,
                                                 .workspace_id = run->workspace_identity_.id});
  if (!journal) return refused(journal.error());
  run->journal_ = std::move(journal).value();
  if (run->workspace_) run->workspace_->set_own_names(own_beginning(run->journal_->header()));
  return run;
}

Result<std::unique_ptr<SandboxRun>, Trouble> SandboxRun::resume(
    SandboxOptions options, Terminal& terminal, std::unique_ptr<RunJournal> journal) {
  std::unique_ptr<SandboxRun> run(new SandboxRun(std::move(options), terminal));
  run->journal_ = std::move(journal);
  const RunHeader& header = run->journal_->header();
  if (header.my_domain != run->options_.target.my_domain ||
      header.organization_id != run->options_.target.organization_id)
    return refused(fmt::format("the run {} was on {} ({}), the target file is about {} ({})",
                               header.run, header.my_domain, header.organization_id,
                               run->options_.target.my_domain,
                               run->options_.target.organization_id));
  if (header.workspace_id != run->options_.target.workspace_id)
    return refused(fmt::format("the run {} was in the workspace {}, the target file is about {}",
                               header.run, or_none(header.workspace_id),
                               or_none(run->options_.target.workspace_id)));
  if (const auto entered = run->enter(); !entered) return entered.error();
  return run;
}

SandboxRun::~SandboxRun() {
  if (journal_) (void)journal_->finish();
}

}  // namespace rehearse::harness
