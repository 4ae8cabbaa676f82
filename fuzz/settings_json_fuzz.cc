// An app's settings as JSON. Input: the body of POST /apps.
// Holds: what is refused names a member of the body, with its label and a reason; what is taken is
// written as JSON that is taken again and is the same where the settings can be saved; what can be
// saved has no callback that no app may have and no allowlist beyond the limits; the order of the
// members does not matter.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/support/input.h"
#include "fuzz/support/promise.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/org/settings_json.h"

namespace {

using namespace rehearse;
using namespace rehearse::salesforce;
using fuzz::require;

void check_problems(const SettingProblems& problems, const Json& object) {
  require(!problems.empty(), "reason", "What is refused has a problem.");
  for (const SettingProblem& problem : problems) {
    require(problem.reason != nullptr && !problem.message.empty() &&
                (problem.label.empty() == (object.is_object() && problem.field.empty())),
            "reason",
            "A problem has a label (of an unknown member its name), a sentence, a reason.");
    require(!object.is_object() || object.contains(problem.field), "member",
            "A problem names a member of the body.");
  }
}

// What no rule may let pass, whatever else it looks at.
void check_saved(const oauth::AppSettings& settings) {
  for (const std::string& callback : settings.callback_urls) {
    const std::string scheme = lower(callback.substr(0, callback.find(':')));
    require(scheme != "javascript" && scheme != "data" && scheme != "vbscript", "callback",
            "No callback runs a script.");
    require(!has_control(callback) && callback.find_first_of("#* ") == std::string::npos,
            "callback", "No callback has a control character, a fragment, a wildcard or a blank.");
  }
  require(!settings.api_name.empty() && !settings.label.empty() &&
              settings.token_ip_ranges.size() <= kIpRangesMost,
          "limits", "What is saved has its names and keeps the limits.");
}

oauth::AppSettings read(const Json& object) {
  auto taken = settings_from_json(object, {});
  require(taken.ok(), "round-trip", "Settings that are written can be read.");
  return std::move(taken).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16'384) return 0;
  const auto body = parse_json(fuzz::Input(data, size).rest());
  if (!body) return 0;
  const auto taken = settings_from_json(body.value(), {});
  if (!taken) {
    check_problems(taken.error(), body.value());
    return 0;
  }
  Json turned = Json::object();
  for (auto member = body.value().rbegin(); member != body.value().rend(); ++member)
    turned[member.key()] = member.value();
  const Json written = settings_to_json(taken.value());
  require(settings_to_json(read(turned)) == written, "O-16",
          "The order of the members does not matter.");
  for (const auto& [field, value] : written.items()) {
    require(!label_of(field).empty() && part_of(field).has_value(), "member",
            "Every setting has a label and a component.");
  }
  const oauth::AppSettings again = read(written);
  const SettingProblems problems = check_settings(taken.value());
  for (const SettingProblem& problem : problems)
    require(problem.reason != nullptr && label_of(problem.field) == problem.label, "reason",
            "A problem names a setting by its label, for a reason.");
  if (!problems.empty()) return 0;
  check_saved(taken.value());
  require(settings_to_json(again) == written && changed_parts(taken.value(), again).empty(),
          "round-trip", "What can be saved is written as what it is.");
  return 0;
}
