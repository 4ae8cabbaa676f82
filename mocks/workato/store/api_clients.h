#pragma once

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/entropy.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::workato {

using ApiToken = Strong<struct ApiTokenTag>;

// Privilege is what a client role allows, named as on Workato's page of client roles where that
// name is public.
enum class Privilege {
  list_profiles,
  get_profile,
  create_profile,
  update_profile,
  delete_profile,
  assign_profile,
  unassign_profile,
  list_connections,
  create_connection,
  update_connection,
  delete_connection,
  disconnect_connection,
  pick_list,
  create_runtime_connection,
  get_oauth_url,
  list_connectors,
  list_folders,
  create_folder,
  get_workspace,
  count_,
};
inline constexpr size_t kPrivilegeCount = size_t(Privilege::count_);
inline constexpr std::array<std::string_view, kPrivilegeCount> kPrivilegeNames{
    "List custom OAuth profiles",
    "Get custom OAuth profile",
    "Create custom OAuth profile",
    "Update custom OAuth profile",
    "Delete custom OAuth profile",
    "Assign custom OAuth profile",
    "Unassign custom OAuth profile",
    "List connections",
    "Create connection",
    "Update connection",
    "Delete connection",
    "Disconnect connection",
    "Get picklist values",
    "Create runtime user connection",
    "Get OAuth URL",
    "List platform connectors",
    "List folders",
    "Create folder",
    "Get workspace details",
};
std::optional<Privilege> find_privilege(std::string_view name);
std::set<Privilege> all_privileges();

// Quota is a group of endpoints whose calls are counted together.
enum class Quota { profiles, connection_list, connections, connectors, rest, count_ };

// ApiClientDraft is what an admin decides about an API client.
struct ApiClientDraft {
  std::string name{};
  std::set<Privilege> privileges{};
  std::set<std::string> projects{};   // by name; empty: all projects
  std::set<std::string> allowlist{};  // addresses and CIDR blocks; empty: from anywhere
};

// ApiClient is a user of the Developer API. The workspace's own client has the id 0.
struct ApiClient {
  int64_t id = 0;
  ApiClientDraft settings{};
  ApiToken token{};
  TimePoint created_at{};

  bool may(Privilege privilege) const { return settings.privileges.contains(privilege); }
  bool sees(const std::string& project) const {
    return settings.projects.empty() || settings.projects.contains(project);
  }
};

// ApiClients keeps the API clients and counts what they call, on the virtual clock.
class ApiClients {
 public:
  // `own_token` belongs to a client that may everything.
  ApiClients(uint64_t seed, std::string own_token);

  const ApiClient& create(ApiClientDraft draft, TimePoint now);
  bool remove(int64_t id);
  const ApiClient* find_by_token(std::string_view token) const;
  // Without the workspace's own.
  const std::deque<ApiClient>& all() const { return clients_; }

  // Counts a call, unless the client has called too much: then how long it has to wait. A call at
  // the very instant of the one before is told from a clock that stands still by nothing, so it
  // counts towards the minute alone.
  std::optional<Duration> count(int64_t client, Quota quota, TimePoint now);

 private:
  SeededEntropy entropy_;
  ApiClient own_;
  std::deque<ApiClient> clients_;
  int64_t next_id_ = 501;
  std::map<std::pair<int64_t, Quota>, std::deque<TimePoint>> calls_;  // of the last minute
};

}  // namespace rehearse::workato
