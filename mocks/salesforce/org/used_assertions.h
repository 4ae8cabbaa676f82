#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>

#include "mocks/core/strong.h"

namespace rehearse::salesforce {

// UsedAssertions remembers the jti of every JWT bearer assertion that was accepted, per app: the
// last 10,000, so that memory stays flat. An assertion older than that has expired long ago.
class UsedAssertions {
 public:
  // An empty jti is never remembered.
  void remember(const AppId& app, std::string_view jti);
  bool has(const AppId& app, std::string_view jti) const;

 private:
  static constexpr size_t kKept = 10'000;
  static std::string key_of(const AppId& app, std::string_view jti);

  std::deque<std::string> in_order_{};
  std::unordered_set<std::string> used_{};
};

}  // namespace rehearse::salesforce
