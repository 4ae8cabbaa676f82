#include "fuzz/sequence/org_side.h"

#include <algorithm>
#include <iterator>

#include "fuzz/support/planted.h"
#include "fuzz/support/promise.h"
#include "mocks/salesforce/oauth/approve_as.h"
#include "mocks/salesforce/org/user_admin.h"

namespace rehearse::fuzz {
namespace {

constexpr int kInputs = 64;  // on one org, before what it remembers makes it slow
constexpr std::string_view kPassword = "rehearse-2026";

model::App plain_app(std::string_view name) {
  model::App app;
  app.name = name;
  app.callback = kCallback;
  app.scopes = {"api", "id", "refresh_token"};
  return app;
}

class StopsBeforeCommit final : public wire::FaultProbe {
 public:
  bool stops(wire::CommitPoint) override { return asked = true; }
  bool asked = false;
};

}  // namespace

oauth::AppSettings settings_of(const model::App& app) {
  oauth::AppSettings settings;
  settings.api_name = app.name;
  settings.label = app.name;
  settings.contact_email = "fuzz@example.com";
  settings.callback_urls = {app.callback};
  settings.scopes.assign(app.scopes.begin(), app.scopes.end());
  settings.distribution_state = oauth::DistributionState::packaged;
  settings.is_code_cred_flow_enabled = true;
  settings.is_enabled = app.enabled;
  settings.is_consumer_secret_optional = !app.needs_secret;
  settings.is_secret_required_for_refresh_token = app.needs_secret_at_refresh;
  settings.is_pkce_required = app.needs_challenge;
  settings.is_refresh_token_rotation_enabled = app.rotates;
  settings.is_enforce_refresh_token_ttl = app.limits_idle;
  settings.refresh_token_policy = oauth::RefreshTokenPolicy(int(app.policy));
  settings.refresh_token_validity_unit = oauth::ValidityUnit::hours;
  settings.refresh_token_validity_period =
      std::max(1, int(std::chrono::duration_cast<std::chrono::hours>(app.period).count()));
  if (!app.allowed.empty()) settings.token_ip_ranges = {{app.allowed, app.allowed, "one"}};
  return settings;
}

OrgSide::OrgSide() { make(); }

void OrgSide::make() {
  inputs_ = 0;
  apps_.clear();
  ids_.clear();
  org_ = std::make_unique<salesforce::Org>(salesforce::OrgConfig{.mutants = planted().mutant},
                                           dials_, kRunStart);
  auto tx = org_->begin();
  for (const std::string_view name : {"First", "Second"}) {
    model::App app = plain_app(name);
    const auto made = tx.apps().create(settings_of(app), kRunStart);
    require(made.ok(), "set-up", "The org takes the apps of the sequence.");
    ids_.push_back(made.value());
    app.key = tx.apps().find(made.value())->consumer_key.value;
    app.secret = tx.apps().find(made.value())->consumer_secret.value;
    apps_.push_back(app);
  }
  saved_ = tx.grants().save();
}

void OrgSide::begin(const std::vector<model::App>& apps, bool cascades, bool locks) {
  if (++inputs_ > kInputs) make();
  set_dial("login.rate_per_hour", "100000");
  set_dial("rtr.replay", cascades ? "cascade" : "reject_only");
  set_dial("refresh.concurrent", locks ? "lock_error" : "cascade");
  arrivals_ = 0;
  org_->begin().grants().restore(*saved_);
  for (size_t user = 0; user < std::size(kUsers); ++user) {
    if (changed_[user]) set_password(user, kRunStart), change_user(user, true, kRunStart);
    changed_[user] = false;
  }
  for (size_t app = 0; app < apps.size(); ++app) change_app(app, apps[app], kRunStart);
}

void OrgSide::set_dial(std::string_view name, std::string_view value) {
  require(dials_.set(name, value).ok(), "set-up", "The org has the dials of the sequence.");
}

Served OrgSide::serve(Endpoint endpoint, const wire::WireRequest& request, uint64_t arrival,
                      bool stops) {
  StopsBeforeCommit probe;
  wire::Call call(request, arrival, stops ? &probe : nullptr, &arrivals_);
  Served served{endpoint(*org_, call)};
  served.reason = call.reason();
  served.stopped = probe.asked;
  return served;
}

Served OrgSide::browse(std::string_view username, const wire::WireRequest& request, bool approve) {
  wire::Call call(request, arrive(), nullptr, &arrivals_);
  Served served{salesforce::approve_as(*org_, username, request, approve, call)};
  served.reason = call.reason();
  return served;
}

std::string OrgSide::issue_code(const model::Code& code) {
  auto tx = org_->begin();
  const salesforce::User* user = tx.users().find_by_username(kUsers[code.user]);
  return tx.grants()
      .issue_code({.app = ids_[size_t(code.app)],
                   .user = user->id,
                   .redirect_uri = std::string(kCallback),
                   .scopes = {code.scopes.begin(), code.scopes.end()},
                   .challenge = CodeChallenge(code.challenge)},
                  code.issued)
      .value;
}

void OrgSide::change_app(size_t app, const model::App& settings, TimePoint now) {
  const auto changed = org_->begin().apps().update(ids_[app], settings_of(settings), {{}, now});
  require(changed.ok(), "set-up", "The org takes a change of settings.");
}

void OrgSide::change_user(size_t user, bool active, TimePoint now) {
  changed_[user] = true;
  auto tx = org_->begin();
  salesforce::apply_user_change(tx, kUsers[user], {.is_active = active}, now);
}

void OrgSide::set_password(size_t user, TimePoint now) {
  changed_[user] = true;
  auto tx = org_->begin();
  salesforce::apply_user_change(tx, kUsers[user], {.password = std::string(kPassword)}, now);
}

}  // namespace rehearse::fuzz
