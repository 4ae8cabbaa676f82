#include "harness/matrix/identity.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

std::vector<std::string> value_names(const Grid& grid, size_t dimension) {
  std::vector<std::string> names;
  for (const uint8_t value : grid.values(dimension))
    names.emplace_back(dimensions()[dimension].values[value].name);
  return names;
}

std::string where_text(const std::string& where) {
  return where.empty() ? "without --where" : fmt::format("of --where \"{}\"", where);
}

Result<Done, std::string> read_values(const Json& selected, Grid& grid) {
  for (size_t at = 0; at < kDimensions; ++at) {
    const Dimension& dimension = dimensions()[at];
    const Json* names = find_member(selected, dimension.name);
    if (names == nullptr || !names->is_array() || names->empty())
      return fmt::format("it has no values of {}", dimension.name);
    std::vector<uint8_t> values;
    for (const Json& name : *names) {
      const auto value = name.is_string() ? dimension.find(name.get<std::string>()) : std::nullopt;
      if (!value) return fmt::format("it has a value of {} that there isn't", dimension.name);
      if (!values.empty() && values.back() >= *value)
        return fmt::format("its values of {} are out of order", dimension.name);
      values.push_back(uint8_t(*value));
    }
    grid.choose(at, std::move(values));
  }
  return Done{};
}

}  // namespace

Json identity_json(const Matrix& matrix) {
  Json selected = Json::object();
  for (size_t at = 0; at < kDimensions; ++at)
    selected[std::string(dimensions()[at].name)] = value_names(matrix.selection.grid, at);
  return {{"version", matrix.version},
          {"seed", matrix.seed},
          {"shard", to_text(matrix.selection.shard)},
          {"where", matrix.selection.where},
          {"selected", std::move(selected)}};
}

Result<Matrix, std::string> read_identity(const Json& json) {
  Matrix matrix;
  const auto version = string_member(json, "version"), where = string_member(json, "where"),
             shard = string_member(json, "shard");
  const Json* seed = find_member(json, "seed");
  const Json* selected = find_member(json, "selected");
  if (!version || !where || !shard || selected == nullptr || seed == nullptr ||
      !seed->is_number_unsigned())
    return std::string("it lacks version, seed, shard, where or selected");
  matrix.version = *version;
  matrix.seed = seed->get<uint64_t>();
  matrix.selection.where = *where;
  auto filter = where->empty() ? Result<Filter, std::string>(Filter()) : Filter::read(*where);
  if (!filter) return filter.error();
  matrix.selection.filter = std::move(filter).value();
  const auto part = read_shard(*shard);
  if (!part) return part.error();
  matrix.selection.shard = part.value();
  if (const auto read = read_values(*selected, matrix.selection.grid); !read) return read.error();
  return matrix;
}

std::optional<std::string> difference(const Matrix& wanted, const Matrix& found, bool with_shard) {
  if (wanted.version != found.version)
    return fmt::format("is of version {}, not {}", found.version, wanted.version);
  if (wanted.seed != found.seed)
    return fmt::format("is of seed {}, not {}", found.seed, wanted.seed);
  for (size_t at = 0; at < kDimensions; ++at) {
    const auto is = value_names(found.selection.grid, at);
    const auto should = value_names(wanted.selection.grid, at);
    if (is != should)
      return fmt::format("is of {}={}, not {}", dimensions()[at].name, join(is, ","),
                         join(should, ","));
  }
  if (wanted.selection.where != found.selection.where)
    return fmt::format("is {}, not {}", where_text(found.selection.where),
                       where_text(wanted.selection.where));
  if (with_shard && wanted.selection.shard != found.selection.shard)
    return fmt::format("is of shard {}, not {}", to_text(found.selection.shard),
                       to_text(wanted.selection.shard));
  return {};
}

}  // namespace rehearse::harness
