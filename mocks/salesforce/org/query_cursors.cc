#include "mocks/salesforce/org/query_cursors.h"

#include <algorithm>

#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {

const QueryCursor& QueryCursors::open(QueryCursor cursor) {
  cursor.id = numbered_id("01g", ++last_);
  if (cursors_.size() == kKept) cursors_.pop_front();
  return cursors_.emplace_back(std::move(cursor));
}

const QueryCursor* QueryCursors::find(std::string_view id, const UserId& user,
                                      TimePoint now) const {
  const auto found = std::ranges::find_if(cursors_, [&](const QueryCursor& cursor) {
    return same_id(cursor.id, id) && cursor.user == user && now <= cursor.opened_at + kLifetime;
  });
  return found == cursors_.end() ? nullptr : &*found;
}

}  // namespace rehearse::salesforce
