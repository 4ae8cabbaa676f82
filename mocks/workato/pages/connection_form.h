#pragma once

#include <vector>

#include "mocks/wire/page.h"
#include "mocks/workato/pages/page_shell.h"

namespace rehearse::workato {

// ConnectionForm is what a person sent for a Salesforce connection; what is no drop-down value
// stays visible as a problem.
struct ConnectionForm {
  ConnectionSettings settings{};
  std::vector<FieldProblem> problems{};
};
ConnectionForm read_connection_form(const wire::Fields& fields, std::string_view provider);
// The problems above the form.
wire::Markup connection_summary(const std::vector<FieldProblem>& problems);

// check_connection gives all problems of settings at once. It looks profiles up, so the caller
// holds the transaction.
std::vector<FieldProblem> check_connection(const Workspace& workspace, Profiles& profiles,
                                           const ConnectionSettings& settings);

// The form's fields in Workato's order: Connection name, Location, Sandbox, Auth type, Advanced
// settings (custom domain, requested permissions, custom OAuth profile), Connect.
wire::Markup connection_fields(const Profiles& profiles, const ConnectionSettings& settings,
                               const std::vector<FieldProblem>& problems);

}  // namespace rehearse::workato
