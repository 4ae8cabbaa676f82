#include "mocks/workato/store/browsers.h"

#include <algorithm>

namespace rehearse::workato {
namespace {

constexpr size_t kKept = 1'000;
constexpr Duration kIdle = std::chrono::hours(8);

}  // namespace

const Browser& Browsers::open(bool signed_in, TimePoint now) {
  if (browsers_.size() >= kKept) {
    const auto oldest = std::ranges::min_element(browsers_, {}, [](const auto& entry) {
      return std::pair(entry.second.last_used, std::string_view(entry.first));
    });
    forget(browsers_.find(oldest->first));
  }
  Browser browser{.id = SessionId(entropy_.text(kAlphanumeric, 40)),
                  .csrf = entropy_.text(kAlphanumeric, 40),
                  .signed_in = signed_in,
                  .last_used = now};
  const std::string key = browser.id.value;
  return browsers_.insert_or_assign(key, std::move(browser)).first->second;
}

const Browser* Browsers::find(std::string_view cookie, TimePoint now) {
  const auto found = browsers_.find(std::string(cookie));
  if (found == browsers_.end()) return nullptr;
  if (now - found->second.last_used > kIdle) {
    forget(found);
    return nullptr;
  }
  found->second.last_used = std::max(found->second.last_used, now);
  return &found->second;
}

void Browsers::close(const SessionId& id) {
  const auto found = browsers_.find(id.value);
  if (found != browsers_.end()) forget(found);
}

bool Browsers::was_signed_in(std::string_view csrf) const {
  return std::ranges::find(former_, csrf) != former_.end();
}

void Browsers::forget(Known::iterator browser) {
  if (browser->second.signed_in) {
    if (former_.size() == kKept) former_.pop_front();
    former_.push_back(browser->second.csrf);
  }
  browsers_.erase(browser);
}

}  // namespace rehearse::workato
