#pragma once

#include <string>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

// SettingProblem is one setting that Salesforce would not save.
struct SettingProblem {
  std::string field{};    // the metadata field, e.g. `apiName`
  std::string label{};    // the label on the Setup page, e.g. `API Name`
  std::string message{};  // what a person reads
  const Reason* reason = nullptr;
};
using SettingProblems = std::vector<SettingProblem>;

// Limits of an app's settings.
inline constexpr size_t kNameMost = 80;          // characters of API name and label
inline constexpr size_t kEmailMost = 80;         // characters
inline constexpr size_t kDescriptionMost = 255;  // characters
inline constexpr size_t kLinkMost = 255;         // characters
inline constexpr size_t kPhoneMost = 40;         // characters
inline constexpr size_t kCallbackUrlsMost =
    2'000;  // characters of all callback URLs and line breaks
inline constexpr size_t kIpRangesMost = 128;
inline constexpr uint64_t kIpAddressesMost = 256;  // of all ranges together
inline constexpr int kValidityPeriodMost = 9'999;  // in the unit chosen
inline constexpr int kSessionTimeoutLeast = 15;    // minutes
inline constexpr int kSessionTimeoutMost = 1'440;

// Every rule that settings must keep on their own, all problems at once. Uniqueness and what may
// change later are judged by Apps, which knows the others.
SettingProblems check_settings(const oauth::AppSettings& settings);

// The settings that a locked org forces; the same settings in a legacy org.
oauth::AppSettings as_saved(oauth::AppSettings settings, OrgMode mode);

}  // namespace rehearse::salesforce
