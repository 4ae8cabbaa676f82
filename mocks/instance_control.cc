#include "mocks/instance_control.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "mocks/control_call.h"
#include "mocks/core/text.h"
#include "mocks/instance.h"
#include "mocks/wire/form.h"
#include "mocks/world.h"

namespace rehearse {
namespace {

// The values of `:name` segments if the path fits the pattern. Segments are decoded once.
std::optional<wire::Fields> match(std::string_view pattern, const std::vector<std::string>& path) {
  const std::vector<std::string> wanted = split(pattern, '/');
  if (wanted.size() != path.size()) return std::nullopt;
  wire::Fields params;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with(':') && !path[i].empty()) {
      params.push_back({wanted[i].substr(1), path[i]});
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return params;
}

struct Found {
  const ControlRoute* route = nullptr;
  wire::Fields params{};
  std::vector<std::string> methods{};  // that the path takes
};

Found find_route(std::string_view method, const std::vector<std::string>& path) {
  Found found;
  for (const ControlRoute& route : control_table()) {
    std::optional<wire::Fields> params = match(route.path, path);
    if (!params) continue;
    found.methods.emplace_back(route.method);
    if (route.method != method) continue;
    found.route = &route;
    found.params = std::move(*params);
  }
  return found;
}

ControlAnswer unknown_path(std::string_view path) {
  std::vector<std::string> known;
  for (const ControlRoute& route : control_table()) {
    if (known.empty() || known.back() != route.path) known.emplace_back(route.path);
  }
  return control_error(
      404, "unknown_path",
      fmt::format("There is no control call at \"{}\"{}", path, suggestion(path, known, "Paths")));
}

ControlAnswer wrong_method(std::string_view method, std::string_view path, const Found& found) {
  const std::string allow = join(found.methods, ", ");
  ControlAnswer answer =
      control_error(405, "method_not_allowed",
                    fmt::format("{} does not take {}; it takes {}.", path, method, allow));
  answer.allow = allow;
  return answer;
}

}  // namespace

ControlAnswer InstanceControl::call(std::string_view method, std::string_view path,
                                    std::string_view body) {
  if (path.find_first_of("?#") != std::string_view::npos) {
    return control_error(400, "bad_path",
                         "Control calls take no query; put it into the JSON body.");
  }
  std::vector<std::string> segments;
  for (const std::string& segment : split(path, '/')) {
    std::optional<std::string> decoded = wire::percent_decode(segment);
    if (!decoded || !is_utf8(*decoded) || has_control(*decoded)) {
      return control_error(400, "bad_path", "The path has a broken percent-escape.");
    }
    segments.push_back(std::move(*decoded));
  }
  const Found found = find_route(method, segments);
  if (found.methods.empty()) return unknown_path(path);
  if (found.route == nullptr) return wrong_method(method, path, found);

  const std::string place = fmt::format("{} {}", method, found.route->path);
  const Result<Json, std::string> parsed =
      trim(body).empty() ? Result<Json, std::string>(Json::object()) : parse_json(body);
  if (!parsed) {
    return control_error(400, "bad_json",
                         fmt::format("{}: the body is not JSON: {}", place, parsed.error()));
  }
  const std::shared_ptr<World> world = instance_.world();
  world->org.catch_up(world->clock.now());
  ControlCall call{instance_, *world, place, found.params, parsed.value()};
  return found.route->run(call);
}

}  // namespace rehearse
