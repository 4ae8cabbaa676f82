#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/reason.h"
#include "mocks/core/result.h"
#include "mocks/core/xml.h"
#include "mocks/salesforce/metadata/types.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// ComponentProblem is why a component is not taken: Salesforce's words, and where in its file.
struct ComponentProblem {
  std::string text{};
  const Reason* reason = nullptr;
  XmlPlace place{};
  std::string field{};      // the field it is about, if any
  bool is_warning = false;  // fails the component unless it is ignored
  bool is_ignored = false;
};

// ComponentContent is what a component's file says, checked field by field.
struct ComponentContent {
  std::string app{};                // externalClientApplication, where the type has it
  std::vector<XmlElement> given{};  // the fields that stand for settings
  std::vector<XmlElement> kept{};   // the fields that are only kept
  std::optional<ClientId> key{};
  std::optional<ClientSecret> secret{};
  bool rotates_key = false, rotates_secret = false;
  std::optional<bool> oauth_plugin{};  // isOauthPluginEnabled
  XmlPlace place{};                    // of the root

  // Where a field stands; the root's place if the file lacks it.
  XmlPlace place_of(std::string_view field) const;
  // The text of a kept field; empty if it is not there.
  std::string kept_text(std::string_view field) const;
};

// Reads a component's file. The first flaw is told, as a parser does.
Result<ComponentContent, ComponentProblem> read_component_file(const MetadataType& type,
                                                               std::string_view xml,
                                                               int api_version);
// The same for an element whose children are the fields.
Result<ComponentContent, ComponentProblem> check_component(const MetadataType& type,
                                                           const XmlElement& root, int api_version);

// The settings with the component in place of what they held of it before: a field that the
// component lacks has its default.
oauth::AppSettings with_component(const MetadataType& type, const ComponentContent& content,
                                  const oauth::AppSettings& settings);
// The settings with the part's defaults.
oauth::AppSettings without_part(AppPart part, const oauth::AppSettings& settings);
// The field of the type that a setting stands for; empty if it has none.
std::string_view field_of(const MetadataType& type, std::string_view setting);

inline constexpr int kEveryVersion = 1'000;  // an API version that knows all fields

// A component as the org has it, its fields in the order of the WSDL, without fullName: the root of
// its file. The app must have the part.
XmlElement component_of(const Org& org, const App& app, AppPart part, int api_version);
// The same of a member of Settings.
XmlElement settings_member_of(const OrgSettings& settings, const MetadataType& type,
                              int api_version);
// The org-wide setting that a field of a member of Settings stands for.
bool OrgSettings::*org_setting_of(std::string_view field);
// The file of a component.
std::string file_of(const XmlElement& component);

}  // namespace rehearse::salesforce
