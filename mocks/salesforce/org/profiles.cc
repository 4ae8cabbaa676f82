#include "mocks/salesforce/org/profiles.h"

#include <algorithm>

#include "mocks/salesforce/org/model.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {

Profiles::Profiles(uint64_t seed) : entropy_(seed, "salesforce profiles") {
  Profile admin{make_record_id("00e", entropy_), "System Administrator"};
  for (const PermissionInfo& row : kPermissions) admin.permissions.insert(row.permission);
  Profile standard{make_record_id("00e", entropy_), "Standard User"};
  standard.permissions = {Permission::api_enabled};
  profiles_ = {std::move(admin), std::move(standard)};
}

const Profile* Profiles::find(std::string_view name) const {
  const auto found = std::ranges::find(profiles_, name, &Profile::name);
  return found == profiles_.end() ? nullptr : &*found;
}

Profile* Profiles::edit(std::string_view name) {
  const auto found = std::ranges::find(profiles_, name, &Profile::name);
  return found == profiles_.end() ? nullptr : &*found;
}

const PermissionSet* Profiles::find_set(std::string_view name) const {
  const auto found = std::ranges::find(sets_, name, &PermissionSet::name);
  return found == sets_.end() ? nullptr : &*found;
}

PermissionSet& Profiles::keep_set(std::string_view name) {
  const auto found = std::ranges::find(sets_, name, &PermissionSet::name);
  if (found != sets_.end()) return *found;
  PermissionSet set{make_record_id("0PS", entropy_), std::string(name), std::string(name)};
  return sets_.emplace_back(std::move(set));
}

void Profiles::remove_set(std::string_view name) {
  std::erase_if(sets_, [&](const PermissionSet& set) { return set.name == name; });
}

bool Profiles::may(const User& user, Permission permission) const {
  const Profile* profile = find(user.profile);
  if (profile != nullptr && profile->permissions.contains(permission)) return true;
  return std::ranges::any_of(user.permission_sets, [&](const std::string& name) {
    const PermissionSet* set = find_set(name);
    return set != nullptr && set->permissions.contains(permission);
  });
}

}  // namespace rehearse::salesforce
