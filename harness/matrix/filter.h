#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/matrix/cells.h"

namespace rehearse::harness {

// Filter is a read --where expression: `name=value`, `name!=value`, `name in (a,b)`, `not`, `and`,
// `or` and parentheses; `not` binds tightest, `or` loosest. The empty filter holds for every cell.
class Filter {
 public:
  // The error has three lines: a sentence, the expression, and a caret under the place.
  static Result<Filter, std::string> read(std::string_view text);
  bool holds(const Point& point) const;

  // Step is one instruction of the expression in postfix order.
  struct Step {
    enum class What { among, negate, both, either };
    What what = What::among;
    uint8_t dimension = 0;
    uint32_t values = 0;  // of among: a bit a value
  };

 private:
  std::vector<Step> steps_{};
};

}  // namespace rehearse::harness
