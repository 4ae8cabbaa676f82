#include "mocks/workato/store/names.h"

#include "mocks/core/text.h"

namespace rehearse::workato {
namespace {

constexpr size_t kMaxName = 255;

}  // namespace

std::string problem_of_name(std::string_view name) {
  std::string problem = problem_of_text(name, kMaxName);
  if (problem.empty() && has_control(name)) problem = "is invalid";
  return problem;
}

std::string problem_of_text(std::string_view text, size_t most) {
  if (trim(text).empty()) return "can't be blank";
  if (text.size() > most) return "is too long (maximum is " + std::to_string(most) + " characters)";
  return is_utf8(text) ? "" : "is invalid";
}

}  // namespace rehearse::workato
