#pragma once

#include <coroutine>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mocks/core/entropy.h"
#include "mocks/core/result.h"
#include "mocks/core/time.h"
#include "mocks/oauth/dials.h"
#include "mocks/wire/form_memory.h"
#include "mocks/wire/http_call.h"
#include "mocks/workato/data_centres.h"
#include "mocks/workato/engine/client_bugs.h"
#include "mocks/workato/engine/origins.h"
#include "mocks/workato/store/api_clients.h"
#include "mocks/workato/store/authorizations.h"
#include "mocks/workato/store/browsers.h"
#include "mocks/workato/store/connections.h"
#include "mocks/workato/store/folders.h"
#include "mocks/workato/store/outbox.h"
#include "mocks/workato/store/profiles.h"
#include "mocks/workato/store/recipes.h"
#include "mocks/workato/store/slips.h"

namespace rehearse::workato {

class RunningJobs;

// WorkspaceConfig is what is fixed when a workspace starts. Base URLs are origins without a slash
// at the end: the documented hosts, or the mock org's own origin as this instance reaches it.
struct WorkspaceConfig {
  uint64_t seed = 1;
  std::string data_centre{"us"};
  std::string api_token{"wrkmock-rehearsal"};
  std::string salesforce_login{"https://login.salesforce.com"};  // Sandbox: No
  std::string salesforce_test{"https://test.salesforce.com"};    // Sandbox: Yes
  std::string salesforce_console{};  // where Create new app leads; empty: salesforce_login
  std::string callback_url{kCallbackUrl};
  // Hosts that tokens and secrets may go to, besides the origins above. https only.
  std::vector<std::string> allowed_instance_suffixes{".salesforce.com", ".force.com"};
  std::string api_version{"v62.0"};
  ClientBugs bugs{};
  const oauth::Dials* dials = nullptr;  // of the instance; null: every dial as it starts out
  bool binds_egress = true;             // false: calls leave from any address (a real org)
};

// Answered is what came of a request, and when.
struct Answered {
  Result<wire::WireResponse, Trouble> outcome;
  TimePoint at{};
};

class Sending;
class Workspace;

// Carrier takes requests that stay under way until something decides what becomes of them: the
// simulation's network.
class Carrier {
 public:
  virtual ~Carrier() = default;
  // Calls `sending.arrive` once there is an outcome. What is destroyed meanwhile must not be
  // called.
  virtual void carry(wire::HttpRequest request, Sending& sending) = 0;
  virtual void forget(Sending& sending) = 0;
};

// Sender is the worker that a request comes from.
struct Sender {
  int host = -1;               // leaves from that egress address; -1: from the next one in turn
  bool in_process = false;     // without sockets: for runs of months
  Carrier* carrier = nullptr;  // takes the request; none: it is answered at once
};

// Sending is a request that somebody waits for.
class Sending {
 public:
  Sending(Workspace& workspace, wire::HttpRequest request, Sender sender, TimePoint now);
  Sending(const Sending&) = delete;
  Sending& operator=(const Sending&) = delete;
  ~Sending();

  bool await_ready();
  void await_suspend(std::coroutine_handle<> waiting);
  Answered await_resume() { return std::move(*answered_); }
  // Whoever waits goes on with this.
  void arrive(Answered answered);

 private:
  Workspace& workspace_;
  wire::HttpRequest request_;
  const Sender sender_;
  const TimePoint now_;
  std::coroutine_handle<> waiting_{};
  std::optional<Answered> answered_{};
};

// Workspace is one mock Workato workspace. Its stores are plain; whoever holds a Transaction holds
// the workspace's one lock. No transaction may be open while send() runs: calls take time, and the
// org may call back.
class Workspace {
 public:
  using Sender = workato::Sender;

  // `direct` is the way without sockets; null: `http`.
  Workspace(WorkspaceConfig config, wire::HttpCall& http, TimePoint start,
            wire::HttpCall* direct = nullptr);
  ~Workspace();

  class Transaction {
   public:
    explicit Transaction(Workspace& workspace) : workspace_(workspace), lock_(workspace.mutex_) {}
    Profiles& profiles() { return workspace_.profiles_; }
    Connections& connections() { return workspace_.connections_; }
    Browsers& browsers() { return workspace_.browsers_; }
    Authorizations& authorizations() { return workspace_.authorizations_; }
    ApiClients& api_clients() { return workspace_.api_clients_; }
    Assignments& assignments() { return workspace_.profiles_.assignments(); }
    Folders& folders() { return workspace_.folders_; }
    bool has_active_recipe(int64_t connection) const {
      return workspace_.recipes_.uses_connection(connection);
    }
    Recipes& recipes() { return workspace_.recipes_; }
    Outbox& outbox() { return workspace_.outbox_; }
    Slips& slips() { return workspace_.slips_; }
    wire::FormMemory& forms() { return workspace_.forms_; }
    Entropy& states() { return workspace_.states_; }
    Entropy& verifiers() { return workspace_.verifiers_; }
    Entropy& jitter() { return workspace_.jitter_; }

   private:
    Workspace& workspace_;
    std::lock_guard<std::mutex> lock_;
  };
  Transaction begin() { return Transaction(*this); }

  // Sends from one of the data centre's egress addresses.
  Result<wire::WireResponse, Trouble> send(wire::HttpRequest request, Sender sender);
  Result<wire::WireResponse, Trouble> send(wire::HttpRequest request) {
    return send(std::move(request), Sender());
  }
  // The same for who can wait: `co_await workspace.answer_to(…)` gives the Answered. Without a
  // carrier nothing waits.
  Sending answer_to(wire::HttpRequest request, Sender sender, TimePoint now) {
    return Sending(*this, std::move(request), sender, now);
  }

  // The request as it leaves from one of the data centre's egress addresses.
  wire::HttpRequest from_egress(wire::HttpRequest request, Sender sender);

  const WorkspaceConfig& config() const { return config_; }
  // False if the engine is told to make some mistake.
  bool is_correct() const { return correct_; }
  const DataCentre& data_centre() const { return *data_centre_; }
  const oauth::Dials& dials() const { return config_.dials != nullptr ? *config_.dials : dials_; }
  Origins origins() const { return {known_origins_, config_.allowed_instance_suffixes}; }
  // Where a connection's authorization server is: the custom domain, else login or test. Nothing if
  // the custom domain cannot be used.
  std::optional<std::string> login_base(const ConnectionSettings& settings) const;
  const std::string& console_url() const;
  // Where people open the workspace under the documented hosts.
  std::string web_origin() const;
  TimePoint started_at() const { return started_at_; }
  RunningJobs& running_jobs() { return *running_jobs_; }

 private:
  WorkspaceConfig config_;
  const oauth::Dials dials_{};
  const DataCentre* data_centre_;
  const bool correct_;
  std::vector<std::string> known_origins_;
  wire::HttpCall& http_;
  wire::HttpCall& direct_;
  TimePoint started_at_;
  std::mutex mutex_;
  size_t calls_ = 0;
  Profiles profiles_;
  Connections connections_;
  Browsers browsers_;
  Authorizations authorizations_;
  ApiClients api_clients_;
  Folders folders_;
  Recipes recipes_;
  Outbox outbox_;
  std::unique_ptr<RunningJobs> running_jobs_;
  Slips slips_;
  SeededEntropy states_, verifiers_, jitter_;
  wire::FormMemory forms_;
};

}  // namespace rehearse::workato
