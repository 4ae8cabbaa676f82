#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/entropy.h"
#include "mocks/core/time.h"
#include "mocks/wire/message.h"

namespace rehearse::wire {

// KeptForm is what somebody typed into a form whose session was over when they sent it.
struct KeptForm {
  std::string owner{};  // whose session it was: nobody else is shown it
  std::string page{};   // the path of the page that shows the form
  Fields fields{};
};

// FormMemory is what a site remembers of forms that were sent: where a form led that is to act only
// once, and what was typed into a form that came too late. Both are bounded.
class FormMemory {
 public:
  static constexpr size_t kMostActed = 1'000;  // the oldest is forgotten first
  static constexpr size_t kMostKept = 100;
  static constexpr size_t kLongestKept = 65'536;  // names and values of one form, in bytes
  static constexpr Duration kKeptFor = std::chrono::hours(24);

  FormMemory(uint64_t seed, std::string_view label) : seed_(seed), label_(label) {}

  // A token for the hidden field kOnce of a form that is to act only once.
  std::string new_token();
  // What the same form led to when it was sent before: same token, same fields. Nothing for a form
  // without a token.
  std::optional<std::string> led_to(const Fields& form) const;
  void acted(const Fields& form, std::string led_to);

  // Keeps a form until now + kKeptFor, without what must not be kept: fields of `secrets`, and the
  // tokens of the session. Gives its id, or nothing if the form is too large.
  std::optional<std::string> keep(KeptForm form, const std::vector<std::string_view>& secrets,
                                  TimePoint now);
  // The fields of a kept form, for its owner on its page; null otherwise. The pointer is good until
  // the next keep().
  const Fields* find_kept(std::string_view id, std::string_view owner, std::string_view page,
                          TimePoint now) const;

 private:
  struct Acted {
    std::string key{}, led_to{};
  };
  struct Kept {
    std::string id{};
    KeptForm form{};
    TimePoint at{};
  };

  uint64_t seed_;
  std::string_view label_;
  std::optional<SeededEntropy> entropy_{};  // made when first drawn from
  std::deque<Acted> acted_{};
  std::deque<Kept> kept_{};
};

inline constexpr std::string_view kOnce = "once";
// The query field that names a kept form.
inline constexpr std::string_view kKept = "kept";

}  // namespace rehearse::wire
