#pragma once

#include <memory>
#include <optional>
#include <string>

#include "harness/sandbox/metadata_api.h"
#include "harness/sandbox/run_journal.h"
#include "harness/sandbox/secrets.h"
#include "harness/sandbox/target_file.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness {

// WorkspaceIdentity is what the workspace says of itself.
struct WorkspaceIdentity {
  std::string id{}, name{};
};

// WorkspaceGuard stands between a run and a real Workato workspace, and fails closed. What it
// refuses is Trouble of the kind `refused`, and nothing is sent:
// - hosts are the documented ones of the target's data centre, over https; a credential goes to the
//   Developer API alone;
// - nothing is changed before admit(), and before each call that changes something the workspace is
//   asked again who it is: another answer ends the run;
// - profiles and connections are made under names that the run gives, and only those of the run are
//   changed, authorized or deleted; nothing else is changed at all;
// - the callback gets one response for each authorization that a connection of the run began;
// - a run's caps hold; three failures in a row end the run; a 429 is waited for once, and for a
//   minute at most.
// Not safe from two threads at once.
class WorkspaceGuard final : public wire::HttpCall {
 public:
  // `wait` passes time; false: the run was interrupted.
  WorkspaceGuard(const TargetFile& target, Secret token, wire::HttpCall& inner, Waiting wait);
  ~WorkspaceGuard() override;

  // Asks who the workspace is (GET /api/users/me) and compares it with the pin; anything missing or
  // different is Trouble of the kind `refused`.
  Result<WorkspaceIdentity, Trouble> admit();
  // Around the taking away of what the run made, as OrgGuard has it: what ended the run (caps,
  // failures) counts anew meanwhile, and has ended it still afterwards. Where the workspace has
  // become another, nothing is changed any more all the same.
  void begin_cleanup();
  void end_cleanup();
  // Why nothing more can be done in this run; empty: something can.
  std::string why_ended() const;
  // How the names begin that the run gives. Without: nothing is made.
  void set_own_names(const std::string& beginning);
  // The run made it, or it is taken away.
  void own(Resource::Kind kind, const std::string& id);
  void disown(Resource::Kind kind, const std::string& id);
  bool owns(Resource::Kind kind, const std::string& id) const;

  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;
  // Why the last request was not let out that is none of a run's; forgets it. Not what ended the
  // run.
  std::optional<std::string> take_refusal();

  const std::string& api() const;  // its origin
  const Secret& token() const;
  int sent() const;
  int changing() const;  // of those, how many could change something

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rehearse::harness
