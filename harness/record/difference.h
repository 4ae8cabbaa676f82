#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse::harness {

// Difference is one thing in which the mock answers otherwise than what was recorded.
struct Difference {
  enum class What : uint8_t {
    status,
    trouble,           // one side gave no answer at all
    missing,           // only the recording has it
    extra,             // only the mock has it
    renamed,           // the same member under another name
    type,              // a number where there is a text
    value,             // another text or number
    reference,         // a value that was seen before where there is a new one, or the other way
    order,             // of members, of parameters
    exchange_missing,  // only the recording has the request
    exchange_extra,    // only the mock has it
    exchange_order,
  };
  std::string step{};
  std::string exchange{};  // `workato POST /services/oauth2/token`
  std::string where{};     // `response.body.error_description`
  What what = What::value;
  std::string recorded{}, mock{};  // as they are shown
  std::string declared{};          // the id of the declaration that covers it; empty: none does
};
std::string_view to_text(Difference::What what);

// DifferenceGroup is one kind of difference and everywhere it was found.
struct DifferenceGroup {
  Difference first{};
  std::vector<std::string> steps{};  // each once, in order
  size_t times = 0;
};
// The same difference of the same call counts once, however many steps meet it.
std::vector<DifferenceGroup> grouped(const std::vector<Difference>& differences);

}  // namespace rehearse::harness
