#include "mocks/simulation/worlds/small_stage.h"

#include <fmt/format.h>

#include <stdexcept>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/oauth/token_grants.h"
#include "mocks/salesforce/org/user_admin.h"
#include "mocks/workato/data_centres.h"
#include "mocks/workato/engine/authorize.h"
#include "mocks/workato/engine/engine.h"

namespace rehearse::simulation {
namespace {

constexpr std::string_view kUser = "user@rehearsal.test";
// Long enough that no session, lifetime or hourly limit of one execution reaches into the next.
constexpr Duration kBetween = std::chrono::hours(24);
constexpr int kExecutions = 32;

oauth::AppSettings settings_of(const SmallWorld& small) {
  oauth::AppSettings settings;
  settings.api_name = "Small_world";
  settings.label = "Small world";
  settings.contact_email = "simulation@example.com";
  settings.callback_urls = {std::string(workato::kCallbackUrl)};
  settings.scopes = {"full", "api", "id", "refresh_token"};
  settings.distribution_state = oauth::DistributionState::packaged;
  settings.is_code_cred_flow_enabled = true;
  settings.is_refresh_token_rotation_enabled = small.rotation;
  settings.refresh_token_policy = oauth::RefreshTokenPolicy::infinite;
  return settings;
}

// The mistake would be in this file: what is set up here is always allowed.
[[noreturn]] void refuse(std::string_view what) {
  throw std::logic_error(fmt::format("a small world cannot be set up: {}", what));
}

}  // namespace

SmallStage::SmallStage(const SmallWorld& the_small) : small(the_small) { set_up(); }

void SmallStage::set_up() {
  world_ = std::make_unique<World>(small.options, kRunStart, Surroundings());
  executions_ = 0;
  {
    auto tx = world_->org.begin();
    const auto created = tx.apps().create(settings_of(small), now());
    if (!created) refuse("the app");
    app = created.value();
    const salesforce::App& made = *tx.apps().find(app);
    key = made.consumer_key;
    secret = made.consumer_secret;
    user = tx.users().find_by_username(kUser)->id;
  }
  auto tx = world_->workspace.begin();
  const auto made = tx.profiles().create({.provider = "salesforce",
                                          .name = "Small world",
                                          .client_id = key.value,
                                          .client_secret = secret.value},
                                         now());
  if (!made) refuse("the profile");
  profile = made.value();
  login_base = world_->workspace.config().salesforce_login;
}

void SmallStage::clear() {
  if (++executions_ >= kExecutions) {
    connections_.clear();
    return set_up();
  }
  {
    auto tx = world_->org.begin();
    tx.grants().revoke_of_app(app, oauth::reason::grant_revoked_by_admin, now());
    salesforce::apply_user_change(tx, kUser, {.is_active = true}, now());
  }
  {
    auto tx = world_->workspace.begin();
    for (const int64_t id : connections_) tx.connections().remove(id);
  }
  connections_.clear();
  world_->journal.clear();
  world_->clock.advance(kBetween);
}

int64_t SmallStage::new_connection() {
  auto tx = world_->workspace.begin();
  connections_.push_back(
      tx.connections().create({.name = "Simulated", .profile = profile}, now()).id);
  return connections_.back();
}

AuthorizationCode SmallStage::approve(const std::string& redirect_uri,
                                      const CodeChallenge& challenge) {
  auto tx = world_->org.begin();
  return tx.grants().issue_code({.app = app,
                                 .user = user,
                                 .redirect_uri = redirect_uri,
                                 .scopes = {"api", "id", "refresh_token"},
                                 .challenge = challenge},
                                now());
}

std::optional<SmallStage::Returning> SmallStage::set_out(int64_t connection) {
  Returning returning{.connection = connection};
  {
    auto tx = world_->workspace.begin();
    returning.browser = tx.browsers().open(true, now()).id;
  }
  if (!workato::start_authorization(world_->workspace, connection, returning.browser, now()))
    return std::nullopt;
  {
    auto tx = world_->workspace.begin();
    returning.trip = *tx.authorizations().newest();
  }
  returning.code =
      approve(returning.trip.redirect_uri, workato::challenge_of(returning.trip.verifier));
  returning.query = {{"code", returning.code.value}, {"state", returning.trip.state}};
  return returning;
}

std::string SmallStage::connect(int64_t connection) {
  const std::string code = approve(std::string(workato::kCallbackUrl), {}).value;
  salesforce::Tokens given;
  {
    auto tx = world_->org.begin();
    const salesforce::App& made = *tx.apps().find(app);
    given = tx.grants().redeem_code(
        tx.grants().find_code(code).id, salesforce::access_terms(made.settings, tx.settings()),
        size_t(world_->dials.number(oauth::Dial::approvals_kept)), now());
  }
  auto tx = world_->workspace.begin();
  tx.connections().authorize(*tx.connections().edit(connection),
                             {.access = given.access,
                              .refresh = given.refresh,
                              .instance_url = login_base,
                              .obtained_at = now()},
                             login_base, now());
  return code;
}

}  // namespace rehearse::simulation
