#include "harness/report/guide.h"

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"

namespace rehearse::harness {
namespace {

std::optional<Guide::Section> read_section(const Json& json) {
  const auto id = string_member(json, "id"), title = string_member(json, "title");
  const Json* steps = find_member(json, "steps");
  if (!id || !title || steps == nullptr || !steps->is_array()) return {};
  Guide::Section section{*id, *title};
  for (const Json& entry : *steps) {
    const auto step = string_member(entry, "id"), text = string_member(entry, "text");
    if (!step || !text) return {};
    section.steps.push_back({*step, *text, string_member(entry, "demand").value_or("required")});
  }
  return section;
}

}  // namespace

const Guide::Step* Guide::find_step(std::string_view id) const {
  for (const Section& section : sections) {
    for (const Step& step : section.steps) {
      if (step.id == id) return &step;
    }
  }
  return nullptr;
}

const Guide::Section* Guide::section_of(std::string_view id) const {
  for (const Section& section : sections) {
    if (section.id == id) return &section;
    for (const Step& step : section.steps) {
      if (step.id == id) return &section;
    }
  }
  return nullptr;
}

std::vector<std::string> Guide::ids() const {
  std::vector<std::string> ids;
  for (const Section& section : sections) {
    ids.push_back(section.id);
    for (const Step& step : section.steps) ids.push_back(step.id);
  }
  return ids;
}

Result<Guide, std::string> read_guide(std::string_view text) {
  auto json = parse_json(text, JsonComments::allow);
  if (!json) return json.error();
  const Json* sections = find_member(json.value(), "sections");
  if (sections == nullptr || !sections->is_array())
    return std::string("it has no list of sections");
  Guide guide;
  for (const Json& entry : *sections) {
    auto section = read_section(entry);
    if (!section) return std::string("a section lacks its id, its title or its steps");
    guide.sections.push_back(std::move(*section));
  }
  return guide;
}

}  // namespace rehearse::harness
