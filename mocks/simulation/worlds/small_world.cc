#include "mocks/simulation/worlds/small_world.h"

#include <fmt/format.h>

#include "mocks/core/text.h"

namespace rehearse::simulation {
namespace {

using enum Operation;

std::vector<SmallWorld> make_worlds() {
  std::vector<SmallWorld> worlds;
  worlds.push_back({.name = "jobs_share",
                    .title = "Three workers run jobs on one connection; answers are lost and "
                             "workers die.",
                    .workers = {{job, keep_alive}, {job}, {keep_alive}},
                    .budget = {.losses = 1, .crashes = 1}});
  worlds.push_back({.name = "keep_alives",
                    .title = "Three workers keep one connection alive at the same time.",
                    .workers = {{keep_alive, keep_alive, keep_alive},
                                {keep_alive, keep_alive, keep_alive},
                                {keep_alive, keep_alive, keep_alive}},
                    .budget = {.losses = 1, .crashes = 1}});
  worlds.push_back({.name = "leases",
                    .title = "A worker dies with its lease, and two minutes later others go on.",
                    .workers = {{keep_alive, job}, {keep_alive, keep_alive}},
                    .budget = {.losses = 1, .crashes = 1, .waits = 1}});
  worlds.push_back({.name = "copied_tokens",
                    .title = "Three clients refresh with copies of one token.",
                    .workers = {{copied_refresh, copied_refresh, copied_refresh},
                                {copied_refresh, copied_refresh, copied_refresh},
                                {copied_refresh, narrow_refresh, copied_refresh}},
                    .budget = {.losses = 1}});
  worlds.push_back({.name = "repeated_requests",
                    .title = "The network delivers a request twice, to the client's harm.",
                    .workers = {{copied_refresh, copied_refresh}, {keep_alive, job}},
                    .budget = {.losses = 1, .repeats = 1}});
  worlds.push_back({.name = "unrotated_tokens",
                    .title = "Without rotation one token serves all who have it.",
                    .workers = {{copied_refresh}, {job}, {narrow_refresh, wide_refresh}},
                    .budget = {.losses = 1, .repeats = 1},
                    .rotation = false});
  worlds.push_back({.name = "one_code",
                    .title = "A code is redeemed by several at once, then its tokens are used.",
                    .workers = {{redeem, redeem}, {redeem, job}, {callback, job}},
                    .budget = {.losses = 1, .repeats = 1},
                    .waits_for_callback = true});
  worlds.push_back({.name = "callbacks",
                    .title = "The browser brings the same code back three times while jobs run.",
                    .workers = {{callback, job}, {callback, job}, {callback, keep_alive}},
                    .budget = {.losses = 1, .crashes = 1, .waits = 1},
                    .waits_for_callback = true});
  worlds.push_back({.name = "revoke_beside_refresh",
                    .title = "The token is revoked while others refresh with it.",
                    .workers = {{keep_alive, job}, {revoke, revoke}, {keep_alive}},
                    .budget = {.losses = 1, .crashes = 1}});
  worlds.push_back({.name = "two_connections",
                    .title = "Two connections of one user and app; one of them is copied.",
                    .workers = {{copied_refresh}, {keep_alive}, {other_job}},
                    .budget = {.losses = 1},
                    .connections = 2});
  worlds.push_back({.name = "sixth_approval",
                    .title = "New approvals of the same user and app displace the oldest.",
                    .workers = {{authorize, authorize}, {keep_alive}, {other_job}},
                    .connections = 4});
  worlds.push_back({.name = "people_interfere",
                    .title = "A person disconnects and connects anew while jobs run.",
                    .workers = {{disconnect, reconnect}, {job, keep_alive}, {keep_alive}},
                    .budget = {.losses = 1, .crashes = 1}});
  worlds.push_back({.name = "user_leaves",
                    .title = "The user is deactivated while jobs run.",
                    .workers = {{deactivate_user}, {job, keep_alive}, {copied_refresh}},
                    .budget = {.losses = 1, .crashes = 1}});
  return worlds;
}

}  // namespace

std::string_view to_text(Operation operation) {
  switch (operation) {
    case job:
      return "a job";
    case other_job:
      return "a job on the second connection";
    case keep_alive:
      return "a refresh to keep the connection alive";
    case callback:
      return "the callback with the code";
    case reconnect:
      return "a new connection by a person";
    case disconnect:
      return "a person's Disconnect";
    case copied_refresh:
      return "a refresh with a copied token";
    case narrow_refresh:
      return "a refresh with a copied token for less scope";
    case wide_refresh:
      return "a refresh with a copied token for more scope";
    case redeem:
      return "an exchange of the code";
    case revoke:
      return "a revocation of the connection's token";
    case authorize:
      return "one more approval of the app";
    case deactivate_user:
      return "an admin's deactivation of the user";
  }
  return "";
}

std::span<const SmallWorld> small_worlds() {
  static const std::vector<SmallWorld> worlds = make_worlds();
  return worlds;
}

Result<SmallWorld, std::string> find_small_world(std::string_view name) {
  std::vector<std::string> known;
  for (const SmallWorld& world : small_worlds()) {
    if (world.name == name) return world;
    known.push_back(world.name);
  }
  const auto close = nearest(name, known);
  return fmt::format("there is no world \"{}\"{}", name,
                     close ? fmt::format("; did you mean \"{}\"?", *close)
                           : fmt::format("; they are {}.", join(known, ", ")));
}

}  // namespace rehearse::simulation
