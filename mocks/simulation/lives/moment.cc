#include "mocks/simulation/lives/moment.h"

#include <algorithm>

#include "mocks/oauth/ttl_rules.h"
#include "mocks/salesforce/oauth/bearer.h"

namespace rehearse::simulation {

Moment moment_of(Stage& stage) {
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
  if (grant->generation > 0) moment.since_issue = now - grant->refresh_issued_at;
  moment.since_use = now - grant->last_used_at;
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
  const auto known = std::ranges::find(moments_, moment);
  if (known == moments_.end()) {
    moments_.push_back(moment);
    return moments_.size() - 1;
  }
  return Id(known - moments_.begin());
}

void Memory::learn(Step step) {
  if (recall(step.before, step.pause, step.host, step.workers) == nullptr)
    steps_.push_back(std::move(step));
}

const Memory::Step* Memory::recall(Id before, Duration pause, int host, int workers) const {
  const auto known = std::ranges::find_if(steps_, [&](const Step& step) {
    return step.before == before && step.pause == pause && step.host == host &&
           step.workers == workers;
  });
  return known == steps_.end() ? nullptr : &*known;
}

}  // namespace rehearse::simulation
