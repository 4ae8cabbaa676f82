#include "mocks/salesforce/metadata/types.h"

#include <algorithm>
#include <array>

#include "mocks/salesforce/metadata/field_tables.h"
#include "mocks/salesforce/metadata/operations.h"

namespace rehearse::salesforce {
namespace {

constexpr std::string_view kSettings = "Settings";

// Sources: the metadata registry of @salesforce/source-deploy-retrieve 12.37.2; since when: the
// types' pages in the Metadata API Developer Guide. The type of the allowlist has no page; it is
// known to the registry and to the WSDL.
constexpr std::array kTypes{
    MetadataType{"ExternalClientApplication", "eca", "externalClientApps", 59, AppPart::application,
                 "", kApplicationFields},
    MetadataType{"ExtlClntAppOauthSettings", "ecaOauth", "extlClntAppOauthSettings", 59,
                 AppPart::oauth, "", kOauthFields},
    MetadataType{"ExtlClntAppGlobalOauthSettings", "ecaGlblOauth", "extlClntAppGlobalOauthSets", 59,
                 AppPart::global_oauth, "", kGlobalOauthFields},
    MetadataType{"ExtlClntAppConfigurablePolicies", "ecaPlcy", "extlClntAppPolicies", 60,
                 AppPart::policies, "", kPolicyFields},
    MetadataType{"ExtlClntAppOauthConfigurablePolicies", "ecaOauthPlcy", "extlClntAppOauthPolicies",
                 59, AppPart::oauth_policies, "", kOauthPolicyFields},
    MetadataType{"ExtlClntAppOauthSecuritySettings", "ecaOauthSecurity",
                 "extlClntAppOauthSecuritySettings", 59, AppPart::oauth_security, "",
                 kOauthSecurityFields},
    MetadataType{"ExternalClientAppSettings", "settings", "settings", 59, std::nullopt,
                 "ExternalClientApp", kExternalClientAppFields},
    MetadataType{"OauthOidcSettings", "settings", "settings", 59, std::nullopt, "OauthOidc",
                 kOauthOidcFields},
};

}  // namespace

std::string_view listed_name(const MetadataType& type) { return type.part ? type.name : kSettings; }

std::span<const MetadataType> all_types() { return kTypes; }

const MetadataType& type_of(AppPart part) {
  return *std::ranges::find(kTypes, std::optional(part), &MetadataType::part);
}

const MetadataType* find_type(std::string_view listed, std::string_view full_name) {
  const auto found = std::ranges::find_if(kTypes, [&](const MetadataType& type) {
    return listed_name(type) == listed && (type.part || type.member == full_name);
  });
  return found == kTypes.end() ? nullptr : &*found;
}

bool is_type_known(std::string_view listed, int api_version) {
  return std::ranges::any_of(kTypes, [&](const MetadataType& type) {
    return listed_name(type) == listed && type.since <= api_version;
  });
}

const MetadataField* find_field(std::span<const MetadataField> fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &MetadataField::name);
  return found == fields.end() ? nullptr : &*found;
}

std::vector<MetadataTypeInfo> metadata_types(int api_version) {
  std::vector<MetadataTypeInfo> types;
  for (const MetadataType& type : kTypes) {
    const std::string_view name = listed_name(type);
    if (type.since > api_version || (!types.empty() && types.back().name == name)) continue;
    types.push_back({name, type.suffix, type.directory, type.since});
  }
  return types;
}

}  // namespace rehearse::salesforce
