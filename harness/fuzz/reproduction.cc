#include "harness/fuzz/reproduction.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/fuzz/reproduction_curl.h"
#include "harness/fuzz/reproduction_scenario.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"

namespace rehearse::harness {

Result<Reproduction, std::string> reproduce(std::string_view transcript, const ReproductionOf& of) {
  ScenarioWriter scenario;
  CurlWriter curl;
  size_t number = 0, read = 0;
  const std::vector<std::string> lines = split(std::string(transcript), '\n');
  for (const std::string& text : lines) {
    ++number;
    if (trim(text).empty()) continue;
    const auto line = parse_json(text);
    if (!line || !line.value().is_object()) {
      if (number == lines.size()) break;  // cut off, as the process was
      return fmt::format("Line {} of the transcript is no JSON object.", number);
    }
    scenario.add(line.value());
    curl.add(line.value());
    // What was broken and what was remarked does nothing by itself.
    const Json* const what = find_member(line.value(), "do");
    if (what != nullptr && *what != "promise" && *what != "note") ++read;
  }
  if (read == 0) return std::string("The transcript is empty: this target writes none.");
  if (!scenario.unknown().empty())
    return Reproduction{.missing = {scenario.unknown().begin(), scenario.unknown().end()}};
  const std::vector<std::string> notes = scenario.notes();
  const std::string why =
      "Every step expects what the fuzzer saw, so that this passes while the mistake is there." +
      (notes.empty() ? std::string() : " " + join(notes, " "));
  return Reproduction{
      .scenario = scenario.text(of, why), .curl = curl.text(of, why), .notes = notes};
}

}  // namespace rehearse::harness
