#include "harness/sandbox/served_sandbox.h"

#include <nlohmann/json.hpp>

namespace rehearse::harness {

Json target_file_of(const ServedSandbox& sandbox) {
  Json resolve = Json::object();
  for (const HostRoute& route : sandbox.routes)
    resolve[route.host + ":" + std::to_string(route.port)] =
        route.to_address + ":" + std::to_string(route.to_port);
  return {{"salesforce",
           {{"kind", "sandbox"},
            {"my_domain", "https://" + sandbox.host},
            {"organization_id", sandbox.organization_id},
            {"login", {{"kind", "access_token"}, {"secret", {{"file", sandbox.session}}}}}}},
          {"workato", {{"kind", "engine"}, {"addresses", {"127.0.0.1"}}}},
          {"network", {{"ca", sandbox.ca}, {"resolve", resolve}}}};
}

}  // namespace rehearse::harness
