#include <algorithm>
#include <array>

#include "mocks/salesforce/data/object_values.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

Value profile_id(const Row& row, size_t) { return std::string_view(row.profile->id); }
Value profile_name(const Row& row, size_t) { return std::string_view(row.profile->name); }
Value profile_may(const Row& row, size_t index) {
  return has_permission(row.profile->permissions, index);
}
Value user_type(const Row&, size_t) { return std::string_view("Standard"); }

Value set_id(const Row& row, size_t) { return std::string_view(row.set->id); }
Value set_name(const Row& row, size_t) { return std::string_view(row.set->name); }
Value set_label(const Row& row, size_t) { return std::string_view(row.set->label); }
Value set_may(const Row& row, size_t index) { return has_permission(row.set->permissions, index); }

// One assignment for each user and set, so both make its id.
Value assignment_id(const Row& row, size_t) {
  return derived_id("0Pa", row.user->id.value + row.set->id);
}
Value assignee_id(const Row& row, size_t) { return std::string_view(row.user->id.value); }

// The names of the permissions' fields: `PermissionsApiEnabled`.
constexpr std::string_view kPrefix = "Permissions";
constexpr size_t kLongestName = 64;
constexpr auto kNames = [] {
  std::array<std::array<char, kLongestName>, kPermissions.size()> names{};
  for (size_t index = 0; index < names.size(); ++index) {
    auto* const rest = std::ranges::copy(kPrefix, names[index].begin()).out;
    std::ranges::copy(kPermissions[index].name, rest);
  }
  return names;
}();

// A table of fields with one for each permission that the mock knows after its first ones.
template <size_t kBefore, size_t kAfter>
constexpr auto with_permissions(const std::array<Column, kBefore>& before,
                                Value (*may)(const Row&, size_t),
                                const std::array<Column, kAfter>& after) {
  std::array<Column, kBefore + kPermissions.size() + kAfter> columns{};
  auto* at = std::ranges::copy(before, columns.begin()).out;
  for (size_t index = 0; index < kPermissions.size(); ++index) {
    const size_t length = kPrefix.size() + kPermissions[index].name.size();
    at->name = std::string_view(kNames[index].data(), length);
    at->label = kPermissions[index].label;
    at->type = boolean;
    at->value = may;
    at->argument = index;
    ++at;
  }
  std::ranges::copy(after, at);
  return columns;
}

// Names, labels and types: describes of real orgs at version 64.0 (observed).
constexpr std::array kAudit{
    Column{"CreatedDate", "Created Date", date_time, org_start},
    Column{"CreatedById", "Created By ID", reference, first_admin, false, true, "User",
           "CreatedBy"},
    Column{"LastModifiedDate", "Last Modified Date", date_time, org_start},
    Column{"LastModifiedById", "Last Modified By ID", reference, first_admin, false, true, "User",
           "LastModifiedBy"},
    Column{"SystemModstamp", "System Modstamp", date_time, org_start},
    Column{"Description", "Description", text, no_value, true},
};

constexpr auto kProfileColumns =
    with_permissions(std::array{Column{"Id", "Profile ID", id, profile_id},
                                Column{"Name", "Name", text, profile_name},
                                Column{"UserType", "User Type", picklist, user_type, true}},
                     profile_may, kAudit);

constexpr auto kSetColumns = with_permissions(
    std::array{
        Column{"Id", "PermissionSet ID", id, set_id}, Column{"Name", "API Name", text, set_name},
        Column{"Label", "Permission Set Name", text, set_label},
        Column{"LicenseId", "License ID", reference, no_value, true},
        Column{"ProfileId", "Profile ID", reference, no_value, true, true, "Profile", "Profile"},
        Column{"IsOwnedByProfile", "Is Owned By Profile", boolean, no},
        Column{"IsCustom", "Custom", boolean, yes},
        Column{"NamespacePrefix", "Namespace Prefix", text, no_value, true}},
    set_may, kAudit);

constexpr std::array kAssignmentColumns{
    Column{"Id", "PermissionSetAssignment ID", id, assignment_id},
    Column{"PermissionSetId", "PermissionSet ID", reference, set_id, true, true, "PermissionSet",
           "PermissionSet"},
    Column{"PermissionSetGroupId", "PermissionSetGroup ID", reference, no_value, true},
    Column{"AssigneeId", "Assignee ID", reference, assignee_id, false, true, "User", "Assignee"},
    Column{"SystemModstamp", "Date Assigned", date_time, org_start},
    Column{"ExpirationDate", "Expires On", date_time, no_value, true},
    Column{"IsActive", "Is Active", boolean, yes},
    Column{"IsRevoked", "Is Revoked", boolean, no},
};

void visit_profiles(const DataView& view, const RowSink& sink) {
  for (const Profile& profile : view.tx.profiles().all()) {
    if (!sink({.view = &view, .profile = &profile})) return;
  }
}

void visit_sets(const DataView& view, const RowSink& sink) {
  for (const PermissionSet& set : view.tx.profiles().sets()) {
    if (!sink({.view = &view, .set = &set})) return;
  }
}

void visit_assignments(const DataView& view, const RowSink& sink) {
  for (const User& user : view.tx.users().all()) {
    for (const std::string& name : user.permission_sets) {
      const PermissionSet* set = view.tx.profiles().find_set(name);
      if (set != nullptr && !sink({.view = &view, .user = &user, .set = set})) return;
    }
  }
}

}  // namespace

constinit const Object kProfile{.name = "Profile",
                                .label = "Profile",
                                .plural = "Profile",
                                .key_prefix = "00e",
                                .in_tooling = true,
                                .columns = kProfileColumns,
                                .visit = visit_profiles};
constinit const Object kPermissionSet{.name = "PermissionSet",
                                      .label = "Permission Set",
                                      .plural = "Permission Sets",
                                      .key_prefix = "0PS",
                                      .since = 22,
                                      .in_tooling = true,
                                      .columns = kSetColumns,
                                      .visit = visit_sets};
constinit const Object kPermissionSetAssignment{.name = "PermissionSetAssignment",
                                                .label = "Permission Set Assignment",
                                                .plural = "Permission Set Assignments",
                                                .key_prefix = "0Pa",
                                                .since = 22,
                                                .columns = kAssignmentColumns,
                                                .visit = visit_assignments};

}  // namespace rehearse::salesforce
