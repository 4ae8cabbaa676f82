#include <algorithm>
#include <array>
#include <chrono>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/oauth/reasons.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/bearer.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

// The identity service answers errors as plain text (Salesforce, observed), unlike the data API.
wire::WireResponse refused(int status, std::string_view text, const Reason& why, wire::Call& call) {
  call.refuse(why);
  wire::WireResponse response = wire::text_response(status, std::string(text));
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

wire::WireResponse answer(const Json& json) {
  wire::WireResponse response = wire::json_response(200, dump_json(json));
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

Json service_urls(const std::string& base, const std::string& organization,
                  const std::string& user) {
  const std::string org15 = short_id(organization);
  const std::string data = base + "/services/data/v{version}/";
  return {{"enterprise", base + "/services/Soap/c/{version}/" + org15},
          {"metadata", base + "/services/Soap/m/{version}/" + org15},
          {"partner", base + "/services/Soap/u/{version}/" + org15},
          {"rest", data},
          {"sobjects", data + "sobjects/"},
          {"search", data + "search/"},
          {"query", data + "query/"},
          {"recent", data + "recent/"},
          {"tooling_soap", base + "/services/Soap/T/{version}/" + org15},
          {"tooling_rest", data + "tooling/"},
          {"profile", base + "/" + user},
          {"feeds", data + "chatter/feeds"},
          {"groups", data + "chatter/groups"},
          {"users", data + "chatter/users"},
          {"feed_items", data + "chatter/feed-items"},
          {"feed_elements", data + "chatter/feed-elements"},
          {"custom_domain", base}};
}

Json photos(const std::string& base) {
  return {{"picture", base + "/profilephoto/005/F"}, {"thumbnail", base + "/profilephoto/005/T"}};
}

std::string full_name(const User& user) { return user.first_name + " " + user.last_name; }

std::string nickname(const User& user) { return user.username.substr(0, user.username.find('@')); }

int utc_offset_ms() {
  constexpr int kPacificHours = -8;  // zoneinfo America/Los_Angeles, standard time
  return kPacificHours * 3'600'000;
}

Json userinfo_of(const Org& org, const User& user, const wire::WireRequest& request) {
  const std::string base = instance_url(org, request);
  Json json{{"sub", identity_url(org, user.id, request)},
            {"user_id", user.id.value},
            {"organization_id", org.organization_id()},
            {"preferred_username", user.username},
            {"nickname", nickname(user)},
            {"name", full_name(user)},
            {"email", user.email},
            {"email_verified", true},
            {"given_name", user.first_name},
            {"family_name", user.last_name},
            {"zoneinfo", "America/Los_Angeles"},
            {"photos", photos(base)},
            {"profile", base + "/" + user.id.value},
            {"picture", base + "/profilephoto/005/F"},
            {"address", {{"country", "US"}}},
            {"is_salesforce_integration_user", false},
            {"urls", service_urls(base, org.organization_id(), user.id.value)},
            {"active", user.is_active},
            {"user_type", "STANDARD"},
            {"language", "en_US"},
            {"locale", "en_US"},
            {"utcOffset", utc_offset_ms()},
            {"updated_at", format_time(user.password_changed_at)},
            {"is_app_installed", true}};
  return json;
}

Json identity_of(const Org& org, const User& user, const wire::WireRequest& request) {
  const std::string base = instance_url(org, request);
  return {{"id", identity_url(org, user.id, request)},
          {"asserted_user", true},
          {"user_id", user.id.value},
          {"organization_id", org.organization_id()},
          {"username", user.username},
          {"nick_name", nickname(user)},
          {"display_name", full_name(user)},
          {"email", user.email},
          {"email_verified", true},
          {"first_name", user.first_name},
          {"last_name", user.last_name},
          {"timezone", "America/Los_Angeles"},
          {"photos", photos(base)},
          {"addr_street", nullptr},
          {"addr_city", nullptr},
          {"addr_state", nullptr},
          {"addr_country", "US"},
          {"addr_zip", nullptr},
          {"mobile_phone", user.mobile_phone},
          {"mobile_phone_verified", true},
          {"is_lightning_login_user", false},
          {"status", {{"created_date", nullptr}, {"body", nullptr}}},
          {"urls", service_urls(base, org.organization_id(), user.id.value)},
          {"active", user.is_active},
          {"user_type", "STANDARD"},
          {"language", "en_US"},
          {"locale", "en_US"},
          {"utcOffset", utc_offset_ms()},
          {"last_modified_date", format_time(user.password_changed_at)},
          {"is_app_installed", true}};
}

Result<Bearer, wire::WireResponse> admit(Org& org, Org::Transaction& tx, wire::Call& call,
                                         const std::string& token) {
  const auto found = find_bearer(org, tx, token, call.request.received_at);
  if (!found) {
    const bool is_missing = found.error() == &oauth::reason::access_token_missing;
    return refused(403, is_missing ? "Missing_OAuth_Token" : "Bad_OAuth_Token", *found.error(),
                   call);
  }
  const Bearer& bearer = found.value();
  if (bearer.app != nullptr) call.client(bearer.app->consumer_key.value);
  // Salesforce, observed: a token without the identity scopes gets 403 Invalid_Scope; `api` is one
  // of them, since the Salesforce CLI reads userinfo with "refresh_token api web".
  constexpr std::array kScopes{"id", "openid", "profile", "email", "api"};
  if (std::none_of(kScopes.begin(), kScopes.end(), [&](auto scope) { return bearer.may(scope); }))
    return refused(403, "Invalid_Scope", reason::identity_scope_missing, call);
  return bearer;
}

}  // namespace

wire::WireResponse userinfo(Org& org, wire::Call& call) {
  const std::string token = token_anywhere(call.request);
  auto tx = org.begin();
  const auto bearer = admit(org, tx, call, token);
  if (!bearer) return bearer.error();
  return answer(userinfo_of(org, *bearer.value().user, call.request));
}

wire::WireResponse identity(Org& org, wire::Call& call) {
  const std::string token = token_anywhere(call.request);
  const std::string organization = wire::value_of(call.params, "organization").value_or("");
  const std::string wanted = wire::value_of(call.params, "user").value_or("");
  auto tx = org.begin();
  const auto bearer = admit(org, tx, call, token);
  if (!bearer) return bearer.error();
  // Salesforce: the answers of its identity service to foreign ids; the texts are confirmed, which
  // cause goes with which is inferred.
  if (!same_id(organization, org.organization_id()))
    return refused(403, "Wrong_Org", reason::identity_wrong_org, call);
  const User* user = tx.users().find(UserId(wanted));
  if (user == nullptr) return refused(404, "Bad_Id", reason::identity_unknown_user, call);
  // Inferred: who may manage users may see them.
  if (user != bearer.value().user &&
      !tx.profiles().may(*bearer.value().user, Permission::manage_users))
    return refused(403, "No_Access", reason::identity_of_other_user, call);
  return answer(identity_of(org, *user, call.request));
}

}  // namespace rehearse::salesforce
