#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "mocks/core/json.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/org/grants.h"

namespace rehearse::salesforce {
namespace {

using What = GrantEvent::What;

std::string_view to_text(What what) {
  switch (what) {
    case What::opened:
      return "opened";
    case What::refreshed:
    case What::rotated:
      return "refreshed";
    case What::refused:
      return "refused";
    case What::access_revoked:
      return "access_revoked";
    case What::refresh_ended:
      return "refresh_ended";
    case What::ended:
      return "ended";
  }
  return "";
}

std::string_view to_text(How how) {
  switch (how) {
    case How::unknown:
      return "";
    case How::exchange:
      return "exchange";
    case How::refresh:
      return "refresh";
    case How::introspect:
      return "introspect";
    case How::revoke:
      return "revoke";
    case How::use:
      return "use";
  }
  return "";
}

Json or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json reason_json(const Reason* reason) {
  return or_null(reason == nullptr ? std::string_view() : reason->name);
}

std::string refresh_id(GrantId grant, uint32_t generation) {
  return fmt::format("g{}.r{}", grant, generation);
}

std::string access_id(GrantId grant, uint32_t number) {
  return fmt::format("g{}.a{}", grant, number);
}

// GrantWriter writes one grant.
class GrantWriter {
 public:
  using PeerText = std::function<std::string_view(PeerNumber)>;
  GrantWriter(const Grant& grant, const PeerText& peer, std::optional<TimePoint> now)
      : grant_(grant), peer_(peer), now_(now) {}

  Json json() const {
    Json json = {{"id", fmt::format("g{}", grant_.id)}};
    json["code"] = grant_.opened_by_code ? Json(fmt::format("c{}", grant_.id)) : Json(nullptr);
    json["app"] = or_null(grant_.app.value);
    json["user"] = grant_.user.value;
    json["flow"] = std::string(grant_.flow);
    json["scopes"] = grant_.scopes;
    json["opened_at"] = format_time(grant_.opened_at);
    json["last_used_at"] = format_time(grant_.last_used_at);
    json["refreshes"] = grant_.uses;
    json["access_tokens"] = grant_.access_issued;
    json["refresh_token"] = current_refresh();
    json["live"] = grant_.ended == nullptr;
    json["ended"] = reason_json(grant_.ended);
    if (grant_.ended != nullptr) json["ended_at"] = format_time(grant_.ended_at);
    json["ended_by"] = ended_by();
    json["refresh_tokens"] = refresh_tokens();
    json["kept_access_tokens"] = access_tokens();
    json["events"] = events();
    return json;
  }

 private:
  // The kept events, oldest first.
  std::vector<const GrantEvent*> kept() const {
    std::vector<const GrantEvent*> events;
    const uint32_t count = std::min<uint32_t>(grant_.event_count, Grant::kEventsKept);
    for (uint32_t index = grant_.event_count - count; index != grant_.event_count; ++index)
      events.push_back(&grant_.events[index % Grant::kEventsKept]);
    return events;
  }

  Json current_refresh() const {
    if (!grant_.has_refresh) return nullptr;
    Json json = {{"id", refresh_id(grant_.id, grant_.generation)},
                 {"issued_at", format_time(grant_.refresh_issued_at)},
                 {"retired", grant_.generation}};
    json["parent"] =
        grant_.generation == 0 ? Json(nullptr) : Json(refresh_id(grant_.id, grant_.generation - 1));
    json["ended"] = reason_json(grant_.ended != nullptr ? grant_.ended : grant_.refresh_ended);
    return json;
  }

  Json ended_by() const {
    const EndedBy& by = grant_.ended_by;
    if (by.token == EndedBy::Token::none) return nullptr;
    const std::string token = by.token == EndedBy::Token::code ? fmt::format("c{}", by.grant)
                              : by.token == EndedBy::Token::refresh
                                  ? refresh_id(by.grant, by.number)
                                  : access_id(by.grant, by.number);
    return {{"token", token}, {"by", or_null(peer_(by.peer))}, {"how", or_null(to_text(by.how))}};
  }

  Json events() const {
    Json events = Json::array();
    for (const GrantEvent* event : kept()) {
      Json json = {{"at", format_time(event->at)}, {"what", std::string(to_text(event->what))}};
      if (grant_.has_refresh) json["refresh_token"] = refresh_id(grant_.id, event->generation);
      if (event->access != 0) json["access_token"] = access_id(grant_.id, event->access);
      if (event->reason != nullptr) json["reason"] = std::string(event->reason->name);
      if (event->what == What::rotated) json["rotated"] = true;
      json["by"] = or_null(peer_(event->peer));
      json["how"] = or_null(to_text(event->how));
      events.push_back(std::move(json));
    }
    return events;
  }

  void put_presentation(Json& json, const std::string& name, const Presentation& presented,
                        uint32_t number) const {
    const bool known = presented.how != How::unknown && presented.number == number;
    json[name + "_at"] = known ? Json(format_time(presented.at)) : Json(nullptr);
    json[name + "_by"] = known ? or_null(peer_(presented.peer)) : Json(nullptr);
    json[name + "_how"] = known ? or_null(to_text(presented.how)) : Json(nullptr);
  }

  static void put_end(Json& json, const Reason* why, std::optional<TimePoint> at) {
    json["ended_at"] = why != nullptr && at ? Json(format_time(*at)) : Json(nullptr);
    json["ended"] = reason_json(why);
  }

  // The event that a token came with; null where that is too long ago.
  const GrantEvent* birth_of(uint32_t generation) const {
    for (const GrantEvent* event : kept()) {
      const bool gives = event->what == What::rotated || event->what == What::opened;
      if (gives && event->generation == generation) return event;
    }
    return nullptr;
  }

  std::optional<TimePoint> refresh_ended_at() const {
    for (const GrantEvent* event : kept()) {
      if (event->what == What::refresh_ended) return event->at;
    }
    return grant_.ended != nullptr ? std::optional(grant_.ended_at) : std::nullopt;
  }

  Json refresh_tokens() const {
    Json tokens = Json::array();
    if (!grant_.has_refresh) return tokens;
    std::set<uint32_t> generations{grant_.generation};
    for (const GrantEvent* event : kept()) generations.insert(event->generation);
    for (const Presentation& presented : grant_.refresh_presented) {
      if (presented.how != How::unknown) generations.insert(presented.number);
    }
    for (const uint32_t generation : generations) tokens.push_back(refresh_token(generation));
    return tokens;
  }

  Json refresh_token(uint32_t generation) const {
    const bool current = generation == grant_.generation;
    const GrantEvent* birth = birth_of(generation);
    const GrantEvent* retired = current ? nullptr : birth_of(generation + 1);
    Json json = {{"id", refresh_id(grant_.id, generation)}};
    json["parent"] = generation == 0 ? Json(nullptr) : Json(refresh_id(grant_.id, generation - 1));
    const auto issued = current            ? std::optional(grant_.refresh_issued_at)
                        : birth != nullptr ? std::optional(birth->at)
                                           : std::nullopt;
    json["issued_at"] = issued ? Json(format_time(*issued)) : Json(nullptr);
    json["issued_to"] = birth != nullptr ? or_null(peer_(birth->peer)) : Json(nullptr);
    json["retired_at"] = retired != nullptr ? Json(format_time(retired->at)) : Json(nullptr);
    put_presentation(json, "presented",
                     grant_.refresh_presented[generation % Grant::kPresentationsKept], generation);
    // A refresh token that was rotated away was over already when the grant ended.
    const Reason* why = grant_.refresh_ended != nullptr ? grant_.refresh_ended : grant_.ended;
    put_end(json, current ? why : nullptr, refresh_ended_at());
    return json;
  }

  struct Issue {
    const GrantEvent* event = nullptr;
    std::optional<TimePoint> expires_at{};
  };
  Json access_tokens() const {
    std::map<uint32_t, Issue> known;
    for (const GrantEvent* event : kept()) {
      const bool gives = event->what == What::opened || event->what == What::rotated ||
                         event->what == What::refreshed;
      if (gives && event->access != 0)
        known[event->access] = {event, event->at + std::chrono::seconds(event->lifetime)};
    }
    for (const Presentation& presented : grant_.access_presented) {
      if (presented.how != How::unknown) known.try_emplace(presented.number);
    }
    Json tokens = Json::array();
    for (const auto& [number, issue] : known) tokens.push_back(access_token(number, issue));
    return tokens;
  }

  Json access_token(uint32_t number, const Issue& issue) const {
    const GrantEvent* birth = issue.event;
    Json json = {{"id", access_id(grant_.id, number)}};
    json["beside"] = birth != nullptr && grant_.has_refresh
                         ? Json(refresh_id(grant_.id, birth->generation))
                         : Json(nullptr);
    json["issued_at"] = birth != nullptr ? Json(format_time(birth->at)) : Json(nullptr);
    json["issued_to"] = birth != nullptr ? or_null(peer_(birth->peer)) : Json(nullptr);
    json["expires_at"] = issue.expires_at ? Json(format_time(*issue.expires_at)) : Json(nullptr);
    put_presentation(json, "used", grant_.access_presented[number % Grant::kPresentationsKept],
                     number);
    const auto [why, at] = end_of(number, issue);
    put_end(json, why, at);
    return json;
  }

  // Revoked by itself, or over when its time was, or ended with its grant: whatever came first.
  std::pair<const Reason*, std::optional<TimePoint>> end_of(uint32_t number,
                                                            const Issue& issue) const {
    for (const GrantEvent* event : kept()) {
      if (event->what == What::access_revoked && event->access == number)
        return {event->reason, event->at};
    }
    const bool grant_over = grant_.ended != nullptr;
    const auto last = grant_over ? std::optional(grant_.ended_at) : now_;
    if (issue.expires_at && last && *issue.expires_at < *last)
      return {&oauth::reason::access_token_expired, issue.expires_at};
    if (grant_over) return {grant_.ended, grant_.ended_at};
    return {nullptr, std::nullopt};
  }

  const Grant& grant_;
  const PeerText& peer_;
  const std::optional<TimePoint> now_;
};

Json code_json(const Code& code, bool has_grant, const GrantWriter::PeerText& peer) {
  Json json = {{"id", fmt::format("c{}", code.id)},
               {"app", code.request.app.value},
               {"user", code.request.user.value},
               {"issued_at", format_time(code.issued_at)}};
  json["spent_at"] = code.spent == nullptr ? Json(nullptr) : Json(format_time(code.spent_at));
  json["spent_by"] = or_null(peer(code.spent_by));
  json["grant"] = has_grant ? Json(fmt::format("g{}", code.id)) : Json(nullptr);
  json["replays"] = code.replays;
  json["replayed_at"] = code.replays > 0 ? Json(format_time(code.replayed_at)) : Json(nullptr);
  json["replayed_by"] = or_null(peer(code.replayed_by));
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

// The names of those ids that have one.
template <class Id>
Json names_json(const std::set<Id>& ids, const std::function<std::string(const Id&)>& name) {
  Json names = Json::array();
  for (const Id& id : ids) {
    if (std::string text = name ? name(id) : std::string(); !text.empty())
      names.push_back({{"id", id.value}, {"name", std::move(text)}});
  }
  return names;
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

std::string Grants::lineage(const LineageNames& names) const {
  const GrantWriter::PeerText peer = [this](PeerNumber number) { return peer_text(number); };
  Json codes = Json::array(), grants = Json::array();
  std::set<AppId> apps;
  std::set<UserId> users;
  for (const GrantId id : ids_of(codes_)) {
    const Code& code = codes_.at(id);
    apps.insert(code.request.app);
    users.insert(code.request.user);
    codes.push_back(code_json(code, find(id) != nullptr, peer));
  }
  for (const GrantId id : ids_of(grants_)) {
    const Grant& grant = grants_.at(id);
    if (!grant.app.empty()) apps.insert(grant.app);
    users.insert(grant.user);
    grants.push_back(GrantWriter(grant, peer, names.at).json());
  }
  Json document = Json::object();
  if (names.at) document["at"] = format_time(*names.at);
  document["codes"] = std::move(codes);
  document["grants"] = std::move(grants);
  document["apps"] = names_json(apps, names.app);
  document["users"] = names_json(users, names.user);
  return dump_json(document);
}

}  // namespace rehearse::salesforce
