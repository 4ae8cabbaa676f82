#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "mocks/salesforce/org/model.h"

namespace rehearse::salesforce {

inline constexpr std::string_view kMetadataNamespace = "http://soap.sforce.com/2006/04/metadata";

// FieldKind is how a field is written in a component's file.
enum class FieldKind {
  text,
  boolean,
  integer,
  choice,   // one of `choices`
  scopes,   // metadata's scope tokens, separated by commas
  names,    // names, separated by commas
  record,   // one nested element
  records,  // any number of nested elements
};

// FieldHome is where the value of a field lives.
enum class FieldHome {
  kept,     // with the record, to be given back as it came; nothing acts on it
  setting,  // a setting of the app, found by its name in settings_json
  app,      // the name of the app that the component belongs to
  consumer_key,
  consumer_secret,  // taken, never given back
  rotate_key,
  rotate_secret,
  oauth_link,    // made by the server
  org_scope,     // made by the server
  oauth_plugin,  // the setting isOauthEnabled, as far as the other components allow it
};

// MetadataField is a field of a metadata type.
struct MetadataField {
  std::string_view name{};
  FieldKind kind = FieldKind::text;
  FieldHome home = FieldHome::kept;
  std::string_view setting{};  // the setting's name, where it is not the field's own
  bool is_required = false;
  std::string_view initial{};      // what a kept field holds when nothing was given; empty: nothing
  std::string_view choice_type{};  // the enum's name; empty where the field is a plain string
  std::span<const std::string_view> choices{};
  std::span<const std::string_view> internal_choices{};  // values that only Salesforce itself sets
  std::span<const MetadataField> members{};              // of a record
  int least = 0,
      most = 0;           // of a number; of a text or list the most. 0: as the setting's rule says
  int since = 59;         // API version
  bool is_quiet = false;  // a number that is left out while it has its default
};

// MetadataType is a type of metadata that the org deploys and retrieves.
struct MetadataType {
  std::string_view name{};        // `ExtlClntAppOauthSettings`, also the root element of its files
  std::string_view suffix{};      // `ecaOauth`
  std::string_view directory{};   // `extlClntAppOauthSettings`
  int since = 59;                 // API version
  std::optional<AppPart> part{};  // nothing: a member of Settings
  std::string_view member{};      // of a member of Settings its name, `OauthOidc`
  std::span<const MetadataField> fields{};
};

// The name under which package.xml and the API know the type: its own, or Settings.
std::string_view listed_name(const MetadataType& type);

// All types, in the order in which a package's components are deployed.
std::span<const MetadataType> all_types();
const MetadataType& type_of(AppPart part);
// The type of that name and, where the name is Settings, of that member; null if there is none.
const MetadataType* find_type(std::string_view listed, std::string_view full_name);
// True for a name that package.xml may hold in that API version.
bool is_type_known(std::string_view listed, int api_version);
// The field of that name; null if the type has none.
const MetadataField* find_field(std::span<const MetadataField> fields, std::string_view name);

}  // namespace rehearse::salesforce
