#include "mocks/salesforce/data/object_apps.h"

#include <algorithm>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/listing.h"

namespace rehearse::salesforce {
namespace {

// Whoever did it; what nobody in particular did counts as the first admin's.
Value somebody(const Row& row, const UserId& user) {
  return user.empty() ? first_admin(row, 0) : Value(std::string_view(user.value));
}

}  // namespace

bool sees_apps(const DataView& view) {
  for (const Permission permission :
       {Permission::external_client_app_viewer, Permission::external_client_app_developer,
        Permission::external_client_app_admin, Permission::customize_application}) {
    if (view.tx.profiles().may(view.viewer, permission)) return true;
  }
  return false;
}

void visit_parts(const DataView& view, AppPart part, const RowSink& sink) {
  for (const App* app : view.tx.apps().all()) {
    const auto record = app->parts.find(part);
    if (app->is_built_in || record == app->parts.end()) continue;
    if (!is_listed(record->second.created_at, view.org.dials(), view.now)) continue;
    if (!sink({.view = &view, .app = app, .part = &record->second})) return;
  }
}

Value app_id(const Row& row, size_t) { return std::string_view(row.app->id.value); }
Value app_label(const Row& row, size_t) { return text_value(row.app->settings.label); }
Value part_id(const Row& row, size_t) { return std::string_view(row.part->id); }
Value part_name(const Row& row, size_t) { return std::string_view(row.part->name); }
Value part_label(const Row& row, size_t) {
  const Value label = kept_text(row, "label");
  return is_null(label) ? part_name(row, 0) : label;
}
Value part_created(const Row& row, size_t) { return row.part->created_at; }
Value part_creator(const Row& row, size_t) { return somebody(row, row.part->created_by); }
Value part_modified(const Row& row, size_t) { return row.part->last_modified_at; }
Value part_modifier(const Row& row, size_t) { return somebody(row, row.part->last_modified_by); }

Value kept_text(const Row& row, std::string_view field) {
  const auto found = std::ranges::find(row.part->kept, field, &XmlElement::name);
  return found == row.part->kept.end() ? Value() : text_value(trim(found->text));
}

bool kept_flag(const Row& row, std::string_view field) {
  const Value kept = kept_text(row, field);
  return text_of(kept) == "true" || text_of(kept) == "1";
}

}  // namespace rehearse::salesforce
