#include "harness/sandbox/served_sandbox.h"

#include <nlohmann/json.hpp>

namespace rehearse::harness {

Json target_file_of(const ServedSandbox& sandbox) {
  Json resolve = Json::object();
  for (const auto& [name, port] : sandbox.hosts) {
    if (!name.ends_with("workato.com"))
      resolve[name + ":443"] = sandbox.address + ":" + std::to_string(port);
  }
  return {{"salesforce",
           {{"kind", "sandbox"},
            {"my_domain", "https://" + sandbox.host},
            {"organization_id", sandbox.organization_id},
            {"login", {{"kind", "access_token"}, {"secret", {{"file", sandbox.session}}}}}}},
          {"workato", {{"kind", "engine"}, {"addresses", {sandbox.address}}}},
          {"network", {{"ca", sandbox.ca}, {"resolve", resolve}}}};
}

}  // namespace rehearse::harness
