#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control_calls.h"
#include "mocks/core/text.h"
#include "mocks/oauth/ip_address.h"
#include "mocks/world.h"

// Workato's API clients: who may call the Developer API of the mock workspace.
namespace rehearse::control {
namespace {

using workato::ApiClient;
using workato::ApiClientDraft;

constexpr size_t kMaxName = 255;

Json texts_of(const std::set<std::string>& texts) { return Json(texts); }

Json client_json(const ApiClient& client) {
  Json privileges = Json::array();
  for (const workato::Privilege privilege : client.settings.privileges)
    privileges.push_back(workato::kPrivilegeNames[size_t(privilege)]);
  return {{"id", client.id},
          {"name", client.settings.name},
          {"privileges", privileges},
          {"projects", texts_of(client.settings.projects)},
          {"allowlist", texts_of(client.settings.allowlist)},
          {"created_at", format_time(client.created_at)}};
}

// The texts of a list; what is no text is a problem of the member.
std::set<std::string> read_texts(Members& members, std::string_view name) {
  std::set<std::string> texts;
  const Json* list = members.list(name);
  for (const Json& text : list != nullptr ? *list : Json::array()) {
    if (text.is_string() && !text.get_ref<const std::string&>().empty()) {
      texts.insert(text.get<std::string>());
    } else {
      members.bad_value(name, "each item is a text that is not empty.");
    }
  }
  return texts;
}

std::set<workato::Privilege> read_privileges(Members& members) {
  const Json* given = members.any("privileges");
  if (given == nullptr || *given == "all") return workato::all_privileges();
  const std::vector<std::string> known(workato::kPrivilegeNames.begin(),
                                       workato::kPrivilegeNames.end());
  std::set<workato::Privilege> privileges;
  if (!given->is_array()) {
    members.bad_value("privileges", "give \"all\", or a list of privileges.");
    return privileges;
  }
  for (const Json& name : *given) {
    const std::string text = name.is_string() ? name.get<std::string>() : dump_json(name);
    const auto privilege = workato::find_privilege(text);
    if (privilege) {
      privileges.insert(*privilege);
    } else {
      members.bad_value("privileges", fmt::format("there is no privilege \"{}\"{}", text,
                                                  suggestion(text, known, "Privileges")));
    }
  }
  return privileges;
}

void check_allowlist(Members& members, const std::set<std::string>& allowlist) {
  for (const std::string& entry : allowlist) {
    if (oauth::parse_block(entry)) continue;
    members.bad_value("allowlist",
                      fmt::format("\"{}\" is no address; give IPv4 or IPv6 addresses, or blocks of "
                                  "them such as \"192.0.2.0/24\".",
                                  entry));
  }
}

void check_projects(Members& members, const std::set<std::string>& projects,
                    const workato::Folders& folders) {
  std::vector<std::string> known{std::string(workato::kHomeName)};
  for (const workato::Folder& folder : folders.all()) {
    if (folder.parent == workato::kHomeFolder) known.push_back(folder.name);
  }
  for (const std::string& project : projects) {
    if (folders.has_project(project)) continue;
    members.bad_value("projects", fmt::format("there is no project \"{}\"{}", project,
                                              suggestion(project, known, "Projects")));
  }
}

}  // namespace

ControlAnswer list_api_clients(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  Json clients = Json::array();
  auto tx = call.world.workspace.begin();
  for (const ApiClient& client : tx.api_clients().all()) clients.push_back(client_json(client));
  return control_json(clients);
}

ControlAnswer create_api_client(ControlCall& call) {
  Members members(call.body, call.place);
  ApiClientDraft draft;
  draft.name = members.required_text("name");
  draft.privileges = read_privileges(members);
  draft.projects = read_texts(members, "projects");
  draft.allowlist = read_texts(members, "allowlist");
  if (members.has("name") && (trim(draft.name).empty() || draft.name.size() > kMaxName))
    members.bad_value("name", fmt::format("give 1 to {} characters.", kMaxName));
  check_allowlist(members, draft.allowlist);
  auto tx = call.world.workspace.begin();
  check_projects(members, draft.projects, tx.folders());
  if (auto problem = members.problem()) return *problem;
  const ApiClient& client = tx.api_clients().create(std::move(draft), call.world.clock.now());
  call.world.journal.add_secret(client.token.value);
  // Shown once, as Workato does.
  Json json = client_json(client);
  json["token"] = client.token.value;
  return control_json(json);
}

ControlAnswer remove_api_client(ControlCall& call) {
  if (auto problem = call.refuse_members()) return *problem;
  auto tx = call.world.workspace.begin();
  for (const ApiClient& client : tx.api_clients().all()) {
    if (std::to_string(client.id) != call.param("id")) continue;
    const Json json = client_json(client);
    tx.api_clients().remove(client.id);
    return control_json(json);
  }
  return control_error(
      404, "not_found",
      fmt::format("{}: there is no such API client; GET /workato/api-clients lists them.",
                  call.place));
}

}  // namespace rehearse::control
