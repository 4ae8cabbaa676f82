#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace rehearse::salesforce {

// Permission is a user permission of a profile or a permission set, as far as the mock asks for it.
enum class Permission {
  api_enabled,
  view_setup,
  modify_metadata,
  customize_application,
  manage_users,
  view_login_history,
  external_client_app_viewer,
  external_client_app_developer,
  external_client_app_admin,
  view_client_secret,
  client_secret_rotation,
};

// PermissionInfo is a permission in its spellings. The names are the fields of PermissionSet with
// their prefix `Permissions` left out (observed); labels are those of Setup where a source shows
// one.
struct PermissionInfo {
  Permission permission{};
  std::string_view name{};   // `ApiEnabled`
  std::string_view label{};  // `API Enabled`
};

inline constexpr std::array kPermissions{
    PermissionInfo{Permission::api_enabled, "ApiEnabled", "API Enabled"},
    PermissionInfo{Permission::view_setup, "ViewSetup", "View Setup and Configuration"},
    PermissionInfo{Permission::modify_metadata, "ModifyMetadata",
                   "Modify Metadata Through Metadata API Functions"},
    PermissionInfo{Permission::customize_application, "CustomizeApplication",
                   "Customize Application"},
    PermissionInfo{Permission::manage_users, "ManageUsers", "Manage Users"},
    PermissionInfo{Permission::view_login_history, "MonitorLoginHistory", "Monitor Login History"},
    PermissionInfo{Permission::external_client_app_viewer, "ExternalClientAppViewer",
                   "View all External Client Apps"},
    PermissionInfo{Permission::external_client_app_developer, "ExternalClientAppDeveloper",
                   "Create, edit, and delete External Client Apps"},
    PermissionInfo{Permission::external_client_app_admin, "ExternalClientAppAdmin",
                   "View all External Client Apps, view their settings, and edit their policies"},
    PermissionInfo{Permission::view_client_secret, "ViewClientSecret", "View Client Secret"},
    PermissionInfo{Permission::client_secret_rotation, "ClientSecretRotation",
                   "Rotate Client Secret"},
};

// The row of a permission; every one has its row.
constexpr const PermissionInfo& info_of(Permission permission) {
  for (const PermissionInfo& row : kPermissions) {
    if (row.permission == permission) return row;
  }
  return kPermissions.front();
}
// The permission of that name (`ViewClientSecret`), exactly; nothing if there is none.
constexpr std::optional<Permission> permission_named(std::string_view name) {
  for (const PermissionInfo& row : kPermissions) {
    if (row.name == name) return row.permission;
  }
  return std::nullopt;
}

}  // namespace rehearse::salesforce
