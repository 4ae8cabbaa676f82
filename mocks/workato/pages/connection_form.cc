#include "mocks/workato/pages/connection_form.h"

#include <algorithm>
#include <charconv>

#include "mocks/core/text.h"
#include "mocks/workato/engine/authorize.h"
#include "mocks/workato/store/names.h"

namespace rehearse::workato {
namespace {

constexpr size_t kMaxScopes = 2'000;

// RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ).
bool is_scope(const std::string& scope) {
  return std::ranges::all_of(
      scope, [](char c) { return c >= 0x21 && c <= 0x7e && c != '"' && c != '\\'; });
}

wire::Markup advanced_fields(const Profiles& profiles, const ConnectionSettings& settings,
                             const std::vector<FieldProblem>& problems) {
  wire::Markup fields = wire::text_field({.label = "Organization/community custom domain URL",
                                          .name = "custom_domain",
                                          .value = settings.custom_domain,
                                          .hint = "The host of your org's My Domain, without a "
                                                  "slash at the end. Empty: the login host.",
                                          .error = problem_of(problems, "custom_domain")});
  fields += wire::text_field({.label = "Requested permissions (OAuth scopes)",
                              .name = "scopes",
                              .value = settings.scopes,
                              .hint = "Empty: full. The scopes id, api and refresh_token are "
                                      "always requested as well.",
                              .error = problem_of(problems, "scopes")});
  wire::Select profile{.label = "Custom OAuth profile",
                       .name = "profile",
                       .hint = "The client app that the connection is authorized with.",
                       .error = problem_of(problems, "profile"),
                       .options = {{"0", "Workato's own app", settings.profile == 0}}};
  for (const Profile& row : profiles.all()) {
    if (row.provider == settings.provider)
      profile.options.push_back({std::to_string(row.id), row.name, row.id == settings.profile});
  }
  fields += wire::select(profile);
  return fields;
}

}  // namespace

ConnectionForm read_connection_form(const wire::Fields& fields, std::string_view provider) {
  ConnectionForm form;
  form.settings.provider = provider;
  form.settings.name = form_value(fields, "name");
  form.settings.location = form_value(fields, "location");
  form.settings.custom_domain = std::string(trim(form_value(fields, "custom_domain")));
  form.settings.scopes = form_value(fields, "scopes");
  const std::string sandbox = form_value(fields, "sandbox");
  form.settings.sandbox = sandbox == "yes";
  if (sandbox != "yes" && sandbox != "no")
    form.problems.push_back({"sandbox", "is not included in the list"});
  if (form_value(fields, "auth_type") != "oauth2")
    form.problems.push_back({"auth_type", "is not included in the list"});
  const std::string profile = form_value(fields, "profile");
  const auto [end, failed] =
      std::from_chars(profile.data(), profile.data() + profile.size(), form.settings.profile);
  if (failed != std::errc{} || end != profile.data() + profile.size())
    form.problems.push_back({"profile", "is not included in the list"});
  return form;
}

wire::Markup connection_summary(const std::vector<FieldProblem>& problems) {
  return problem_summary(problems, {{"name", "Connection name"},
                                    {"location", "Location"},
                                    {"sandbox", "Sandbox"},
                                    {"auth_type", "Auth type"},
                                    {"custom_domain", "Organization/community custom domain URL"},
                                    {"scopes", "Requested permissions (OAuth scopes)"},
                                    {"profile", "Custom OAuth profile"}});
}

std::vector<FieldProblem> check_connection(const Workspace& workspace, Profiles& profiles,
                                           const ConnectionSettings& settings) {
  std::vector<FieldProblem> problems;
  if (std::string problem = problem_of_name(settings.name); !problem.empty())
    problems.push_back({"name", std::move(problem)});
  if (std::string problem = problem_of_name(settings.location); !problem.empty())
    problems.push_back({"location", std::move(problem)});
  if (!is_salesforce(settings.provider))
    problems.push_back({"provider", "is not included in the list"});
  if (!workspace.login_base(settings))
    problems.push_back({"custom_domain",
                        "must be a host under salesforce.com or force.com, without a slash at the "
                        "end"});
  const std::vector<std::string> scopes = requested_scopes(settings.scopes);
  if (settings.scopes.size() > kMaxScopes || !std::ranges::all_of(scopes, is_scope))
    problems.push_back({"scopes", "holds something that is no scope"});
  const Profile* profile = profiles.find(settings.profile);
  if (settings.profile != 0 && (profile == nullptr || profile->provider != settings.provider))
    problems.push_back({"profile", "is not included in the list"});
  return problems;
}

wire::Markup connection_fields(const Profiles& profiles, const ConnectionSettings& settings,
                               const std::vector<FieldProblem>& problems) {
  wire::Markup fields = wire::text_field({.label = "Connection name",
                                          .name = "name",
                                          .value = settings.name,
                                          .error = problem_of(problems, "name")});
  fields += wire::text_field({.label = "Location",
                              .name = "location",
                              .value = settings.location,
                              .hint = "The project that holds the connection.",
                              .error = problem_of(problems, "location")});
  fields += wire::select(
      {.label = "Sandbox",
       .name = "sandbox",
       .hint = "Yes for an org behind test.salesforce.com.",
       .error = problem_of(problems, "sandbox"),
       .options = {{"no", "No", !settings.sandbox}, {"yes", "Yes", settings.sandbox}}});
  fields += wire::select({.label = "Auth type",
                          .name = "auth_type",
                          .error = problem_of(problems, "auth_type"),
                          .options = {{"oauth2", "OAuth 2.0", true}}});
  fields += wire::section("Advanced settings", advanced_fields(profiles, settings, problems));
  fields += wire::bar(wire::button("Connect", "connect", "1"));
  return fields;
}

}  // namespace rehearse::workato
