#include "mocks/oauth/ttl_rules.h"
#include "mocks/salesforce/org/apps.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

using State = StagedCredentials::State;

// The key prefix of these records is not public.
constexpr std::string_view kStagedPrefix = "8Sc";

}  // namespace

void Apps::retire(const StagedCredentials& pair, const Reason& why) {
  by_key_.erase(pair.key.value);
  outlive(pair.secret);
  retired_[pair.key.value] = &why;
  retired_in_order_.push_back(pair.key.value);
  if (retired_in_order_.size() <= kRetiredKept) return;
  retired_.erase(retired_in_order_.front());
  retired_in_order_.pop_front();
}

// Salesforce, documented: "valid for 30 days unless they're deleted before then". Observed: a
// rotated pair is then deleted, an active one has the state Expired.
void Apps::settle(App& app, TimePoint now) {
  if (!app.staged || app.staged->state == State::expired) return;
  if (!oauth::expired(app.staged->counts_from, kStagedLife, now)) return;
  retire(*app.staged, reason::staged_key_expired);
  if (app.staged->state == State::active) {
    app.staged->state = State::expired;
  } else {
    app.staged.reset();
  }
}

const StagedCredentials* Apps::staged(const AppId& id, TimePoint now) {
  App* app = find_mutable(id);
  if (app == nullptr) return nullptr;
  settle(*app, now);
  return app->staged ? &*app->staged : nullptr;
}

Result<Done, const Reason*> Apps::stage(const AppId& id, const UserId& by, TimePoint now) {
  App* app = find_mutable(id);
  if (app == nullptr || app->is_built_in) return &reason::connect_app_unknown;
  settle(*app, now);
  // Salesforce, observed: one staged pair a consumer, to be deleted before the next.
  if (app->staged) return &reason::staged_exists;
  StagedCredentials pair;
  pair.id = make_record_id(kStagedPrefix, entropy_);
  pair.key = new_key();
  pair.secret = new_secret();
  pair.created_by = by;
  pair.created_at = pair.counts_from = now;
  by_key_[pair.key.value] = app;
  app->staged = std::move(pair);
  return Done{};
}

Result<Done, const Reason*> Apps::rotate_staged(const AppId& id, TimePoint now) {
  App* app = find_mutable(id);
  if (app == nullptr) return &reason::connect_app_unknown;
  settle(*app, now);
  if (!app->staged) return &reason::staged_unknown;
  if (app->staged->state == State::expired) return &reason::staged_expired;
  // The former pair is kept for the changeover alone; what should be main again is staged anew.
  if (app->staged->state == State::rotated) return &reason::staged_rotated_before;
  std::swap(app->consumer_key, app->staged->key);
  std::swap(app->consumer_secret, app->staged->secret);
  app->staged->state = State::rotated;
  app->staged->counts_from = now;
  return Done{};
}

bool Apps::remove_staged(const AppId& id, TimePoint now) {
  App* app = find_mutable(id);
  if (app == nullptr) return false;
  settle(*app, now);
  if (!app->staged) return false;
  if (app->staged->state != State::expired) retire(*app->staged, reason::staged_key_deleted);
  app->staged.reset();
  return true;
}

const Reason* Apps::why_retired(const ClientId& key) const {
  const auto found = retired_.find(key.value);
  return found == retired_.end() ? nullptr : found->second;
}

}  // namespace rehearse::salesforce
