#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"
#include "mocks/salesforce/pages/setup_app_form.h"
#include "mocks/salesforce/pages/setup_policies_form.h"
#include "mocks/wire/form_memory.h"

namespace rehearse::salesforce {
namespace {

// Problems stand beside their fields; those of a policy have none on this page.
std::string field_of(const SettingProblem& problem) {
  if (is_policy_field(problem.field)) return {};
  if (problem.field == "scopes") return "selectedScopes";
  if (problem.field == "tokenIpRanges") return "newRangeEnd";
  return problem.field;
}

wire::WireResponse form_page(const AppFormView& view, const Visitor& visitor, const App* app) {
  wire::Markup content = wire::hidden(wire::kOnce, view.form.once);
  content += app_form_sections(view);
  wire::Markup buttons = wire::button(view.is_new ? "Create" : "Save", "save", "1");
  buttons +=
      wire::link(app == nullptr ? std::string(kAppManager) : app_path(*app, "detail"), "Cancel");
  content += wire::bar(buttons);
  const std::string action = app == nullptr ? std::string(kNewApp) : app_path(*app, "editSettings");
  wire::Markup page = view.said;
  if (!view.problems.empty()) page += problem_summary(view.problems, field_of);
  page += wire::form(action, visitor.session->csrf, content);
  std::vector<wire::Markup> path;
  if (app != nullptr) path.push_back(wire::link(app_path(*app, "detail"), app->settings.label));
  return setup_page(200, view.is_new ? "New External Client App" : "Edit Settings", page,
                    std::move(path));
}

// The app that the same form made when it was sent before: a double click on Create makes one app.
const App* made_before(Org::Transaction& tx, const wire::Fields& form) {
  const auto id = tx.forms().led_to(form);
  return id ? tx.apps().find(AppId(*id)) : nullptr;
}

wire::WireResponse created_page(const App& app) {
  return wire::redirect_response(app_path(app, "detail") + "?saved=created");
}

void report(const SettingProblems& problems, wire::Call& call) {
  for (const SettingProblem& problem : problems) call.refuse(*problem.reason);
}

void append(SettingProblems& problems, SettingProblems more) {
  for (SettingProblem& problem : more) problems.push_back(std::move(problem));
}

}  // namespace

wire::WireResponse new_app_page(Org& org, wire::Call& call) {
  return in_setup(org, call, SetupNeed::develop, [&](Org::Transaction& tx, const Visitor& visitor) {
    const OrgMode mode = org.config().mode;
    AppForm form = new_app_form(mode);
    wire::Markup said;
    if (const wire::Fields* kept = kept_form(tx, visitor, call, said))
      form = read_app_form(*kept, form, mode);
    if (form.once.empty()) form.once = tx.forms().new_token();
    return form_page({form, {}, mode, true, said}, visitor, nullptr);
  });
}

wire::WireResponse create_app(Org& org, wire::Call& call) {
  return in_setup(org, call, SetupNeed::develop, [&](Org::Transaction& tx, const Visitor& visitor) {
    const wire::WireRequest& request = call.request;
    const OrgMode mode = org.config().mode;
    const AppForm form = read_app_form(request.form, new_app_form(mode), mode);
    if (const App* made = made_before(tx, request.form)) return created_page(*made);
    SettingProblems problems;
    if (!only_rearranges(request.form)) {
      problems = tx.apps().check(settings_of(form), nullptr);
      append(problems, check_form(form));
      if (problems.empty()) {
        if (call.stopped_before_commit()) return wire::WireResponse{};
        const auto created =
            tx.apps().create(settings_of(form), request.received_at, visitor.user->id);
        tx.forms().acted(request.form, created.value().value);
        return created_page(*tx.apps().find(created.value()));
      }
      report(problems, call);
    }
    return form_page({form, problems, mode, true}, visitor, nullptr);
  });
}

wire::WireResponse edit_settings_page(Org& org, wire::Call& call) {
  return in_app(org, call, SetupNeed::develop,
                [&](Org::Transaction& tx, const Visitor& visitor, const App& app) {
                  const OrgMode mode = org.config().mode;
                  AppForm form = form_of(app);
                  wire::Markup said;
                  if (const wire::Fields* kept = kept_form(tx, visitor, call, said)) {
                    form = read_app_form(*kept, form, mode);
                    form.settings.api_name = app.settings.api_name;
                  }
                  return form_page({form, {}, mode, false, said}, visitor, &app);
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
