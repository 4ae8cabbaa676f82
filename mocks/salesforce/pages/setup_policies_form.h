#pragma once

#include <string>
#include <vector>

#include "mocks/salesforce/org/app_validation.h"
#include "mocks/wire/message.h"
#include "mocks/wire/page.h"

namespace rehearse::salesforce {

// PoliciesForm is what someone typed into Edit Policies, with the numbers as typed.
struct PoliciesForm {
  oauth::AppSettings settings{};
  std::string validity_period{}, session_timeout{}, jwt_timeout{};
};

PoliciesForm policies_of(const App& app);
PoliciesForm read_policies(const wire::Fields& fields, const App& app);
// The settings that Save stands for; the problems are numbers that are none.
SettingProblems apply_numbers(const PoliciesForm& form, oauth::AppSettings& settings);

// Offers are the names that can be chosen on Edit Policies.
struct Offers {
  std::vector<std::string> profiles{}, permission_sets{};
};
// The sections of the form, in Salesforce's order, each problem beside its field.
wire::Markup policies_sections(const PoliciesForm& form, const SettingProblems& problems,
                               const Offers& offers);
// The policies as label and value, for the Policies tab.
wire::Markup policies_details(const oauth::AppSettings& settings);
// True if a setting is edited on Edit Policies.
bool is_policy_field(std::string_view field);

// What the Policies tab shows and Edit Policies starts from. Salesforce help, "Limit Idle Refresh
// Token TTL": under the idle limit, "valid until revoked" shows as 30 days of inactivity; the
// stored policy does not change until someone saves.
oauth::AppSettings as_shown(oauth::AppSettings settings);

}  // namespace rehearse::salesforce
