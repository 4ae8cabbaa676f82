#pragma once

#include <string>

#include "mocks/salesforce/data/object_values.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {

// What the objects of an external client app have in common: the app itself and its parts, each a
// record of its own in the data API.

// True for those whom an external client app permission or Customize Application lets look.
bool sees_apps(const DataView& view);
// Visits the apps that are external client apps; the Salesforce CLI's own is none.
void visit_apps(const DataView& view, const RowSink& sink);

// Parts have ids that follow from the app's.
inline std::string part_id(const App& app, std::string_view prefix) {
  return derived_id(prefix, app.id.value);
}

inline Value app_id(const Row& row, size_t) { return std::string_view(row.app->id.value); }
inline Value app_label(const Row& row, size_t) { return text_value(row.app->settings.label); }
inline Value app_created(const Row& row, size_t) { return row.app->created_at; }

// The fields that every setup record begins with, after its Id.
inline constexpr Column kCreatedDate{"CreatedDate", "Created Date", FieldType::date_time,
                                     app_created};
inline constexpr Column kCreatedById{"CreatedById", "Created By ID", FieldType::reference,
                                     first_admin,   false,           true,
                                     "User",        "CreatedBy"};
inline constexpr Column kLastModifiedDate{"LastModifiedDate", "Last Modified Date",
                                          FieldType::date_time, app_created};
inline constexpr Column kLastModifiedById{"LastModifiedById",
                                          "Last Modified By ID",
                                          FieldType::reference,
                                          first_admin,
                                          false,
                                          true,
                                          "User",
                                          "LastModifiedBy"};
inline constexpr Column kSystemModstamp{"SystemModstamp", "System Modstamp", FieldType::date_time,
                                        app_created};
inline constexpr Column kIsDeleted{"IsDeleted", "Deleted", FieldType::boolean, no};
inline constexpr Column kLanguage{"Language", "Master Language", FieldType::picklist, language};
inline constexpr Column kMasterLabel{"MasterLabel", "Label", FieldType::text, app_label};
inline constexpr Column kNamespacePrefix{"NamespacePrefix", "Namespace Prefix", FieldType::text,
                                         no_value, true};
inline constexpr Column kAppId{"ExternalClientApplicationId",
                               "External App ID",
                               FieldType::reference,
                               app_id,
                               false,
                               true,
                               "ExternalClientApplication",
                               "ExternalClientApplication"};

}  // namespace rehearse::salesforce
