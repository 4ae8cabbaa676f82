#include "harness/scenario/variants.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/scenario/member_reader.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// A value is a scalar, which is its own label, or an object with a name and a value.
VariantValue read_value(const Json& json, const std::string& path, Problems& problems) {
  if (!json.is_structured() && !json.is_null()) return {label_of(json), json};
  if (!json.is_object()) {
    problems.add(path,
                 "a variant's value is a text, a number, true or false, or {\"name\", \"value\"}");
    return {};
  }
  MemberReader reader(json, path, "a named value", problems);
  VariantValue value{reader.text("name", MemberReader::Need::required)};
  if (const Json* given = reader.anything("value")) {
    value.value = *given;
  } else {
    problems.add(path, "a named value needs the member \"value\"");
  }
  reader.refuse_others();
  return value;
}

Variant read_variant(const std::string& name, const Json& json, const std::string& path,
                     Problems& problems) {
  Variant variant{name};
  if (!json.is_array() || json.empty()) {
    problems.add(path,
                 fmt::format("the variant \"{}\" needs a list with at least one value", name));
    return variant;
  }
  for (size_t index = 0; index < json.size(); ++index) {
    const std::string at = element_path(path, index);
    VariantValue value = read_value(json[index], at, problems);
    for (const VariantValue& before : variant.values) {
      if (before.label == value.label)
        problems.add(at, fmt::format("the variant \"{}\" has \"{}\" twice", name, value.label));
    }
    variant.values.push_back(std::move(value));
  }
  return variant;
}

bool excluded(const Json* exclude, const Combination& combination) {
  if (exclude == nullptr || !exclude->is_array()) return false;
  return std::any_of(exclude->begin(), exclude->end(), [&](const Json& row) {
    return row.is_object() && !row.empty() && selects(row, combination);
  });
}

void check_exclude(const Json& exclude, const std::vector<Variant>& variants, Problems& problems) {
  if (!exclude.is_array())
    return problems.add("$.exclude", "\"exclude\" must be a list of objects");
  for (size_t index = 0; index < exclude.size(); ++index)
    check_selection(exclude[index], element_path("$.exclude", index), variants, problems);
}

}  // namespace

std::string label_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump_json(value);
}

std::vector<Variant> read_variants(const Json& file, Problems& problems) {
  const Json* variants = find_member(file, "variants");
  std::vector<Variant> read;
  if (variants == nullptr) return read;
  if (!variants->is_object() || variants->empty()) {
    problems.add("$.variants", "\"variants\" must be an object with at least one variant");
    return read;
  }
  for (const auto& [name, values] : variants->items())
    read.push_back(read_variant(name, values, member_path("$.variants", name), problems));
  return read;
}

std::vector<Combination> combinations(const Json& file, const std::vector<Variant>& variants,
                                      Problems& problems) {
  const Json* exclude = find_member(file, "exclude");
  if (exclude != nullptr) check_exclude(*exclude, variants, problems);
  std::vector<Combination> all{{}};
  for (const Variant& variant : variants) {
    std::vector<Combination> longer;
    for (const Combination& start : all) {
      for (const VariantValue& value : variant.values) {
        longer.push_back(start);
        longer.back().emplace_back(variant.name, value.label);
      }
    }
    if (longer.size() > kMostCombinations) {
      problems.add("$.variants",
                   fmt::format("the variants combine to more than {} runs", kMostCombinations));
      return {};
    }
    all = std::move(longer);
  }
  const bool any = !all.empty();
  std::erase_if(all, [&](const Combination& one) { return excluded(exclude, one); });
  if (any && all.empty()) problems.add("$.exclude", "\"exclude\" leaves nothing to run");
  return all;
}

void check_selection(const Json& when, const std::string& path,
                     const std::vector<Variant>& variants, Problems& problems) {
  if (!when.is_object())
    return problems.add(path, "this must be an object of variants and their values");
  std::vector<std::string> names;
  for (const Variant& variant : variants) names.push_back(variant.name);
  for (const auto& [name, value] : when.items()) {
    const std::string at = member_path(path, name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      problems.add(at,
                   fmt::format("there is no variant \"{}\"{}", name, did_you_mean(name, names)));
      continue;
    }
    std::vector<std::string> labels;
    for (const VariantValue& known : variants[size_t(found - names.begin())].values)
      labels.push_back(known.label);
    const std::string label = label_of(value);
    if (std::find(labels.begin(), labels.end(), label) == labels.end())
      problems.add(at, fmt::format("the variant \"{}\" has no value \"{}\"{}", name, label,
                                   did_you_mean(label, labels)));
  }
}

bool selects(const Json& when, const Combination& combination) {
  if (!when.is_object()) return false;
  const auto items = when.items();
  return std::all_of(items.begin(), items.end(), [&](const auto& item) {
    const std::pair<std::string, std::string> wanted{item.key(), label_of(item.value())};
    return std::find(combination.begin(), combination.end(), wanted) != combination.end();
  });
}

const Json* variant_value(std::string_view name, const Combination& combination,
                          const std::vector<Variant>& variants) {
  const auto parts = split(name, '.');
  for (const Variant& variant : variants) {
    if (variant.name != parts.front()) continue;
    for (const VariantValue& value : variant.values) {
      const std::pair<std::string, std::string> one{variant.name, value.label};
      if (std::find(combination.begin(), combination.end(), one) == combination.end()) continue;
      const Json* found = &value.value;
      for (size_t part = 1; found != nullptr && part < parts.size(); ++part)
        found = find_member(*found, parts[part]);
      return found;
    }
  }
  return nullptr;
}

std::string to_text(const Combination& combination) {
  std::vector<std::string> parts;
  for (const auto& [name, label] : combination) parts.push_back(fmt::format("{}={}", name, label));
  return join(parts, " ");
}

}  // namespace rehearse::harness
