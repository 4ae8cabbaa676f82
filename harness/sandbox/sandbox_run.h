#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "harness/driver/target_factory.h"
#include "harness/sandbox/live_authorization.h"
#include "harness/sandbox/org_guard.h"
#include "harness/sandbox/run_journal.h"
#include "harness/sandbox/target_file.h"
#include "harness/sandbox/terminal.h"
#include "harness/sandbox/workspace_guard.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// SandboxOptions are what a run on a sandbox needs from around it.
struct SandboxOptions {
  TargetFile target{};
  bool developer_edition = false;    // the second flag
  std::string journals{};            // the folder
  std::function<TimePoint()> now{};  // real time
  // Lets that much time pass; false as soon as `interrupted` is true.
  std::function<bool(std::chrono::milliseconds, const std::function<bool()>& interrupted)> wait{};
  std::function<bool()> interrupted = [] { return false; };
  // How often somebody asked for the end: a cleanup goes on until it is asked for again.
  std::function<int()> times_interrupted{};
  // Makes the port to the network.
  std::function<std::unique_ptr<wire::HttpCall>(const CurlOptions&)> make_http{};
};

// SandboxRun is what all scenarios of one run on a sandbox share: the login, the guard, the
// journal. Whatever is between a request and the org is here, in this order: the authorization that
// lives, the guard, the network.
class SandboxRun {
 public:
  // Logs in, has the org identify itself and begins the journal; nothing is changed in the org.
  static Result<std::unique_ptr<SandboxRun>, Trouble> begin(SandboxOptions options,
                                                            Terminal& terminal);
  // The same without a journal: nothing can be made.
  static Result<std::unique_ptr<SandboxRun>, Trouble> visit(SandboxOptions options,
                                                            Terminal& terminal);
  // The same, to finish what an earlier run left: with its journal.
  static Result<std::unique_ptr<SandboxRun>, Trouble> resume(SandboxOptions options,
                                                             Terminal& terminal,
                                                             std::unique_ptr<RunJournal> journal);
  // Everything is taken away: the journal's file goes. Else it stays, for `rehearse cleanup`.
  ~SandboxRun();
  SandboxRun(const SandboxRun&) = delete;
  SandboxRun& operator=(const SandboxRun&) = delete;

  const SandboxOptions& options() const { return options_; }
  OrgGuard& guard() { return *guard_; }
  LiveAuthorization& org() { return *org_; }
  const OrgSession& session() const { return session_; }
  const OrgIdentity& identity() const { return identity_; }
  WorkspaceGuard* workspace() { return workspace_.get(); }  // null: the target has none
  const WorkspaceIdentity& workspace_identity() const { return workspace_identity_; }
  RunJournal& journal() { return *journal_; }
  // Waiting that an interrupt ends, but not that of a cleanup.
  std::function<bool(std::chrono::milliseconds)> wait() const;
  // From here on the first interrupt ends nothing any more, and what ended the run does not either:
  // what it made is taken away. Another interrupt leaves it, for `rehearse cleanup`. All waits are
  // bounded, and look for that.
  void begin_cleanup();
  void end_cleanup();  // another plan begins
  // Why no other plan can; empty: it can.
  std::string why_ended() const;
  Terminal& terminal() { return terminal_; }

 private:
  SandboxRun(SandboxOptions options, Terminal& terminal);
  bool is_to_stop() const;
  Result<Done, Trouble> enter();
  Result<Done, Trouble> enter_workspace();

  SandboxOptions options_;
  Terminal& terminal_;
  std::function<bool()> asked_{};  // as SandboxOptions has it
  std::atomic<bool> is_cleaning_ = false;
  std::atomic<int> times_before_ = 0;          // that it was interrupted when its cleanup began
  mutable std::atomic<bool> is_told_ = false;  // that a cleanup goes on
  std::unique_ptr<wire::HttpCall> network_{};
  std::unique_ptr<OrgGuard> guard_{};
  std::unique_ptr<LiveAuthorization> org_{};
  OrgSession session_{};
  OrgIdentity identity_{};
  std::unique_ptr<WorkspaceGuard> workspace_{};
  WorkspaceIdentity workspace_identity_{};
  std::unique_ptr<RunJournal> journal_{};
};

// Opens stages on a sandbox. The run begins with the first stage; where it cannot, each stage ends
// with that Trouble and nobody is asked twice. `driver` is "api" or "pages".
std::unique_ptr<TargetFactory> sandbox_targets(SandboxOptions options,
                                               std::unique_ptr<Terminal> terminal,
                                               const std::string& driver);

}  // namespace rehearse::harness
