#include <algorithm>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_app_form.h"
#include "mocks/salesforce/pages/setup_policies_form.h"

namespace rehearse::salesforce {
namespace {

void sort_out(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

// The org's profiles and permission sets, and those the app names already.
Offers offers_of(Org::Transaction& tx, const App& app) {
  Offers offers{app.settings.pre_authorized_profiles, app.settings.pre_authorized_permission_sets};
  for (const Profile& profile : tx.profiles().all()) offers.profiles.push_back(profile.name);
  for (const PermissionSet& set : tx.profiles().sets()) offers.permission_sets.push_back(set.name);
  sort_out(offers.profiles);
  sort_out(offers.permission_sets);
  return offers;
}

// What contradicts a setting of the other page has no field here.
std::string field_of(const SettingProblem& problem) {
  return is_policy_field(problem.field) ? problem.field : std::string();
}

wire::WireResponse form_page(Org::Transaction& tx, const Visitor& visitor, const App& app,
                             const PoliciesForm& form, const SettingProblems& problems,
                             const wire::Markup& said = {}) {
  wire::Markup content = policies_sections(form, problems, offers_of(tx, app));
  wire::Markup buttons = wire::button("Save", "save", "1");
  buttons += wire::link(app_path(app, "policies"), "Cancel");
  content += wire::bar(buttons);
  wire::Markup page = said;
  if (!problems.empty()) page += problem_summary(problems, field_of);
  page += wire::form(app_path(app, "editPolicies"), visitor.session->csrf, content);
  return setup_page(200, "Edit Policies", page,
                    {wire::link(app_path(app, "detail"), app.settings.label)});
}

}  // namespace

wire::WireResponse edit_policies_page(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::administer,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  wire::Markup said;
                  const wire::Fields* kept = kept_form(tx, visitor, call, said);
                  const PoliciesForm form =
                      kept != nullptr ? read_policies(*kept, app) : policies_of(app);
                  return form_page(tx, visitor, app, form, {}, said);
                });
}

wire::WireResponse edit_policies(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::administer,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  const PoliciesForm form = read_policies(call.request.form, app);
                  oauth::AppSettings settings = form.settings;
                  SettingProblems problems = apply_numbers(form, settings);
                  if (problems.empty()) problems = tx.apps().check(settings, &app);
                  if (problems.empty()) {
                    if (call.stopped_before_commit()) return wire::WireResponse{};
                    (void)tx.apps().update(AppId(app.id), settings,
                                           {visitor.user->id, call.request.received_at});
                    return wire::redirect_response(app_path(app, "policies") + "?saved=policies");
                  }
                  for (const SettingProblem& problem : problems) call.refuse(*problem.reason);
                  return form_page(tx, visitor, app, form, problems);
                });
}

}  // namespace rehearse::salesforce
