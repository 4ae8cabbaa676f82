#include "mocks/workato/store/api_clients.h"

#include <algorithm>

#include "mocks/core/crypto.h"

namespace rehearse::workato {
namespace {

// docs.workato.com, limits: 60 a minute; connections but for their list: 1 a second.
constexpr size_t kPerMinute = 60;
constexpr Duration kMinute = std::chrono::minutes(1);
constexpr Duration kSecond = std::chrono::seconds(1);

constexpr size_t kTokenLength = 40;

}  // namespace

std::optional<Privilege> find_privilege(std::string_view name) {
  const auto* found = std::ranges::find(kPrivilegeNames, name);
  if (found == kPrivilegeNames.end()) return std::nullopt;
  return Privilege(found - kPrivilegeNames.begin());
}

std::set<Privilege> all_privileges() {
  std::set<Privilege> all;
  for (size_t index = 0; index < kPrivilegeCount; ++index) all.insert(Privilege(index));
  return all;
}

ApiClients::ApiClients(uint64_t seed, std::string own_token)
    : entropy_(seed, "workato api clients"),
      own_{.settings = {.name = "Workspace", .privileges = all_privileges()},
           .token = ApiToken(std::move(own_token))} {}

const ApiClient& ApiClients::create(ApiClientDraft draft, TimePoint now) {
  clients_.push_back({.id = next_id_++,
                      .settings = std::move(draft),
                      .token = ApiToken("wrkmock-" + entropy_.text(kAlphanumeric, kTokenLength)),
                      .created_at = now});
  return clients_.back();
}

bool ApiClients::remove(int64_t id) {
  std::erase_if(calls_, [id](const auto& entry) { return entry.first.first == id && id != 0; });
  return std::erase_if(clients_, [id](const ApiClient& client) { return client.id == id; }) > 0;
}

const ApiClient* ApiClients::find_by_token(std::string_view token) const {
  if (token.empty()) return nullptr;
  if (constant_time_equal(own_.token.value, token)) return &own_;
  const auto found = std::ranges::find_if(clients_, [token](const ApiClient& client) {
    return constant_time_equal(client.token.value, token);
  });
  return found == clients_.end() ? nullptr : &*found;
}

std::optional<Duration> ApiClients::count(int64_t client, Quota quota, TimePoint now) {
  std::deque<TimePoint>& calls = calls_[{client, quota}];
  // A call frees its place after a minute; what lies ahead is from before the clock was set back.
  std::erase_if(calls, [now](TimePoint at) { return at > now || now - at >= kMinute; });
  if (calls.size() >= kPerMinute) return kMinute - (now - calls.front());
  if (quota == Quota::connections && !calls.empty()) {
    const Duration since = now - calls.back();
    if (since > Duration::zero() && since < kSecond) return kSecond - since;
  }
  calls.push_back(now);
  return std::nullopt;
}

}  // namespace rehearse::workato
