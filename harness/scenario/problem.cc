#include "harness/scenario/problem.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// True if `inner` is the path itself or lies within it.
bool within(std::string_view inner, std::string_view outer) {
  if (!inner.starts_with(outer)) return false;
  return inner.size() == outer.size() || inner[outer.size()] == '.' || inner[outer.size()] == '[';
}

}  // namespace

std::string to_text(const Problem& problem) {
  return fmt::format("{}:{}: {}: {}", problem.file, problem.line, problem.path, problem.message);
}

void Problems::add(std::string_view path, std::string message) {
  Problem problem{file_, lines_.line_of(path), std::string(path), std::move(message)};
  if (std::find(found_.begin(), found_.end(), problem) == found_.end())
    found_.push_back(std::move(problem));
}

bool Problems::touch(std::string_view path) const {
  return std::any_of(found_.begin(), found_.end(), [&](const Problem& problem) {
    return within(problem.path, path) || within(path, problem.path);
  });
}

std::vector<Problem> Problems::in_order() const {
  std::vector<Problem> sorted = found_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& left, const Problem& right) {
    return left.line < right.line;
  });
  return sorted;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  const auto close = nearest(name, known);
  return close ? fmt::format("; did you mean \"{}\"?", *close) : std::string();
}

}  // namespace rehearse::harness
