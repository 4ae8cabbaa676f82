#include "mocks/workato/snapshot.h"

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/workato/engine/authorize.h"

namespace rehearse::workato {
namespace {

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json or_null(const std::optional<TimePoint>& instant) {
  return instant ? Json(format_time(*instant)) : Json(nullptr);
}

Json or_null(const Reason* reason) {
  return reason != nullptr ? Json(std::string(reason->name)) : Json(nullptr);
}

Json settings_json(const ConnectionSettings& settings) {
  return {{"location", settings.location},
          {"sandbox", settings.sandbox},
          {"auth_type", "OAuth 2.0"},
          {"custom_domain", or_null(settings.custom_domain)},
          {"scopes", or_null(settings.scopes)},
          {"requested_scopes", requested_scopes(settings.scopes)},
          {"custom_oauth_key_id", settings.profile != 0 ? Json(settings.profile) : Json(nullptr)}};
}

Json tokens_json(const Connection& connection) {
  if (!connection.tokens) return nullptr;
  const Tokens& tokens = *connection.tokens;
  return {{"has_refresh_token", !tokens.refresh.empty()},
          {"version", connection.version},
          {"instance_url", tokens.instance_url},
          {"scope", or_null(tokens.scope)},
          {"obtained_at", format_time(tokens.obtained_at)},
          {"unsettled", connection.refresh_unsettled}};
}

}  // namespace

// Workato's own clients accept these and nothing else.
Json authorization_status(const Connection& connection) {
  if (connection.status == ConnectionStatus::connected) return "success";
  if (connection.status == ConnectionStatus::lost) return "exception";
  return connection.authorization_error.empty() ? Json(nullptr) : Json("failed");
}

Json profile_json(const Profile& profile, size_t connections) {
  return {{"id", profile.id},
          {"name", profile.name},
          {"provider", profile.provider},
          {"data", {{"client_id", profile.client_id.value}}},
          {"shared_accounts_count", connections},
          {"created_at", format_time(profile.created_at)},
          {"updated_at", format_time(profile.updated_at)}};
}

Json job_json(const JobReport& report) {
  return {{"ok", report.ok},
          {"refreshed", report.refreshed},
          {"reason", or_null(report.reason)},
          {"bug", or_null(report.bug)},
          {"text", report.text},
          {"status", report.status},
          {"at", format_time(report.at)}};
}

Json connection_json(const Connection& connection) {
  const Application* application = find_application(connection.settings.provider);
  const RequestCounts& requests = connection.requests;
  const bool waits = connection.not_before != TimePoint{};
  return {{"id", connection.id},
          {"name", connection.settings.name},
          {"application", connection.settings.provider},
          {"provider", connection.settings.provider},
          {"title", application != nullptr ? Json(std::string(application->title)) : Json(nullptr)},
          {"status", std::string(to_text(connection.status))},
          {"authorization_status", authorization_status(connection)},
          {"authorization_error", or_null(connection.authorization_error)},
          {"reason", or_null(connection.error_reason)},
          {"authorized_at", or_null(connection.authorized_at)},
          {"connection_lost_at", or_null(connection.lost_at)},
          {"connection_lost_reason", or_null(connection.lost_reason)},
          {"created_at", format_time(connection.created_at)},
          {"settings", settings_json(connection.settings)},
          {"requests",
           {{"exchange", requests.exchange},
            {"refresh", requests.refresh},
            {"introspect", requests.introspect},
            {"data", requests.data}}},
          {"jobs", {{"run", connection.jobs}, {"failed", connection.jobs_failed}}},
          {"retry_at", waits ? Json(format_time(connection.not_before)) : Json(nullptr)},
          {"tokens", tokens_json(connection)},
          {"last_job", connection.last_job ? job_json(*connection.last_job) : Json(nullptr)}};
}

}  // namespace rehearse::workato
