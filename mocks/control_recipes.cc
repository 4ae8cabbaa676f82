#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/core/text.h"
#include "mocks/core/time.h"
#include "mocks/workato/recipes/run.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using workato::Recipe;
using workato::RecipeSettings;

constexpr int64_t kMostWorkers = 100;

Json name_or_null(const Reason* reason) {
  return reason != nullptr ? Json(reason->name) : Json(nullptr);
}

Json written(const Recipe& recipe) {
  const RecipeSettings& settings = recipe.settings;
  const auto next =
      recipe.running ? run_at(settings.schedule, recipe.started_at, recipe.turn) : std::nullopt;
  return {{"id", recipe.id},
          {"name", settings.name},
          {"connection", settings.connection},
          {"schedule", to_text(settings.schedule)},
          {"workers", settings.workers},
          {"hosts", settings.hosts},
          {"job_length", format_duration(settings.job_length)},
          {"state", recipe.running ? "running" : "stopped"},
          {"stopped_because",
           recipe.stopped_because.empty() ? Json(nullptr) : Json(recipe.stopped_because)},
          {"next_run_at", next ? Json(format_time(*next)) : Json(nullptr)},
          {"jobs", recipe.jobs},
          {"failed", recipe.failed}};
}

Json written(const workato::RunEvent& event) {
  return {{"at", format_time(event.at)},
          {"what", event.what},
          {"recipe", event.recipe != 0 ? Json(event.recipe) : Json(nullptr)},
          {"connection", event.connection},
          {"reason", name_or_null(event.reason)},
          {"cause", name_or_null(event.cause)},
          {"bug", name_or_null(event.bug)},
          {"text", event.text}};
}

// A recipe's name stands in mails.
void check_name(Members& members, const std::string& name) {
  constexpr size_t kLongest = 255;
  if (trim(name).empty() || name.size() > kLongest || has_control(name) || !is_utf8(name))
    members.bad_value("name", "a name has 1 to 255 readable characters.");
}

// Reads what both creating and editing take; the error answer goes to `members`.
void read_settings(Members& members, RecipeSettings& settings) {
  if (const auto schedule = members.text("schedule")) {
    const auto parsed = workato::parse_schedule(*schedule);
    if (parsed)
      settings.schedule = parsed.value();
    else
      members.bad_value("schedule", parsed.error());
  }
  if (const auto workers = members.integer("workers", 1, kMostWorkers))
    settings.workers = int(*workers);
  if (const auto hosts = members.integer("hosts", 1, kMostWorkers)) settings.hosts = int(*hosts);
  if (const auto length = members.text("job_length")) {
    const auto parsed = parse_duration(*length);
    if (parsed)
      settings.job_length = parsed.value();
    else
      members.bad_value("job_length", parsed.error());
  }
}

ControlAnswer no_such_recipe(const ControlCall& call) {
  return control_error(
      404, "not_found",
      fmt::format("{}: there is no such recipe; GET /workato/recipes lists them.", call.place));
}

Recipe* recipe_of(const ControlCall& call, workato::Workspace::Transaction& tx) {
  return tx.recipes().find(call.number("id"));
}

}  // namespace

ControlAnswer list_recipes(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  Json recipes = Json::array();
  for (const Recipe& recipe : tx.recipes().all()) recipes.push_back(written(recipe));
  return control_json(recipes);
}

ControlAnswer create_recipe(ControlCall& call) {
  Members members(call.body, call.place);
  RecipeSettings settings;
  settings.name = members.required_text("name");
  if (members.has("name")) check_name(members, settings.name);
  settings.connection = members.integer("connection", 1, INT64_MAX).value_or(0);
  if (!members.has("connection")) {
    members.missing("the member \"connection\" (a connection's id) is missing.");
  }
  read_settings(members, settings);
  if (auto problem = members.problem()) return *problem;
  auto tx = call.world.workspace.begin();
  if (tx.connections().find(settings.connection) == nullptr) return no_such_connection(call);
  return control_json(written(tx.recipes().create(std::move(settings), call.world.clock.now())));
}

ControlAnswer edit_recipe(ControlCall& call) {
  Members members(call.body, call.place);
  auto tx = call.world.workspace.begin();
  Recipe* recipe = recipe_of(call, tx);
  RecipeSettings settings = recipe != nullptr ? recipe->settings : RecipeSettings();
  const auto state = members.choice("state", {"running", "stopped"});
  if (const auto name = members.text("name")) {
    settings.name = *name;
    check_name(members, *name);
  }
  read_settings(members, settings);
  if (auto problem = members.problem()) return *problem;
  if (recipe == nullptr) return no_such_recipe(call);
  const bool rescheduled = settings.schedule != recipe->settings.schedule;
  recipe->settings = std::move(settings);
  if (state == "stopped") {
    tx.recipes().stop(*recipe, "");
  } else if ((state && !recipe->running) || (rescheduled && recipe->running)) {
    tx.recipes().start(*recipe, call.world.clock.now());
  }
  return control_json(written(*recipe));
}

ControlAnswer remove_recipe(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  const Recipe* recipe = recipe_of(call, tx);
  if (recipe == nullptr) return no_such_recipe(call);
  const int64_t id = recipe->id;
  tx.recipes().remove(id);
  return control_json({{"deleted", id}});
}

ControlAnswer run_workspace(ControlCall& call) {
  Members members(call.body, call.place);
  const std::string text = members.required_text("for");
  Duration length{};
  if (members.has("for") && call.body["for"].is_string()) {
    const auto parsed = parse_duration(text);
    if (!parsed) {
      members.bad_value("for", parsed.error());
    } else if (parsed.value() <= Duration::zero() || parsed.value() > World::kLongestRun) {
      members.bad_value("for", "a run takes more than nothing and at most 3660d.");
    } else {
      length = parsed.value();
    }
    if (!within_time(call.world.clock.now() + length))
      members.bad_value("for", "virtual time stays between 1970 and 9999.");
  }
  if (auto problem = members.problem()) return *problem;
  const workato::RunSummary summary = call.world.let_pass(length);
  if (summary.interrupted)
    return control_error(409, "interrupted",
                         call.place + ": the instance was reset or ended meanwhile.");
  Json events = Json::array();
  for (const workato::RunEvent& event : summary.events) events.push_back(written(event));
  return control_json({{"from", format_time(summary.from)},
                       {"until", format_time(summary.until)},
                       {"jobs", summary.jobs},
                       {"failed", summary.failed},
                       {"refreshed", summary.refreshed},
                       {"kept_alive", summary.kept_alive},
                       {"events", std::move(events)},
                       {"untold", summary.untold}});
}

ControlAnswer list_slips(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  Json slips = Json::array();
  for (const workato::Slip& slip : tx.slips().all()) {
    slips.push_back({{"at", format_time(slip.at)},
                     {"connection", slip.connection},
                     {"bug", slip.bug->name},
                     {"failed", slip.failed}});
  }
  return control_json({{"count", tx.slips().count()}, {"slips", std::move(slips)}});
}

}  // namespace rehearse::control
