#include "harness/scenario/compare.h"

#include <fmt/format.h>

#include <vector>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::string with_details(std::string_view what, const std::vector<std::string>& details) {
  if (details.empty()) return std::string(what);
  return fmt::format("{} with {}", what, fmt::join(details, ", "));
}

}  // namespace

std::string_view to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::ok:
      return "success";
    case Outcome::refused:
      return "a refusal";
    case Outcome::lost:
      return "no answer";
  }
  return "";
}

std::string describe(const Expectation& expect) {
  std::vector<std::string> details;
  if (expect.status) details.push_back(fmt::format("status {}", *expect.status));
  if (expect.error) details.push_back(fmt::format("error \"{}\"", *expect.error));
  if (expect.reason) details.push_back(fmt::format("reason {}", *expect.reason));
  if (expect.description) details.push_back(fmt::format("the words \"{}\"", *expect.description));
  if (expect.says) details.push_back(fmt::format("\"{}\" among the words", *expect.says));
  return with_details(to_text(expect.outcome), details);
}

std::string describe(const Observation& observation) {
  std::vector<std::string> details;
  if (observation.status != 0) details.push_back(fmt::format("status {}", observation.status));
  if (!observation.error.empty()) details.push_back(fmt::format("error \"{}\"", observation.error));
  if (!observation.reason.empty()) details.push_back(fmt::format("reason {}", observation.reason));
  if (!observation.description.empty())
    details.push_back(fmt::format("the words \"{}\"", observation.description));
  return with_details(to_text(observation.ok ? Outcome::ok : Outcome::refused), details);
}

bool meets(const Observation& observation, const Expectation& expect, bool journal) {
  if (expect.outcome == Outcome::lost) return false;
  if (observation.ok != (expect.outcome == Outcome::ok)) return false;
  if (expect.status && *expect.status != observation.status) return false;
  if (expect.error && *expect.error != observation.error) return false;
  if (expect.description && *expect.description != observation.description) return false;
  if (journal && expect.reason && *expect.reason != observation.reason) return false;
  if (!expect.says) return true;
  return observation.description.find(*expect.says) != std::string::npos ||
         observation.summary.find(*expect.says) != std::string::npos;
}

bool said_nothing(const Observation& observation) {
  return !observation.ok && observation.status == 0 && observation.error.empty() &&
         observation.description.empty() && observation.reason.empty() &&
         observation.summary.empty();
}

}  // namespace rehearse::harness
