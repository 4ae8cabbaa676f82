#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/oauth/scopes.h"
#include "mocks/salesforce/metadata/component_xml.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/org/settings_json.h"

namespace rehearse::salesforce {
namespace {

using oauth::AppSettings;

std::string_view setting_name(const MetadataField& field) {
  return field.setting.empty() ? field.name : field.setting;
}

XmlElement leaf(std::string_view name, std::string_view text) {
  XmlElement element;
  element.name = name;
  element.text = text;
  return element;
}

std::string_view bool_text(bool value) { return value ? "true" : "false"; }

// Some clients send a certificate as Base64 alone (observed in public deploy scripts).
std::string as_pem(std::string_view text) {
  constexpr size_t kLine = 64;
  if (text.empty() || text.find("-----BEGIN") != text.npos) return std::string(text);
  const std::string body = join(split_words(text), "");
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (size_t at = 0; at < body.size(); at += kLine) pem += body.substr(at, kLine) + "\n";
  return pem + "-----END CERTIFICATE-----";
}

// A setting's value, as settings_json knows it, from the elements of its field.
Json json_of(const MetadataField& field, const std::vector<const XmlElement*>& elements) {
  const std::string text(trim(elements.front()->text));
  Json list = Json::array();
  switch (field.kind) {
    case FieldKind::boolean:
      return text == "true" || text == "1";
    case FieldKind::integer:
      return std::stoi(text);
    case FieldKind::scopes:
    case FieldKind::names:
      for (const std::string& part : split(text, ',')) {
        if (trim(part).empty()) continue;
        const oauth::Scope* scope = oauth::find_metadata_scope(trim(part));
        list.push_back(field.kind == FieldKind::scopes && scope != nullptr
                           ? std::string(scope->name)
                           : std::string(trim(part)));
      }
      return list;
    case FieldKind::records:
      for (const XmlElement* element : elements) {
        Json item = Json::object();
        for (const XmlElement& child : element->children) item[child.name] = trim(child.text);
        list.push_back(std::move(item));
      }
      return list;
    default:
      return field.name == "certificate" ? as_pem(text) : text;
  }
}

// A setting's value as the elements of its field; none where the field is left out.
std::vector<XmlElement> elements_of(const MetadataField& field, const Json& value,
                                    const Json& standard) {
  if (value.is_boolean()) return {leaf(field.name, bool_text(value.get<bool>()))};
  if (value.is_number()) {
    if (field.is_quiet && value == standard) return {};
    return {leaf(field.name, std::to_string(value.get<int>()))};
  }
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (text.empty()) return {};
    return {leaf(field.name, text)};
  }
  if (value.empty()) return {};
  std::vector<XmlElement> elements;
  std::vector<std::string> words;
  for (const Json& item : value) {
    if (!item.is_object()) {
      const oauth::Scope* scope = oauth::find_scope(item.get<std::string>());
      words.push_back(field.kind == FieldKind::scopes && scope != nullptr
                          ? std::string(scope->metadata)
                          : item.get<std::string>());
      continue;
    }
    XmlElement& element = elements.emplace_back(leaf(field.name, ""));
    for (const MetadataField& member : field.members) {
      if (const auto text = string_member(item, member.name))
        element.children.push_back(leaf(member.name, *text));
    }
  }
  if (elements.empty()) elements.push_back(leaf(field.name, join(words, ", ")));
  return elements;
}

// Period and unit say nothing where the policy has no period.
bool is_idle(const MetadataField& field, const AppSettings& settings) {
  const bool has_period =
      settings.refresh_token_policy == oauth::RefreshTokenPolicy::specific_lifetime ||
      settings.refresh_token_policy == oauth::RefreshTokenPolicy::specific_inactivity;
  return !has_period && field.name.starts_with("refreshTokenValidity");
}

void append_kept(const MetadataField& field, const MetadataRecord* record, std::string_view initial,
                 std::vector<XmlElement>& children) {
  const size_t before = children.size();
  if (record != nullptr) {
    std::ranges::copy_if(record->kept, std::back_inserter(children),
                         [&](const XmlElement& kept) { return kept.name == field.name; });
  }
  if (children.size() == before && !initial.empty()) children.push_back(leaf(field.name, initial));
}

}  // namespace

AppSettings without_part(AppPart part, const AppSettings& settings) {
  const Json all = settings_to_json(AppSettings{});
  Json standard = Json::object();
  for (const auto& [field, value] : all.items()) {
    const bool is_computed = field == "apiName" || field == "isOauthEnabled";
    if (part_of(field) == part && !is_computed) standard[field] = value;
  }
  return settings_from_json(standard, settings).value();
}

AppSettings with_component(const MetadataType& type, const ComponentContent& content,
                           const AppSettings& settings) {
  std::map<std::string_view, std::vector<const XmlElement*>> by_name;
  for (const XmlElement& element : content.given) by_name[element.name].push_back(&element);
  Json object = Json::object();
  for (const auto& [name, elements] : by_name) {
    const MetadataField& field = *find_field(type.fields, name);
    object[std::string(setting_name(field))] = json_of(field, elements);
  }
  return settings_from_json(object, without_part(*type.part, settings)).value();
}

std::string_view field_of(const MetadataType& type, std::string_view setting) {
  for (const MetadataField& field : type.fields) {
    if (field.home == FieldHome::setting && setting_name(field) == setting) return field.name;
  }
  return {};
}

XmlElement component_of(const Org& org, const App& app, AppPart part, int api_version) {
  const MetadataType& type = type_of(part);
  const MetadataRecord& record = app.parts.at(part);
  const Json settings = settings_to_json(app.settings), standard = settings_to_json(AppSettings{});
  const std::string org_id = short_id(org.organization_id());
  XmlElement component = leaf(type.name, "");
  const auto add = [&](const MetadataField& field, std::string_view text) {
    component.children.push_back(leaf(field.name, text));
  };
  for (const MetadataField& field : type.fields) {
    if (field.since > api_version || is_idle(field, app.settings)) continue;
    const std::string name(setting_name(field));
    switch (field.home) {
      case FieldHome::setting:
        std::ranges::move(elements_of(field, settings.at(name), standard.at(name)),
                          std::back_inserter(component.children));
        break;
      case FieldHome::app:
        add(field, app.settings.api_name);
        break;
      case FieldHome::consumer_key:
        add(field, app.consumer_key.value);
        break;
      case FieldHome::consumer_secret:
        break;
      case FieldHome::rotate_key:
      case FieldHome::rotate_secret:
        add(field, "false");
        break;
      case FieldHome::oauth_plugin:
        add(field, bool_text(app.settings.is_oauth_enabled));
        break;
      case FieldHome::oauth_link:
        append_kept(field, &record, fmt::format("{}:{}", org_id, short_id(app.consumer_id)),
                    component.children);
        break;
      case FieldHome::org_scope:
        append_kept(field, &record, fmt::format("{}:{}", org_id, app.settings.api_name),
                    component.children);
        break;
      case FieldHome::kept:
        append_kept(field, &record, field.name == "label" ? record.name : field.initial,
                    component.children);
    }
  }
  return component;
}

XmlElement settings_member_of(const OrgSettings& settings, const MetadataType& type,
                              int api_version) {
  const auto found = settings.members.find(std::string(type.member));
  const MetadataRecord* record = found == settings.members.end() ? nullptr : &found->second;
  XmlElement component = leaf(type.name, "");
  for (const MetadataField& field : type.fields) {
    if (field.since > api_version) continue;
    if (field.home == FieldHome::setting) {
      component.children.push_back(
          leaf(field.name, bool_text(settings.*org_setting_of(field.name))));
    } else {
      append_kept(field, record, field.initial, component.children);
    }
  }
  return component;
}

std::string file_of(const XmlElement& component) {
  XmlWriter writer(XmlWriter::Layout::indented);
  writer.open(component.name, {{"xmlns", std::string(kMetadataNamespace)}});
  for (const XmlElement& child : component.children) writer.copy(child);
  return writer.take();
}

bool OrgSettings::*org_setting_of(std::string_view field) {
  return field == "isPkceRequired" ? &OrgSettings::is_pkce_required
                                   : &OrgSettings::is_client_secret_in_rest_api_enabled;
}

}  // namespace rehearse::salesforce
