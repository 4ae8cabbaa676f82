#include "harness/sandbox/app_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/core/xml.h"

namespace rehearse::harness {
namespace {

// Where a setting stands: which component, under which name. The facts on Salesforce, section 1.2.
enum class Component { application, global, oauth, policies, oauth_policies, security };

struct Field {
  std::string_view setting{};
  Component component = Component::application;
  std::string_view element{};  // empty: the setting's name
};

// Within a component in the order of the WSDL, which is that of the alphabet.
constexpr std::array kFields{
    Field{"contactEmail", Component::application},
    Field{"contactPhone", Component::application},
    Field{"description", Component::application},
    Field{"distributionState", Component::application},
    Field{"iconUrl", Component::application},
    Field{"infoUrl", Component::application},
    Field{"label", Component::application},
    Field{"logoUrl", Component::application},
    Field{"callbackUrl", Component::global},
    Field{"certificate", Component::global},
    Field{"isClientCredentialsFlowEnabled", Component::global},
    Field{"isCodeCredFlowEnabled", Component::global},
    Field{"isConsumerSecretOptional", Component::global},
    Field{"isDeviceFlowEnabled", Component::global},
    Field{"isEnforceRefreshTokenTTL", Component::global},
    Field{"isIntrospectAllTokens", Component::global},
    Field{"isNamedUserJwtEnabled", Component::global},
    Field{"isPkceRequired", Component::global},
    Field{"isRefreshTokenRotationEnabled", Component::global},
    Field{"isSecretRequiredForRefreshToken", Component::global},
    Field{"isTokenExchangeEnabled", Component::global},
    Field{"scopes", Component::oauth, "commaSeparatedOauthScopes"},
    Field{"isEnabled", Component::policies},
    Field{"clientCredentialsFlowUser", Component::oauth_policies},
    Field{"permissionSets", Component::oauth_policies, "commaSeparatedPermissionSet"},
    Field{"profiles", Component::oauth_policies, "commaSeparatedProfile"},
    Field{"ipRelaxationPolicyType", Component::oauth_policies},
    Field{"isClientCredentialsFlowEnabledInPolicies", Component::oauth_policies,
          "isClientCredentialsFlowEnabled"},
    Field{"namedUserJwtTimeout", Component::oauth_policies},
    Field{"permittedUsersPolicyType", Component::oauth_policies},
    Field{"refreshTokenPolicyType", Component::oauth_policies},
    Field{"refreshTokenValidityPeriod", Component::oauth_policies},
    Field{"refreshTokenValidityUnit", Component::oauth_policies},
    Field{"sessionTimeoutInMinutes", Component::oauth_policies},
    Field{"tokenIpRanges", Component::security},
};

// These are no fields of a component: the file's name, and a part that is always there.
bool is_elsewhere(std::string_view setting) {
  return setting == "apiName" || setting == "isOauthEnabled";
}

struct Type {
  Component component;
  std::string_view name, folder, suffix, ending;
};
constexpr std::array kTypes{
    Type{Component::application, "ExternalClientApplication", "externalClientApps", "eca", ""},
    Type{Component::global, "ExtlClntAppGlobalOauthSettings", "extlClntAppGlobalOauthSets",
         "ecaGlblOauth", "_global"},
    Type{Component::oauth, "ExtlClntAppOauthSettings", "extlClntAppOauthSettings", "ecaOauth",
         "_oauth"},
    Type{Component::security, "ExtlClntAppOauthSecuritySettings",
         "extlClntAppOauthSecuritySettings", "ecaOauthSecurity", "_oauthSecurity"},
    // The org makes these with the app, under this name.
    Type{Component::policies, "ExtlClntAppConfigurablePolicies", "extlClntAppPolicies", "ecaPlcy",
         "_defaultPolicy"},
    Type{Component::oauth_policies, "ExtlClntAppOauthConfigurablePolicies",
         "extlClntAppOauthPolicies", "ecaOauthPlcy", "_defaultPolicy"},
};

AppParts parts_of(Component component) {
  const bool is_policy = component == Component::policies || component == Component::oauth_policies;
  return is_policy ? AppParts::policies : AppParts::application;
}

// OAuth scope names as the metadata spells them (facts on Salesforce, section 1.3). Others go as
// they are: the org names those that it knows.
std::string metadata_scope(const std::string& scope) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kScopes{
      {{"api", "Api"},
       {"web", "Web"},
       {"full", "Full"},
       {"refresh_token", "RefreshToken"},
       {"offline_access", "OfflineAccess"},
       {"id", "Basic"},
       {"profile", "Profile"},
       {"email", "Email"},
       {"openid", "OpenID"},
       {"chatter_api", "Chatter"},
       {"visualforce", "CustomApplications"},
       {"custom_permissions", "CustomPermissions"},
       {"wave_api", "Wave"},
       {"lightning", "Lightning"}}};
  for (const auto& [oauth, metadata] : kScopes) {
    if (oauth == scope) return std::string(metadata);
  }
  return scope;
}

std::string plain(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_string()) return value.get<std::string>();
  return dump_json(value);
}

std::string comma_separated(const Json& value, bool are_scopes) {
  std::vector<std::string> names;
  const Json list = value.is_array() ? value : Json(split_words(plain(value)));
  for (const Json& item : list) {
    const std::string name = plain(item);
    names.push_back(are_scopes ? metadata_scope(name) : name);
  }
  return join(names, ", ");
}

void write_ranges(XmlWriter& xml, const Json& value) {
  for (const Json& range : value.is_array() ? value : Json::array()) {
    xml.open("tokenIpRanges");
    for (const char* member : {"description", "endIpAddress", "startIpAddress"}) {
      if (const auto part = string_member(range, member)) xml.leaf(member, *part);
    }
    xml.close();
  }
}

void write_field(XmlWriter& xml, const Field& field, const Json& value) {
  if (field.setting == "tokenIpRanges") return write_ranges(xml, value);
  const std::string_view name = field.element.empty() ? field.setting : field.element;
  const bool is_list = name.starts_with("commaSeparated");
  xml.leaf(name, is_list ? comma_separated(value, field.setting == "scopes") : plain(value));
}

XmlWriter begin_document(std::string_view root) {
  XmlWriter xml(XmlWriter::Layout::indented);
  xml.open(root, {{"xmlns", "http://soap.sforce.com/2006/04/metadata"}});
  return xml;
}

// Empty where the settings have nothing for this part, and the app can do without it.
std::string part_document(const Type& type, const std::string& name, const Json& settings) {
  const bool is_app = type.component == Component::application;
  bool is_needed =
      is_app || type.component == Component::global || type.component == Component::oauth;
  XmlWriter xml = begin_document(type.name);
  if (!is_app) xml.leaf("externalClientApplication", name);
  for (const Field& field : kFields) {
    if (field.component != type.component) continue;
    const Json* value = find_member(settings, field.setting);
    if (value == nullptr || value->is_null()) continue;
    write_field(xml, field, *value);
    is_needed = true;
  }
  if (is_app) xml.leaf("isProtected", "false");
  if (!is_app && type.component != Component::oauth_policies)
    xml.leaf("label", name + std::string(type.ending));
  return is_needed ? xml.take() : std::string();
}

void write_members(XmlWriter& xml, std::string_view type, const std::string& member) {
  xml.open("types").leaf("members", member).leaf("name", type).close();
}

}  // namespace

bool has_parts(const Json& settings, AppParts parts) {
  for (const Field& field : kFields) {
    if (parts_of(field.component) == parts && settings.contains(field.setting)) return true;
  }
  return false;
}

MetadataPackage app_package(const std::string& name, const Json& settings, AppParts parts,
                            const std::string& api_version, std::vector<std::string>& unknown) {
  MetadataPackage package;
  XmlWriter manifest = begin_document("Package");
  for (const Type& type : kTypes) {
    if (parts_of(type.component) != parts) continue;
    std::string document = part_document(type, name, settings);
    if (document.empty()) continue;
    const std::string member = name + std::string(type.ending);
    package.files[fmt::format("{}/{}.{}", type.folder, member, type.suffix)] = std::move(document);
    package.components.push_back(fmt::format("{} {}", type.name, member));
    write_members(manifest, type.name, member);
  }
  package.files["package.xml"] = manifest.leaf("version", api_version).take();
  for (const auto& [setting, value] : settings.items()) {
    const auto is_it = [&setting = setting](const Field& field) {
      return field.setting == setting;
    };
    if (!is_elsewhere(setting) && std::none_of(kFields.begin(), kFields.end(), is_it))
      unknown.push_back(setting);
  }
  return package;
}

MetadataPackage deletion_package(const std::string& name, const std::string& api_version) {
  const Type& app = kTypes.front();
  MetadataPackage package;
  XmlWriter manifest = begin_document("Package"), deleted = begin_document("Package");
  write_members(deleted, app.name, name);
  package.files["package.xml"] = manifest.leaf("version", api_version).take();
  package.files["destructiveChanges.xml"] = deleted.take();
  package.components = {fmt::format("{} {}", app.name, name)};
  package.is_deletion = true;
  return package;
}

}  // namespace rehearse::harness
