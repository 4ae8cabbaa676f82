#include "harness/sandbox/org_apps.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr int kMostStrays = 20;

std::string words_of(const wire::WireResponse& answer) {
  const auto json = parse_json(answer.body);
  const bool is_list = json && json.value().is_array() && !json.value().empty();
  const Json error = is_list ? json.value().front() : Json::object();
  const std::string code = string_member(error, "errorCode").value_or("");
  const std::string message = string_member(error, "message").value_or("");
  if (code.empty() && message.empty()) return fmt::format("HTTP {}", answer.status);
  return fmt::format("HTTP {} {}: {}", answer.status, code, message);
}

// An API name is letters, digits and underscores: nothing in it could end a literal of SOQL.
bool is_api_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

Result<OrgApps::Read, Trouble> OrgApps::read(const std::string& path) {
  const auto sent = http_.send({.url = org_.base + path,
                                .headers = {{"Authorization", "Bearer " + org_.access_token},
                                            {"Accept", "application/json"}}});
  if (!sent) return sent.error();
  Read read;
  if (sent.value().status >= 400) {
    read.refused = words_of(sent.value());
    return read;
  }
  auto json = parse_json(sent.value().body);
  if (!json)
    return Trouble{Trouble::Kind::bad_answer,
                   fmt::format("the org's answer is no JSON (HTTP {})", sent.value().status),
                   org_.base + path, true};
  read.body = std::move(json).value();
  return read;
}

Result<std::optional<OrgApp>, Trouble> OrgApps::find(const std::string& api_name) {
  const auto unknown = [&](std::string_view why) {
    return Trouble{
        Trouble::Kind::bad_answer,
        fmt::format("the org does not say whether there is an app {} ({})", api_name, why),
        org_.base, true};
  };
  if (!is_api_name(api_name)) return unknown("that is no API name");
  const std::string query = wire::with_query(
      fmt::format("/services/data/v{}/query", org_.api_version),
      {{"q", fmt::format("SELECT Id, DeveloperName, CreatedById FROM ExternalClientApplication "
                         "WHERE DeveloperName = '{}'",
                         api_name)}});
  const auto asked = read(query);
  if (!asked) return asked.error();
  if (!asked.value().refused.empty()) return unknown(asked.value().refused);
  const Json* records = find_member(asked.value().body, "records");
  if (records == nullptr || !records->is_array()) return unknown("its answer has no records");
  if (records->empty()) return std::optional<OrgApp>();
  const OrgApp app{string_member(records->front(), "Id").value_or(""),
                   string_member(records->front(), "CreatedById").value_or("")};
  if (records->size() > 1 || app.id.empty() || app.created_by.empty() ||
      string_member(records->front(), "DeveloperName") != api_name)
    return unknown("its answer is not about one app");
  return std::optional<OrgApp>(app);
}

Result<std::vector<std::string>, Trouble> OrgApps::made_by(const std::string& user_id,
                                                           const std::string& since,
                                                           const std::string& ours) {
  const auto asked = read(wire::with_query(
      fmt::format("/services/data/v{}/query", org_.api_version),
      {{"q", fmt::format("SELECT DeveloperName, CreatedById FROM ExternalClientApplication WHERE "
                         "CreatedDate >= {} LIMIT {}",
                         since, kMostStrays)}}));
  if (!asked) return asked.error();
  const Json* records = find_member(asked.value().body, "records");
  if (records == nullptr || !records->is_array())
    return Trouble{Trouble::Kind::bad_answer, "the org does not list its apps", org_.base, true};
  std::vector<std::string> names;
  for (const Json& record : *records) {
    const std::string name = string_member(record, "DeveloperName").value_or("");
    if (string_member(record, "CreatedById") == user_id && is_api_name(name) &&
        !name.starts_with(ours))
      names.push_back(name);
  }
  return names;
}

Result<OrgApps::Consumer, Trouble> OrgApps::consumer_of(const std::string& app_id) {
  const auto listed = read(fmt::format("/services/data/v{}/apps/oauth/credentials/{}",
                                       org_.api_version, wire::percent_encode(app_id)));
  if (!listed) return listed.error();
  if (!listed.value().refused.empty()) return Consumer{.refused = listed.value().refused};
  const Json* consumers = find_member(listed.value().body, "consumers");
  const bool has_one = consumers != nullptr && consumers->is_array() && !consumers->empty();
  const std::string url =
      has_one ? string_member(consumers->front(), "url").value_or("") : std::string();
  if (!url.starts_with("/services/data/"))
    return Consumer{.refused = "its answer names no consumer"};
  const auto pair = read(url + "?part=keyandsecret");
  if (!pair) return pair.error();
  if (!pair.value().refused.empty()) return Consumer{.refused = pair.value().refused};
  return Consumer{string_member(pair.value().body, "key").value_or(""),
                  string_member(pair.value().body, "secret").value_or(""), ""};
}

}  // namespace rehearse::harness
