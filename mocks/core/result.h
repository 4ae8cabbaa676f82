#pragma once

#include <cassert>
#include <utility>
#include <variant>

namespace rehearse {

// Result holds either a value or the error that explains why there is none. C++20 on the reference
// platform has no std::expected; this is the part of it the project needs.
template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  const T& value() const& { return assert(ok()), std::get<0>(state_); }
  T& value() & { return assert(ok()), std::get<0>(state_); }
  T&& value() && { return assert(ok()), std::get<0>(std::move(state_)); }
  const E& error() const& { return assert(!ok()), std::get<1>(state_); }
  E&& error() && { return assert(!ok()), std::get<1>(std::move(state_)); }

 private:
  std::variant<T, E> state_;
};

// Done is the value of a Result that only says whether something worked.
struct Done {};

}  // namespace rehearse
