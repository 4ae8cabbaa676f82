#include "harness/sandbox/workspace_items.h"

#include <fmt/format.h>

#include "harness/sandbox/workspace_request.h"

namespace rehearse::harness {
namespace {

constexpr size_t kPerPage = 100, kMostPages = 100;

std::string below_api(Resource::Kind kind) {
  return std::string(path_of(kind).substr(std::string_view("/api").size()));
}

Trouble trouble_of(const WorkatoAnswer& answer) {
  return {Trouble::Kind::bad_answer, "the workspace answers " + answer.message, "", true};
}

}  // namespace

std::string own_beginning(const RunHeader& header) {
  return fmt::format("{}_{}_", header.prefix, header.run);
}

std::string item_id(const Json& item) {
  const auto number = integer_member(item, "id");
  return number ? std::to_string(*number) : std::string();
}

Result<std::vector<Json>, Trouble> WorkspaceItems::list(Resource::Kind kind) {
  // docs.workato.com: profiles come in pages, and connections all at once.
  const bool is_paged = kind == Resource::Kind::profile;
  std::vector<Json> all;
  for (size_t page = 1; page <= kMostPages; ++page) {
    const std::string query = is_paged ? fmt::format("?page={}&per_page={}", page, kPerPage)
                                       : "?include_runtime_connections=true";
    const auto listed = api_.call("GET", below_api(kind) + query);
    if (!listed) return listed.error();
    if (!listed.value().ok) return trouble_of(listed.value());
    const Json items = what_is_inside(listed.value().body);
    if (!items.is_array())
      return Trouble{Trouble::Kind::bad_answer,
                     fmt::format("the workspace does not list its {}s", to_text(kind)),
                     guard_.api(), true};
    all.insert(all.end(), items.begin(), items.end());
    if (!is_paged || items.size() < kPerPage) return all;
  }
  return Trouble{Trouble::Kind::bad_answer,
                 fmt::format("the workspace's list of {}s has no end", to_text(kind)), guard_.api(),
                 true};
}

// Those that have the resource's name or its id.
Result<std::vector<Json>, Trouble> WorkspaceItems::named(const Resource& resource) {
  auto all = list(resource.kind);
  if (!all) return all;
  std::erase_if(all.value(), [&](const Json& item) {
    return string_member(item, "name") != resource.name &&
           (resource.id.empty() || item_id(item) != resource.id);
  });
  return all;
}

Result<Done, Trouble> WorkspaceItems::erase(const Resource& resource) {
  const std::string path = below_api(resource.kind) + "/" + resource.id;
  if (resource.kind == Resource::Kind::connection) {
    // Only a disconnected one can be deleted. One that was never connected may have nothing to
    // disconnect: whether it can go, the deletion's answer says.
    const auto parted = api_.call("POST", path + "/disconnect", Json::object());
    if (!parted) return parted.error();
    if (!parted.value().ok && parted.value().status >= 500) return trouble_of(parted.value());
  }
  const auto deleted = api_.call("DELETE", path);
  if (!deleted) return deleted.error();
  if (!deleted.value().ok) return trouble_of(deleted.value());
  return Done{};
}

Result<Done, Trouble> WorkspaceItems::remove(RunJournal& journal, size_t entry,
                                             const Resource& resource) {
  const auto stays = [&](std::string why) {
    return Trouble{Trouble::Kind::refused, std::move(why), guard_.api(), false};
  };
  const auto noted = [&]() -> Result<Done, Trouble> {
    if (const auto done = journal.removed(entry); !done) return stays(done.error());
    return Done{};
  };
  if (!resource.name.starts_with(own_beginning(journal.header())))
    return stays("its name is none that this run gives; it was not touched");
  if (const auto still = guard_.admit(); !still) return still.error();
  const auto found = named(resource);
  if (!found) return found.error();
  if (found.value().empty()) return noted();
  if (found.value().size() > 1)
    return stays("the workspace has several of that name or id; none was touched");
  Resource there = resource;
  there.id = item_id(found.value().front());
  if (string_member(found.value().front(), "name") != resource.name)
    return stays("somebody gave it another name; it was not touched");
  if (there.id.empty() || (!resource.id.empty() && there.id != resource.id))
    return stays("it is not the one that the journal has (another id); it was not touched");
  guard_.own(there.kind, there.id);
  const auto erased = erase(there);
  guard_.disown(there.kind, there.id);
  if (!erased) return erased;
  const auto again = named(there);
  if (!again) return again.error();
  if (!again.value().empty())
    return Trouble{Trouble::Kind::bad_answer,
                   "the workspace says that it is deleted and still lists it", guard_.api(), true};
  return noted();
}

}  // namespace rehearse::harness
