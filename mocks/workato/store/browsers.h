#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mocks/core/entropy.h"
#include "mocks/core/strong.h"
#include "mocks/core/time.h"

namespace rehearse::workato {

// kUser and kPassword sign in to the mock workspace; it has one person.
inline constexpr std::string_view kUser = "rehearsal@workato.test";
inline constexpr std::string_view kPassword = "rehearse-2026";

// Browser is a browser that has a cookie of the workspace, signed in or not.
struct Browser {
  SessionId id{};
  std::string csrf{};  // in every form
  bool signed_in = false;
  TimePoint last_used{};
};

// Browsers keeps at most 1,000 browsers; one is forgotten eight hours after its last use, or when
// it is the least recently used of too many. Expiry is judged when a browser is looked up.
class Browsers {
 public:
  explicit Browsers(uint64_t seed) : entropy_(seed, "workato browsers") {}
  const Browser& open(bool signed_in, TimePoint now);
  // The browser of a cookie value, if it is known and not expired; counts as use.
  const Browser* find(std::string_view cookie, TimePoint now);
  void close(const SessionId& id);
  // True if a browser that was signed in, and is known no more, had that token in its forms. The
  // last 1,000 are known.
  bool was_signed_in(std::string_view csrf) const;

 private:
  using Known = std::unordered_map<std::string, Browser>;
  void forget(Known::iterator browser);

  SeededEntropy entropy_;
  Known browsers_;
  std::deque<std::string> former_{};
};

}  // namespace rehearse::workato
