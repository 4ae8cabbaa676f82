#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/core/text.h"
#include "mocks/oauth/guide_rules.h"
#include "mocks/oauth/ttl_rules.h"
#include "mocks/world.h"

// What a person who walks the guide by hand is told about.
namespace rehearse::control {
namespace {

using salesforce::App;
using salesforce::Grant;
using salesforce::Org;

Json written(const std::vector<oauth::Deviation>& deviations) {
  Json list = Json::array();
  for (const oauth::Deviation& deviation : deviations) {
    list.push_back({{"guide", deviation.guide},
                    {"required", deviation.required},
                    {"label", deviation.label},
                    {"reason", deviation.reason->name},
                    {"found", deviation.found}});
  }
  return list;
}

// When the newest access token ends; nothing where its issue is too long ago to be kept.
std::optional<TimePoint> session_ends(const Grant& grant) {
  const uint32_t kept = std::min<uint32_t>(grant.event_count, Grant::kEventsKept);
  for (uint32_t back = 1; back <= kept; ++back) {
    const auto& event = grant.events[(grant.event_count - back) % Grant::kEventsKept];
    if (event.access == grant.access_issued && event.lifetime != 0)
      return event.at + std::chrono::seconds(event.lifetime);
  }
  return std::nullopt;
}

// The reason that the refresh token policy would give a moment after the grant's end.
Json written(const Grant& grant, const App& app, const World& world, TimePoint now) {
  const oauth::RefreshTimes times{grant.opened_at, grant.refresh_issued_at, grant.last_used_at};
  const Reason* ended = grant.ended != nullptr ? grant.ended : grant.refresh_ended;
  std::optional<TimePoint> ends;
  if (grant.has_refresh) ends = oauth::refresh_token_ends(app.settings, times, world.dials);
  if (!grant.has_refresh) ends = session_ends(grant);
  const Reason* because = nullptr;
  if (grant.has_refresh && ends)
    because = oauth::why_refresh_token_over(app.settings, times, world.dials, *ends + Duration(1));
  if (ended == nullptr && grant.has_refresh && ends && now > *ends) ended = because;
  const auto name = [](const Reason* reason) {
    return reason != nullptr ? Json(reason->name) : Json(nullptr);
  };
  const auto instant = [](const std::optional<TimePoint>& at) {
    return at ? Json(format_time(*at)) : Json(nullptr);
  };
  return {{"id", "g" + std::to_string(grant.id)},
          {"user", grant.user.value},
          {"has_refresh_token", grant.has_refresh},
          {"opened_at", format_time(grant.opened_at)},
          {"last_used_at", format_time(grant.last_used_at)},
          {"session_ends_at", instant(session_ends(grant))},
          {"ends_at", instant(ends)},
          {"ends_because", name(because)},
          {"ended", name(ended)}};
}

bool has_secret(Org::Transaction& tx, const App& app, std::string_view text, TimePoint now) {
  const salesforce::StagedCredentials* pair = tx.apps().staged(app.id, now);
  return (!app.consumer_secret.value.empty() && app.consumer_secret.value == text) ||
         (pair != nullptr && pair->state != salesforce::StagedCredentials::State::expired &&
          pair->secret.value == text);
}

const App* app_of_secret(Org::Transaction& tx, std::string_view text, TimePoint now) {
  for (const App* app : tx.apps().all()) {
    if (has_secret(tx, *app, text, now)) return app;
  }
  return nullptr;
}

struct Verdict {
  std::string_view text{};
  const App* app = nullptr;  // whose it is
};

Json written(const Verdict& verdict) {
  return {{"verdict", verdict.text},
          {"app_id", verdict.app != nullptr ? Json(verdict.app->id.value) : Json(nullptr)}};
}

Verdict verdict_on_key(Org::Transaction& tx, const std::string& text, TimePoint now) {
  const std::string bare(trim(text));
  if (const App* app = tx.apps().find_by_key(ClientId(text), now)) return {"ok", app};
  if (const App* app = tx.apps().find_by_key(ClientId(bare), now)) return {"blanks", app};
  if (const App* app = app_of_secret(tx, bare, now)) return {"a_secret", app};
  if (tx.apps().why_retired(ClientId(bare)) != nullptr) return {"replaced"};
  return {"unknown"};
}

Verdict verdict_on_secret(Org::Transaction& tx, const std::string& text, TimePoint now) {
  const std::string bare(trim(text));
  if (bare.empty()) return {"missing"};
  if (const App* app = app_of_secret(tx, text, now)) return {"ok", app};
  if (const App* app = app_of_secret(tx, bare, now)) return {"blanks", app};
  if (const App* app = tx.apps().find_by_key(ClientId(bare), now)) return {"a_key", app};
  const auto known = tx.apps().secrets();
  const bool replaced = std::any_of(known.begin(), known.end(),
                                    [&](const auto& secret) { return secret.value == bare; });
  return {replaced ? "replaced" : "unknown"};
}

}  // namespace

ControlAnswer compare_app(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  return control_json(written(oauth::guide_deviations(app->settings)));
}

ControlAnswer list_cautions(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  return control_json(
      written(oauth::guide_cautions(app->settings, call.world.workspace.data_centre().egress)));
}

ControlAnswer show_grants(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  Json list = Json::array();
  const TimePoint now = call.world.clock.now();
  const auto grants = tx.grants().of_app(app->id);
  for (const Grant* grant : grants) list.push_back(written(*grant, *app, call.world, now));
  return control_json(list);
}

ControlAnswer check_profile(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  std::optional<workato::Profile> profile;
  {
    auto workspace = call.world.workspace.begin();
    const workato::Profile* found = workspace.profiles().find(call.number("id"));
    if (found != nullptr) profile = *found;
  }
  if (!profile) {
    return control_error(404, "not_found",
                         call.place + ": there is no such profile; GET /workato lists them.");
  }
  auto tx = call.world.org.begin();
  const TimePoint now = call.world.clock.now();
  return control_json(
      {{"client_id", written(verdict_on_key(tx, profile->client_id.value, now))},
       {"client_secret", written(verdict_on_secret(tx, profile->client_secret.value, now))}});
}

}  // namespace rehearse::control
