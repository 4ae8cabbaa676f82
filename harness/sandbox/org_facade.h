#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/sandbox/live_authorization.h"
#include "harness/sandbox/org_apps.h"
#include "harness/sandbox/org_guard.h"
#include "harness/sandbox/run_journal.h"
#include "harness/sandbox/terminal.h"
#include "harness/sandbox/workspace_guard.h"
#include "mocks/control.h"
#include "mocks/core/json.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

inline constexpr std::string_view kAddressesNeeded =
    "enforce the refresh token allowlist without \"addresses\" under \"workato\" in the target "
    "file: "
    "the engine calls from this machine, which the allowlist would keep out";

// How long something is looked for that was made, or deleted: it may be listed so a little later.
inline constexpr std::chrono::milliseconds kListings{30'000};

// OrgFacade is what a sandbox can do of the control facade: the same calls, performed by
// deployments, Connect REST and a browser session. A call that a real org has no way for has
// status 501; `message` says why.
class OrgFacade {
 public:
  struct Parts {
    const TargetFile& target;
    OrgGuard& guard;
    LiveAuthorization& org;  // guarded
    wire::HttpCall& http;    // a port on that
    const OrgSession& session;
    const OrgIdentity& identity;
    RunJournal& journal;
    Terminal& terminal;
    Waiting wait{};
    WorkspaceGuard* workspace = nullptr;  // null: there is none
  };
  explicit OrgFacade(Parts parts);

  Result<ControlAnswer, Trouble> call(std::string_view method, std::string_view path,
                                      std::string_view body);
  // For who makes an app in another way than by a call: announces it in the journal and gives it
  // its name, then finds it in the org and notes its id; an empty one: it is not there.
  struct Announced {
    size_t entry = 0;  // in the journal
    std::string name{};
  };
  Result<Announced, Trouble> announce_app();
  Result<std::string, Trouble> adopt_app(const Announced& app, const Json& settings,
                                         std::chrono::milliseconds at_most = kListings);
  OrgApps& apps() { return apps_; }
  // After an app was made that the org does not list under its name: what it lists instead that the
  // same user made meanwhile. It was not announced under that name, so it is never taken away;
  // clean_up() says what to do with it. A sentence; empty: there is nothing.
  std::string note_strays();
  // The settings with this machine's addresses in each allowlist; nothing: they are not known, and
  // kAddressesNeeded says what to do.
  std::optional<Json> with_own_addresses(Json settings) const;

  // Takes away what this run made, the newest first, and revokes the authorization before: a
  // sentence for each thing that is left. What is there but not this run's own stays.
  std::vector<std::string> clean_up();

 private:
  struct Made {
    Announced app{};
    Json settings{};
  };
  using Answer = Result<ControlAnswer, Trouble>;

  Answer create_app(const Json& settings);
  Answer change_app(const std::string& id, const Json& settings);
  Answer delete_app(const std::string& id);
  Answer approve(const Json& call);
  Answer on_app(std::string_view method, std::string_view path, const Json& body);
  // Deploys these parts; the error of a refusal is an answer of its own.
  Answer deploy(const std::string& name, const Json& wanted, AppParts parts,
                const MetadataApi::Begun& begun = {});
  Answer finish_app(const std::string& id);

  Parts parts_;
  OrgApps apps_;
  std::map<std::string, Made> made_{};  // by app id
  std::vector<std::string> strays_{};   // API names
};

// API names of apps that the login's user made since the run began and that the run did not
// announce: a person may have typed another name than was told. Empty where the org does not say.
std::vector<std::string> strays_of(OrgApps& apps, const OrgIdentity& identity,
                                   const RunHeader& header);
std::string stray_sentence(const std::string& name);

// What takes things away.
struct Removal {
  OrgApps& apps;
  OrgGuard& guard;
  const OrgIdentity& identity;
  RunJournal& journal;
  WorkspaceGuard* workspace = nullptr;
};
// Takes away what an entry of the journal names, wherever it is, if it is this run's own.
Result<Done, Trouble> remove_resource(const Removal& removal, size_t entry,
                                      const Resource& resource);

// Deletes the app of a journal, if it is this run's own: the name has the prefix and the run, the
// creator is the user of the login, the id is the journaled one. The error says why not; Trouble
// where the org does not say.
Result<Done, Trouble> remove_app(OrgApps& apps, OrgGuard& guard, const OrgIdentity& identity,
                                 RunJournal& journal, size_t entry, const Resource& resource);

}  // namespace rehearse::harness
