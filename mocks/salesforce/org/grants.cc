#include "mocks/salesforce/org/grants.h"

#include <algorithm>

#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"

namespace rehearse::salesforce {
namespace {

std::vector<std::string> sorted(std::vector<std::string> scopes) {
  std::sort(scopes.begin(), scopes.end());
  return scopes;
}

uint32_t seconds_of(const AccessTerms& terms) {
  return uint32_t(std::chrono::floor<std::chrono::seconds>(terms.lifetime).count());
}

}  // namespace

void Grants::note_opened(Grant& grant, const AccessTerms& terms, TimePoint now) const {
  note(grant, GrantEvent::What::opened, now,
       {.generation = grant.generation,
        .access = grant.access_issued,
        .lifetime = seconds_of(terms)});
}

Grants::Grants(uint64_t seed, std::string_view organization_id)
    : seal_("salesforce tokens " + std::to_string(seed) + " " + std::string(organization_id)),
      access_prefix_(std::string(organization_id.substr(0, 15)) + "!") {}

std::string Grants::key_of(const UserId& user, const AppId& app) {
  return user.value + " " + app.value;
}

Grant* Grants::find_mutable(GrantId id) {
  const auto found = grants_.find(id);
  return found == grants_.end() ? nullptr : &found->second;
}

const Grant* Grants::find(GrantId id) const {
  const auto found = grants_.find(id);
  return found == grants_.end() ? nullptr : &found->second;
}

Grants::UserApp& Grants::user_app(const UserId& user, const AppId& app) {
  UserApp& entry = by_user_app_[key_of(user, app)];
  entry.user = user;
  entry.app = app;
  return entry;
}

void Grants::spend_code(GrantId id, const Reason& why, TimePoint now) {
  const auto found = codes_.find(id);
  if (found == codes_.end() || found->second.spent != nullptr) return;
  found->second.spent = &why;
  found->second.spent_at = now;
  found->second.spent_by = act_.peer;
}

Grant& Grants::open(GrantId id, const AppId& app, const UserId& user,
                    std::vector<std::string> scopes, TimePoint now) {
  Grant& grant = grants_[id];
  grant.id = id;
  grant.app = app;
  grant.user = user;
  grant.scopes = std::move(scopes);
  grant.opened_at = grant.refresh_issued_at = grant.last_used_at = now;
  return grant;
}

Tokens Grants::redeem_code(GrantId id, const AccessTerms& terms, size_t approvals_kept,
                           TimePoint now) {
  const CodeRequest& request = codes_.at(id).request;
  spend_code(id, oauth::reason::code_replayed, now);
  Grant& grant = open(id, request.app, request.user, request.scopes, now);
  grant.opened_by_code = true;
  grant.flow = "web_server";
  grant.has_refresh = oauth::allows_refresh(grant.scopes);
  Tokens tokens{id, issue_access(grant, terms, now), {}, now};
  if (grant.has_refresh) tokens.refresh = issue_refresh(grant, now);
  note_opened(grant, terms, now);
  if (!grant.has_refresh) {
    keep_as_bearer(id, now);
    return tokens;
  }
  std::vector<GrantId>& chain = user_app(grant.user, grant.app).refreshable;
  chain.push_back(id);
  // Salesforce, documented: each refresh token counts as an approval, the oldest is revoked.
  while (chain.size() > approvals_kept) {
    revoke_grant(chain.front(), oauth::reason::grant_evicted, now);
  }
  return tokens;
}

Tokens Grants::open_grant(const AppId& app, const UserId& user, std::vector<std::string> scopes,
                          const AccessTerms& terms, TimePoint now, std::string_view flow) {
  const GrantId id = ++last_id_;
  Grant& grant = open(id, app, user, std::move(scopes), now);
  grant.flow = flow;
  Tokens tokens{id, issue_access(grant, terms, now), {}, now};
  note_opened(grant, terms, now);
  keep_as_bearer(id, now);
  return tokens;
}

AccessToken Grants::open_session_token(const UserId& user, Duration lifetime, TimePoint now) {
  AccessTerms terms;
  terms.lifetime = lifetime;
  return open_grant(AppId(), user, {"full"}, terms, now).access;
}

Tokens Grants::refresh(GrantId id, const RefreshTerms& terms, TimePoint now) {
  Grant& grant = grants_.at(id);
  Tokens tokens{id, issue_access(grant, terms.access, now), {}, now};
  grant.last_used_at = now;
  ++grant.uses;
  if (terms.rotate) {
    ++grant.generation;
    grant.rotated_at_arrival = terms.latest_arrival;
    tokens.refresh = issue_refresh(grant, now);
  }
  note(grant, terms.rotate ? GrantEvent::What::rotated : GrantEvent::What::refreshed, now,
       {.generation = grant.generation,
        .access = grant.access_issued,
        .lifetime = seconds_of(terms.access)});
  return tokens;
}

void Grants::end_refresh(GrantId id, const Reason& why, TimePoint now) {
  Grant* grant = find_mutable(id);
  if (grant == nullptr || grant->ended != nullptr || grant->refresh_ended != nullptr) return;
  grant->refresh_ended = &why;
  note(*grant, GrantEvent::What::refresh_ended, now,
       {.generation = grant->generation, .reason = &why});
  leave_user_app(*grant);
  keep_as_bearer(id, now);
}

void Grants::note_refused(GrantId id, uint32_t generation, const Reason& why, TimePoint now) {
  Grant* grant = find_mutable(id);
  if (grant == nullptr) return;
  note(*grant, GrantEvent::What::refused, now, {.generation = generation, .reason = &why});
}

// Grants without a live refresh token are never revoked by a later approval, so the mock bounds
// them itself.
void Grants::keep_as_bearer(GrantId id, TimePoint now) {
  bearers_in_order_.push_back(id);
  if (bearers_in_order_.size() <= kBearersKept) return;
  const GrantId oldest = bearers_in_order_.front();
  bearers_in_order_.pop_front();
  revoke_grant(oldest, oauth::reason::grant_dropped, now);
}

void Grants::leave_user_app(const Grant& grant) {
  const auto found = by_user_app_.find(key_of(grant.user, grant.app));
  if (found != by_user_app_.end()) std::erase(found->second.refreshable, grant.id);
}

void Grants::remember_approval(const UserId& user, const AppId& app,
                               const std::vector<std::string>& scopes, size_t approvals_kept) {
  auto& approvals = user_app(user, app).approvals;
  std::erase(approvals, sorted(scopes));
  approvals.push_back(sorted(scopes));
  while (approvals.size() > approvals_kept) approvals.erase(approvals.begin());
}

bool Grants::has_approved(const UserId& user, const AppId& app,
                          const std::vector<std::string>& scopes) const {
  const auto found = by_user_app_.find(key_of(user, app));
  if (found == by_user_app_.end()) return false;
  return std::any_of(found->second.approvals.begin(), found->second.approvals.end(),
                     [&](const auto& approved) { return oauth::covers_all(approved, scopes); });
}

std::vector<std::string> Grants::approved_scopes(const UserId& user, const AppId& app) const {
  std::vector<std::string> together;
  const auto found = by_user_app_.find(key_of(user, app));
  if (found == by_user_app_.end()) return together;
  for (const std::vector<std::string>& approved : found->second.approvals) {
    for (const std::string& scope : approved) {
      if (std::find(together.begin(), together.end(), scope) == together.end())
        together.push_back(scope);
    }
  }
  return together;
}

// A revoked grant takes its approval along, unless another grant with the same scopes still lives.
void Grants::forget_approval(const Grant& grant) {
  const auto found = by_user_app_.find(key_of(grant.user, grant.app));
  if (found == by_user_app_.end()) return;
  const std::vector<std::string> scopes = sorted(grant.scopes);
  for (const GrantId id : found->second.refreshable) {
    if (id != grant.id && sorted(grants_.at(id).scopes) == scopes) return;
  }
  std::erase(found->second.approvals, scopes);
}

}  // namespace rehearse::salesforce
