#include "mocks/simulation/lives/stage.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/control_calls.h"
#include "mocks/simulation/lives/app_plan.h"
#include "mocks/simulation/lives/client_mistakes.h"
#include "mocks/simulation/lives/jobs.h"

namespace rehearse::simulation {
namespace {

constexpr std::string_view kUser = "user@rehearsal.test";
// The org admits 15,000 calls in 24 hours, and time goes back with every life.
constexpr uint64_t kMostRequests = 5'000;

Surroundings with_mistakes(const LifePlan& plan, const Surroundings& surroundings,
                           WrongVerifier*& made) {
  Surroundings changed = surroundings;
  if (plan.client_pkce != ClientPkce::wrong) return changed;
  changed.make_http = [&made, &surroundings]() -> std::unique_ptr<wire::HttpCall> {
    auto call = std::make_unique<WrongVerifier>(surroundings.make_http ? surroundings.make_http()
                                                                       : nullptr);
    made = call.get();
    return call;
  };
  return changed;
}

}  // namespace

void add_reason(std::vector<const Reason*>& chain, const Reason* reason) {
  if (reason != nullptr && std::ranges::find(chain, reason) == chain.end()) chain.push_back(reason);
}

Stage::Stage(const LifePlan& plan, uint64_t seed, const Reach& reach)
    : reach_(reach), pkce_(plan.client_pkce), scopes_(plan.settings.scopes) {
  make_world(plan, seed, reach);
  if (!make_app(plan.settings)) return;
  begin();
}

Stage::~Stage() {
  if (reach_.shows) reach_.shows(nullptr);
}

void Stage::make_world(const LifePlan& plan, uint64_t seed, const Reach& reach) {
  InstanceOptions options;
  options.seed = seed;
  options.client_bugs = client_bugs(plan);
  if (plan.settings.locked_2026) options.org_mode = salesforce::OrgMode::locked_2026;
  WrongVerifier* wrong = nullptr;
  world_ =
      std::make_unique<World>(options, kRunStart, with_mistakes(plan, reach.surroundings, wrong));
  if (wrong != nullptr && !reach.surroundings.make_http) wrong->carry_by(world_->direct);
  if (reach.shows) reach.shows(world_.get());
}

void Stage::tell(LifeEvent::What what, std::string text, const Reason* reason) {
  so_far_.timeline.push_back({.what = what, .at = {}, .reason = reason, .text = std::move(text)});
}

bool Stage::make_app(const Settings& settings) {
  auto tx = world_->org.begin();
  const auto made = tx.apps().create(app_settings(settings), world_->clock.now());
  if (made) {
    app_ = made.value();
    tell(LifeEvent::What::created, "An admin saved the app's settings.");
    return true;
  }
  for (const salesforce::SettingProblem& problem : made.error())
    add_reason(so_far_.chain, problem.reason);
  so_far_.lost_on_day = 0;
  const Reason* why = so_far_.chain.front();
  tell(LifeEvent::What::refused,
       fmt::format("The org did not save the app's settings. {}", why->meaning), why);
  return false;
}

int64_t Stage::make_connection() {
  const TimePoint now = world_->clock.now();
  auto tx = world_->workspace.begin();
  workato::ConnectionSettings settings;
  settings.name = "Salesforce";
  settings.scopes = connection_scopes(scopes_);
  settings.profile = profile_;
  return tx.connections().create(std::move(settings), now).id;
}

void Stage::begin() {
  workato::ProfileDraft draft{.provider = "salesforce", .name = "Salesforce"};
  {
    auto tx = world_->org.begin();
    const salesforce::App* app = tx.apps().find(app_);
    draft.client_id = app->consumer_key.value;
    draft.client_secret = app->consumer_secret.value;
  }
  {
    auto tx = world_->workspace.begin();
    profile_ = tx.profiles().create(draft, world_->clock.now()).value();
  }
  connection_ = make_connection();
  so_far_.chain = connect(connection_);
  if (!so_far_.chain.empty()) {
    so_far_.lost_on_day = 0;
    const Reason* why = so_far_.chain.front();
    return tell(LifeEvent::What::refused, fmt::format("Nothing was connected. {}", why->meaning),
                why);
  }
  tell(LifeEvent::What::connected, "A person authorized the connection.");
  const RoundReport first = run_round(*world_, connection_, 1, 0);
  if (!first.failures.empty()) {
    so_far_.chain = first.failures.front().chain;
    so_far_.lost_on_day = so_far_.first_failure_on_day = 0;
    const Reason* why = so_far_.chain.front();
    return tell(LifeEvent::What::failed, fmt::format("The first job failed. {}", why->meaning),
                why);
  }
  so_far_.connects = true;
  tell(LifeEvent::What::used, "The first job worked.");
  connected_ = *world_->workspace.begin().connections().find(connection_);
  auto tx = world_->org.begin();
  grant_ = tx.grants().find_refresh(connected_->tokens->refresh.value).id;
  grants_ = tx.grants().save();
}

std::vector<const Reason*> Stage::connect(int64_t connection) {
  const TimePoint now = world_->clock.now();
  const SessionId browser = world_->workspace.begin().browsers().open(true, now).id;
  const uint64_t slips = world_->workspace.begin().slips().count();
  const auto started = workato::start_authorization(world_->workspace, connection, browser, now);
  if (!started) return {started.error().reason};
  const auto browsed = control::browse(*world_, kUser, as_sent(started.value(), pkce_), true);
  if (!browsed || browsed->location.empty()) {
    // The person is left on the org's page: Workato hears nothing.
    const Reason* shown = browsed ? browsed->reason : nullptr;
    auto tx = world_->workspace.begin();
    return why_failed(tx.slips().blame(*tx.connections().find(connection), slips, now), shown,
                      nullptr);
  }
  const uint64_t seen = world_->journal.count();
  const workato::CallbackReport report = control::come_back(*world_, browsed->location, browser);
  if (report.ok) return {};
  const Reason* cause = browsed->reason != nullptr
                            ? browsed->reason
                            : world_->journal.reason_since(seen, "salesforce");
  return why_failed(report.bug, cause, report.reason);
}

const Reason* Stage::change(const Settings& settings) {
  spent_ = true;
  auto tx = world_->org.begin();
  const auto changed = tx.apps().update(app_, app_settings(settings), {{}, world_->clock.now()});
  return changed.ok() ? nullptr : changed.error().front().reason;
}

std::vector<const Reason*> Stage::connect_anew() {
  spent_ = true;
  return connect(make_connection());
}

bool Stage::go_back() {
  if (spent_ || world_->journal.count() > kMostRequests) return false;
  if (!so_far_.connects) return true;  // nothing has happened since
  world_->clock.set(kRunStart);
  world_->faults.clear();
  world_->org.begin().grants().restore(*grants_);
  auto tx = world_->workspace.begin();
  *tx.connections().edit(connection_) = *connected_;
  return true;
}

}  // namespace rehearse::simulation
