#include "mocks/simulation/lives/moment.h"

#include <algorithm>

#include "mocks/oauth/ttl_rules.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/org/refresh_state.h"
#include "mocks/simulation/hash.h"

namespace rehearse::simulation {
namespace {

bool asks_about_use(const oauth::AppSettings& settings) {
  return settings.is_enforce_refresh_token_ttl ||
         settings.refresh_token_policy == oauth::RefreshTokenPolicy::specific_inactivity;
}

bool asks_about_issue(const oauth::Dials& dials) {
  return dials.is(oauth::Dial::rtr_resets_absolute_lifetime, "true");
}

// Past its end it makes no difference how long ago that was.
Duration unused(const salesforce::Grant& grant, const oauth::AppSettings& settings,
                const oauth::Dials& dials, TimePoint now) {
  const auto ends = oauth::refresh_token_ends(settings, salesforce::times_of(grant), dials);
  return (ends ? std::min(now, *ends + Duration(1)) : now) - grant.last_used_at;
}

uint64_t hash_of(const Moment& moment) {
  const auto span = [](const std::optional<Duration>& of) {
    return of ? uint64_t(of->count()) : ~uint64_t{0};
  };
  Hash hash;
  hash.add(uint64_t(moment.status)).add(moment.generations_behind);
  hash.add(span(moment.access_lives)).add(span(moment.since_issue)).add(span(moment.since_use));
  return hash.add(span(moment.waits)).add(uint64_t(moment.throttled)).value();
}

}  // namespace

Moment moment_of(Stage& stage, const oauth::AppSettings& settings) {
  World& world = stage.world();
  const TimePoint now = world.clock.now();
  Moment moment;
  std::string access, refresh;
  {
    auto tx = world.workspace.begin();
    const workato::Connection& connection = *tx.connections().find(stage.connection());
    moment.status = connection.status;
    moment.problem = connection.error_reason;
    moment.slip = connection.slip;
    moment.unsettled = connection.refresh_unsettled;
    moment.leased = connection.leased_until.has_value();
    moment.throttled = connection.throttled;
    moment.waits = std::max(Duration(), connection.not_before - now);
    if (connection.tokens) {
      access = connection.tokens->access.value;
      refresh = connection.tokens->refresh.value;
    }
  }
  moment.has_refresh = !refresh.empty();
  auto tx = world.org.begin();
  const auto bearer = salesforce::find_bearer(world.org, tx, access, now);
  if (bearer) moment.access_lives = bearer.value().access.expires_at - now;
  const salesforce::FoundRefresh found = tx.grants().find_refresh(refresh);
  const salesforce::Grant* grant = tx.grants().find(stage.grant());
  if (grant == nullptr) return moment;
  moment.generations_behind = grant->generation - found.generation;
  moment.refresh_ended = grant->refresh_ended;
  moment.grant_ended = grant->ended;
  if (grant->generation > 0)
    moment.since_issue =
        asks_about_issue(world.dials) ? now - grant->refresh_issued_at : Duration();
  if (asks_about_use(settings)) moment.since_use = unused(*grant, settings, world.dials, now);
  return moment;
}

std::optional<Duration> last_good(const Moment& moment, const oauth::AppSettings& settings,
                                  const oauth::Dials& dials, Duration opened) {
  constexpr TimePoint kNow = kRunStart;
  const Duration issued = moment.since_issue ? -*moment.since_issue : opened;
  const oauth::RefreshTimes times{kNow + opened, kNow + issued, kNow - moment.since_use};
  const auto ends = oauth::refresh_token_ends(settings, times, dials);
  if (!ends) return std::nullopt;
  return *ends - kNow;
}

Memory::Id Memory::id_of(const Moment& moment) {
  const uint64_t hash = hash_of(moment);
  const auto [first, last] = ids_.equal_range(hash);
  for (auto known = first; known != last; ++known) {
    if (moments_[known->second] == moment) return known->second;
  }
  moments_.push_back(moment);
  ids_.emplace(hash, moments_.size() - 1);
  return moments_.size() - 1;
}

void Memory::learn(Step step) {
  const Key key{step.before, step.pause, step.host, step.workers};
  steps_.try_emplace(key, std::move(step));
}

const Memory::Step* Memory::recall(Id before, Duration pause, int host, int workers) const {
  const auto known = steps_.find({before, pause, host, workers});
  return known == steps_.end() ? nullptr : &known->second;
}

}  // namespace rehearse::simulation
