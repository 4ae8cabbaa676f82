#include "harness/steps/connections.h"

#include <nlohmann/json.hpp>

#include "mocks/wire/uri.h"

namespace rehearse::harness {

Json connection_settings(Context& context, const Json& arguments) {
  Json settings{{"name", text_argument(arguments, "name", "Salesforce")},
                {"profile", text_argument(arguments, "profile", kProfileName)}};
  const std::string domain = text_argument(arguments, "custom_domain", "my_domain");
  if (domain == "my_domain") {
    const auto org = wire::parse_uri(context.target.sites().salesforce);
    const bool has_name = org && org->host.ends_with(".salesforce.com");
    if (has_name) settings["custom_domain"] = org->host;
  } else if (domain != "none") {
    settings["custom_domain"] = domain;
  }
  for (const char* name : {"sandbox", "scopes"}) {
    if (const Json* value = find_member(arguments, name)) settings[name] = *value;
  }
  return settings;
}

Result<Json, Trouble> connection_named(Target& target, const std::string& name) {
  auto shown = control(target, "GET", "/workato");
  if (!shown) return shown.error();
  Json found;
  for (Json& connection : shown.value().body["connections"]) {
    if (name.empty() || string_member(connection, "name") == name) found = std::move(connection);
  }
  return found;
}

}  // namespace rehearse::harness
