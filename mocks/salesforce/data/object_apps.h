#pragma once

#include <algorithm>
#include <array>

#include "mocks/salesforce/data/object_values.h"

namespace rehearse::salesforce {

// What the objects of an external client app have in common: each shows one part of an app, with
// the names, ids and times that the Metadata API shows too.

// True for those whom an external client app permission or Customize Application lets look.
bool sees_apps(const DataView& view);
// Visits that part of every external client app that has it; the Salesforce CLI's own app is none.
void visit_parts(const DataView& view, AppPart part, const RowSink& sink);
template <AppPart kPart>
void visit_part(const DataView& view, const RowSink& sink) {
  visit_parts(view, kPart, sink);
}

Value app_id(const Row& row, size_t);
Value app_label(const Row& row, size_t);
Value part_id(const Row& row, size_t);
Value part_name(const Row& row, size_t);
Value part_label(const Row& row, size_t);
Value part_created(const Row& row, size_t);
Value part_creator(const Row& row, size_t);
Value part_modified(const Row& row, size_t);
Value part_modifier(const Row& row, size_t);
// A field of the part's metadata that is only kept; null if it isn't there.
Value kept_text(const Row& row, std::string_view field);
bool kept_flag(const Row& row, std::string_view field);

inline constexpr Column kIsDeleted{"IsDeleted", "Deleted", FieldType::boolean, no};
inline constexpr Column kLanguage{"Language", "Master Language", FieldType::picklist, language};
inline constexpr Column kPartName{"DeveloperName", "Name", FieldType::text, part_name};
inline constexpr Column kPartLabel{"MasterLabel", "Label", FieldType::text, part_label};
inline constexpr Column kNamespacePrefix{"NamespacePrefix", "Namespace Prefix", FieldType::text,
                                         no_value, true};
inline constexpr Column kCreatedDate{"CreatedDate", "Created Date", FieldType::date_time,
                                     part_created};
inline constexpr Column kCreatedById{.name = "CreatedById",
                                     .label = "Created By ID",
                                     .type = FieldType::reference,
                                     .value = part_creator,
                                     .refers_to = "User",
                                     .relationship = "CreatedBy"};
inline constexpr Column kLastModifiedDate{"LastModifiedDate", "Last Modified Date",
                                          FieldType::date_time, part_modified};
inline constexpr Column kLastModifiedById{.name = "LastModifiedById",
                                          .label = "Last Modified By ID",
                                          .type = FieldType::reference,
                                          .value = part_modifier,
                                          .refers_to = "User",
                                          .relationship = "LastModifiedBy"};
inline constexpr Column kSystemModstamp{"SystemModstamp", "System Modstamp", FieldType::date_time,
                                        part_modified};
inline constexpr Column kAppId{.name = "ExternalClientApplicationId",
                               .label = "External App ID",
                               .type = FieldType::reference,
                               .value = app_id,
                               .refers_to = "ExternalClientApplication",
                               .relationship = "ExternalClientApplication"};

// The fields of a part's object: its id, those that every part has, and its own.
template <size_t kOwn>
constexpr auto part_columns(const Column& id, const std::array<Column, kOwn>& own) {
  constexpr std::array kShared{kIsDeleted,      kPartName,    kLanguage,         kPartLabel,
                               kCreatedDate,    kCreatedById, kLastModifiedDate, kLastModifiedById,
                               kSystemModstamp, kAppId};
  std::array<Column, 1 + kShared.size() + kOwn> columns{id};
  std::ranges::copy(own, std::ranges::copy(kShared, columns.begin() + 1).out);
  return columns;
}

}  // namespace rehearse::salesforce
