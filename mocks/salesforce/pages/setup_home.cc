#include "mocks/salesforce/endpoints.h"
#include "mocks/salesforce/pages/setup_access.h"

namespace rehearse::salesforce {
namespace {

// The tree of Setup as far as the guide walks it. `depth` steps of it are the page itself.
wire::WireResponse tree_page(Org& org, wire::Call& call, std::string_view title, size_t depth) {
  return in_setup(org, call, SetupNeed::view, [&](Org::Transaction&, const Visitor&) {
    const std::vector<wire::Markup> path = path_to_manager();
    const auto here = path.begin() + std::ptrdiff_t(depth);
    wire::Markup content = wire::paragraph("Where to go from here:");
    content += wire::actions({here, path.end()});
    return org_page(200, title, wire::card(content),
                    {.breadcrumb = {path.begin(), here}, .navigation = setup_navigation(title)});
  });
}

}  // namespace

wire::WireResponse setup_home(Org& org, wire::Call& call) {
  return tree_page(org, call, "Setup", 1);
}

wire::WireResponse setup_apps(Org& org, wire::Call& call) {
  return tree_page(org, call, "Apps", 2);
}

wire::WireResponse setup_client_apps(Org& org, wire::Call& call) {
  return tree_page(org, call, "External Client Apps", 3);
}

}  // namespace rehearse::salesforce
