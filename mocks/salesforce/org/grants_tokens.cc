#include <algorithm>

#include "mocks/oauth/reasons.h"
#include "mocks/oauth/scope_rules.h"
#include "mocks/salesforce/org/grants.h"
#include "mocks/salesforce/org/sealed_record.h"

// How codes and tokens look, and how the store recognises them. Lengths and prefixes are those of
// observed Salesforce values.
namespace rehearse::salesforce {
namespace {

constexpr std::string_view kCodePrefix = "aPrx";
constexpr std::string_view kCodeSuffix = "==";
constexpr size_t kCodeLength = 76;
constexpr size_t kCodeRecord = 20;
constexpr std::string_view kRefreshPrefix = "5Aep861";
constexpr size_t kRefreshLength = 87;
constexpr size_t kRefreshRecord = 28;
constexpr size_t kAccessBody = 96;  // after the organization id and `!`
constexpr size_t kAccessRecord = 40;
constexpr size_t kDeadAccessKept = 32;

uint64_t milliseconds_of(TimePoint instant) { return uint64_t(instant.time_since_epoch().count()); }

TimePoint instant_of(uint64_t milliseconds) { return TimePoint(Duration(int64_t(milliseconds))); }

std::optional<std::string> unseal(Seal& seal, std::string_view text, Base64 alphabet,
                                  size_t record) {
  const auto sealed = base64_decode(text, alphabet);
  if (!sealed) return {};
  auto opened = seal.open(*sealed);
  if (!opened || opened->size() != record) return {};
  return opened;
}

}  // namespace

AuthorizationCode Grants::issue_code(CodeRequest request, TimePoint now) {
  const GrantId id = ++last_id_;
  codes_[id] = {id, std::move(request), now, nullptr, {}};
  codes_in_order_.push_back(id);
  if (codes_in_order_.size() > kCodesKept) {
    codes_.erase(codes_in_order_.front());
    codes_in_order_.pop_front();
  }
  RecordWriter record(RecordKind::code, kCodeRecord);
  record.put(id, 8);
  record.put(milliseconds_of(now), 8);
  return AuthorizationCode(std::string(kCodePrefix) +
                           base64_encode(seal_.seal(record.bytes()), Base64::token) +
                           std::string(kCodeSuffix));
}

FoundCode Grants::find_code(std::string_view code) {
  if (code.size() != kCodeLength || !code.starts_with(kCodePrefix) || !code.ends_with(kCodeSuffix))
    return {};
  code.remove_prefix(kCodePrefix.size());
  code.remove_suffix(kCodeSuffix.size());
  const auto opened = unseal(seal_, code, Base64::token, kCodeRecord);
  if (!opened) return {};
  RecordReader record(*opened);
  if (!record.is(RecordKind::code)) return {};
  const GrantId id = record.take(8);
  const TimePoint issued_at = instant_of(record.take(8));
  if (id > last_id_) return {};
  const auto found = codes_.find(id);
  if (found == codes_.end()) return {id, nullptr};
  if (found->second.issued_at != issued_at) return {};  // of this id before a reset
  present(EndedBy::Token::code, id, 0);
  return {id, &found->second};
}

RefreshToken Grants::issue_refresh(Grant& grant, TimePoint now) {
  grant.refresh_issued_at = now;
  RecordWriter record(RecordKind::refresh, kRefreshRecord);
  record.put(grant.id, 8);
  record.put(grant.generation, 4);
  record.put(milliseconds_of(now), 8);
  return RefreshToken(std::string(kRefreshPrefix) +
                      base64_encode(seal_.seal(record.bytes()), Base64::url));
}

FoundRefresh Grants::find_refresh(std::string_view token) {
  if (token.size() != kRefreshLength || !token.starts_with(kRefreshPrefix)) return {};
  token.remove_prefix(kRefreshPrefix.size());
  const auto opened = unseal(seal_, token, Base64::url, kRefreshRecord);
  if (!opened) return {};
  RecordReader record(*opened);
  if (!record.is(RecordKind::refresh)) return {};
  const GrantId id = record.take(8);
  const auto generation = uint32_t(record.take(4));
  const TimePoint issued_at = instant_of(record.take(8));
  if (id > last_id_) return {};
  const Grant* grant = find(id);
  if (grant == nullptr) return {id, nullptr, generation};
  // A token of a grant with this id before a reset is none of this grant's.
  const bool is_current = generation == grant->generation;
  if (generation > grant->generation || (is_current && issued_at != grant->refresh_issued_at))
    return {};
  present(EndedBy::Token::refresh, id, generation);
  return {id, grant, generation};
}

AccessToken Grants::issue_access(Grant& grant, const AccessTerms& terms, TimePoint now) {
  RecordWriter record(RecordKind::access, kAccessRecord);
  record.put(terms.is_jwt ? 1 : 0, 1);
  record.put(uint64_t(std::clamp<int64_t>(terms.lifetime.count(), 0, UINT32_MAX)), 4);
  record.put(grant.id, 8);
  record.put(++grant.access_issued, 4);
  record.put(milliseconds_of(now), 8);
  record.put(terms.scope_mask, 8);
  return AccessToken(access_prefix_ + base64_encode(seal_.seal(record.bytes()), Base64::token));
}

std::optional<Grants::AccessRecord> Grants::open_access(std::string_view token) {
  if (token.size() != access_prefix_.size() + kAccessBody || !token.starts_with(access_prefix_))
    return {};
  token.remove_prefix(access_prefix_.size());
  const auto opened = unseal(seal_, token, Base64::token, kAccessRecord);
  if (!opened) return {};
  RecordReader reader(*opened);
  if (!reader.is(RecordKind::access)) return {};
  AccessRecord record;
  record.is_jwt = reader.take(1) != 0;
  record.lifetime = Duration(int64_t(reader.take(4)));
  record.grant = reader.take(8);
  record.number = uint32_t(reader.take(4));
  record.issued_at = instant_of(reader.take(8));
  record.scope_mask = reader.take(8);
  return record;
}

const Reason* Grants::why_dead(const Grant& grant, uint32_t number) {
  if (grant.ended != nullptr) return grant.ended;
  for (const Grant::DeadAccess& dead : grant.dead_access) {
    if (dead.number == number) return dead.reason;
  }
  return number <= grant.dead_up_to ? &oauth::reason::access_token_expired : nullptr;
}

// The list is bounded: beyond it, everything up to the oldest entry counts as dead, so that nothing
// that died comes back.
void Grants::bury_access(Grant& grant, uint32_t number, const Reason& why) {
  if (why_dead(grant, number) != nullptr) return;
  auto& dead = grant.dead_access;
  dead.push_back({number, &why});
  if (dead.size() <= kDeadAccessKept) return;
  const auto oldest = std::min_element(
      dead.begin(), dead.end(),
      [](const auto& left, const auto& right) { return left.number < right.number; });
  grant.dead_up_to = oldest->number;
  dead.erase(oldest);
}

Result<Access, const Reason*> Grants::find_access(std::string_view token, TimePoint now,
                                                  bool is_jwt) {
  const auto record = open_access(token);
  // What is inside a JWT is no token by itself, and the other way round.
  if (!record || record->is_jwt != is_jwt || record->grant > last_id_)
    return &oauth::reason::access_token_unknown;
  Grant* grant = find_mutable(record->grant);
  if (grant == nullptr) return &oauth::reason::grant_forgotten;
  if (record->number > grant->access_issued) return &oauth::reason::access_token_unknown;
  if (const Reason* reason = why_dead(*grant, record->number)) return reason;
  const TimePoint expires_at = record->issued_at + record->lifetime;
  if (now > expires_at) {
    bury_access(*grant, record->number, oauth::reason::access_token_expired);
    return &oauth::reason::access_token_expired;
  }
  present(EndedBy::Token::access, grant->id, record->number);
  Access access{grant->id,     record->number,    grant->user, grant->app,
                grant->scopes, record->issued_at, expires_at,  is_jwt};
  if (record->scope_mask != 0) access.scopes = oauth::scopes_in(record->scope_mask);
  return access;
}

}  // namespace rehearse::salesforce
