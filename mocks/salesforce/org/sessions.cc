#include "mocks/salesforce/org/sessions.h"

#include <algorithm>
#include <chrono>

#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kKept = 1'000;
constexpr size_t kFormerKept = 1'000;
constexpr size_t kCsrfLength = 43;

// The letters of a Salesforce session id. None of them needs escaping in a cookie or in XML.
constexpr std::string_view kSessionAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
constexpr size_t kSessionLength = 96;

}  // namespace

Sessions::Sessions(uint64_t seed, std::string_view organization_id, const OrgSettings& settings)
    : settings_(settings),
      entropy_(seed, "salesforce sessions"),
      id_prefix_(short_id(organization_id) + "!") {}

const WebSession& Sessions::open(const UserId& user, TimePoint now, std::string_view source_ip,
                                 const AppId& only_for) {
  if (entries_.size() == kKept) end(entries_.begin());
  WebSession session;
  session.id = SessionId(id_prefix_ + entropy_.text(kSessionAlphabet, kSessionLength));
  session.user = user;
  session.created_at = now;
  session.source_ip = source_ip;
  session.only_for = only_for;
  session.csrf = entropy_.text(kAlphanumeric, kCsrfLength);
  entries_.push_back({session, now});
  by_cookie_[session.id.value] = std::prev(entries_.end());
  return entries_.back().session;
}

const WebSession* Sessions::find(std::string_view cookie, TimePoint now) {
  const auto found = by_cookie_.find(std::string(cookie));
  if (found == by_cookie_.end()) return nullptr;
  const auto entry = found->second;
  // What has been seen dead stays dead, even when virtual time is set back.
  if (now > entry->last_used + std::chrono::minutes(settings_.session_timeout_minutes)) {
    end(entry);
    return nullptr;
  }
  entry->last_used = std::max(entry->last_used, now);
  entries_.splice(entries_.end(), entries_, entry);
  return &entry->session;
}

void Sessions::mark_verified(const SessionId& id, TimePoint now) {
  const auto found = by_cookie_.find(id.value);
  if (found != by_cookie_.end()) found->second->session.verified_at = now;
}

void Sessions::close(const SessionId& id) {
  const auto found = by_cookie_.find(id.value);
  if (found != by_cookie_.end()) end(found->second);
}

void Sessions::close_all_of(const UserId& user) {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    entry = entry->session.user == user ? end(entry) : std::next(entry);
  }
}

UserId Sessions::former_holder(std::string_view csrf) const {
  const auto found = std::ranges::find(former_, csrf, &Former::csrf);
  return found == former_.end() ? UserId() : found->user;
}

Sessions::Entries::iterator Sessions::end(Entries::iterator entry) {
  if (former_.size() == kFormerKept) former_.pop_front();
  former_.push_back({entry->session.csrf, entry->session.user});
  by_cookie_.erase(entry->session.id.value);
  return entries_.erase(entry);
}

}  // namespace rehearse::salesforce
