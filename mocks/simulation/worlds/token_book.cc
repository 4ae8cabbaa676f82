#include "mocks/simulation/worlds/token_book.h"

#include <fmt/format.h>

namespace rehearse::simulation {

int TokenBook::open_grant(int64_t connection, std::string code) {
  grants_.push_back({.connection = connection, .code = std::move(code)});
  return int(grants_.size()) - 1;
}

KnownToken* TokenBook::add(int grant, bool is_refresh, std::string value, TimePoint now,
                           uint64_t step) {
  if (by_value_.contains(value)) return nullptr;
  KnownGrant& owner = grants_[size_t(grant)];
  int& count = is_refresh ? owner.refreshes : owner.accesses;
  if (is_refresh) {
    if (count > 0) tokens_[owner.newest_refresh].retired_step = step;
    owner.newest_refresh = tokens_.size();
  }
  tokens_.push_back({.value = std::move(value),
                     .is_refresh = is_refresh,
                     .grant = grant,
                     .number = count++,
                     .issued_at = now});
  by_value_.emplace(tokens_.back().value, tokens_.size() - 1);
  return &tokens_.back();
}

const KnownToken* TokenBook::find(std::string_view value) const {
  const auto found = by_value_.find(value);
  return found == by_value_.end() ? nullptr : &tokens_[found->second];
}

std::string TokenBook::name_of(std::string_view value) const {
  const auto found = by_value_.find(value);
  if (found == by_value_.end()) return "an unknown token";
  const KnownToken& token = tokens_[found->second];
  return fmt::format("g{}.{}{}", token.grant + 1, token.is_refresh ? 'r' : 'a', token.number);
}

}  // namespace rehearse::simulation
