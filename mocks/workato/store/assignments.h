#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace rehearse::workato {

// Assignments keeps which custom OAuth profile is assigned to which customer of an Embedded
// partner. A customer is known by what the path calls it, environment included.
class Assignments {
 public:
  void assign(int64_t profile, std::string customer) {
    rows_.emplace(profile, std::move(customer));
  }
  bool unassign(int64_t profile, const std::string& customer) {
    return rows_.erase({profile, customer}) > 0;
  }
  void forget(int64_t profile) {
    std::erase_if(rows_, [profile](const auto& row) { return row.first == profile; });
  }
  const std::set<std::pair<int64_t, std::string>>& all() const { return rows_; }

 private:
  std::set<std::pair<int64_t, std::string>> rows_;
};

}  // namespace rehearse::workato
