#include "harness/sandbox/org_survey.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/driver/workato_api.h"
#include "harness/sandbox/consent_session.h"
#include "harness/sandbox/org_apps.h"

namespace rehearse::harness {
namespace {

// What came of a GET: there, or the org's words.
Result<Surveyed, Trouble> look(OrgApps& apps, const std::string& path, Surveyed wanted) {
  const auto read = apps.read(path);
  if (!read && read.error().kind != Trouble::Kind::bad_answer) return read.error();
  wanted.is_there = read.ok() && read.value().refused.empty();
  wanted.said = read.ok() ? read.value().refused : read.error().what;
  if (wanted.is_there) wanted.said = "allowed";
  return wanted;
}

Result<Surveyed, Trouble> version(OrgApps& apps) {
  const std::string& wanted = apps.org().api_version;
  Surveyed found{.what = "API version " + wanted,
                 .remedy = "set \"api_version\" in the target file to one that the org has"};
  const auto read = apps.read("/services/data");
  if (!read) return read.error();
  std::string newest = "none";
  for (const Json& one : read.value().body.is_array() ? read.value().body : Json::array()) {
    newest = string_member(one, "version").value_or(newest);
    if (newest == wanted) found.is_there = true;
  }
  found.said = "the newest is " + newest;
  return found;
}

// What the role of the API client lets the token read; whether it may make and delete, only a run
// shows.
Result<Done, Trouble> look_at_workspace(SandboxRun& run, std::vector<Surveyed>& found) {
  WorkspaceGuard& guard = *run.workspace();
  found.push_back({.what = "Workato workspace " + run.workspace_identity().id,
                   .is_there = true,
                   .said = "the pinned one"});
  WorkatoApi api(guard, guard.api(), guard.token().value);
  struct Row {
    std::string path{}, what{}, privileges{};
  };
  const std::vector<Row> rows{
      {"/custom_oauth_profiles?page=1&per_page=1", "Custom OAuth profiles can be listed",
       "List, Create, Update and Delete custom OAuth profile"},
      {"/connections?include_runtime_connections=true", "Connections can be listed",
       "List, Create, Disconnect and Delete connection, and Get OAuth URL"},
      {"/integrations/all?page=1&per_page=1", "Connectors can be listed",
       "List platform connectors"}};
  for (const Row& row : rows) {
    const auto asked = api.call("GET", row.path);
    if (!asked) return asked.error();
    found.push_back(
        {.what = row.what,
         .is_there = asked.value().ok,
         .said = asked.value().ok ? "allowed" : asked.value().message,
         .remedy = fmt::format("give the API client's role the privileges {}", row.privileges)});
  }
  return Done{};
}

}  // namespace

Result<std::vector<Surveyed>, Trouble> survey(const SandboxOptions& options, Terminal& terminal) {
  auto visit = SandboxRun::visit(options, terminal);
  if (!visit) return visit.error();
  SandboxRun& run = *visit.value();
  const TargetFile& target = options.target;
  const OrgIdentity& identity = run.identity();
  OrgApps apps({target.my_domain, target.api_version, run.session().access_token}, run.org(),
               run.wait(), target.limits.a_wait);
  std::vector<Surveyed> found{
      {.what = "Organization " + identity.organization_id, .is_there = true, .said = identity.kind},
      {.what = "User", .is_there = true, .said = identity.username}};
  const std::string base = "/services/data/v" + target.api_version;
  const auto add = [&](Result<Surveyed, Trouble> one) -> Result<Done, Trouble> {
    if (!one) return one.error();
    found.push_back(std::move(one).value());
    return Done{};
  };
  Result<Done, Trouble> done = add(version(apps));
  if (done)
    done = add(look(apps,
                    base + "/query?q=SELECT+Id,DeveloperName,CreatedById+FROM+"
                           "ExternalClientApplication+LIMIT+1",
                    {.what = "External client apps can be listed with their creators",
                     .remedy = "give the user a permission set with View External Client Apps; "
                               "without it nothing could be taken away safely"}));
  if (done)
    done = add(look(apps, base + "/apps/oauth/usage",
                    {.what = "Connect REST API of OAuth apps",
                     .remedy = "in Setup, External Client App Settings, allow access to consumer "
                               "secrets via REST API, and give the user View Client Secret; or run "
                               "with --driver pages"}));
  if (!done) return done.error();
  const auto door = frontdoor_of(run.org(), target.my_domain, run.session().access_token);
  found.push_back({"Browser session for the login (frontdoor)", door.ok(),
                   door ? "given" : door.error().what,
                   "log in with a token that has the scope web, such as the Salesforce CLI's"});
  if (run.workspace() == nullptr) return found;
  if (const auto looked = look_at_workspace(run, found); !looked) return looked.error();
  return found;
}

}  // namespace rehearse::harness
