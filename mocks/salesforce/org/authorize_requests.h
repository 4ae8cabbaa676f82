#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mocks/core/entropy.h"
#include "mocks/oauth/authorize.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// PendingAuthorize is an authorization request that waits for a person: to log in, or to answer the
// approval page.
struct PendingAuthorize {
  std::string source{};  // the opaque name in the page's URL
  oauth::AuthorizeRequest request{};
  // prompt=login: this session does not count, the person has to log in anew.
  std::optional<SessionId> spent_session{};
  bool came_by_login_host = false;  // the person goes on at My Domain
  TimePoint asked_at{};
};

// AuthorizeRequests keeps the requests that wait: at most 1,000, the oldest goes first. One waits
// at most an hour; expiry is judged when it is looked up.
class AuthorizeRequests {
 public:
  explicit AuthorizeRequests(uint64_t seed);
  const PendingAuthorize& keep(PendingAuthorize pending);  // gives it its `source`
  const PendingAuthorize* find(std::string_view source, TimePoint now);
  void forget(std::string_view source);

 private:
  using Waiting = std::list<PendingAuthorize>;  // oldest first
  SeededEntropy entropy_;
  Waiting waiting_;
  std::unordered_map<std::string, Waiting::iterator> by_source_;
};

}  // namespace rehearse::salesforce
