#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/settings_json.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using salesforce::App;
using salesforce::Org;
using salesforce::SettingProblems;

ControlAnswer built_in(const ControlCall& call, const App& app) {
  return control_error(409, "built_in",
                       fmt::format("{}: {} is built in and stays as it is; create an app of your "
                                   "own with POST /apps.",
                                   call.place, app.settings.api_name));
}

// The problems that the Setup pages would show, with the error's usual code and message.
ControlAnswer invalid_settings(const ControlCall& call, const SettingProblems& problems) {
  std::string message = call.place + ":";
  Json list = Json::array();
  for (const salesforce::SettingProblem& problem : problems) {
    message += fmt::format(" {}: {}", problem.field, problem.message);
    list.push_back({{"field", problem.field},
                    {"label", problem.label},
                    {"message", problem.message},
                    {"reason", problem.reason == nullptr ? "" : problem.reason->name}});
  }
  Json error{{"code", "invalid_settings"}, {"message", message}, {"problems", list}};
  return control_json({{"error", error}}, 400);
}

// The app's settings, and what became of the pair that is staged beside its main one: Active,
// Expired, Rotated or null. Never a secret.
ControlAnswer shown(const App& app, Org::Transaction& tx, TimePoint now) {
  const salesforce::StagedCredentials* pair = tx.apps().staged(app.id, now);
  Json json = salesforce::app_to_json(app);
  json["staged_credentials"] = pair == nullptr ? Json() : Json(to_text(pair->state));
  return control_json(json);
}

}  // namespace

ControlAnswer no_such_app(const ControlCall& call) {
  return control_error(404, "not_found",
                       fmt::format("{}: there is no app with the id \"{}\"; GET /apps lists them.",
                                   call.place, call.param("id")));
}

ControlAnswer create_app(ControlCall& call) {
  auto settings = salesforce::settings_from_json(call.body, {});
  if (!settings) return invalid_settings(call, settings.error());
  auto tx = call.world.org.begin();
  const auto created = tx.apps().create(std::move(settings).value(), call.world.clock.now());
  if (!created) return invalid_settings(call, created.error());
  return control_json(salesforce::created_app_to_json(*tx.apps().find(created.value())));
}

ControlAnswer list_apps(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  Json apps = Json::array();
  for (const App* app : tx.apps().all()) {
    apps.push_back({{"app_id", app->id.value},
                    {"apiName", app->settings.api_name},
                    {"label", app->settings.label},
                    {"consumer_key", app->consumer_key.value},
                    {"built_in", app->is_built_in}});
  }
  return control_json(apps);
}

ControlAnswer show_app(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  return app == nullptr ? no_such_app(call) : shown(*app, tx, call.world.clock.now());
}

ControlAnswer edit_app(ControlCall& call) {
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  if (app->is_built_in) return built_in(call, *app);
  auto settings = salesforce::settings_from_json(call.body, app->settings);
  if (!settings) return invalid_settings(call, settings.error());
  const auto updated =
      tx.apps().update(app->id, std::move(settings).value(), {{}, call.world.clock.now()});
  if (!updated) return invalid_settings(call, updated.error());
  return shown(*app, tx, call.world.clock.now());
}

ControlAnswer remove_app(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.world.register_secrets();  // once deleted, the app's secret could not be told apart
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  if (app->is_built_in) return built_in(call, *app);
  const AppId id = app->id;
  const size_t revoked =
      tx.grants().revoke_of_app(id, oauth::reason::app_deleted, call.world.clock.now());
  tx.apps().remove(id);
  return control_json({{"deleted", id.value}, {"revoked", revoked}});
}

ControlAnswer revoke_app_grants(ControlCall& call) {
  Members members(call.body, call.place);
  const std::optional<std::string> username = members.text("username");
  if (auto problem = members.problem()) return *problem;
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  const Reason& why = oauth::reason::grant_revoked_by_admin;
  const TimePoint now = call.world.clock.now();
  if (!username) {
    return control_json({{"revoked", tx.grants().revoke_of_app(app->id, why, now)}});
  }
  const salesforce::User* user = tx.users().find_by_username(*username);
  if (user == nullptr) return no_such_user(call, tx.users(), *username);
  return control_json(
      {{"revoked", tx.grants().revoke_of_user_and_app(user->id, app->id, why, now)}});
}

ControlAnswer replace_app_secret(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  call.world.register_secrets();  // the old secret may stand in the journal
  auto tx = call.world.org.begin();
  const App* app = tx.apps().find(AppId(call.param("id")));
  if (app == nullptr) return no_such_app(call);
  if (app->is_built_in) return built_in(call, *app);
  tx.apps().replace_secret(app->id);
  return control_json(salesforce::created_app_to_json(*app));
}

}  // namespace rehearse::control
