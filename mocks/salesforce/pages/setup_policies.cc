#include <algorithm>

#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_app_form.h"
#include "mocks/salesforce/pages/setup_policies_form.h"

namespace rehearse::salesforce {
namespace {

// The profiles of the org's people, and those the app names already.
std::vector<std::string> profiles_on_offer(Org::Transaction& tx, const App& app) {
  std::vector<std::string> profiles = app.settings.pre_authorized_profiles;
  for (const User& user : tx.users().all()) profiles.push_back(user.profile);
  std::sort(profiles.begin(), profiles.end());
  profiles.erase(std::unique(profiles.begin(), profiles.end()), profiles.end());
  return profiles;
}

wire::WireResponse form_page(Org::Transaction& tx, const Visitor& visitor, const App& app,
                             const PoliciesForm& form, const SettingProblems& problems) {
  wire::Markup content = policies_sections(form, problems, profiles_on_offer(tx, app));
  content += wire::button("Save", "save", "1");
  wire::Markup page;
  if (!problems.empty()) page += wire::alert("Review the errors on this page.");
  // What contradicts a setting of the other page has no field here.
  for (const SettingProblem& problem : problems) {
    if (!is_policy_field(problem.field))
      page += wire::alert(problem.label + ": " + problem.message);
  }
  page += wire::form(app_path(app, "editPolicies"), visitor.session->csrf, content);
  page += wire::link(app_path(app, "policies"), "Cancel");
  return setup_page(200, "Edit Policies", page,
                    {wire::link(app_path(app, "detail"), app.settings.label)});
}

}  // namespace

wire::WireResponse edit_policies_page(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::administer,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  return form_page(tx, visitor, app, policies_of(app), {});
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
