#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/time.h"
#include "mocks/wire/message.h"

namespace rehearse::workato {

// Paging is which part of a list is asked for.
struct Paging {
  int64_t page = 1, per_page = 100;
  size_t first() const { return size_t(page - 1) * size_t(per_page); }
};

// ApiQuery reads the parameters of a query; ok() says whether each was given once and was sound.
class ApiQuery {
 public:
  explicit ApiQuery(const wire::Fields& query) : query_(query) {}

  Paging paging(int64_t standard_per_page = 100);
  std::optional<std::string> text(std::string_view name);
  std::optional<int64_t> id(std::string_view name);
  std::optional<TimePoint> instant(std::string_view name);
  bool flag(std::string_view name);  // absent: false
  bool ok() const { return ok_; }

 private:
  const wire::Fields& query_;
  bool ok_ = true;
};

}  // namespace rehearse::workato
