#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/guide/coach.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Seen = const Snapshot&;

bool has_app(Seen seen) { return seen.app() != nullptr; }
bool has_profile(Seen seen) { return seen.profile() != nullptr; }

bool app_flag(Seen seen, std::string_view name) {
  const AppSeen* app = seen.app();
  return app != nullptr && bool_member(app->settings, name).value_or(false);
}

bool app_text(Seen seen, std::string_view name) {
  const AppSeen* app = seen.app();
  return app != nullptr && !string_member(app->settings, name).value_or("").empty();
}

// The API name of the app, if a rule holds for it.
template <class Rule>
bool api_name_is(Seen seen, Rule rule) {
  const AppSeen* app = seen.app();
  return app != nullptr && !app->api_name.empty() && rule(app->api_name);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool only_letters_digits_underscores(const std::string& name) {
  return std::ranges::all_of(
      name, [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_only_one(Seen seen) {
  return api_name_is(seen, [&](const std::string& name) {
    return std::ranges::count_if(seen.apps, [&](const AppSeen& app) {
             return lower(app.api_name) == lower(name);
           }) == 1;
  });
}

// The key and the secret were shown; where nobody looked at the page, the profile has the key.
bool credentials_shown(Seen seen) {
  if (!has_app(seen)) return false;
  const ProfileSeen* profile = seen.profile();
  return seen.trail.worked("consumer_details", "GET") > 0 ||
         (profile != nullptr && !profile->key.app_id.empty());
}

bool credentials_asked_for(Seen seen) {
  return credentials_shown(seen) ||
         (has_app(seen) && seen.trail.refused("consumer_details", "GET", "otp_required") > 0);
}

bool back_in_workato(Seen seen) {
  return credentials_shown(seen) &&
         (has_profile(seen) ||
          seen.trail.last_on("workato") > seen.trail.last_worked("consumer_details", "GET"));
}

bool used_after_time_passed(Seen seen) {
  const ConnectionSeen* connection = seen.connection();
  return connection != nullptr && connection->authorized_at && connection->last_job_at &&
         *connection->last_job_at - *connection->authorized_at >= std::chrono::hours(1);
}

bool is_connected(Seen seen) {
  const ConnectionSeen* connection = seen.connection();
  return connection != nullptr && connection->authorized_at.has_value();
}

struct Row {
  std::string_view id{};
  bool (*is_done)(Seen) = nullptr;
};

// clang-format off
constexpr Row kRows[] = {
    {"w.1", [](Seen s) { return s.trail.worked("workato_sign_in", "POST") > 0 || has_profile(s); }},
    {"w.2", [](Seen s) { return s.trail.worked("workato_profiles", "GET") > 0 || has_profile(s); }},
    {"w.3", [](Seen s) { return s.trail.worked("workato_profile_new", "GET") > 0 || has_profile(s); }},
    {"w.4", [](Seen s) { return s.trail.worked("workato_profile_new_app", "POST") > 0 || has_profile(s); }},
    {"w.5", [](Seen s) { return s.trail.worked("workato_profile_new_app", "POST") > 0 || has_profile(s); }},
    {"w.6", [](Seen s) { return s.trail.worked("workato_profile_new_app", "POST") > 0 || has_app(s); }},
    {"sf.1", [](Seen s) { return s.trail.worked("log_in", "POST") > 0 || has_app(s); }},
    {"sf.2", [](Seen s) { return s.trail.worked("app_list", "GET") > 0 || has_app(s); }},
    {"sf.3", [](Seen s) { return s.trail.worked("new_app", "GET") > 0 || has_app(s); }},
    {"sf.4", [](Seen s) { return app_text(s, "label"); }},
    {"sf.5", [](Seen s) { return app_text(s, "apiName"); }},
    {"sf.5.a", [](Seen s) { return api_name_is(s, only_letters_digits_underscores); }},
    {"sf.5.b", is_only_one},
    {"sf.5.c", [](Seen s) { return api_name_is(s, [](const std::string& name) { return is_letter(name[0]); }); }},
    {"sf.5.d", [](Seen s) { return api_name_is(s, [](const std::string& name) { return name.find(' ') == name.npos; }); }},
    {"sf.5.e", [](Seen s) { return api_name_is(s, [](const std::string& name) { return name.back() != '_'; }); }},
    {"sf.5.f", [](Seen s) { return api_name_is(s, [](const std::string& name) { return name.find("__") == name.npos; }); }},
    {"sf.6", [](Seen s) { return app_text(s, "contactEmail"); }},
    {"sf.7", [](Seen s) { return app_text(s, "distributionState"); }},
    {"sf.8", has_app}, {"sf.9", has_app}, {"sf.10", has_app}, {"sf.11", has_app},
    {"sf.11.flow", has_app}, {"sf.11.security", has_app}, {"sf.11.security.secrets", has_app},
    {"sf.11.security.jwt", has_app}, {"sf.11.security.optional", has_app},
    {"sf.11.security.pkce", [](Seen s) { return app_flag(s, "isPkceRequired"); }},
    {"sf.11.security.rotation", [](Seen s) { return app_flag(s, "isRefreshTokenRotationEnabled"); }},
    {"sf.11.security.idle", [](Seen s) { return app_flag(s, "isEnforceRefreshTokenTTL"); }},
    {"sf.11.security.allowlist", [](Seen s) {
       const Json* ranges = has_app(s) ? find_member(s.app()->settings, "tokenIpRanges") : nullptr;
       return ranges != nullptr && !ranges->empty(); }},
    {"sf.12", has_app},
    {"cred.1", [](Seen s) { return has_app(s) && (s.trail.worked("app_detail", "GET") > 0 || credentials_asked_for(s)); }},
    {"cred.2", credentials_asked_for}, {"cred.3", credentials_asked_for},
    {"cred.4", credentials_shown}, {"cred.5", credentials_shown},
    {"done.1", back_in_workato},
    {"done.2", [](Seen s) { return has_profile(s) && has_app(s); }},
    {"done.3", [](Seen s) { return has_profile(s) && has_app(s); }},
    {"done.4", has_profile},
    {"try.1", [](Seen s) { return s.connection() != nullptr; }},
    {"try.2", is_connected},
    {"try.3", [](Seen s) { return is_connected(s) && s.connection()->last_job_at.has_value(); }},
    {"try.4", used_after_time_passed},
};
// clang-format on

bool is_optional_box(std::string_view id) {
  return id == "sf.11.security.pkce" || id == "sf.11.security.rotation" ||
         id == "sf.11.security.idle" || id == "sf.11.security.allowlist";
}

// The departure is of this very step, or of one below it.
bool departs(const AppSeen& app, std::string_view id) {
  return std::ranges::any_of(app.departures, [&](const Departure& departure) {
    return departure.step == id || departure.step.starts_with(std::string(id) + ".");
  });
}

bool differs(Seen seen, std::string_view id) {
  const ProfileSeen* profile = seen.profile();
  if (profile != nullptr && id == "done.2") return profile->key.verdict != "ok";
  if (profile != nullptr && id == "done.3")
    return profile->secret.verdict != "ok" || profile->secret.app_id != profile->key.app_id;
  return id.starts_with("sf.") && has_app(seen) && departs(*seen.app(), id);
}

}  // namespace

StepState state_of_step(const Snapshot& snapshot, std::string_view id) {
  const auto row = std::ranges::find(kRows, id, &Row::id);
  if (row == std::end(kRows)) return StepState::todo;
  if (!row->is_done(snapshot))
    return is_optional_box(id) && has_app(snapshot) ? StepState::off : StepState::todo;
  return differs(snapshot, id) ? StepState::differs : StepState::done;
}

}  // namespace rehearse::harness
