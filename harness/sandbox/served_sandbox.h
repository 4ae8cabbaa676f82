#pragma once

#include <string>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/instance.h"

namespace rehearse::harness {

// ServedSandbox is a mock org that is served as a sandbox is, for those who have none.
struct ServedSandbox {
  std::string host{};             // My Domain
  std::string organization_id{};  // 18 characters
  std::vector<Addresses::HostPort> hosts{};
  std::string address{"127.0.0.1"};  // where the hosts are
  std::string ca{}, session{};       // paths: the authority (PEM); the administrator's session
};
// The target file that reaches it, with the mock engine as Workato.
Json target_file_of(const ServedSandbox& sandbox);

}  // namespace rehearse::harness
