#pragma once

#include <deque>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mocks/core/entropy.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// Sessions keeps the signed-in browsers. A session lives for the org's session timeout from its
// last use; expiry is judged when it is looked up, by the timeout of that moment. At most 1,000 are
// kept, the least recently used goes first.
class Sessions {
 public:
  // `settings` are the org's and outlive the sessions.
  Sessions(uint64_t seed, std::string_view organization_id, const OrgSettings& settings);
  const WebSession& open(const UserId& user, TimePoint now, std::string_view source_ip = {},
                         const AppId& only_for = {});
  // The session of a cookie value, if it is alive at `now`; counts as use.
  const WebSession* find(std::string_view cookie, TimePoint now);
  void mark_verified(const SessionId& id, TimePoint now);
  void close(const SessionId& id);
  void close_all_of(const UserId& user);
  // Whose session, now over, had that token in its forms; empty: nobody's, or it is forgotten. The
  // last 1,000 are known.
  UserId former_holder(std::string_view csrf) const;

 private:
  struct Entry {
    WebSession session{};
    TimePoint last_used{};
  };
  using Entries = std::list<Entry>;  // least recently used first
  struct Former {
    std::string csrf{};
    UserId user{};
  };

  Entries::iterator end(Entries::iterator entry);  // gives the one after it

  const OrgSettings& settings_;
  SeededEntropy entropy_;
  std::string id_prefix_;
  Entries entries_;
  std::unordered_map<std::string, Entries::iterator> by_cookie_;
  std::deque<Former> former_{};
};

}  // namespace rehearse::salesforce
