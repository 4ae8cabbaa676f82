#include "mocks/salesforce/org/authorize_requests.h"

#include <chrono>

namespace rehearse::salesforce {
namespace {

constexpr size_t kKept = 1'000;
constexpr Duration kLifetime = std::chrono::hours(1);
constexpr size_t kSourceLength = 60;

}  // namespace

AuthorizeRequests::AuthorizeRequests(uint64_t seed)
    : entropy_(seed, "salesforce authorize requests") {}

const PendingAuthorize& AuthorizeRequests::keep(PendingAuthorize pending) {
  if (waiting_.size() == kKept) forget(std::string(waiting_.front().source));
  pending.source = "CAAAA" + entropy_.text(kAlphanumeric, kSourceLength);
  waiting_.push_back(std::move(pending));
  by_source_[waiting_.back().source] = std::prev(waiting_.end());
  return waiting_.back();
}

const PendingAuthorize* AuthorizeRequests::find(std::string_view source, TimePoint now) {
  const auto found = by_source_.find(std::string(source));
  if (found == by_source_.end()) return nullptr;
  // What has been seen dead stays dead, even when virtual time is set back.
  if (now > found->second->asked_at + kLifetime) {
    forget(source);
    return nullptr;
  }
  return &*found->second;
}

void AuthorizeRequests::forget(std::string_view source) {
  const auto found = by_source_.find(std::string(source));
  if (found == by_source_.end()) return;
  const auto entry = found->second;
  by_source_.erase(found);
  waiting_.erase(entry);
}

}  // namespace rehearse::salesforce
