#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "mocks/core/entropy.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// Users keeps the org's people. It starts with admin@rehearsal.test (System
// Administrator) and user@rehearsal.test (Standard User).
class Users {
 public:
  Users(uint64_t seed, TimePoint start);
  const User* find(const UserId& id) const;
  const User* find_by_username(std::string_view username) const;  // without regard to case
  User* edit(std::string_view username);                          // null if there is none
  const std::deque<User>& all() const { return users_; }
  // What makes a link to a new password work.
  std::string make_reset_token();

 private:
  SeededEntropy entropy_;
  std::deque<User> users_;
};

}  // namespace rehearse::salesforce
