#include "mocks/salesforce/org/records.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::salesforce {
namespace {

Json organization_record(const Org& org) {
  const OrgConfig& config = org.config();
  return {{"Id", org.organization_id()},
          {"Name", "Rehearsal"},
          {"InstanceName", config.is_sandbox ? "USA9998S" : "USA9999"},
          {"IsSandbox", config.is_sandbox},
          {"TrialExpirationDate", nullptr},
          {"NamespacePrefix", nullptr},
          {"OrganizationType", "Developer Edition"},
          {"PrimaryContact", nullptr},
          {"LanguageLocaleKey", "en_US"},
          {"TimeZoneSidKey", "America/Los_Angeles"},
          {"Country", "US"}};
}

Json user_record(const User& user, const Profiles& profiles) {
  const Profile* profile = profiles.find(user.profile);
  return {{"Id", user.id.value},
          {"Username", user.username},
          {"FirstName", user.first_name},
          {"LastName", user.last_name},
          {"Name", user.first_name + " " + user.last_name},
          {"Email", user.email},
          {"Alias", user.username.substr(0, user.username.find('@')).substr(0, 8)},
          {"MobilePhone", user.mobile_phone},
          {"IsActive", user.is_active},
          {"UserType", "Standard"},
          {"ProfileId", profile == nullptr ? Json() : Json(profile->id)},
          {"TimeZoneSidKey", "America/Los_Angeles"},
          {"LocaleSidKey", "en_US"},
          {"LanguageLocaleKey", "en_US"},
          {"EmailEncodingKey", "UTF-8"},
          {"LastLoginDate", data_time(user.last_login_at)},
          {"LastPasswordChangeDate", data_time(user.password_changed_at)}};
}

}  // namespace

std::string data_time(TimePoint instant) {
  const auto since_second = instant - std::chrono::floor<std::chrono::seconds>(instant);
  const std::string whole = format_time(instant - since_second);  // …:00Z
  return fmt::format("{}.{:03}+0000", whole.substr(0, whole.size() - 1), since_second.count());
}

std::optional<RecordType> find_records(const Org& org, Org::Transaction& tx,
                                       std::string_view name) {
  const std::string wanted = lower(name);
  if (wanted == "organization")
    return RecordType{"Organization", "00D", {organization_record(org)}};
  if (wanted != "user") return std::nullopt;
  RecordType type{"User", "005", {}};
  for (const User& user : tx.users().all()) {
    type.records.push_back(user_record(user, tx.profiles()));
  }
  return type;
}

}  // namespace rehearse::salesforce
