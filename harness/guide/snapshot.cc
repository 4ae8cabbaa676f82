#include "harness/guide/snapshot.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace rehearse::harness {
namespace {

Json ask(Control& control, const std::string& path) {
  const ControlAnswer answer = control.call("GET", path, "");
  auto json = parse_json(answer.json);
  return answer.status == 200 && json ? std::move(json).value() : Json();
}

std::string text(const Json& object, std::string_view name) {
  return string_member(object, name).value_or("");
}

std::optional<TimePoint> instant(const Json& object, std::string_view name) {
  return parse_time(text(object, name));
}

// The entries of a list; none where it is no list, so that a facade that fails shows as nothing.
const Json& entries(const Json& list) {
  static const Json kNone = Json::array();
  return list.is_array() ? list : kNone;
}

const Json& member(const Json& object, std::string_view name) {
  static const Json kNone;
  const Json* found = find_member(object, name);
  return found != nullptr ? *found : kNone;
}

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> read;
  for (const Json& entry : entries(list)) {
    if (entry.is_string()) read.push_back(entry.get<std::string>());
  }
  return read;
}

std::vector<Departure> departures(Control& control, const std::string& path) {
  std::vector<Departure> read;
  const Json list = ask(control, path);
  for (const Json& entry : entries(list)) {
    read.push_back({text(entry, "guide"), text(entry, "label"), text(entry, "reason"),
                    text(entry, "found"), bool_member(entry, "required").value_or(false)});
  }
  return read;
}

AppSeen read_app(Control& control, const Json& listed) {
  AppSeen app{.id = text(listed, "app_id"),
              .label = text(listed, "label"),
              .api_name = text(listed, "apiName"),
              .consumer_key = text(listed, "consumer_key")};
  const std::string path = "/apps/" + app.id;
  app.settings = ask(control, path);
  app.departures = departures(control, path + "/guide");
  app.cautions = departures(control, path + "/cautions");
  const Json grants = ask(control, path + "/grants");
  for (const Json& grant : entries(grants)) {
    app.grants.push_back(
        {.has_refresh_token = bool_member(grant, "has_refresh_token").value_or(false),
         .opened_at = instant(grant, "opened_at"),
         .last_used_at = instant(grant, "last_used_at"),
         .session_ends_at = instant(grant, "session_ends_at"),
         .ends_at = instant(grant, "ends_at"),
         .ends_because = text(grant, "ends_because"),
         .ended = text(grant, "ended")});
  }
  return app;
}

CredentialSeen read_credential(const Json& verdict) {
  return {text(verdict, "verdict"), text(verdict, "app_id")};
}

ProfileSeen read_profile(Control& control, const Json& listed) {
  ProfileSeen profile{.id = integer_member(listed, "id").value_or(0),
                      .name = text(listed, "name"),
                      .provider = text(listed, "provider")};
  const Json check = ask(control, "/workato/profiles/" + std::to_string(profile.id) + "/check");
  profile.key = read_credential(member(check, "client_id"));
  profile.secret = read_credential(member(check, "client_secret"));
  return profile;
}

ConnectionSeen read_connection(const Json& listed) {
  const Json& settings = member(listed, "settings");
  const Json& job = member(listed, "last_job");
  const std::string lost = text(listed, "connection_lost_reason");
  return {.id = integer_member(listed, "id").value_or(0),
          .profile = integer_member(settings, "custom_oauth_key_id").value_or(0),
          .name = text(listed, "name"),
          .provider = text(listed, "provider"),
          .status = text(listed, "status"),
          .reason = text(listed, "reason"),
          .error = lost.empty() ? text(listed, "authorization_error") : lost,
          .authorized_at = instant(listed, "authorized_at"),
          .lost_at = instant(listed, "connection_lost_at"),
          .last_job_at = instant(job, "at"),
          .requested_scopes = texts(member(settings, "requested_scopes")),
          .last_job_ok = bool_member(job, "ok").value_or(true),
          .last_job_text = text(job, "text")};
}

bool is_salesforce(const std::string& provider) {
  return provider == "salesforce" || provider == "salesforce_secondary";
}

template <class Seen>
const Seen* newest_for_salesforce(const std::vector<Seen>& all) {
  for (auto seen = all.rbegin(); seen != all.rend(); ++seen) {
    if (is_salesforce(seen->provider)) return &*seen;
  }
  return nullptr;
}

void read_org(Control& control, Snapshot& snapshot) {
  const Json apps = ask(control, "/apps");
  for (const Json& listed : entries(apps)) {
    if (!bool_member(listed, "built_in").value_or(false))
      snapshot.apps.push_back(read_app(control, listed));
  }
  const Json mailbox = ask(control, "/mailbox");
  for (const Json& mail : entries(mailbox)) {
    snapshot.mailbox.push_back({text(mail, "to"), text(mail, "subject"), text(mail, "code"),
                                text(mail, "body"), text(mail, "sent_at")});
  }
  const Json users = ask(control, "/users");
  for (const Json& user : entries(users))
    snapshot.users.push_back({text(user, "username"), text(user, "totp")});
}

}  // namespace

const AppSeen* Snapshot::app(const std::string& id) const {
  const auto found = std::ranges::find(apps, id, &AppSeen::id);
  return found != apps.end() ? &*found : nullptr;
}

const AppSeen* Snapshot::app() const {
  const ProfileSeen* used = profile();
  const AppSeen* named = used != nullptr ? app(used->key.app_id) : nullptr;
  if (named != nullptr || apps.empty()) return named;
  return &apps.back();
}

const ProfileSeen* Snapshot::profile() const { return newest_for_salesforce(profiles); }

const ConnectionSeen* Snapshot::connection() const { return newest_for_salesforce(connections); }

Snapshot look(Control& control, Trail& trail) {
  Snapshot snapshot;
  const Json clock = ask(control, "/clock");
  snapshot.now = instant(clock, "now").value_or(TimePoint{});
  read_org(control, snapshot);
  const Json workato = ask(control, "/workato");
  for (const Json& listed : entries(member(workato, "profiles")))
    snapshot.profiles.push_back(read_profile(control, listed));
  for (const Json& listed : entries(member(workato, "connections")))
    snapshot.connections.push_back(read_connection(listed));
  snapshot.egress = texts(member(workato, "egress"));
  trail.follow(control);
  snapshot.trail = trail;
  return snapshot;
}

}  // namespace rehearse::harness
