#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using salesforce::OrgSettings;

// The settings by the names of the metadata's Settings members; durations are in minutes there,
// too.
struct Flag {
  std::string_view name{};
  bool OrgSettings::*place = nullptr;
};
constexpr std::array kFlags{
    Flag{"enableClientSecretInRestApiAccess", &OrgSettings::is_client_secret_in_rest_api_enabled},
    Flag{"isPkceRequired", &OrgSettings::is_pkce_required},
    Flag{"lockSessionsToIp", &OrgSettings::is_session_locked_to_ip},
    Flag{"enforceIpRangesEveryRequest", &OrgSettings::is_ip_enforced_every_request},
};

struct Number {
  std::string_view name{};
  int OrgSettings::*place = nullptr;
  std::array<int, 8> values{};  // those Salesforce's Setup offers; the rest are -1
};
constexpr std::array kNumbers{
    Number{"sessionTimeoutInMinutes",
           &OrgSettings::session_timeout_minutes,
           {15, 30, 60, 120, 240, 480, 720, 1'440}},
    Number{"maxLoginAttempts", &OrgSettings::max_login_attempts, {0, 3, 5, 10, -1, -1, -1, -1}},
    Number{"lockoutIntervalInMinutes",
           &OrgSettings::lockout_interval_minutes,
           {0, 15, 30, 60, -1, -1, -1, -1}},
};

bool offers(const Number& number, int64_t value) {
  for (const int offered : number.values) {
    if (offered >= 0 && offered == value) return true;
  }
  return false;
}

std::string offered(const Number& number) {
  std::string text;
  for (const int value : number.values) {
    if (value >= 0) text += fmt::format("{}{}", text.empty() ? "" : ", ", value);
  }
  return text;
}

ControlAnswer org_answer(const salesforce::Org& org, const OrgSettings& settings) {
  Json shown{{"organization_id", org.organization_id()},
             {"my_domain", org.my_domain_host()},
             {"sandbox", org.config().is_sandbox}};
  for (const Flag& flag : kFlags) shown[std::string(flag.name)] = settings.*flag.place;
  for (const Number& number : kNumbers) shown[std::string(number.name)] = settings.*number.place;
  return control_json(shown);
}

}  // namespace

ControlAnswer show_org(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  return org_answer(call.world.org, tx.settings());
}

ControlAnswer edit_org(ControlCall& call) {
  Members members(call.body, call.place);
  auto tx = call.world.org.begin();
  OrgSettings edited = tx.settings();
  for (const Flag& flag : kFlags) {
    if (const auto value = members.flag(flag.name)) edited.*flag.place = *value;
  }
  for (const Number& number : kNumbers) {
    const auto value = members.integer(number.name, 0, 1'440);
    if (!value) continue;
    if (!offers(number, *value)) {
      members.bad_value(number.name,
                        fmt::format("Salesforce offers {} (0: no limit).", offered(number)));
    }
    edited.*number.place = int(*value);
  }
  if (auto problem = members.problem()) return *problem;
  tx.settings() = edited;
  return org_answer(call.world.org, tx.settings());
}

}  // namespace rehearse::control
