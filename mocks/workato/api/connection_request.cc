#include "mocks/workato/api/connection_request.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/workato/api/connection_answer.h"
#include "mocks/workato/api/members.h"
#include "mocks/workato/pages/connection_form.h"

namespace rehearse::workato::api {
namespace {

constexpr size_t kMaxScopes = 2'000;
constexpr size_t kMaxToken = 4'096;
constexpr std::string_view kProfileKey = "custom_oauth_key_id";

// What the checks of the page call a field, as the body calls it.
std::string body_name(const std::string& field) {
  if (field == "custom_domain") return "input.advanced_settings.custom_login_url";
  if (field == "scopes") return "input.advanced_settings.api_scope";
  if (field == "profile") return std::string(kProfileKey);
  if (field == "location") return "folder_id";
  return field;
}

// The key of the profile has no published place: all three that Workato's names suggest are read.
class ProfileKey {
 public:
  void read(ApiMembers& members, std::vector<FieldProblem>& problems) {
    const std::optional<int64_t> id = members.id(kProfileKey);
    if (!id) return;
    if (id_ && id_ != id)
      problems.push_back({std::string(kProfileKey), "is given twice, with different values"});
    id_ = id;
  }
  std::optional<int64_t> id() const { return id_; }

 private:
  std::optional<int64_t> id_{};
};

// Workato's connection parameters reference: sandbox, advanced_settings.custom_login_url and
// api_scope.
void read_input(ApiMembers& members, ConnectionRequest& request, ProfileKey& key) {
  const Json* input = members.object("input");
  if (input == nullptr) return;
  ApiMembers fields(*input, request.problems, "input.");
  if (const auto sandbox = fields.flag("sandbox")) request.settings.sandbox = *sandbox;
  key.read(fields, request.problems);
  const Json* advanced = fields.object("advanced_settings");
  if (advanced == nullptr) return;
  ApiMembers more(*advanced, request.problems, "input.advanced_settings.");
  if (const auto domain = more.text("custom_login_url"))
    request.settings.custom_domain = std::string(trim(*domain));
  if (const auto scopes = more.text("api_scope", kMaxScopes)) request.settings.scopes = *scopes;
  key.read(more, request.problems);
}

void read_placement(const ApiCall& call, Workspace::Transaction& tx, ApiMembers& members,
                    ConnectionRequest& request) {
  constexpr const char* kUnknown = "is not included in the list";
  if (const auto folder = members.id("folder_id")) {
    const bool is_known = tx.folders().find(*folder) != nullptr;
    const std::string project = tx.folders().project_of(*folder);
    if (!is_known || !call.client.sees(project)) members.problem("folder_id", kUnknown);
    request.placement.folder = *folder;
    request.settings.location = project;
  } else if (!call.client.sees(request.settings.location)) {
    members.problem("folder_id", "can't be blank");
  }
  if (const auto parent = members.id("parent_id")) {
    const Connection* found = tx.connections().find(*parent);
    if (found == nullptr || !is_visible(call, *found) ||
        found->settings.provider != request.settings.provider)
      members.problem("parent_id", kUnknown);
    request.placement.parent = *parent;
  }
  if (const auto external = members.text("external_id")) {
    if (has_control(*external)) members.problem("external_id", "is invalid");
    request.placement.external_id = *external;
  }
}

void read_tokens(const ApiCall& call, ApiMembers& members, ConnectionRequest& request) {
  if (call.workspace.dials().is(oauth::Dial::workato_token_pair, "ignore")) return;
  const Json* pair = members.object("oauth_token_pair");
  if (pair == nullptr) return;
  ApiMembers tokens(*pair, request.problems, "oauth_token_pair.");
  const std::string access = tokens.text("access_token", kMaxToken).value_or("");
  const std::string refresh = tokens.text("refresh_token", kMaxToken).value_or("");
  if (access.empty()) tokens.problem("access_token", "can't be blank");
  request.tokens = Tokens{.access = AccessToken(access), .refresh = RefreshToken(refresh)};
}

}  // namespace

ConnectionRequest read_connection(const ApiCall& call, Workspace::Transaction& tx,
                                  const Connection* stored) {
  ConnectionRequest request;
  if (stored != nullptr) request = {.settings = stored->settings, .placement = stored->placement};
  ApiMembers members(call.body, request.problems);
  if (const auto name = members.text("name")) request.settings.name = *name;
  const auto provider = members.text("provider");
  if (provider) request.settings.provider = *provider;
  if (stored == nullptr && !provider) request.settings.provider.clear();
  if (stored != nullptr && provider && *provider != stored->settings.provider)
    members.problem("provider", "can't be changed");
  request.is_shell = members.flag("shell_connection").value_or(false);
  ProfileKey key;
  key.read(members, request.problems);
  read_input(members, request, key);
  if (key.id()) request.settings.profile = *key.id();
  read_placement(call, tx, members, request);
  read_tokens(call, members, request);
  add_problems_of(call, tx, request);
  if (request.tokens) {
    request.tokens->instance_url = call.workspace.login_base(request.settings).value_or("");
  }
  return request;
}

void add_problems_of(const ApiCall& call, Workspace::Transaction& tx, ConnectionRequest& request) {
  for (FieldProblem& problem : check_connection(call.workspace, tx.profiles(), request.settings)) {
    problem.field = body_name(problem.field);
    const bool known = std::ranges::any_of(
        request.problems, [&](const FieldProblem& other) { return other.field == problem.field; });
    if (!known) request.problems.push_back(std::move(problem));
  }
}

}  // namespace rehearse::workato::api
