#include "harness/sandbox/org_facade.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/sandbox/consent_session.h"
#include "harness/sandbox/workspace_items.h"
#include "harness/steps/support.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

constexpr int kNotHere = 501;
constexpr std::chrono::milliseconds kFirstListing{250}, kLongestListing{3'000};
constexpr std::string_view kStopped = "its removal was interrupted";
constexpr int kAskedAgain = 3;
constexpr std::chrono::seconds kBetweenAsking{2};

ControlAnswer refused(int status, std::string_view code, std::string_view message) {
  return {status, dump_json({{"error", {{"code", code}, {"message", message}}}}), ""};
}

ControlAnswer not_here(std::string_view what) {
  return refused(kNotHere, "not_on_this_target", fmt::format("a sandbox has no way to {}", what));
}

Trouble journal_trouble(std::string why) {
  return {Trouble::Kind::refused, std::move(why), "", false};
}

OrgAddress address_of(const OrgFacade::Parts& parts) {
  return {parts.target.my_domain, parts.target.api_version, parts.session.access_token};
}

// The app, once the org lists it, or lists it no more; as it is listed in the end.
Result<std::optional<OrgApp>, Trouble> find_once(OrgApps& apps, const std::string& name,
                                                 bool is_there,
                                                 std::chrono::milliseconds at_most = kListings) {
  auto found = apps.find(name);
  std::chrono::milliseconds waited{0}, next = kFirstListing;
  while (found && found.value().has_value() != is_there && waited < at_most) {
    if (!apps.wait(next))
      return Trouble{Trouble::Kind::interrupted, "the run was interrupted", apps.org().base, true};
    waited += next;
    next = std::min(next * 2, kLongestListing);
    found = apps.find(name);
  }
  return found;
}

}  // namespace

OrgFacade::OrgFacade(Parts parts)
    : parts_(std::move(parts)),
      apps_(address_of(parts_), parts_.http, parts_.wait, parts_.target.limits.a_wait) {}

Result<ControlAnswer, Trouble> OrgFacade::call(std::string_view method, std::string_view path,
                                               std::string_view body) {
  const auto parsed = parse_json(body.empty() ? std::string_view("{}") : body);
  if (!parsed) return refused(400, "invalid_json", parsed.error());
  const Json& json = parsed.value();
  if (path == "/sessions" && method == "POST")
    return ControlAnswer{200,
                         dump_json({{"session_id", parts_.session.access_token},
                                    {"user_id", parts_.identity.user_id},
                                    {"organization_id", parts_.identity.organization_id}}),
                         ""};
  if (path == "/apps" && method == "POST") return create_app(json);
  if (path == "/apps" && method == "GET") {
    Json list = Json::array();
    for (const auto& [id, made] : made_) list.push_back({{"app_id", id}});
    return ControlAnswer{200, dump_json(list), ""};
  }
  if (path == "/approve" && method == "POST") return approve(json);
  if (path.starts_with("/apps/")) return on_app(method, path.substr(6), json);
  return not_here(fmt::format("do what {} {} does on the mock", method, path));
}

OrgFacade::Answer OrgFacade::on_app(std::string_view method, std::string_view path,
                                    const Json& body) {
  const size_t slash = path.find('/');
  const std::string id = wire::percent_decode(path.substr(0, slash)).value_or("");
  if (slash != std::string_view::npos)
    return not_here(fmt::format("do {} of an app", path.substr(slash + 1)));
  if (!made_.contains(id))
    return refused(404, "not_found", "there is no app of this run with that id");
  if (method == "PATCH") return change_app(id, body);
  if (method == "DELETE") return delete_app(id);
  return not_here("read all settings of an app back");
}

std::optional<Json> OrgFacade::with_own_addresses(Json settings) const {
  const Json* ranges = find_member(settings, "tokenIpRanges");
  if (ranges == nullptr || !ranges->is_array() || ranges->empty() ||
      parts_.target.workato != TargetFile::Workato::engine)
    return settings;
  if (parts_.target.addresses.empty()) return std::nullopt;
  for (const std::string& address : parts_.target.addresses)
    settings["tokenIpRanges"].push_back({{"startIpAddress", address},
                                         {"endIpAddress", address},
                                         {"description", "this machine, for the rehearsal"}});
  return settings;
}

OrgFacade::Answer OrgFacade::deploy(const std::string& name, const Json& wanted, AppParts parts,
                                    const MetadataApi::Begun& begun) {
  const auto own = with_own_addresses(wanted);
  if (!own) return not_here(kAddressesNeeded);
  const Json& settings = *own;
  std::vector<std::string> unknown;
  const MetadataPackage package =
      app_package(name, settings, parts, parts_.target.api_version, unknown);
  if (!unknown.empty()) return not_here(fmt::format("deploy the setting {}", join(unknown, ", ")));
  const auto deployed = apps_.metadata().deploy(package, begun);
  if (!deployed) return deployed.error();
  if (!deployed.value().ok) return refused(400, "deploy_failed", deployed.value().problem);
  return ControlAnswer{};
}

Result<OrgFacade::Announced, Trouble> OrgFacade::announce_app() {
  if (const auto still = parts_.guard.admit_again(); !still) return still.error();
  Announced app;
  app.name = own_beginning(parts_.journal.header()) + std::to_string(parts_.journal.count() + 1);
  const auto before = apps_.find(app.name);
  if (!before) return before.error();
  if (before.value())
    return Trouble{Trouble::Kind::refused,
                   fmt::format("the org has an app {} already; nothing was made", app.name),
                   parts_.target.my_domain, false};
  const auto entry = parts_.journal.intend(Resource::Kind::app, app.name);
  if (!entry) return journal_trouble(entry.error());
  app.entry = entry.value();
  return app;
}

Result<std::string, Trouble> OrgFacade::adopt_app(const Announced& app, const Json& settings,
                                                  std::chrono::milliseconds at_most) {
  const auto found = find_once(apps_, app.name, true, at_most);
  if (!found) return found.error();
  if (!found.value()) return std::string();
  const std::string id = found.value()->id;
  parts_.org.own(id);
  if (const auto noted = parts_.journal.made(app.entry, id); !noted)
    return journal_trouble(noted.error());
  made_[id] = {app, settings};
  return id;
}

std::string OrgFacade::note_strays() {
  strays_ = strays_of(apps_, parts_.identity, parts_.journal.header());
  if (strays_.empty()) return {};
  return fmt::format("since the run began {} made {}, which is not the name that was told",
                     parts_.identity.username, join(strays_, ", "));
}

OrgFacade::Answer OrgFacade::create_app(const Json& settings) {
  const auto app = announce_app();
  if (!app) return app.error();
  const auto begun = [&](const std::string& id) -> Result<Done, Trouble> {
    if (const auto noted = parts_.journal.began(app.value().entry, id); !noted)
      return journal_trouble(noted.error());
    return Done{};
  };
  auto deployed = deploy(app.value().name, settings, AppParts::application, begun);
  if (!deployed) return deployed;
  if (deployed.value().status >= 400) {
    // Rolled back as a whole (rollbackOnError), or never sent: nothing is there.
    if (const auto noted = parts_.journal.removed(app.value().entry); !noted)
      return journal_trouble(noted.error());
    return deployed;
  }
  const auto id = adopt_app(app.value(), settings);
  if (!id) return id.error();
  if (id.value().empty())
    return Trouble{
        Trouble::Kind::bad_answer,
        fmt::format("the org deployed the app {} and does not list it", app.value().name),
        parts_.target.my_domain, true};
  return finish_app(id.value());
}

OrgFacade::Answer OrgFacade::finish_app(const std::string& id) {
  const std::string name = made_.at(id).app.name;
  const Json settings = made_.at(id).settings;
  if (has_parts(settings, AppParts::policies)) {
    auto deployed = deploy(name, settings, AppParts::policies);
    if (!deployed || deployed.value().status >= 400) return deployed;
  }
  const auto consumer = apps_.consumer_of(id);
  if (!consumer) return consumer.error();
  if (!consumer.value().refused.empty())
    return refused(
        403, "no_consumer",
        fmt::format("the org does not give the app's key and secret to an API ({}); allow "
                    "it in Setup > External Client App Settings, or run with --driver "
                    "pages",
                    consumer.value().refused));
  parts_.org.allow(consumer.value().key);
  return ControlAnswer{201,
                       dump_json({{"app_id", id},
                                  {"consumer_key", consumer.value().key},
                                  {"consumer_secret", consumer.value().secret}}),
                       ""};
}

OrgFacade::Answer OrgFacade::change_app(const std::string& id, const Json& settings) {
  if (const auto still = parts_.guard.admit_again(); !still) return still.error();
  Made& made = made_.at(id);
  Json all = made.settings;
  all.update(settings);
  for (const AppParts parts : {AppParts::application, AppParts::policies}) {
    if (!has_parts(settings, parts)) continue;
    auto deployed = deploy(made.app.name, all, parts);
    if (!deployed || deployed.value().status >= 400) return deployed;
  }
  made.settings = std::move(all);
  return ControlAnswer{200, dump_json({{"app_id", id}}), ""};
}

OrgFacade::Answer OrgFacade::delete_app(const std::string& id) {
  const Announced app = made_.at(id).app;
  const auto done = remove_app(apps_, parts_.guard, parts_.identity, parts_.journal, app.entry,
                               {Resource::Kind::app, app.name, id});
  if (!done) return done.error();
  made_.erase(id);
  return ControlAnswer{204, "", ""};
}

OrgFacade::Answer OrgFacade::approve(const Json& call) {
  const std::string url = string_member(call, "authorize_url").value_or("");
  const std::string username = string_member(call, "username").value_or("");
  if (!username.empty() && username != kAdmin && username != kUser &&
      username != parts_.identity.username)
    return not_here(fmt::format("act as {}: only whoever logged in can", username));
  const auto frontdoor =
      frontdoor_of(parts_.http, parts_.target.my_domain, parts_.session.access_token);
  if (!frontdoor) return frontdoor.error();
  const auto answer = consent_by_frontdoor(parts_.http, frontdoor.value(), url,
                                           string_member(call, "decision").value_or("approve"));
  if (!answer) return answer.error();
  if (!answer.value().location.empty())
    return ControlAnswer{200, dump_json({{"location", answer.value().location}}), ""};
  return ControlAnswer{
      200, dump_json({{"status", answer.value().status}, {"body", answer.value().page}}), ""};
}

std::vector<std::string> OrgFacade::clean_up() {
  std::vector<std::string> left;
  bool is_stopped = false;
  const auto why_left = [&](const Trouble& why) {
    is_stopped = is_stopped || why.kind == Trouble::Kind::interrupted;
    return is_stopped ? std::string(kStopped) : why.what;
  };
  if (const auto done = parts_.org.revoke(); !done)
    left.push_back(fmt::format("the run's authorization is left: {}", why_left(done.error())));
  const Removal removal{apps_, parts_.guard, parts_.identity, parts_.journal, parts_.workspace};
  for (const auto& [entry, resource] : parts_.journal.left()) {
    // Once somebody does not want to wait any more nothing more is asked.
    const auto done = is_stopped ? Trouble{Trouble::Kind::interrupted, "", "", false}
                                 : remove_resource(removal, entry, resource);
    if (!done)
      left.push_back(fmt::format("the {} {} is left: {}", to_text(resource.kind), resource.name,
                                 why_left(done.error())));
  }
  for (const std::string& name : strays_) left.push_back(stray_sentence(name));
  // A workspace that has no connection of the run any more holds no authorization of it either.
  const auto remaining = parts_.journal.left();
  const bool has_connection = std::any_of(remaining.begin(), remaining.end(), [](const auto& one) {
    return one.second.kind == Resource::Kind::connection;
  });
  if (!has_connection) parts_.org.set_held(false);
  made_.clear();
  return left;
}

std::vector<std::string> strays_of(OrgApps& apps, const OrgIdentity& identity,
                                   const RunHeader& header) {
  auto made = apps.made_by(identity.user_id, header.began_at, own_beginning(header));
  return made ? std::move(made).value() : std::vector<std::string>{};
}

std::string stray_sentence(const std::string& name) {
  return fmt::format(
      "an app {} is left: it was made since the run began, under another API name than was told, "
      "and a run deletes only what it announced; delete it in Setup > External Client App Manager "
      "if it is of this run",
      name);
}

Result<Done, Trouble> remove_resource(const Removal& removal, size_t entry,
                                      const Resource& resource) {
  if (resource.kind == Resource::Kind::app)
    return remove_app(removal.apps, removal.guard, removal.identity, removal.journal, entry,
                      resource);
  if (removal.workspace == nullptr)
    return journal_trouble("it is in a Workato workspace, which the target file does not name");
  return WorkspaceItems(*removal.workspace).remove(removal.journal, entry, resource);
}

namespace {

// An org that does not answer just now is asked again; one that is another is not.
Result<Done, Trouble> still_the_same(OrgApps& apps, OrgGuard& guard) {
  auto still = guard.admit_again();
  for (int again = 1; again < kAskedAgain && !still; ++again) {
    if (still.error().kind == Trouble::Kind::refused || !apps.wait(kBetweenAsking)) break;
    still = guard.admit_again();
  }
  return still;
}

}  // namespace

Result<Done, Trouble> remove_app(OrgApps& apps, OrgGuard& guard, const OrgIdentity& identity,
                                 RunJournal& journal, size_t entry, const Resource& resource) {
  const auto stays = [&](std::string why) {
    return Trouble{Trouble::Kind::refused, std::move(why), apps.org().base, false};
  };
  const auto noted = [&]() -> Result<Done, Trouble> {
    if (const auto done = journal.removed(entry); !done) return journal_trouble(done.error());
    return Done{};
  };
  const auto delete_by_name = [&]() -> Result<Done, Trouble> {
    const auto deployed =
        apps.metadata().deploy(deletion_package(resource.name, apps.org().api_version));
    if (!deployed) return deployed.error();
    if (!deployed.value().ok)
      return Trouble{Trouble::Kind::bad_answer,
                     fmt::format("the org does not delete it: {}", deployed.value().problem),
                     apps.org().base, true};
    const auto again = find_once(apps, resource.name, false);
    if (!again) return again.error();
    if (!again.value()) return noted();
    return Trouble{Trouble::Kind::bad_answer, "the org says that it is deleted and still lists it",
                   apps.org().base, true};
  };
  if (!resource.name.starts_with(own_beginning(journal.header())))
    return stays("its name is none that this run gives; it was not touched");
  if (const auto still = still_the_same(apps, guard); !still) return still.error();
  if (resource.id.empty() && !resource.deployment.empty()) {
    const auto became = apps.metadata().wait_for(resource.deployment);
    // What the org says no more of that job, the listing says.
    if (!became && became.error().kind != Trouble::Kind::bad_answer) return became.error();
    if (became && !became.value().ok) return noted();  // rolled back as a whole
  }
  const auto found = apps.find(resource.name);
  if (!found) return found.error();
  // It was there, and is gone. What was never listed may be on its way: an org works off
  // deployments one after the other, so that after a deletion by its name it does not come.
  if (!found.value() && !resource.id.empty()) return noted();
  if (!found.value()) return delete_by_name();
  if (found.value()->created_by != identity.user_id)
    return stays("another user created it; it was not touched");
  if (!resource.id.empty() && found.value()->id != resource.id)
    return stays("it is not the app that the journal has (another id); it was not touched");
  return delete_by_name();
}

}  // namespace rehearse::harness
