#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_app_form.h"
#include "mocks/salesforce/pages/setup_policies_form.h"

namespace rehearse::salesforce {
namespace {

// Problems stand beside their fields; those of a policy have none on this page.
wire::Markup summary_of(const SettingProblems& problems) {
  wire::Markup content;
  if (!problems.empty()) content += wire::alert("Review the errors on this page.");
  for (const SettingProblem& problem : problems) {
    if (is_policy_field(problem.field)) {
      content += wire::alert(problem.label + ": " + problem.message);
    }
  }
  return content;
}

wire::WireResponse form_page(const AppFormView& view, const Visitor& visitor, const App* app) {
  wire::Markup content = app_form_sections(view);
  content += wire::button(view.is_new ? "Create" : "Save", "save", "1");
  const std::string action = app == nullptr ? std::string(kNewApp) : app_path(*app, "editSettings");
  wire::Markup page = summary_of(view.problems);
  page += wire::form(action, visitor.session->csrf, content);
  page +=
      wire::link(app == nullptr ? std::string(kAppManager) : app_path(*app, "detail"), "Cancel");
  std::vector<wire::Markup> path;
  if (app != nullptr) path.push_back(wire::link(app_path(*app, "detail"), app->settings.label));
  return setup_page(200, view.is_new ? "New External Client App" : "Edit Settings", page,
                    std::move(path));
}

void report(const SettingProblems& problems, wire::Call& call) {
  for (const SettingProblem& problem : problems) call.refuse(*problem.reason);
}

void append(SettingProblems& problems, SettingProblems more) {
  for (SettingProblem& problem : more) problems.push_back(std::move(problem));
}

}  // namespace

wire::WireResponse new_app_page(Org& org, wire::Call& call) {
  return in_setup(org, call, SetupNeed::develop, [&](Org::Transaction&, const Visitor& visitor) {
    const OrgMode mode = org.config().mode;
    const AppForm form = new_app_form(mode);
    return form_page({form, {}, mode, true}, visitor, nullptr);
  });
}

wire::WireResponse create_app(Org& org, wire::Call& call) {
  return in_setup(org, call, SetupNeed::develop, [&](Org::Transaction& tx, const Visitor& visitor) {
    const wire::WireRequest& request = call.request;
    const OrgMode mode = org.config().mode;
    const AppForm form = read_app_form(request.form, new_app_form(mode), mode);
    SettingProblems problems;
    if (!only_rearranges(request.form)) {
      problems = tx.apps().check(settings_of(form), nullptr);
      append(problems, check_form(form));
      if (problems.empty()) {
        if (call.stopped_before_commit()) return wire::WireResponse{};
        const auto created =
            tx.apps().create(settings_of(form), request.received_at, visitor.user->id);
        const App& app = *tx.apps().find(created.value());
        return wire::redirect_response(app_path(app, "detail") + "?saved=created");
      }
      report(problems, call);
    }
    return form_page({form, problems, mode, true}, visitor, nullptr);
  });
}

wire::WireResponse edit_settings_page(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::develop,
                [&](Org::Transaction&, const Visitor& visitor, const App& app) {
                  return form_page({form_of(app), {}, org.config().mode, false}, visitor, &app);
                });
}

wire::WireResponse edit_settings(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::develop,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  const OrgMode mode = org.config().mode;
                  const wire::Fields& fields = call.request.form;
                  AppForm base = form_of(app);
                  AppForm form = read_app_form(fields, base, mode);
                  form.settings.api_name = app.settings.api_name;  // shown, not editable
                  SettingProblems problems;
                  if (!only_rearranges(fields)) {
                    problems = tx.apps().check(settings_of(form), &app);
                    append(problems, check_form(form));
                    if (problems.empty()) {
                      if (call.stopped_before_commit()) return wire::WireResponse{};
                      (void)tx.apps().update(AppId(app.id), settings_of(form),
                                             {visitor.user->id, call.request.received_at});
                      return wire::redirect_response(app_path(app, "detail") + "?saved=settings");
                    }
                    report(problems, call);
                  }
                  return form_page({form, problems, mode, false}, visitor, &app);
                });
}

}  // namespace rehearse::salesforce
