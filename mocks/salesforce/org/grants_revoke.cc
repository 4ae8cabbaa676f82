#include <algorithm>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/grants.h"

namespace rehearse::salesforce {

void Grants::revoke_access(GrantId id, uint32_t number, TimePoint now) {
  Grant* grant = find_mutable(id);
  if (grant == nullptr || grant->ended != nullptr) return;
  const Reason& why = oauth::reason::access_token_revoked;
  bury_access(*grant, number, why);
  note(*grant, GrantEvent::What::access_revoked, now,
       {.generation = grant->generation, .access = number, .reason = &why});
}

bool Grants::revoke_grant(GrantId id, const Reason& why, TimePoint now) {
  Grant* grant = find_mutable(id);
  if (grant == nullptr || grant->ended != nullptr) return false;
  grant->ended = &why;
  grant->ended_at = now;
  grant->dead_access = {};  // all are dead now
  grant->ended_by = {act_.grant, act_.number, act_.peer, act_.how, act_.token};
  note(*grant, GrantEvent::What::ended, now, {.generation = grant->generation, .reason = &why});
  leave_user_app(*grant);
  if (&why != &oauth::reason::grant_dropped) forget_approval(*grant);
  ended_in_order_.push_back(id);
  if (ended_in_order_.size() > kGrantsEnded) {
    grants_.erase(ended_in_order_.front());
    ended_in_order_.pop_front();
  }
  return true;
}

size_t Grants::revoke_matching(const UserId* user, const AppId* app, const Reason& why,
                               TimePoint now) {
  std::vector<GrantId> matching;
  for (const auto& [id, grant] : grants_) {
    if (grant.ended != nullptr) continue;
    if (user != nullptr && grant.user != *user) continue;
    if (app != nullptr && grant.app != *app) continue;
    matching.push_back(id);
  }
  std::sort(matching.begin(), matching.end());
  for (const GrantId id : matching) revoke_grant(id, why, now);
  return matching.size();
}

void Grants::void_codes(const UserId* user, const AppId* app, const Reason& why, TimePoint now) {
  for (auto& [id, code] : codes_) {
    if (user != nullptr && code.request.user != *user) continue;
    if (app != nullptr && code.request.app != *app) continue;
    spend_code(id, why, now);
  }
}

void Grants::forget_approvals(const UserId* user, const AppId* app) {
  for (auto& [key, entry] : by_user_app_) {
    if (user != nullptr && entry.user != *user) continue;
    if (app != nullptr && entry.app != *app) continue;
    entry.approvals.clear();
  }
}

size_t Grants::revoke_of_user(const UserId& user, const Reason& why, TimePoint now) {
  forget_approvals(&user, nullptr);
  void_codes(&user, nullptr, why, now);
  return revoke_matching(&user, nullptr, why, now);
}

size_t Grants::revoke_of_app(const AppId& app, const Reason& why, TimePoint now) {
  forget_approvals(nullptr, &app);
  void_codes(nullptr, &app, why, now);
  return revoke_matching(nullptr, &app, why, now);
}

size_t Grants::revoke_of_user_and_app(const UserId& user, const AppId& app, const Reason& why,
                                      TimePoint now) {
  forget_approvals(&user, &app);
  void_codes(&user, &app, why, now);
  return revoke_matching(&user, &app, why, now);
}

}  // namespace rehearse::salesforce
