#pragma once

#include <string>
#include <vector>

#include "harness/target/curl_call.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// ServedSandbox is a mock org that is served as a sandbox is, for those who have none.
struct ServedSandbox {
  std::string host{};             // My Domain
  std::string organization_id{};  // 18 characters
  std::vector<HostRoute> routes{};
  std::string ca{}, session{};  // paths: the authority (PEM); the administrator's session
};
// The target file that reaches it, with the mock engine as Workato.
Json target_file_of(const ServedSandbox& sandbox);

}  // namespace rehearse::harness
