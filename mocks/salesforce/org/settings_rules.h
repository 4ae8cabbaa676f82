#pragma once

#include "mocks/salesforce/org/app_validation.h"

namespace rehearse::salesforce {

// The parts of check_settings, one for each section of the Setup page. Each appends what it finds.
void check_api_name(const std::string& name, SettingProblems& problems);
void check_basics(const oauth::AppSettings& settings, SettingProblems& problems);
void check_callbacks(const oauth::AppSettings& settings, SettingProblems& problems);
void check_scopes(const oauth::AppSettings& settings, SettingProblems& problems);
void check_allowlist(const oauth::AppSettings& settings, SettingProblems& problems);
void check_policies(const oauth::AppSettings& settings, SettingProblems& problems);

// The problem of client credentials policies without a user to run as.
SettingProblem execution_user_problem();

}  // namespace rehearse::salesforce
