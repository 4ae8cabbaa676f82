#include "mocks/instance_options.h"

#include <fmt/format.h>

#include "mocks/control_members.h"
#include "mocks/known_names.h"
#include "mocks/workato/data_centres.h"

namespace rehearse {

Result<Done, std::string> add_client_bug(InstanceOptions& options, std::string_view name) {
  const workato::ClientBugInfo* row = workato::find_client_bug(name);
  if (row == nullptr)
    return fmt::format("there is no client bug \"{}\"{}", name,
                       suggestion(name, client_bug_names(), "Client bugs"));
  options.client_bugs.*row->flag = true;
  return Done{};
}

Result<Done, std::string> add_mutant(InstanceOptions& options, std::string_view name) {
  const auto mutant = oauth::find_mutant(name);
  if (!mutant)
    return fmt::format("there is no mutant \"{}\"{}", name,
                       suggestion(name, mutant_names(), "Mutants"));
  options.mutants.add(*mutant);
  return Done{};
}

Result<Done, std::string> set_mutant(InstanceOptions& options, std::string_view name) {
  options.mutants = {};
  return add_mutant(options, name);
}

Result<Done, std::string> set_data_centre(InstanceOptions& options, std::string_view name) {
  if (workato::find_data_centre(name) == nullptr)
    return fmt::format("there is no data centre \"{}\"{}", name,
                       suggestion(name, data_centre_names(), "Data centres"));
  options.data_centre = name;
  return Done{};
}

std::optional<salesforce::OrgMode> parse_org_mode(std::string_view text) {
  for (const auto mode : {salesforce::OrgMode::legacy, salesforce::OrgMode::locked_2026}) {
    if (to_text(mode) == text) return mode;
  }
  return std::nullopt;
}

std::string_view to_text(salesforce::OrgMode mode) {
  return mode == salesforce::OrgMode::legacy ? "legacy" : "locked-2026";
}

}  // namespace rehearse
