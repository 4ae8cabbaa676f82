#include <fmt/format.h>

#include "mocks/core/text.h"
#include "mocks/wire/form_memory.h"
#include "mocks/workato/endpoints.h"
#include "mocks/workato/engine/authorize.h"
#include "mocks/workato/engine/engine.h"
#include "mocks/workato/engine/job.h"
#include "mocks/workato/pages/connection_form.h"
#include "mocks/workato/reasons.h"

namespace rehearse::workato {
namespace {

std::string address_of(int64_t id) { return fmt::format("/connections/{}", id); }

std::string_view status_label(ConnectionStatus status) {
  switch (status) {
    case ConnectionStatus::disconnected:
      return "Disconnected";
    case ConnectionStatus::connected:
      return "Connected";
    case ConnectionStatus::lost:
      return "Disconnected";  // the lost reason stands below it
  }
  return "";
}

wire::WireResponse form_page(int status, const Visitor& visitor, const Profiles& profiles,
                             const ConnectionForm& form, const std::string& once,
                             const wire::Markup& said = {}) {
  const Application* application = find_application(form.settings.provider);
  wire::Markup content = wire::detail("App", application->title, "app");
  wire::Markup fields = wire::hidden(wire::kOnce, once);
  fields += connection_fields(profiles, form.settings, form.problems);
  content +=
      wire::form(fmt::format("/connections/new/{}", form.settings.provider), visitor.csrf, fields);
  wire::Markup page = said;
  page += connection_summary(form.problems);
  page += wire::card(content);
  return workato_page(status, "New connection", {home_link(), connections_link()}, page);
}

wire::Markup status_part(const Connection& connection) {
  wire::Markup content = wire::detail("Status", status_label(connection.status), "status");
  if (!connection.authorization_error.empty())
    content +=
        wire::detail("Authorization error", connection.authorization_error, "authorization-error");
  if (connection.lost_at) {
    content += wire::detail("Connection lost at", format_time(*connection.lost_at), "lost-at");
    content += wire::detail("Connection lost reason", connection.lost_reason, "lost-reason");
  }
  if (connection.authorized_at)
    content +=
        wire::detail("Authorized at", format_time(*connection.authorized_at), "authorized-at");
  if (connection.last_job) {
    const JobReport& job = *connection.last_job;
    const std::string line =
        fmt::format("{} at {}. {}", job.ok ? "Succeeded" : "Failed", format_time(job.at), job.text);
    content += wire::detail("Last job", line, "last-job");
  }
  return content;
}

wire::Markup settings_part(const Connection& connection, const Profiles& profiles) {
  const ConnectionSettings& settings = connection.settings;
  const Profile* profile = profiles.find(settings.profile);
  wire::Markup rows = wire::detail("Location", settings.location, "location");
  rows += wire::detail("Sandbox", settings.sandbox ? "Yes" : "No", "sandbox");
  rows += wire::detail("Auth type", "OAuth 2.0", "auth-type");
  rows += wire::detail("Organization/community custom domain URL", settings.custom_domain,
                       "custom-domain");
  rows += wire::detail("Requested permissions (OAuth scopes)",
                       join(requested_scopes(settings.scopes), " "), "scopes");
  rows += wire::detail("Custom OAuth profile",
                       profile != nullptr ? std::string_view(profile->name) : "none", "profile");
  return wire::section("Settings", rows);
}

struct Shown {
  int status = 200;
  wire::Markup banner{};  // what came of the last act
  ConnectionSettings settings{};
  std::vector<FieldProblem> problems{};
};

wire::WireResponse show(Workspace::Transaction& tx, const Visitor& visitor,
                        const Connection& connection, const Shown& shown) {
  const std::string address = address_of(connection.id);
  const auto one_button = [&](std::string_view action, std::string_view label, wire::Look look) {
    return wire::form(address + std::string(action), visitor.csrf,
                      wire::button(label, {}, {}, look));
  };
  wire::Markup content = shown.banner;
  content += connection_summary(shown.problems);
  content += wire::card(status_part(connection));
  if (connection.status == ConnectionStatus::connected) {
    wire::Markup buttons = one_button("/jobs", "Run job", wire::Look::main);
    buttons += one_button("/disconnect", "Disconnect", wire::Look::danger);
    content += wire::bar(buttons);
    content += settings_part(connection, tx.profiles());
  } else {
    content +=
        wire::card(wire::form(address + "/connect", visitor.csrf,
                              connection_fields(tx.profiles(), shown.settings, shown.problems)));
    wire::Markup buttons = one_button("/jobs", "Run job", wire::Look::quiet);
    buttons += one_button("/delete", "Delete", wire::Look::danger);
    content += wire::bar(buttons);
  }
  return workato_page(shown.status, connection.settings.name, {home_link(), connections_link()},
                      content);
}

// The connection that the same form made when it was sent before: a double click on Connect makes
// one connection.
const Connection* made_before(Workspace::Transaction& tx, const wire::Fields& form) {
  const auto id = tx.forms().led_to(form);
  return id ? tx.connections().find(std::stoll(*id)) : nullptr;
}

// Sends the browser to the org, or says on the connection's page why not.
wire::WireResponse depart(Workspace& workspace, wire::Call& call, const Visitor& visitor,
                          int64_t id) {
  const auto started =
      start_authorization(workspace, id, visitor.browser, call.request.received_at);
  if (started.ok()) return wire::redirect_response(started.value());
  call.refuse(*started.error().reason);
  Workspace::Transaction tx = workspace.begin();
  const Connection* connection = tx.connections().find(id);
  if (connection == nullptr) return refused_page(call, 404, reason::workato_not_found);
  std::vector<FieldProblem> problems;
  if (connection->settings.profile == 0 ||
      started.error().reason == &reason::workato_profile_missing)
    problems.push_back({"profile", started.error().text});
  return show(tx, visitor, *connection,
              {.status = 422, .settings = connection->settings, .problems = problems});
}

}  // namespace

wire::WireResponse connection_list(Workspace& workspace, wire::Call&, const Visitor&) {
  wire::Markup content = wire::main_action(wire::link("/connections/new", "New connection"));
  std::vector<std::vector<wire::Markup>> rows;
  Workspace::Transaction tx = workspace.begin();
  for (const Connection& connection : tx.connections().all()) {
    const Application* application = find_application(connection.settings.provider);
    rows.push_back({wire::link(address_of(connection.id), connection.settings.name),
                    wire::escaped(application->title),
                    wire::escaped(status_label(connection.status))});
  }
  content += rows.empty() ? wire::card(wire::paragraph("There is no connection yet."))
                          : wire::table({"Name", "App", "Status"}, rows);
  return workato_page(200, "Connections", {home_link()}, content);
}

wire::WireResponse connection_search(Workspace&, wire::Call& call, const Visitor& visitor) {
  const std::string wanted = form_value(call, "app");
  wire::Markup fields =
      wire::text_field({.label = "Search for an app", .name = "app", .value = wanted});
  fields += wire::button("Search");
  wire::Markup content = wire::form("/connections/new", visitor.csrf, fields);
  std::vector<wire::Markup> found;
  for (const Application& application : kApplications) {
    if (lower(application.title).find(lower(trim(wanted))) != std::string::npos)
      found.push_back(
          wire::link(fmt::format("/connections/new/{}", application.provider), application.title));
  }
  content += found.empty() ? wire::paragraph("No app has that name.") : wire::actions(found);
  return workato_page(200, "New connection", {home_link(), connections_link()},
                      wire::card(content));
}

wire::WireResponse connection_new(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  const std::string provider = wire::value_of(call.params, "provider").value_or("");
  if (!is_salesforce(provider))
    return refused_page(call, 404, reason::workato_application_not_shown);
  Workspace::Transaction tx = workspace.begin();
  ConnectionForm form{.settings = {.provider = provider}};
  std::string once;
  wire::Markup said;
  if (const wire::Fields* kept = kept_form(tx, call, said)) {
    form.settings = read_connection_form(*kept, provider).settings;
    once = form_value(*kept, wire::kOnce);
  }
  if (once.empty()) once = tx.forms().new_token();
  return form_page(200, visitor, tx.profiles(), form, once, said);
}

wire::WireResponse connection_create(Workspace& workspace, wire::Call& call,
                                     const Visitor& visitor) {
  const std::string provider = wire::value_of(call.params, "provider").value_or("");
  if (!is_salesforce(provider))
    return refused_page(call, 404, reason::workato_application_not_shown);
  ConnectionForm form = read_connection_form(call.request.form, provider);
  int64_t id = 0;
  {
    Workspace::Transaction tx = workspace.begin();
    if (const Connection* made = made_before(tx, call.request.form)) {
      if (made->status == ConnectionStatus::connected)
        return wire::redirect_response(address_of(made->id));
      id = made->id;
    }
    for (FieldProblem& problem : check_connection(workspace, tx.profiles(), form.settings))
      form.problems.push_back(std::move(problem));
    if (!form.problems.empty()) {
      call.refuse(reason::workato_connection_invalid);
      return form_page(422, visitor, tx.profiles(), form, form_value(call, wire::kOnce));
    }
    if (id == 0) {
      id = tx.connections().create(form.settings, call.request.received_at).id;
      tx.forms().acted(call.request.form, std::to_string(id));
    }
  }
  return depart(workspace, call, visitor, id);
}

wire::WireResponse connection_show(Workspace& workspace, wire::Call& call, const Visitor& visitor) {
  Workspace::Transaction tx = workspace.begin();
  const Connection* connection = tx.connections().find(id_of(call));
  if (connection == nullptr) return refused_page(call, 404, reason::workato_not_found);
  Shown shown{.settings = connection->settings};
  if (connection->status != ConnectionStatus::connected) {
    if (const wire::Fields* kept = kept_form(tx, call, shown.banner))
      shown.settings = read_connection_form(*kept, connection->settings.provider).settings;
  }
  return show(tx, visitor, *connection, shown);
}

wire::WireResponse connection_last_job(Workspace& workspace, wire::Call& call,
                                       const Visitor& visitor) {
  Workspace::Transaction tx = workspace.begin();
  const Connection* connection = tx.connections().find(id_of(call));
  if (connection == nullptr || !connection->last_job)
    return refused_page(call, 404, reason::workato_not_found);
  const JobReport& job = *connection->last_job;
  return show(tx, visitor, *connection,
              {.banner = job.ok ? wire::notice(job.text) : wire::alert(job.text),
               .settings = connection->settings});
}

wire::WireResponse connection_connect(Workspace& workspace, wire::Call& call,
                                      const Visitor& visitor) {
  const int64_t id = id_of(call);
  {
    Workspace::Transaction tx = workspace.begin();
    Connection* connection = tx.connections().edit(id);
    if (connection == nullptr) return refused_page(call, 404, reason::workato_not_found);
    if (connection->status == ConnectionStatus::connected)
      return refused_page(call, 409, reason::workato_connection_active);
    ConnectionForm form = read_connection_form(call.request.form, connection->settings.provider);
    for (FieldProblem& problem : check_connection(workspace, tx.profiles(), form.settings))
      form.problems.push_back(std::move(problem));
    if (!form.problems.empty()) {
      call.refuse(reason::workato_connection_invalid);
      return show(tx, visitor, *connection,
                  {.status = 422, .settings = form.settings, .problems = form.problems});
    }
    tx.connections().change_settings(*connection, std::move(form.settings),
                                     call.request.received_at);
  }
  return depart(workspace, call, visitor, id);
}

wire::WireResponse connection_disconnect(Workspace& workspace, wire::Call& call, const Visitor&) {
  const int64_t id = id_of(call);
  if (const auto refused = disconnect(workspace, id, call.request.received_at))
    return refused_page(call, 404, *refused->reason);
  return wire::redirect_response(address_of(id));
}

wire::WireResponse connection_run_job(Workspace& workspace, wire::Call& call, const Visitor&) {
  const int64_t id = id_of(call);
  const JobReport report = run_job(workspace, id, call.request.received_at);
  if (report.reason == &reason::workato_not_found) return refused_page(call, 404, *report.reason);
  if (report.reason != nullptr) call.refuse(*report.reason);
  return wire::redirect_response(address_of(id) + "/jobs/last");
}

wire::WireResponse connection_delete(Workspace& workspace, wire::Call& call, const Visitor&) {
  Workspace::Transaction tx = workspace.begin();
  const Connection* connection = tx.connections().find(id_of(call));
  if (connection == nullptr) return refused_page(call, 404, reason::workato_not_found);
  // docs.workato.com, Developer API: only a disconnected connection can be deleted.
  if (connection->status == ConnectionStatus::connected)
    return refused_page(call, 409, reason::workato_connection_active);
  tx.connections().remove(connection->id);
  return wire::redirect_response("/connections");
}

}  // namespace rehearse::workato
