#include "mocks/instance_options.h"

namespace rehearse {

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
