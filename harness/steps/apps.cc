#include "harness/steps/apps.h"

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// The first of the callback URLs, one a line.
std::string first_callback(const Json& settings) {
  const std::string all = string_member(settings, "callbackUrl").value_or("");
  return std::string(trim(all.substr(0, all.find('\n'))));
}

// The reason of the first setting that was not taken.
std::string reason_in(const Json& body) {
  const Json* error = find_member(body, "error");
  const Json* problems = error == nullptr ? nullptr : find_member(*error, "problems");
  if (problems == nullptr || !problems->is_array() || problems->empty()) return {};
  return string_member(problems->front(), "reason").value_or("");
}

}  // namespace

Json whole_ranges(Json settings) {
  if (!settings.contains("tokenIpRanges") || !settings["tokenIpRanges"].is_array()) {
    return settings;
  }
  for (Json& range : settings["tokenIpRanges"]) {
    if (!range.is_string()) continue;
    const std::string address = range.get<std::string>();
    range = {{"startIpAddress", address}, {"endIpAddress", address}};
  }
  return settings;
}

Json guide_settings(const Json& own) {
  Json settings{{"label", "Workato rehearsal"},
                {"apiName", "Workato_rehearsal"},
                {"contactEmail", "admin@rehearsal.test"},
                {"distributionState", "Local"},
                {"callbackUrl", "https://www.workato.com/oauth/callback"},
                {"isOauthEnabled", true},
                {"scopes", {"full", "api", "id", "refresh_token"}},
                {"isCodeCredFlowEnabled", true},
                {"isConsumerSecretOptional", false},
                {"isSecretRequiredForRefreshToken", true},
                {"isNamedUserJwtEnabled", false}};
  if (own.is_object()) settings.update(own);
  return whole_ranges(std::move(settings));
}

Result<std::string, Trouble> app_id_of(Context& context) {
  if (!context.at_hand.app_id.empty()) return context.at_hand.app_id;
  const auto listed = control(context.target, "GET", "/apps");
  if (!listed) return listed.error();
  std::string newest;
  if (listed.value().body.is_array()) {
    for (const Json& app : listed.value().body) {
      if (bool_member(app, "built_in") != true) {
        newest = string_member(app, "app_id").value_or("");
      }
    }
  }
  context.at_hand.app_id = newest;
  return newest;
}

Seen create_app(Context& context, const Json& settings) {
  auto called = control(context.target, "POST", "/apps", settings);
  if (!called) return called.error();
  Observation seen = observe(called.value(), "the app is created");
  if (!seen.ok) {
    seen.reason = reason_in(called.value().body);
    return seen;
  }
  const Json& body = called.value().body;
  AtHand& at_hand = context.at_hand;
  at_hand.app_id = string_member(body, "app_id").value_or("");
  at_hand.app_label = string_member(settings, "label").value_or("");
  at_hand.consumer_key = string_member(body, "consumer_key").value_or("");
  at_hand.consumer_secret = string_member(body, "consumer_secret").value_or("");
  at_hand.callback_url = first_callback(settings);
  for (const char* name : {"app_id", "consumer_key", "consumer_secret"}) {
    context.captures.offer(name, string_member(body, name).value_or(""));
  }
  return seen;
}

}  // namespace rehearse::harness
