#include "harness/steps/captures.h"

#include <utility>

namespace rehearse::harness {

bool Captures::give(std::string_view name, std::string value) {
  return values_.try_emplace(std::string(name), std::move(value)).second;
}

std::optional<std::string> Captures::find(std::string_view name) const {
  const auto found = values_.find(std::string(name));
  if (found == values_.end()) return {};
  return found->second;
}

std::map<std::string, std::string> Captures::take_offered() { return std::exchange(offered_, {}); }

}  // namespace rehearse::harness
