#pragma once

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/sandbox/live_authorization.h"
#include "harness/sandbox/workspace_items.h"
#include "harness/sandbox/workspace_request.h"
#include "mocks/known_names.h"

namespace rehearse::harness {

// OwnWorkspace is the workspace as a run's scenario sees it: with nothing in it but what the run
// made there, under the scenario's names. In the workspace they have names of the run, which the
// journal has before they are made. Safe from several threads: one request is under way at a time.
class OwnWorkspace final : public wire::HttpCall {
 public:
  OwnWorkspace(WorkspaceGuard& guard, RunJournal& journal, LiveAuthorization& org,
               WorkatoSites sites);
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override;
  // True for the hosts of the target's data centre.
  bool is_host(std::string_view host) const;
  const WorkatoSites& sites() const { return sites_; }

 private:
  using Answer = Result<wire::WireResponse, Trouble>;
  struct Made {
    size_t entry = 0;     // in the journal
    std::string own{};    // its name there
    std::string shown{};  // its name in the scenario
  };
  using Key = std::pair<Resource::Kind, std::string>;

  Answer make(const wire::HttpRequest& request, Resource::Kind kind);
  Answer made(Answer answer, Resource::Kind kind, Made thing);
  Answer change(const wire::HttpRequest& request, const WorkspaceRequest& what);
  Answer remove(const wire::HttpRequest& request, const WorkspaceRequest& what);
  Answer respond(const wire::HttpRequest& request);
  Answer list(Resource::Kind kind, const wire::Uri& uri);
  Json shown(Resource::Kind kind, Json item) const;

  WorkspaceGuard& guard_;
  RunJournal& journal_;
  LiveAuthorization& org_;
  WorkspaceItems items_;
  WorkatoSites sites_;
  wire::Uri callback_{};
  std::mutex mutex_{};
  std::map<Key, Made> made_{};
};

}  // namespace rehearse::harness
