#include <array>

#include "mocks/salesforce/data/object_apps.h"
#include "mocks/salesforce/org/settings_enums.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

const oauth::AppSettings& settings(const Row& row) { return row.app->settings; }

Value contact_email(const Row& row, size_t) { return text_value(settings(row).contact_email); }
Value contact_phone(const Row& row, size_t) { return text_value(settings(row).contact_phone); }
Value distribution(const Row& row, size_t) {
  return spelling_of(kDistributionStates, settings(row).distribution_state).metadata;
}
// Salesforce, documented: the org's id and the app's name, joined by a colon.
Value org_scoped(const Row& row, size_t) {
  return row.view->org.organization_id() + ":" + settings(row).api_name;
}
Value logo_url(const Row& row, size_t) { return text_value(settings(row).logo_url); }
Value info_url(const Row& row, size_t) { return text_value(settings(row).info_url); }
Value icon_url(const Row& row, size_t) { return text_value(settings(row).icon_url); }
Value description(const Row& row, size_t) { return text_value(settings(row).description); }

Value is_enabled(const Row& row, size_t) { return settings(row).is_enabled; }
Value plugin_status(const Row& row, size_t) {
  return std::string_view(settings(row).is_oauth_enabled ? "Enabled" : "Disabled");
}
Value start_page(const Row& row, size_t) {
  const Value kept = kept_text(row, "startPage");
  return is_null(kept) ? Value(std::string_view("None")) : kept;
}
Value start_url(const Row& row, size_t) { return kept_text(row, "startUrl"); }

constexpr auto kStates = spellings(kDistributionStates);

// Names, labels and types: describes of real orgs at version 64.0 (observed).
constexpr std::array kColumns{
    Column{"Id", "External App ID", id, part_id},
    kIsDeleted,
    Column{"DeveloperName", "Developer Name", text, part_name},
    kLanguage,
    Column{"MasterLabel", "Label", text, app_label},
    kNamespacePrefix,
    kCreatedDate,
    kCreatedById,
    kLastModifiedDate,
    kLastModifiedById,
    kSystemModstamp,
    Column{"ContactEmail", "Contact Email", email, contact_email, true},
    Column{"ContactPhone", "Contact Phone", phone, contact_phone, true},
    Column{.name = "DistributionState",
           .label = "Distribution State",
           .type = picklist,
           .value = distribution,
           .is_nillable = true,
           .choices = kStates},
    Column{"ManagedType", "Managed Type", picklist, no_value, true},
    Column{"OrgScopedExternalApp", "Org Scoped External Client App", text, org_scoped, true},
    Column{"LogoUrl", "Logo URL", url, logo_url, true},
    Column{"InfoUrl", "Info URL", url, info_url, true},
    Column{"IconUrl", "Icon URL", url, icon_url, true},
    Column{"Description", "Description", text, description, true},
    Column{"Version", "Version", text, no_value, true},
};

constexpr auto kPolicyColumns = part_columns(
    Column{"Id", "External Client App Policy Configuration ID", id, part_id},
    std::array{
        Column{"IsEnabled", "Enable External Client App", boolean, is_enabled},
        Column{"OauthPluginStatus", "OAuth Plugin Status", picklist, plugin_status, true},
        Column{"StartPage", "Start Page", picklist, start_page, true},
        Column{"StartUrl", "Start Url", url, start_url, true},
    });

}  // namespace

constinit const Object kExternalClientApplication{.name = "ExternalClientApplication",
                                                  .label = "External Client App",
                                                  .plural = "External Client Apps",
                                                  .key_prefix = "0xI",
                                                  .since = 59,
                                                  .in_tooling = true,
                                                  .columns = kColumns,
                                                  .is_visible = sees_apps,
                                                  .visit = visit_part<AppPart::application>};
constinit const Object kAppPolicy{.name = "ExtlClntAppPlcyCnfg",
                                  .label = "External Client App Policy Configuration",
                                  .plural = "External Client App Policy Configurations",
                                  .key_prefix = "0xL",
                                  .since = 60,
                                  .columns = kPolicyColumns,
                                  .is_visible = sees_apps,
                                  .visit = visit_part<AppPart::policies>};

}  // namespace rehearse::salesforce
