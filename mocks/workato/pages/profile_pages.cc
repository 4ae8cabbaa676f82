#include <fmt/format.h>

#include "mocks/wire/form_memory.h"
#include "mocks/workato/endpoints.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/engine_text.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

std::vector<wire::Markup> path() { return {home_link(), tools_link(), profiles_link()}; }

ProfileDraft draft_of(const wire::Fields& form) {
  return {.provider = form_value(form, "provider"),
          .name = form_value(form, "name"),
          .client_id = form_value(form, "client_id"),
          .client_secret = form_value(form, "client_secret")};
}

wire::Markup summary_of(const std::vector<FieldProblem>& problems) {
  return problem_summary(problems, {{"provider", "Application"},
                                    {"name", "Name"},
                                    {"client_id", "Client ID"},
                                    {"client_secret", "Client secret"}});
}

wire::Markup application_field(const ProfileDraft& draft,
                               const std::vector<FieldProblem>& problems) {
  wire::Select field{.label = "Application",
                     .name = "provider",
                     .error = problem_of(problems, "provider"),
                     .options = {{"", "Select an application", draft.provider.empty()}}};
  for (const Application& application : kApplications)
    field.options.push_back({std::string(application.provider), std::string(application.title),
                             application.provider == draft.provider});
  return wire::select(field);
}

wire::Markup name_field(const ProfileDraft& draft, const std::vector<FieldProblem>& problems) {
  return wire::text_field({.label = "Name",
                           .name = "name",
                           .value = draft.name,
                           .error = problem_of(problems, "name")});
}

// The secret is never shown again, not even to the person who just typed it.
wire::Markup credential_fields(const ProfileDraft& draft, const std::vector<FieldProblem>& problems,
                               std::string_view hint) {
  wire::Markup fields = wire::text_field({.label = "Client ID",
                                          .name = "client_id",
                                          .value = draft.client_id,
                                          .error = problem_of(problems, "client_id")});
  fields += wire::text_field({.label = "Client secret",
                              .name = "client_secret",
                              .type = "password",
                              .hint = hint,
                              .error = problem_of(problems, "client_secret")});
  return fields;
}

// NewProfile is the form of a profile that does not exist yet.
struct NewProfile {
  ProfileDraft draft{};
  std::string once{};  // the token of a form that makes one profile
  std::vector<FieldProblem> problems{};
  wire::Markup top{};
};

wire::WireResponse new_page(int status, const Visitor& visitor, const NewProfile& form) {
  const auto& [draft, once, problems, top] = form;
  wire::Markup fields = wire::hidden(wire::kOnce, once);
  fields += application_field(draft, problems);
  fields += name_field(draft, problems);
  fields +=
      wire::button_in_new_tab("Create new app", "create_new_app", "/custom_oauth_keys/new_app");
  fields += credential_fields(draft, problems, {});
  fields += wire::bar(wire::button("Save", "save", "1"));
  wire::Markup content = top;
  content += summary_of(problems);
  content += wire::card(wire::form("/custom_oauth_keys", visitor.csrf, fields));
  return workato_page(status, "New custom profile", path(), content);
}

// The problems that matter before the provider's console is opened.
std::vector<FieldProblem> first_half(const ProfileDraft& draft) {
  std::vector<FieldProblem> problems = check_profile(draft, false);
  std::erase_if(problems, [](const FieldProblem& problem) {
    return problem.field == "client_id" || problem.field == "client_secret";
  });
  return problems;
}

wire::WireResponse edit_page(int status, const Visitor& visitor, const Profile& profile,
                             const ProfileDraft& draft, const std::vector<FieldProblem>& problems,
                             bool in_use, const wire::Markup& said = {}) {
  const Application* application = find_application(profile.provider);
  wire::Markup content = wire::detail(
      "Application", application != nullptr ? application->title : profile.provider, "application");
  const std::string address = fmt::format("/custom_oauth_keys/{}", profile.id);
  wire::Markup fields = name_field(draft, problems);
  fields += credential_fields(draft, problems, "Leave it empty to keep the secret as it is.");
  fields += wire::bar(wire::button("Save", "save", "1"));
  content += wire::form(address, visitor.csrf, fields);
  content += wire::detail("Used by a connection", in_use ? "Yes" : "No", "in-use");
  content += wire::form(address + "/delete", visitor.csrf,
                        wire::button("Delete", {}, {}, wire::Look::danger));
  wire::Markup page = said;
  page += summary_of(problems);
  page += wire::card(content);
  return workato_page(status, profile.name, path(), page);
}

ProfileDraft draft_of(const Profile& profile) {
  return {.provider = profile.provider, .name = profile.name, .client_id = profile.client_id.value};
}

}  // namespace

wire::WireResponse profile_list(Workspace& workspace, wire::Call&, const Visitor&) {
  wire::Markup content =
      wire::main_action(wire::link("/custom_oauth_keys/new", "+ New custom profile"));
  std::vector<std::vector<wire::Markup>> rows;
  Workspace::Transaction tx = workspace.begin();
  for (const Profile& profile : tx.profiles().all()) {
    const Application* application = find_application(profile.provider);
    rows.push_back({wire::link(fmt::format("/custom_oauth_keys/{}", profile.id), profile.name),
                    wire::escaped(application != nullptr ? application->title : profile.provider),
                    wire::escaped(format_time(profile.updated_at))});
  }
  content += rows.empty() ? wire::card(wire::paragraph("There is no custom OAuth profile yet."))
                          : wire::table({"Name", "Application", "Updated"}, rows);
  return workato_page(200, "Custom OAuth profiles", {home_link(), tools_link()}, content);
}

wire::WireResponse profile_new(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  Workspace::Transaction tx = workspace.begin();
  NewProfile form;
  if (const wire::Fields* kept = kept_form(tx, call, form.top)) {
    form.draft = draft_of(*kept);
    form.once = form_value(*kept, wire::kOnce);
  }
  if (form.once.empty()) form.once = tx.forms().new_token();
  return new_page(200, visitor, form);
}

wire::WireResponse profile_new_app(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  const ProfileDraft draft = draft_of(call.request.form);
  const std::vector<FieldProblem> problems = first_half(draft);
  if (!problems.empty()) {
    call.refuse(reason::workato_profile_invalid);
    return new_page(422, visitor, {draft, form_value(call, wire::kOnce), problems});
  }
  if (!is_salesforce(draft.provider))
    return refused_page(call, 404, reason::workato_application_not_shown);
  return wire::redirect_response(workspace.console_url() + "/");
}

wire::WireResponse profile_create(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  const wire::Fields& form = call.request.form;
  const ProfileDraft draft = draft_of(form);
  const std::string once = form_value(form, wire::kOnce);
  // A browser sends Create new app to profile_new_app in a new tab. One that does not know
  // formaction lands here and is shown the way.
  if (wire::value_of(form, "create_new_app")) {
    const std::vector<FieldProblem> problems = first_half(draft);
    wire::Markup top;
    if (problems.empty())
      top = wire::main_action(
          wire::link_in_new_tab(workspace.console_url() + "/", "Open Salesforce"));
    return new_page(problems.empty() ? 200 : 422, visitor, {draft, once, problems, top});
  }
  Workspace::Transaction tx = workspace.begin();
  // A double click on Save makes one profile.
  if (const auto saved = tx.forms().led_to(form)) return wire::redirect_response(*saved);
  auto created = tx.profiles().create(draft, call.request.received_at);
  if (!created.ok()) {
    call.refuse(reason::workato_profile_invalid);
    return new_page(422, visitor, {draft, once, created.error()});
  }
  const std::string saved = fmt::format("/custom_oauth_keys/{}/saved", created.value());
  tx.forms().acted(form, saved);
  return wire::redirect_response(saved);
}

wire::WireResponse profile_saved(Workspace& workspace, wire::Call& call, const Visitor&) {
  Workspace::Transaction tx = workspace.begin();
  const Profile* profile = tx.profiles().find(id_of(call));
  if (profile == nullptr) return refused_page(call, 404, reason::workato_not_found);
  wire::Markup content =
      wire::notice("The profile " + profile->name + " is saved. Connections can use it now.");
  content += wire::main_action(wire::link("/custom_oauth_keys", "Done"));
  return workato_page(200, "Profile saved", path(), content);
}

wire::WireResponse profile_show(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  Workspace::Transaction tx = workspace.begin();
  const Profile* profile = tx.profiles().find(id_of(call));
  if (profile == nullptr) return refused_page(call, 404, reason::workato_not_found);
  wire::Markup said;
  const wire::Fields* kept = kept_form(tx, call, said);
  return edit_page(200, visitor, *profile, kept != nullptr ? draft_of(*kept) : draft_of(*profile),
                   {}, tx.connections().uses_profile(profile->id), said);
}

wire::WireResponse profile_update(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  Workspace::Transaction tx = workspace.begin();
  const Profile* profile = tx.profiles().find(id_of(call));
  if (profile == nullptr) return refused_page(call, 404, reason::workato_not_found);
  const ProfileDraft draft = draft_of(call.request.form);
  const auto updated = change_profile(workspace, tx, profile->id, draft, call.request.received_at);
  if (!updated.ok()) {
    call.refuse(reason::workato_profile_invalid);
    return edit_page(422, visitor, *profile, draft, updated.error(),
                     tx.connections().uses_profile(profile->id));
  }
  return wire::redirect_response(fmt::format("/custom_oauth_keys/{}/saved", profile->id));
}

wire::WireResponse profile_delete(Workspace& workspace, wire::Call& call, const Visitor&) {
  Workspace::Transaction tx = workspace.begin();
  const int64_t id = id_of(call);
  if (tx.profiles().find(id) == nullptr) return refused_page(call, 404, reason::workato_not_found);
  // docs.workato.com, Embedded: a profile in use is not taken away without force.
  if (tx.connections().uses_profile(id))
    return refused_page(call, 409, reason::workato_profile_in_use);
  tx.profiles().remove(id);
  return wire::redirect_response("/custom_oauth_keys");
}

}  // namespace rehearse::workato
