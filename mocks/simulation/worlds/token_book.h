#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/core/time.h"

namespace rehearse::simulation {

// KnownToken is a token that the org has given out in a small world.
struct KnownToken {
  std::string value{};
  bool is_refresh = false;
  int grant = 0;   // index of its KnownGrant
  int number = 0;  // from 0 among the grant's of its kind
  TimePoint issued_at{};
  uint64_t retired_step = 0;  // when its successor was issued; 0: it is the newest
  uint64_t seen_step = 0;     // of the last survey; 0: none yet
  bool is_active = true;      // as introspection said last
  bool was_seen_dead = false;
};

// KnownGrant is what one approval has led to.
struct KnownGrant {
  std::string scope{};          // as introspection said first
  int64_t connection = 0;       // of Workato; 0: somebody else's
  bool must_be_dead = false;    // by the rules, from now on
  std::string_view why_dead{};  // the rule
  std::string code{};           // that it came from, where known
  size_t newest_refresh = 0;    // index of its newest refresh token
  int refreshes = 0, accesses = 0;
};

// TokenBook keeps what has been given out, and gives it names: `g1.r2` is the third refresh token
// of the first grant.
class TokenBook {
 public:
  int open_grant(int64_t connection, std::string code);
  // Notes a token that the org has just issued. Null if it has issued the same before.
  KnownToken* add(int grant, bool is_refresh, std::string value, TimePoint now, uint64_t step);
  const KnownToken* find(std::string_view value) const;
  // The name, or "an unknown token".
  std::string name_of(std::string_view value) const;

  std::deque<KnownToken>& tokens() { return tokens_; }
  const std::deque<KnownToken>& tokens() const { return tokens_; }
  std::vector<KnownGrant>& grants() { return grants_; }
  const std::vector<KnownGrant>& grants() const { return grants_; }

 private:
  std::deque<KnownToken> tokens_{};
  std::vector<KnownGrant> grants_{};
  std::unordered_map<std::string_view, size_t> by_value_{};
};

}  // namespace rehearse::simulation
