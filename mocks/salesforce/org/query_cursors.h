#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::salesforce {

// QueryCursor is what a query found beyond its first batch: which records, not what they hold.
struct QueryCursor {
  std::string id{};  // 01g…, 18 characters
  UserId user{};
  std::string statement{};
  bool is_tooling = false;
  std::vector<std::string> keys{};  // of all records, in order
  size_t batch = 0;                 // records of one answer
  TimePoint opened_at{};
};

// QueryCursors keeps them (Salesforce, documented: two days, any number of them). The mock bounds
// their number; the oldest gives way.
class QueryCursors {
 public:
  static constexpr size_t kKept = 50;
  static constexpr Duration kLifetime = std::chrono::days(2);

  // Gives it an id.
  const QueryCursor& open(QueryCursor cursor);
  // The user's own, if it is alive; null otherwise.
  const QueryCursor* find(std::string_view id, const UserId& user, TimePoint now) const;

 private:
  std::deque<QueryCursor> cursors_{};  // oldest first
  uint64_t last_ = 0;
};

}  // namespace rehearse::salesforce
