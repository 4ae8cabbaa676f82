#include <algorithm>
#include <array>
#include <chrono>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/oauth/identity_service.h"
#include "mocks/salesforce/org/hosts.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/user_facts.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

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
  auto bearer = identity_bearer(org, tx, call, token);
  if (!bearer) return bearer;
  const Bearer& who = bearer.value();
  // Salesforce, observed: a token without the identity scopes gets 403 Invalid_Scope; `api` is one
  // of them, since the Salesforce CLI reads userinfo with "refresh_token api web".
  constexpr std::array kScopes{"id", "openid", "profile", "email", "api"};
  if (std::none_of(kScopes.begin(), kScopes.end(), [&](auto scope) { return who.may(scope); }))
    return identity_refusal(403, "Invalid_Scope", reason::identity_scope_missing, call);
  return bearer;
}

}  // namespace

wire::WireResponse userinfo(Org& org, wire::Call& call) {
  const std::string token = token_anywhere(call.request);
  auto tx = org.begin();
  const auto bearer = admit(org, tx, call, token);
  if (!bearer) return bearer.error();
  return identity_answer(userinfo_of(org, *bearer.value().user, call.request));
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
    return identity_refusal(403, "Wrong_Org", reason::identity_wrong_org, call);
  const User* user = tx.users().find(UserId(wanted));
  if (user == nullptr) return identity_refusal(404, "Bad_Id", reason::identity_unknown_user, call);
  // Inferred: who may manage users may see them.
  if (user != bearer.value().user &&
      !tx.profiles().may(*bearer.value().user, Permission::manage_users))
    return identity_refusal(403, "No_Access", reason::identity_of_other_user, call);
  return identity_answer(identity_of(org, *user, call.request));
}

}  // namespace rehearse::salesforce
