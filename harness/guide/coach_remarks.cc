#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/guide/coach.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

struct Known {
  std::string_view reason{};
  Weight weight = Weight::differs;
  std::string_view on_the_mock{};  // what the mock shows where the guide says more than it does
};

constexpr std::string_view kConnects = "; this mock connects and refreshes all the same";

constexpr Known kKnown[] = {
    {"app_oauth_off", Weight::stops},
    {"guide_callback", Weight::stops},
    {"guide_scopes", Weight::stops},
    {"guide_scope_api", Weight::stops},
    {"guide_scope_refresh", Weight::stops},
    {"app_disabled", Weight::stops},
    {"guide_secret_web_server_flow", Weight::differs, kConnects},
    {"guide_secret_refresh_flow", Weight::differs, kConnects},
    {"refresh_policy_zero", Weight::ends},
    {"guide_allowlist", Weight::ends},
    {"guide_idle_limit", Weight::caution},
};

const Known& known(std::string_view reason) {
  static constexpr Known kOther{};
  const auto found = std::ranges::find(kKnown, reason, &Known::reason);
  return found != std::end(kKnown) ? *found : kOther;
}

bool holds(const Json& list, const std::string& text) {
  return list.is_array() && std::ranges::find(list, Json(text)) != list.end();
}

// The connection was told to ask for no more than the app has.
bool is_limited_to(const ConnectionSeen* connection, const AppSeen& app) {
  const Json* scopes = find_member(app.settings, "scopes");
  if (connection == nullptr || scopes == nullptr || connection->requested_scopes.empty())
    return false;
  return std::ranges::all_of(connection->requested_scopes,
                             [&](const std::string& scope) { return holds(*scopes, scope); });
}

Remark remark_on(const Departure& departure) {
  const Known& row = known(departure.reason);
  Remark remark{row.weight, departure.step, departure.found, {}, departure.reason};
  const Reason* reason = find_reason(departure.reason);
  if (reason == nullptr) return remark;
  const std::string_view what = departure.found.empty() ? reason->meaning : departure.found;
  remark.sentence = in_one_sentence(what, reason->consequence);
  if (!row.on_the_mock.empty()) remark.sentence.insert(remark.sentence.size() - 1, row.on_the_mock);
  remark.remedy = std::string(reason->remedy);
  return remark;
}

// A page that can refuse what a person sends, and what to call that.
struct Place {
  std::string_view route{}, method{}, step{}, what{};
};
constexpr Place kPlaces[] = {
    {"workato_sign_in", "POST", "w.1", "Workato did not sign you in"},
    {"workato_profile_new_app", "POST", "w.5", "Workato did not open a new app"},
    {"log_in", "POST", "sf.1", "Salesforce did not log you in"},
    {"create_app", "POST", "sf.12", "Salesforce did not create the app"},
    {"edit_settings", "POST", "sf.12", "Salesforce did not save the settings"},
    {"edit_policies", "POST", "sf.12", "Salesforce did not save the policies"},
    {"verify_identity", "POST", "cred.4", "Salesforce did not take the code"},
    {"workato_profile_create", "POST", "done.4", "Workato did not save the profile"},
    {"workato_profile_update", "POST", "done.4", "Workato did not save the profile"},
};

struct Cause {
  std::string_view reasons{}, step{};  // what the reason's name begins with
};
constexpr Cause kCauses[] = {
    {"api_name_characters", "sf.5.a"},
    {"api_name_taken", "sf.5.b"},
    {"api_name_start", "sf.5.c"},
    {"api_name_space", "sf.5.d"},
    {"api_name_end", "sf.5.e"},
    {"api_name_consecutive", "sf.5.f"},
    {"api_name", "sf.5"},
    {"label", "sf.4"},
    {"contact_email", "sf.6"},
    {"callback", "sf.9"},
    {"scope", "sf.10"},
    {"allowlist", "sf.11.security.allowlist"},
    {"ip_", "sf.11.security.allowlist"},
};

std::string_view step_of(std::string_view reason, std::string_view otherwise) {
  for (const Cause& cause : kCauses) {
    if (reason.starts_with(cause.reasons)) return cause.step;
  }
  return otherwise;
}

}  // namespace

std::vector<Remark> remarks_on_app(const Snapshot& snapshot, const AppSeen& app) {
  std::vector<Remark> remarks;
  const bool limited = is_limited_to(snapshot.connection(), app);
  for (const Departure& departure : app.departures) {
    remarks.push_back(remark_on(departure));
    if (departure.reason == "guide_scopes" && limited) remarks.back().weight = Weight::differs;
    // Salesforce, documented: full has everything but refresh_token in it.
    const Json* scopes = find_member(app.settings, "scopes");
    if (departure.reason != "guide_scope_api" || scopes == nullptr || !holds(*scopes, "full"))
      continue;
    remarks.back().weight = Weight::differs;
    remarks.back().sentence =
        "The app lacks the scope api, which Workato always requests: full has it in it, so this "
        "mock connects all the same.";
  }
  for (const Departure& caution : app.cautions) remarks.push_back(remark_on(caution));
  return remarks;
}

std::vector<Remark> remarks_on_refusals(const Snapshot& snapshot) {
  std::vector<Remark> remarks;
  for (const Place& place : kPlaces) {
    const std::string name = snapshot.trail.unresolved(place.route, place.method);
    const Reason* reason = find_reason(name);
    if (reason == nullptr) continue;
    remarks.push_back({Weight::stops, std::string(step_of(name, place.step)),
                       in_one_sentence(place.what, reason->meaning), std::string(reason->remedy),
                       name});
  }
  return remarks;
}

}  // namespace rehearse::harness
