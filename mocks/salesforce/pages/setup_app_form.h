#pragma once

#include <string>

#include "mocks/salesforce/org/app_validation.h"
#include "mocks/wire/message.h"
#include "mocks/wire/page.h"

namespace rehearse::salesforce {

// AppForm is what someone typed into New External Client App or Edit Settings, whole and as typed,
// so that no answer loses any of it.
struct AppForm {
  oauth::AppSettings settings{};  // what the form says; policies stay as they were
  std::string callback_text{};    // as typed, one URL a line
  bool uses_jwt_bearer = false;
  bool enforces_allowlist = false;
  oauth::AddressRange range{};  // typed, not yet added
  std::string once{};           // the token of a form that makes one app
};

// The form of an app that doesn't exist yet, as Salesforce shows it first.
AppForm new_app_form(OrgMode mode);
// The form of a saved app.
AppForm form_of(const App& app);

// Reads a posted form over `base`, which tells what the page could not change: the policies, and in
// a locked org the forced settings. Carries out its buttons that only move something on the page.
AppForm read_app_form(const wire::Fields& fields, const AppForm& base, OrgMode mode);
// True if a button was pressed that only moves something on the page: nothing is to be saved.
bool only_rearranges(const wire::Fields& fields);
// The settings that Create or Save stands for. A range that was typed but not added counts.
oauth::AppSettings settings_of(const AppForm& form);
// What the form itself can get wrong, beside the settings it stands for.
SettingProblems check_form(const AppForm& form);

struct AppFormView {
  const AppForm& form;
  const SettingProblems& problems;
  OrgMode mode = OrgMode::legacy;
  bool is_new = true;
  wire::Markup said{};  // goes above the form
};
// The sections of the form, in Salesforce's order, each problem beside its field.
wire::Markup app_form_sections(const AppFormView& view);

// All problems of a page, above its form, each with a link to its field: `field_of` gives the id,
// or nothing where the page has no such field.
wire::Markup problem_summary(const SettingProblems& problems,
                             std::string (*field_of)(const SettingProblem& problem));

// The messages of one field, for the place beside it.
std::string messages_for(const SettingProblems& problems, std::string_view field);

}  // namespace rehearse::salesforce
