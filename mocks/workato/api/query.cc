#include "mocks/workato/api/query.h"

#include "mocks/workato/api/members.h"

namespace rehearse::workato {
namespace {

constexpr int64_t kMostPerPage = 100;
constexpr int64_t kLastPage = 1'000'000'000;

}  // namespace

std::optional<std::string> ApiQuery::text(std::string_view name) {
  const wire::Field* field = wire::find_field(query_, name);
  if (field == nullptr) return {};
  ok_ = ok_ && wire::count_of(query_, name) == 1;
  return field->value;
}

std::optional<int64_t> ApiQuery::id(std::string_view name) {
  const auto given = text(name);
  if (!given) return {};
  const auto number = digits_of(*given);
  ok_ = ok_ && number.has_value();
  return number;
}

Paging ApiQuery::paging(int64_t standard_per_page) {
  Paging paging{.page = id("page").value_or(1),
                .per_page = id("per_page").value_or(standard_per_page)};
  if (paging.page > kLastPage || paging.per_page > kMostPerPage) {
    ok_ = false;
    return {};
  }
  return paging;
}

std::optional<TimePoint> ApiQuery::instant(std::string_view name) {
  const auto given = text(name);
  if (!given) return {};
  const auto instant = parse_time(*given);
  ok_ = ok_ && instant.has_value();
  return instant;
}

bool ApiQuery::flag(std::string_view name) {
  const auto given = text(name);
  if (!given) return false;
  ok_ = ok_ && (*given == "true" || *given == "false");
  return *given == "true";
}

}  // namespace rehearse::workato
