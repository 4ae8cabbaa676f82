#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/salesforce/org/grants.h"

namespace rehearse::salesforce {
namespace {

std::string_view to_text(GrantEvent::What what) {
  switch (what) {
    case GrantEvent::What::opened:
      return "opened";
    case GrantEvent::What::refreshed:
      return "refreshed";
    case GrantEvent::What::refused:
      return "refused";
    case GrantEvent::What::access_revoked:
      return "access_revoked";
    case GrantEvent::What::refresh_ended:
      return "refresh_ended";
    case GrantEvent::What::ended:
      return "ended";
  }
  return "";
}

Json reason_json(const Reason* reason) {
  return reason == nullptr ? Json(nullptr) : Json(std::string(reason->name));
}

Json event_json(const Grant& grant, const GrantEvent& event) {
  Json json = {{"at", format_time(event.at)}, {"what", std::string(to_text(event.what))}};
  if (grant.has_refresh) json["refresh_token"] = fmt::format("g{}.r{}", grant.id, event.generation);
  if (event.access != 0) json["access_token"] = fmt::format("g{}.a{}", grant.id, event.access);
  if (event.reason != nullptr) json["reason"] = std::string(event.reason->name);
  return json;
}

Json events_json(const Grant& grant) {
  Json events = Json::array();
  const uint32_t kept = std::min<uint32_t>(grant.event_count, Grant::kEventsKept);
  for (uint32_t index = grant.event_count - kept; index != grant.event_count; ++index) {
    events.push_back(event_json(grant, grant.events[index % Grant::kEventsKept]));
  }
  return events;
}

Json refresh_json(const Grant& grant) {
  if (!grant.has_refresh) return nullptr;
  const Reason* ended = grant.ended != nullptr ? grant.ended : grant.refresh_ended;
  Json json = {{"id", fmt::format("g{}.r{}", grant.id, grant.generation)},
               {"issued_at", format_time(grant.refresh_issued_at)},
               {"retired", grant.generation}};
  json["parent"] = grant.generation == 0
                       ? Json(nullptr)
                       : Json(fmt::format("g{}.r{}", grant.id, grant.generation - 1));
  json["ended"] = reason_json(ended);
  return json;
}

Json grant_json(const Grant& grant, bool has_code) {
  Json json = {{"id", fmt::format("g{}", grant.id)}};
  json["code"] = has_code ? Json(fmt::format("c{}", grant.id)) : Json(nullptr);
  json["app"] = grant.app.empty() ? Json(nullptr) : Json(grant.app.value);
  json["user"] = grant.user.value;
  json["flow"] = std::string(grant.flow);
  json["scopes"] = grant.scopes;
  json["opened_at"] = format_time(grant.opened_at);
  json["last_used_at"] = format_time(grant.last_used_at);
  json["refreshes"] = grant.uses;
  json["access_tokens"] = grant.access_issued;
  json["refresh_token"] = refresh_json(grant);
  json["live"] = grant.ended == nullptr;
  json["ended"] = reason_json(grant.ended);
  if (grant.ended != nullptr) json["ended_at"] = format_time(grant.ended_at);
  json["events"] = events_json(grant);
  return json;
}

Json code_json(const Code& code, bool has_grant) {
  Json json = {{"id", fmt::format("c{}", code.id)},
               {"app", code.request.app.value},
               {"user", code.request.user.value},
               {"issued_at", format_time(code.issued_at)}};
  json["spent_at"] = code.spent == nullptr ? Json(nullptr) : Json(format_time(code.spent_at));
  json["grant"] = has_grant ? Json(fmt::format("g{}", code.id)) : Json(nullptr);
  // A redeemed code is refused as replayed later on; by itself that is no failure.
  json["ended"] = has_grant ? Json(nullptr) : reason_json(code.spent);
  return json;
}

template <class Value>
std::vector<GrantId> ids_of(const std::unordered_map<GrantId, Value>& values) {
  std::vector<GrantId> ids;
  for (const auto& [id, value] : values) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

std::vector<const Grant*> Grants::of_app(const AppId& app) const {
  std::vector<const Grant*> grants;
  for (const GrantId id : ids_of(grants_)) {
    const Grant& grant = grants_.at(id);
    if (grant.ended == nullptr && grant.app == app) grants.push_back(&grant);
  }
  return grants;
}

std::string Grants::lineage() const {
  Json codes = Json::array(), grants = Json::array();
  for (const GrantId id : ids_of(codes_)) {
    codes.push_back(code_json(codes_.at(id), find(id) != nullptr));
  }
  for (const GrantId id : ids_of(grants_)) {
    const Grant& grant = grants_.at(id);
    grants.push_back(grant_json(grant, grant.opened_by_code));
  }
  return dump_json(Json{{"codes", std::move(codes)}, {"grants", std::move(grants)}});
}

}  // namespace rehearse::salesforce
