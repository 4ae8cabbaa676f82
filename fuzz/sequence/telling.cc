#include "fuzz/sequence/telling.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "mocks/wire/form.h"

namespace rehearse::fuzz {

Json app_json(const model::App& app) {
  static constexpr std::string_view kPolicies[] = {"Infinite", "Zero", "SpecificLifetime",
                                                   "SpecificInactivity"};
  Json json = {{"apiName", app.name},
               {"label", app.name},
               {"contactEmail", "fuzz@example.com"},
               {"callbackUrl", app.callback},
               {"scopes", app.scopes},
               {"distributionState", "Packaged"},
               {"isCodeCredFlowEnabled", true},
               {"isPkceRequired", app.needs_challenge},
               {"isRefreshTokenRotationEnabled", app.rotates},
               {"isEnforceRefreshTokenTTL", app.limits_idle},
               {"isConsumerSecretOptional", !app.needs_secret},
               {"isSecretRequiredForRefreshToken", app.needs_secret_at_refresh},
               {"refreshTokenPolicyType", std::string(kPolicies[size_t(app.policy)])}};
  if (app.policy == model::App::Policy::lifetime || app.policy == model::App::Policy::inactivity) {
    json["refreshTokenValidityPeriod"] =
        std::chrono::duration_cast<std::chrono::hours>(app.period).count();
    json["refreshTokenValidityUnit"] = "Hours";
  }
  if (!app.allowed.empty())
    json["tokenIpRanges"] =
        Json::array({{{"startIpAddress", app.allowed}, {"endIpAddress", app.allowed}}});
  return json;
}

std::string Telling::name(const std::string& value, std::string_view kind) {
  if (!is_on() || value.empty()) return {};
  const auto known = names_.find(value);
  if (known != names_.end()) return known->second;
  const std::string name = fmt::format("{}{}", kind, ++counts_[std::string(kind)]);
  names_.emplace(value, name);
  return name;
}

std::string Telling::hide(std::string text) const {
  for (const auto& [value, name] : names_) {
    for (const std::string& form : {value, wire::percent_encode(value)}) {
      for (size_t at = text.find(form); at != std::string::npos; at = text.find(form, at + 1))
        text.replace(at, form.size(), "${" + name + "}");
    }
  }
  return text;
}

Json Telling::pairs(const harness::Encoded& form) const {
  Json list = Json::array();
  for (const harness::Encoded::Pair& pair : form.pairs) {
    const auto fields =
        wire::parse_urlencoded(pair.name + (pair.has_equals ? "=" : "") + pair.value);
    const bool is_one = fields && fields->size() == 1;
    list.push_back(Json::array({is_one ? hide(fields->front().name) : hide(pair.name),
                                is_one ? hide(fields->front().value) : hide(pair.value)}));
  }
  return list;
}

void Telling::app(const model::App& app) {
  if (!is_on()) return;
  names_.emplace(app.key, app.name + "_key");
  names_.emplace(app.secret, app.name + "_secret");
  line({{"do", "app"}, {"name", app.name}, {"settings", app_json(app)}});
}

void Telling::request(const Raw& raw, int status, const std::string& body,
                      const model::Told& told) {
  if (!is_on()) return;
  Json json = {{"do", "request"},  {"method", raw.method}, {"path", raw.path},
               {"peer", raw.peer}, {"status", status},     {"query", pairs(raw.query)}};
  if (wire::parse_urlencoded(raw.form.text()))
    json["form"] = pairs(raw.form);
  else
    json["body"] = wire::percent_encode(hide(raw.form.text()));
  Json headers = Json::array();
  for (const wire::Field& header : raw.headers)
    headers.push_back(Json::array({header.name, hide(header.value)}));
  json["headers"] = headers;
  const Result<Json, std::string> answer = parse_json(body);
  if (answer && answer.value().is_object() && answer.value().contains("error"))
    json["error"] = answer.value()["error"];
  Json gives = Json::object();
  if (!told.access.empty()) gives["access_token"] = name(told.access, "access");
  if (!told.refresh.empty()) gives["refresh_token"] = name(told.refresh, "refresh");
  json["gives"] = gives;
  line(json);
}

void Telling::approval(const Raw& raw, std::string_view app, std::string_view username,
                       bool approve, int status, const std::string& code) {
  if (!is_on()) return;
  Json json = {{"do", "approve"},
               {"app", std::string(app)},
               {"username", std::string(username)},
               {"decision", approve ? "approve" : "deny"},
               {"query", pairs(raw.query)},
               {"status", status},
               {"gives", Json::object()}};
  if (!code.empty()) json["gives"]["code"] = name(code, "code");
  line(json);
}

void Telling::loss(std::string_view path, bool before) {
  if (!is_on()) return;
  const std::string_view last = path.substr(path.rfind('/') + 1);
  const std::string route = last == "limits" ? "data_limits" : std::string(last);
  line({{"do", "fault"},
        {"fault",
         {{"route", route}, {"at", before ? "validated" : "committed"}, {"action", "drop"}}}});
}

void Telling::note(std::string_view text) {
  if (is_on()) line({{"do", "note"}, {"text", std::string(text)}});
}

}  // namespace rehearse::fuzz
