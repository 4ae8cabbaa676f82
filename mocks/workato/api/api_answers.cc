#include <fmt/format.h>

#include "mocks/workato/api/api_call.h"
#include "mocks/workato/reasons_api.h"

namespace rehearse::workato {
namespace {

std::string written(TimePoint instant, std::string_view zone) {
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss time(instant - days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count(),
                     zone);
}

Json errors_of(const std::vector<FieldProblem>& problems) {
  Json errors = Json::object();
  for (const FieldProblem& problem : problems) {
    Json& texts = errors[problem.field];
    if (!texts.is_array()) texts = Json::array();
    texts.push_back(problem.text);
  }
  return errors;
}

}  // namespace

wire::WireResponse api_answer(const Json& body, int status) {
  wire::WireResponse response{.status = status, .body = dump_json(body)};
  // docs.workato.com, Developer API, supported formats.
  response.headers.push_back({"Content-Type", "application/json; charset=utf-8"});
  return response;
}

wire::WireResponse api_message(int status, std::string_view message) {
  return api_answer({{"message", message}}, status);
}

wire::WireResponse api_refusal(wire::Call& call, const Reason& reason, int status,
                               std::string_view message) {
  call.refuse(reason);
  return api_message(status, message);
}

wire::WireResponse api_invalid(wire::Call& call, const Reason& reason,
                               const std::vector<FieldProblem>& problems) {
  call.refuse(reason);
  return api_answer({{"message", "Validation failed"}, {"errors", errors_of(problems)}}, 400);
}

wire::WireResponse api_unsuccessful(wire::Call& call, const Reason& reason,
                                    const FieldProblem& problem, bool with_status_200) {
  if (!with_status_200) return api_invalid(call, reason, {problem});
  call.refuse(reason);
  return api_answer({{"success", false}, {"errors", errors_of({problem})}});
}

wire::WireResponse api_not_found(wire::Call& call) {
  return api_refusal(call, reason::api_not_found, 404, "Not found");
}

std::string pacific_time(TimePoint instant) {
  return written(instant - std::chrono::hours(7), "-07:00");
}

std::string utc_time(TimePoint instant) { return written(instant, "Z"); }

}  // namespace rehearse::workato
