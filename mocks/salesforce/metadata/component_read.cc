#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "mocks/core/text.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/metadata/component_xml.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kTextMost = 4'000;  // characters of a kept field, where no source says
constexpr size_t kKeyLeast = 8, kKeyMost = 256;
constexpr std::string_view kKeyAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

using Problem = std::optional<ComponentProblem>;

ComponentProblem problem_at(const XmlElement& element, std::string text, const Reason& reason) {
  return {std::move(text), &reason, element.place, element.name};
}

size_t characters(std::string_view text) {
  return size_t(std::ranges::count_if(text, [](char byte) { return (byte & 0xc0) != 0x80; }));
}

std::vector<std::string> comma_parts(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string& part : split(text, ',')) {
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  }
  return parts;
}

Problem check_choice(const XmlElement& element, const MetadataField& field) {
  const std::string_view text = trim(element.text);
  if (std::ranges::find(field.choices, text) != field.choices.end()) return std::nullopt;
  if (std::ranges::find(field.internal_choices, text) != field.internal_choices.end()) {
    return problem_at(element,
                      fmt::format("{}: the value {} is for internal use only.", field.name, text),
                      reason::component_internal_value);
  }
  if (field.choice_type.empty()) {
    return problem_at(element,
                      fmt::format("'{}' is not a valid value for {}. Valid values are: {}.", text,
                                  field.name, fmt::join(field.choices, ", ")),
                      reason::component_enum);
  }
  // Salesforce, observed on a live org.
  return problem_at(
      element, fmt::format("'{}' is not a valid value for the enum '{}'", text, field.choice_type),
      reason::component_enum);
}

Problem check_integer(const XmlElement& element, const MetadataField& field) {
  const std::string_view text = trim(element.text);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Salesforce, observed: the same words about an xsd:double.
  if (error != std::errc() || end != text.data() + text.size()) {
    return problem_at(
        element, fmt::format("Error parsing file: '{}' is not valid for the type xsd:int", text),
        reason::component_number);
  }
  if (field.most == 0 || (value >= field.least && value <= field.most)) return std::nullopt;
  return problem_at(
      element,
      fmt::format("{}: enter a number from {} to {}.", field.name, field.least, field.most),
      reason::component_number);
}

Problem check_boolean(const XmlElement& element) {
  const std::string_view text = trim(element.text);
  if (text == "true" || text == "false" || text == "1" || text == "0") return std::nullopt;
  return problem_at(
      element, fmt::format("Error parsing file: '{}' is not valid for the type xsd:boolean", text),
      reason::component_boolean);
}

// Salesforce, observed: metadata has scope names of its own; the message lists them all.
Problem check_scope_tokens(const XmlElement& element) {
  std::vector<std::string> wrong, valid;
  for (const std::string& token : comma_parts(element.text)) {
    if (oauth::find_metadata_scope(token) == nullptr) wrong.push_back(token);
  }
  if (wrong.empty()) return std::nullopt;
  for (const oauth::Scope& scope : oauth::scope_table()) valid.emplace_back(scope.metadata);
  return problem_at(element,
                    fmt::format("There's a problem with your scope(s): {}. Valid scopes are: {}.",
                                join(wrong, ", "), join(valid, ", ")),
                    reason::component_scope);
}

Problem check_text(const XmlElement& element, const MetadataField& field) {
  if (field.home == FieldHome::setting) return std::nullopt;  // the setting has its own rule
  const bool is_key =
      field.home == FieldHome::consumer_key || field.home == FieldHome::consumer_secret;
  const std::string_view text = trim(element.text);
  if (is_key && !text.empty() &&
      (text.size() < kKeyLeast || text.size() > kKeyMost ||
       text.find_first_not_of(kKeyAlphabet) != text.npos)) {
    return problem_at(
        element,
        fmt::format("{}: enter {} to {} letters and digits.", field.name, kKeyLeast, kKeyMost),
        reason::component_key_malformed);
  }
  const size_t most = field.most != 0 ? size_t(field.most) : kTextMost;
  if (characters(text) <= most) return std::nullopt;
  // Salesforce's words for a value that a field has no room for.
  return problem_at(element,
                    fmt::format("{}: data value too large (max length={})", field.name, most),
                    reason::component_text_length);
}

bool is_nil(const XmlElement& element) { return element.attribute("nil") == "true"; }

Problem check_fields(std::string_view type, std::span<const MetadataField> fields,
                     const XmlElement& root, int api_version);

Problem check_field(std::string_view type, const MetadataField& field, const XmlElement& element,
                    int api_version) {
  const bool is_nested = field.kind == FieldKind::record || field.kind == FieldKind::records;
  if (is_nested)
    return check_fields(fmt::format("{}.{}", type, field.name), field.members, element,
                        api_version);
  if (!element.children.empty()) {
    // Salesforce, observed (forcedotcom/source-deploy-retrieve#607).
    const XmlElement& inner = element.children.front();
    return problem_at(inner,
                      fmt::format("Error parsing file: Unexpected element {{{}}}{} during simple "
                                  "type deserialization",
                                  inner.space, inner.name),
                      reason::component_nesting);
  }
  switch (field.kind) {
    case FieldKind::boolean:
      return check_boolean(element);
    case FieldKind::integer:
      return check_integer(element, field);
    case FieldKind::choice:
      return check_choice(element, field);
    case FieldKind::scopes:
      return check_scope_tokens(element);
    default:
      return check_text(element, field);
  }
}

// Salesforce, observed: an element that the type does not know, or not at this API version.
ComponentProblem unknown_element(std::string_view type, const XmlElement& element) {
  return problem_at(element,
                    fmt::format("Error parsing file: Element {{{}}}{} invalid at this location in "
                                "type {}",
                                element.space, element.name, type),
                    reason::component_field_unknown);
}

Problem check_repeats(std::string_view type, const MetadataField* field, const XmlElement& element,
                      std::string_view before, std::set<std::string>& seen, size_t count) {
  const bool is_new = seen.insert(element.name).second;
  const bool is_list = field != nullptr && field->kind == FieldKind::records;
  // Salesforce, observed: also of a list whose elements do not stand together.
  if (!is_new && (!is_list || before != element.name)) {
    return problem_at(element,
                      fmt::format("Error parsing file: Element {} is duplicated at this location "
                                  "in type {}",
                                  element.name, type),
                      reason::component_field_twice);
  }
  if (!is_list || field->most == 0 || count <= size_t(field->most)) return std::nullopt;
  return problem_at(element, fmt::format("{}: at most {} are allowed.", element.name, field->most),
                    reason::component_list_length);
}

Problem check_fields(std::string_view type, std::span<const MetadataField> fields,
                     const XmlElement& root, int api_version) {
  std::set<std::string> seen;
  std::string_view before;
  size_t count = 0;  // of the list's elements so far
  for (const XmlElement& element : root.children) {
    const MetadataField* field = find_field(fields, element.name);
    const bool is_full_name = element.name == "fullName";  // every type inherits it
    if (element.space != kMetadataNamespace || (field == nullptr && !is_full_name) ||
        (field != nullptr && field->since > api_version))
      return unknown_element(type, element);
    count = before == element.name ? count + 1 : 1;
    if (auto problem = check_repeats(type, field, element, before, seen, count)) return problem;
    before = element.name;
    if (field == nullptr || is_nil(element)) continue;
    if (auto problem = check_field(type, *field, element, api_version)) return problem;
  }
  for (const MetadataField& field : fields) {
    const XmlElement* element = root.child(field.name);
    const bool is_there = element != nullptr && !is_nil(*element) &&
                          (!element->children.empty() || !trim(element->text).empty());
    if (!field.is_required || is_there) continue;
    ComponentProblem problem = problem_at(
        root, fmt::format("Required field is missing: {}", field.name), reason::component_required);
    problem.field = field.name;
    return problem;
  }
  return std::nullopt;
}

// An element as it is kept: without place, attributes and name space.
XmlElement plain(const XmlElement& element) {
  XmlElement copy;
  copy.name = element.name;
  if (element.children.empty()) copy.text = trim(element.text);
  for (const XmlElement& child : element.children) copy.children.push_back(plain(child));
  return copy;
}

void take(const MetadataField& field, const XmlElement& element, ComponentContent& content) {
  const std::string text(trim(element.text));
  const bool is_true = text == "true" || text == "1";
  switch (field.home) {
    case FieldHome::setting:
      content.given.push_back(element);
      break;
    case FieldHome::app:
      content.app = text;
      break;
    case FieldHome::consumer_key:
      if (!text.empty()) content.key = ClientId(text);
      break;
    case FieldHome::consumer_secret:
      if (!text.empty()) content.secret = ClientSecret(text);
      break;
    case FieldHome::rotate_key:
      content.rotates_key = is_true;
      break;
    case FieldHome::rotate_secret:
      content.rotates_secret = is_true;
      break;
    case FieldHome::oauth_plugin:
      content.oauth_plugin = is_true;
      break;
    case FieldHome::kept:
    case FieldHome::oauth_link:
    case FieldHome::org_scope:
      content.kept.push_back(plain(element));
  }
}

}  // namespace

XmlPlace ComponentContent::place_of(std::string_view field) const {
  const auto found = std::ranges::find(given, field, &XmlElement::name);
  return found == given.end() ? place : found->place;
}

std::string ComponentContent::kept_text(std::string_view field) const {
  const auto found = std::ranges::find(kept, field, &XmlElement::name);
  return found == kept.end() ? std::string() : found->text;
}

Result<ComponentContent, ComponentProblem> read_component_file(const MetadataType& type,
                                                               std::string_view xml,
                                                               int api_version) {
  const auto parsed = parse_xml(xml);
  if (!parsed) {
    return ComponentProblem{fmt::format("Error parsing file: {}", parsed.error().what),
                            &reason::component_xml, parsed.error().place};
  }
  const XmlElement& root = parsed.value();
  if (root.name != type.name || root.space != kMetadataNamespace) {
    return problem_at(root,
                      fmt::format("Error parsing file: Unexpected element {{{}}}{}, expected "
                                  "{{{}}}{}",
                                  root.space, root.name, kMetadataNamespace, type.name),
                      reason::component_root);
  }
  return check_component(type, root, api_version);
}

Result<ComponentContent, ComponentProblem> check_component(const MetadataType& type,
                                                           const XmlElement& root,
                                                           int api_version) {
  if (auto problem = check_fields(type.name, type.fields, root, api_version)) return *problem;
  ComponentContent content;
  content.place = root.place;
  for (const XmlElement& element : root.children) {
    const MetadataField* field = find_field(type.fields, element.name);
    if (field != nullptr && !is_nil(element)) take(*field, element, content);
  }
  return content;
}

}  // namespace rehearse::salesforce
