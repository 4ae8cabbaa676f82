#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/salesforce/org/address_ranges.h"
#include "mocks/world.h"

namespace rehearse::control {
namespace {

using oauth::LoginHours;
using oauth::LoginPolicy;
using salesforce::Permission;
using salesforce::PermissionSet;
using salesforce::Profile;

using Permissions = std::set<Permission>;

// The days of ProfileLoginHours, whose members are `mondayStart`, `mondayEnd` and so on.
constexpr std::array<std::string_view, 7> kDays{"sunday",   "monday", "tuesday", "wednesday",
                                                "thursday", "friday", "saturday"};
constexpr int kMinutesOfADay = 24 * 60;

Json written(const Permissions& permissions) {
  Json names = Json::array();
  for (const Permission permission : permissions) {
    names.push_back(salesforce::info_of(permission).name);
  }
  return names;
}

Json written(const LoginPolicy& policy) {
  Json ranges = Json::array();
  for (const oauth::AddressRange& range : policy.ip_ranges) {
    Json item{{"startAddress", range.start}, {"endAddress", range.end}};
    if (!range.description.empty()) item["description"] = range.description;
    ranges.push_back(std::move(item));
  }
  Json hours = Json::object();
  for (size_t day = 0; day < kDays.size(); ++day) {
    if (!policy.hours[day]) continue;
    hours[fmt::format("{}Start", kDays[day])] = policy.hours[day]->start;
    hours[fmt::format("{}End", kDays[day])] = policy.hours[day]->end;
  }
  return {{"login_ip_ranges", std::move(ranges)}, {"login_hours", std::move(hours)}};
}

Json written(const Profile& profile) {
  Json json = written(profile.login);
  json["name"] = profile.name;
  json["id"] = profile.id;
  json["permissions"] = written(profile.permissions);
  return json;
}

Json written(const PermissionSet& set) {
  return {{"name", set.name},
          {"id", set.id},
          {"label", set.label},
          {"permissions", written(set.permissions)}};
}

std::optional<Permissions> read_permissions(Members& members) {
  const Json* list = members.any("permissions");
  if (list == nullptr) return std::nullopt;
  Permissions read;
  for (const Json& item : list->is_array() ? *list : Json::array({*list})) {
    const std::string name = item.is_string() ? item.get<std::string>() : dump_json(item);
    if (const auto permission = salesforce::permission_named(name)) {
      read.insert(*permission);
      continue;
    }
    std::vector<std::string> known;
    for (const auto& row : salesforce::kPermissions) known.emplace_back(row.name);
    members.bad_value("permissions", fmt::format("there is no permission \"{}\"{}", name,
                                                 suggestion(name, known, "Permissions")));
  }
  return read;
}

// One range: {"startAddress","endAddress","description"}, or one address as a string.
std::optional<oauth::AddressRange> read_range(const Json& item) {
  if (item.is_string()) return oauth::AddressRange{item, item};
  oauth::AddressRange range;
  if (!item.is_object()) return std::nullopt;
  for (const auto& [name, value] : item.items()) {
    std::string* place = name == "startAddress"  ? &range.start
                         : name == "endAddress"  ? &range.end
                         : name == "description" ? &range.description
                                                 : nullptr;
    if (place == nullptr || !value.is_string()) return std::nullopt;
    *place = value.get<std::string>();
  }
  return range;
}

std::optional<std::vector<oauth::AddressRange>> read_ranges(Members& members) {
  constexpr std::string_view kName = "login_ip_ranges";
  const Json* list = members.any(kName);
  if (list == nullptr) return std::nullopt;
  std::vector<oauth::AddressRange> ranges;
  if (!list->is_array()) members.bad_value(kName, "give a list of ranges.");
  for (const Json& item : list->is_array() ? *list : Json::array()) {
    const auto range = read_range(item);
    if (!range) {
      members.bad_value(kName,
                        "a range is {\"startAddress\",\"endAddress\",\"description\"}, or "
                        "one address as a string.");
      continue;
    }
    ranges.push_back(*range);
    if (const auto problem = salesforce::problem_of(*range, ranges.size()))
      members.bad_value(kName, problem->message);
  }
  return ranges;
}

using Hours = decltype(LoginPolicy::hours);

// The member of the object, in minutes; -1 if it isn't there.
int minutes_of(Members& members, const Json& object, const std::string& name) {
  const Json* value = find_member(object, name);
  if (value == nullptr) return -1;
  const int64_t minutes = value->is_number_integer() ? value->get<int64_t>() : -1;
  if (minutes >= 0 && minutes <= kMinutesOfADay) return int(minutes);
  members.bad_value(
      "login_hours",
      fmt::format("{} is a number of minutes since midnight, from 0 to {}.", name, kMinutesOfADay));
  return 0;
}

std::optional<Hours> read_hours(Members& members) {
  const Json* object = members.object("login_hours");
  if (object == nullptr) return std::nullopt;
  Hours hours{};
  std::vector<std::string> known;
  for (size_t day = 0; day < kDays.size(); ++day) {
    known.push_back(fmt::format("{}Start", kDays[day]));
    const int start = minutes_of(members, *object, known.back());
    known.push_back(fmt::format("{}End", kDays[day]));
    const int end = minutes_of(members, *object, known.back());
    if (start < 0 && end < 0) continue;
    // Metadata API, documented: a start needs an end, which is not before it.
    if (start < 0 || end < 0 || start > end) {
      members.bad_value(
          "login_hours",
          fmt::format("{} needs a start and an end that is not before it.", kDays[day]));
    }
    hours[day] = LoginHours{start, end};
  }
  for (const auto& [name, value] : object->items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    members.bad_value("login_hours",
                      fmt::format("there is no \"{}\"{}", name, suggestion(name, known, "Hours")));
  }
  return hours;
}

// An API name as Salesforce takes it.
bool is_api_name(std::string_view name) {
  constexpr size_t kLongest = 80;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (name.empty() || name.size() > kLongest || !is_letter(name.front())) return false;
  if (name.back() == '_' || name.find("__") != std::string_view::npos) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

ControlAnswer no_such_set(const ControlCall& call, const salesforce::Profiles& profiles) {
  std::vector<std::string> known;
  for (const PermissionSet& set : profiles.sets()) known.push_back(set.name);
  return control_error(
      404, "not_found",
      fmt::format("{}: there is no permission set \"{}\"{}", call.place, call.param("name"),
                  suggestion(call.param("name"), known, "Permission sets")));
}

ControlAnswer no_such_profile(const ControlCall& call, const salesforce::Profiles& profiles) {
  std::vector<std::string> known;
  for (const Profile& profile : profiles.all()) known.push_back(profile.name);
  return control_error(
      404, "not_found",
      fmt::format("{}: there is no profile \"{}\"{}", call.place, call.param("name"),
                  suggestion(call.param("name"), known, "Profiles")));
}

}  // namespace

ControlAnswer list_user_profiles(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  Json profiles = Json::array();
  for (const Profile& profile : tx.profiles().all()) profiles.push_back(written(profile));
  return control_json(profiles);
}

ControlAnswer show_user_profile(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const Profile* profile = tx.profiles().find(call.param("name"));
  if (profile == nullptr) return no_such_profile(call, tx.profiles());
  return control_json(written(*profile));
}

ControlAnswer edit_user_profile(ControlCall& call) {
  Members members(call.body, call.place);
  const auto permissions = read_permissions(members);
  const auto ranges = read_ranges(members);
  const auto hours = read_hours(members);
  if (auto problem = members.problem()) return *problem;
  auto tx = call.world.org.begin();
  Profile* profile = tx.profiles().edit(call.param("name"));
  if (profile == nullptr) return no_such_profile(call, tx.profiles());
  if (permissions) profile->permissions = *permissions;
  if (ranges) profile->login.ip_ranges = *ranges;
  if (hours) profile->login.hours = *hours;
  return control_json(written(*profile));
}

ControlAnswer list_permission_sets(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  Json sets = Json::array();
  for (const PermissionSet& set : tx.profiles().sets()) sets.push_back(written(set));
  return control_json(sets);
}

ControlAnswer put_permission_set(ControlCall& call) {
  Members members(call.body, call.place);
  const auto label = members.text("label");
  const auto permissions = read_permissions(members);
  if (auto problem = members.problem()) return *problem;
  const std::string name = call.param("name");
  if (!is_api_name(name)) {
    return control_error(400, "bad_value",
                         fmt::format("{}: \"{}\" is no API name: letters, digits and single "
                                     "underscores, a letter first.",
                                     call.place, name));
  }
  auto tx = call.world.org.begin();
  PermissionSet& set = tx.profiles().keep_set(name);
  if (label) set.label = *label;
  set.permissions = permissions.value_or(Permissions{});
  return control_json(written(set));
}

ControlAnswer remove_permission_set(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.org.begin();
  const std::string name = call.param("name");
  if (tx.profiles().find_set(name) == nullptr) return no_such_set(call, tx.profiles());
  // Salesforce, documented: a permission set that is assigned can't be deleted.
  for (const salesforce::User& user : tx.users().all()) {
    if (std::ranges::find(user.permission_sets, name) == user.permission_sets.end()) continue;
    return control_error(409, "assigned",
                         fmt::format("{}: {} has this permission set; PATCH /users/NAME takes it "
                                     "away.",
                                     call.place, user.username));
  }
  tx.profiles().remove_set(name);
  return control_json(Json::object());
}

}  // namespace rehearse::control
