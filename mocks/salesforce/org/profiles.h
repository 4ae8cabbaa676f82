#pragma once

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/entropy.h"
#include "mocks/oauth/login_rules.h"
#include "mocks/salesforce/org/permissions.h"

namespace rehearse::salesforce {

struct User;

// Profile is what every user has exactly one of: permissions, and where from and when its users may
// log in.
struct Profile {
  std::string id{};    // 00e…, 18 characters
  std::string name{};  // `System Administrator`
  std::set<Permission> permissions{};
  oauth::LoginPolicy login{};  // where from and when
};

// PermissionSet adds permissions to the users it is assigned to.
struct PermissionSet {
  std::string id{};    // 0PS…, 18 characters
  std::string name{};  // API name
  std::string label{};
  std::set<Permission> permissions{};
};

// Profiles keeps the org's profiles and permission sets. It starts with the profiles System
// Administrator, which may do everything, and Standard User, which may use the API, and without
// permission sets.
class Profiles {
 public:
  explicit Profiles(uint64_t seed);

  const Profile* find(std::string_view name) const;  // exactly as spelled; null if there is none
  Profile* edit(std::string_view name);
  const std::deque<Profile>& all() const { return profiles_; }

  const PermissionSet* find_set(std::string_view name) const;
  // The permission set of that name, made if there was none.
  PermissionSet& keep_set(std::string_view name);
  void remove_set(std::string_view name);
  const std::deque<PermissionSet>& sets() const { return sets_; }

  // True if the user's profile or one of their permission sets has the permission.
  bool may(const User& user, Permission permission) const;

 private:
  SeededEntropy entropy_;
  std::deque<Profile> profiles_;
  std::deque<PermissionSet> sets_{};
};

}  // namespace rehearse::salesforce
