#include "mocks/workato/facade_input.h"

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/workato/connection_form.h"

namespace rehearse::workato {
namespace {

// The profile of an id or a name; the last one of that name, as the newest is meant.
int64_t profile_of(const Json& value, const Profiles& profiles) {
  if (value.is_number_integer()) return value.get<int64_t>();
  int64_t found = -1;
  if (!value.is_string()) return found;
  const std::string name = value.get<std::string>();
  for (const Profile& profile : profiles.all()) {
    if (profile.name == name) found = profile.id;
  }
  return found;
}

bool take_text(const Json& value, std::string& into) {
  if (!value.is_string()) return false;
  into = value.get<std::string>();
  return true;
}

// Scopes may be a list or one string.
bool take_scopes(const Json& value, std::string& into) {
  if (!value.is_array()) return take_text(value, into);
  std::vector<std::string> scopes;
  for (const Json& scope : value) {
    if (!scope.is_string()) return false;
    scopes.push_back(scope.get<std::string>());
  }
  into = join(scopes, " ");
  return true;
}

bool take(const std::string& name, const Json& value, const Profiles& profiles,
          ConnectionSettings& settings) {
  if (name == "name") return take_text(value, settings.name);
  if (name == "location") return take_text(value, settings.location);
  if (name == "provider") return take_text(value, settings.provider);
  if (name == "custom_domain") return take_text(value, settings.custom_domain);
  if (name == "scopes") return take_scopes(value, settings.scopes);
  if (name == "profile") {
    settings.profile = profile_of(value, profiles);
    return true;
  }
  if (name == "sandbox" && value.is_boolean()) {
    settings.sandbox = value.get<bool>();
    return true;
  }
  return false;
}

}  // namespace

ProfileDraft read_profile(const Json& body, const Profile& before) {
  ProfileDraft draft{.provider = string_member(body, "provider").value_or(before.provider),
                     .name = string_member(body, "name").value_or(before.name),
                     .client_id = string_member(body, "client_id").value_or(before.client_id.value),
                     .client_secret = string_member(body, "client_secret").value_or("")};
  const std::string title = string_member(body, "application").value_or("");
  for (const Application& application : kApplications) {
    if (application.title == title) draft.provider = application.provider;
  }
  return draft;
}

Result<ConnectionSettings, std::vector<FieldProblem>> read_connection(
    const Json& body, const ConnectionSettings& before, const Workspace& workspace,
    Profiles& profiles) {
  ConnectionSettings settings = before;
  std::vector<FieldProblem> problems;
  if (body.is_object()) {
    for (const auto& [name, value] : body.items()) {
      if (!take(name, value, profiles, settings))
        problems.push_back({name, "is no setting of a connection, or has the wrong type"});
    }
  }
  for (FieldProblem& problem : check_connection(workspace, profiles, settings))
    problems.push_back(std::move(problem));
  if (!problems.empty()) return problems;
  return settings;
}

}  // namespace rehearse::workato
