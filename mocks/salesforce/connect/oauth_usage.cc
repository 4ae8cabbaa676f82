#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/connect/connect_call.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/refresh_state.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// Page is a part of a list, as the query asks for it.
struct Page {
  size_t number = 0;
  size_t size = 100;

  // `entries` that are on the page, under `name`, with the addresses of this page and the next.
  Json of(const std::string& path, std::string_view name, const std::vector<Json>& entries) const {
    Json shown = Json::array();
    for (size_t at = number * size; at < entries.size() && shown.size() < size; ++at) {
      shown.push_back(entries[at]);
    }
    return {{name, shown},
            {"currentPageUrl", fmt::format("{}?page={}&pageSize={}", path, number, size)},
            {"nextPageUrl", fmt::format("{}?page={}&pageSize={}", path, number + 1, size)}};
  }
};

// A whole number of at most six digits, or nothing.
std::optional<size_t> whole_number(std::string_view text) {
  constexpr size_t kMostDigits = 6;
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && text.size() <= kMostDigits ? std::optional(number) : std::nullopt;
}

Result<Page, wire::WireResponse> read_page(wire::Call& call) {
  Page page;
  const auto read = [&](std::string_view name, size_t least, size_t& place) {
    const auto text = wire::value_of(call.request.query, name);
    if (!text) return true;
    const auto number = whole_number(*text);
    if (!number || *number < least) return false;
    place = *number;
    return true;
  };
  if (read("page", 0, page.number) && read("pageSize", 1, page.size)) return page;
  return data_error(400, "ILLEGAL_QUERY_PARAMETER_VALUE",
                    "Invalid value for the query parameter page or pageSize.",
                    reason::connect_parameter_invalid, call);
}

// A refresh token goes by a record id that holds its grant's number. The key prefix is inferred.
constexpr std::string_view kTokenPrefix = "0CQgK0";

std::string token_id(GrantId grant) { return long_id(fmt::format("{}{:09}", kTokenPrefix, grant)); }

// The app's refresh tokens that are alive, oldest first. One over its lifetime stays dead.
std::vector<const Grant*> live_tokens(const Org& org, Org::Transaction& tx, const App& app,
                                      TimePoint now) {
  std::vector<const Grant*> live;
  std::vector<std::pair<GrantId, const Reason*>> dead;
  for (const Grant* grant : tx.grants().of_app(app.id)) {
    if (!grant->has_refresh || grant->refresh_ended != nullptr) continue;
    const Reason* over =
        oauth::why_refresh_token_over(app.settings, times_of(*grant), org.dials(), now);
    if (over == nullptr) {
      live.push_back(grant);
    } else {
      dead.emplace_back(grant->id, over);
    }
  }
  for (const auto& [id, over] : dead) tx.grants().end_refresh(id, *over, now);
  return live;
}

std::string_view token_format(const App& app) {
  return app.settings.is_named_user_jwt_enabled ? "JWT" : "Opaque";
}

std::string username_of(Org::Transaction& tx, const UserId& id) {
  const User* user = tx.users().find(id);
  return user == nullptr ? "" : user->username;
}

Json user_json(Org::Transaction& tx, const App& app, const UserId& user) {
  return {{"accessTokenFormat", token_format(app)},
          {"appDeveloperName", app.settings.api_name},
          {"appIdentifier", app.id.value},
          {"userIdentifier", user.value},
          {"username", username_of(tx, user)}};
}

// Connect REST API Developer Guide: App OAuth Usage Token. Never the token itself.
Json token_json(Org::Transaction& tx, const ConnectCaller& caller, const App& app,
                const Grant& grant) {
  return {{"accessTokenFormat", token_format(app)},
          {"appDeveloperName", app.settings.api_name},
          {"appIdentifier", app.id.value},
          {"initialConnectionAt", connect_time(grant.opened_at)},
          {"lastUsedAt", connect_time(grant.last_used_at)},
          {"revocationUrl", caller.base + "/usage/tokens/" + token_id(grant.id)},
          {"useCount", grant.uses},
          {"userIdentifier", grant.user.value},
          {"username", username_of(tx, grant.user)}};
}

// The user of the path's `:user`, or 404.
Result<const User*, wire::WireResponse> named_user(Org::Transaction& tx, wire::Call& call) {
  const User* user = tx.users().find(UserId(wire::value_of(call.params, "user").value_or("")));
  if (user == nullptr) return connect_missing(call, reason::connect_user_unknown);
  return user;
}

// NamedTokens is what the path of a list of tokens names, and who asks.
struct NamedTokens {
  ConnectCaller caller{};
  const App* app = nullptr;
  const User* user = nullptr;
};

Result<NamedTokens, wire::WireResponse> open_tokens(Org& org, Org::Transaction& tx,
                                                    wire::Call& call, ConnectUse use) {
  const auto caller = admit_connect_call(org, tx, call, use);
  if (!caller) return caller.error();
  const auto app = named_app(tx, call);
  if (!app) return app.error();
  const auto user = named_user(tx, call);
  if (!user) return user.error();
  return NamedTokens{caller.value(), app.value(), user.value()};
}

}  // namespace

// GET …/apps/oauth/usage
wire::WireResponse connect_usage(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::view_usage);
  if (!caller) return caller.error();
  const auto page = read_page(call);
  if (!page) return page.error();
  std::vector<Json> apps;
  for (const App* app : tx.apps().all()) {
    if (app->is_built_in) continue;
    apps.push_back({{"developerName", app->settings.api_name},
                    {"identifier", app->id.value},
                    {"label", app->settings.label}});
  }
  return data_answer(tx, page.value().of(caller.value().base + "/usage", "apps", apps));
}

// GET …/apps/oauth/usage/APP/users
wire::WireResponse connect_usage_users(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::view_usage);
  if (!caller) return caller.error();
  const auto app = named_app(tx, call);
  if (!app) return app.error();
  const auto page = read_page(call);
  if (!page) return page.error();
  std::vector<UserId> seen;
  std::vector<Json> users;
  for (const Grant* grant : live_tokens(org, tx, *app.value(), call.request.received_at)) {
    if (std::ranges::find(seen, grant->user) != seen.end()) continue;
    seen.push_back(grant->user);
    users.push_back(user_json(tx, *app.value(), grant->user));
  }
  const std::string path = caller.value().base + "/usage/" + app.value()->id.value + "/users";
  return data_answer(tx, page.value().of(path, "users", users));
}

// GET …/apps/oauth/usage/APP/USER/tokens
wire::WireResponse connect_usage_tokens(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto named = open_tokens(org, tx, call, ConnectUse::view_usage);
  if (!named) return named.error();
  const App& app = *named.value().app;
  Json tokens = Json::array();
  for (const Grant* grant : live_tokens(org, tx, app, call.request.received_at)) {
    if (grant->user == named.value().user->id)
      tokens.push_back(token_json(tx, named.value().caller, app, *grant));
  }
  return data_answer(tx, {{"tokens", tokens}});
}

// DELETE …/apps/oauth/usage/APP/USER/tokens
wire::WireResponse connect_revoke_user(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto named = open_tokens(org, tx, call, ConnectUse::revoke_usage);
  if (!named) return named.error();
  if (call.stopped_before_commit()) return {};
  tx.grants().revoke_of_user_and_app(named.value().user->id, named.value().app->id,
                                     oauth::reason::grant_revoked_by_admin,
                                     call.request.received_at);
  return connect_deleted(tx);
}

// DELETE …/apps/oauth/usage/APP/tokens
wire::WireResponse connect_revoke_app(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::revoke_usage);
  if (!caller) return caller.error();
  const auto app = named_app(tx, call);
  if (!app) return app.error();
  if (call.stopped_before_commit()) return {};
  tx.grants().revoke_of_app(app.value()->id, oauth::reason::grant_revoked_by_admin,
                            call.request.received_at);
  return connect_deleted(tx);
}

// DELETE …/apps/oauth/usage/tokens/TOKEN
wire::WireResponse connect_revoke_token(Org& org, wire::Call& call) {
  auto tx = org.begin();
  const auto caller = admit_connect_call(org, tx, call, ConnectUse::revoke_usage);
  if (!caller) return caller.error();
  const std::string id = short_id(wire::value_of(call.params, "token").value_or(""));
  GrantId number = 0;
  if (id.starts_with(kTokenPrefix)) {
    const char* end = id.data() + id.size();
    if (std::from_chars(id.data() + kTokenPrefix.size(), end, number).ptr != end) number = 0;
  }
  const Grant* grant = tx.grants().find(number);
  const bool is_alive = grant != nullptr && grant->has_refresh && grant->ended == nullptr &&
                        grant->refresh_ended == nullptr;
  if (!is_alive || !same_id(token_id(number), id))
    return connect_missing(call, reason::connect_token_unknown);
  if (call.stopped_before_commit()) return {};
  tx.grants().revoke_grant(number, oauth::reason::grant_revoked_by_admin, call.request.received_at);
  return connect_deleted(tx);
}

}  // namespace rehearse::salesforce
