#include <array>

#include "mocks/salesforce/data/object_values.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

Value organization_id(const Row& row, size_t) {
  return std::string_view(row.view->org.organization_id());
}
Value instance_name(const Row& row, size_t) {
  return std::string_view(row.view->org.config().is_sandbox ? "USA9998S" : "USA9999");
}
Value is_sandbox(const Row& row, size_t) { return row.view->org.config().is_sandbox; }
Value name(const Row&, size_t) { return std::string_view("Rehearsal"); }
Value country(const Row&, size_t) { return std::string_view("US"); }
Value time_zone(const Row&, size_t) { return std::string_view("America/Los_Angeles"); }
Value edition(const Row&, size_t) { return std::string_view("Developer Edition"); }
Value skin(const Row&, size_t) { return std::string_view("Theme3"); }
Value january(const Row&, size_t) { return int64_t{1}; }

// Names, labels and types: describes of real orgs at version 64.0 (observed).
constexpr std::array kColumns{
    Column{"Id", "Organization ID", id, organization_id},
    Column{"Name", "Name", text, name},
    Column{"Division", "Division", text, no_value, true},
    Column{"Street", "Street", text_area, no_value, true},
    Column{"City", "City", text, no_value, true},
    Column{"State", "State/Province", text, no_value, true},
    Column{"PostalCode", "Zip/Postal Code", text, no_value, true},
    Column{"Country", "Country", text, country, true},
    Column{"Phone", "Phone", phone, no_value, true},
    Column{"Fax", "Fax", phone, no_value, true},
    Column{"PrimaryContact", "Primary Contact", text, no_value, true},
    Column{"DefaultLocaleSidKey", "Locale", picklist, language},
    Column{"TimeZoneSidKey", "Time Zone", picklist, time_zone},
    Column{"LanguageLocaleKey", "Language", picklist, language},
    Column{"ReceivesInfoEmails", "Info Emails", boolean, no},
    Column{"ReceivesAdminInfoEmails", "Info Emails Admin", boolean, no},
    Column{"FiscalYearStartMonth", "Fiscal Year Starts In", integer, january, true},
    Column{"SystemModstamp", "System Modstamp", date_time, org_start},
    Column{"UiSkin", "UI Skin", picklist, skin, true},
    Column{"SignupCountryIsoCode", "Signup Country", text, country, true},
    Column{"TrialExpirationDate", "Trial Expiration Date", date_time, no_value, true},
    Column{"OrganizationType", "Edition", picklist, edition, true},
    Column{"NamespacePrefix", "Namespace Prefix", text, no_value, true},
    Column{"InstanceName", "Instance Name", text, instance_name, true},
    Column{"IsSandbox", "Is Sandbox", boolean, is_sandbox},
    Column{"IsReadOnly", "Is Read Only", boolean, no},
    Column{"CreatedDate", "Created Date", date_time, org_start},
    Column{"CreatedById", "Created By ID", reference, first_admin, false, true, "User",
           "CreatedBy"},
    Column{"LastModifiedDate", "Last Modified Date", date_time, org_start},
    Column{"LastModifiedById", "Last Modified By ID", reference, first_admin, false, true, "User",
           "LastModifiedBy"},
};

// The fields of ScratchOrgInfo that the Salesforce CLI asks for; the org has no record of it.
constexpr std::array kScratchColumns{
    Column{"Id", "Scratch Org Info ID", id, no_value},
    Column{"IsDeleted", "Deleted", boolean, no_value},
    Column{"Name", "Number", text, no_value},
    Column{"OrgName", "Org Name", text, no_value, true},
    Column{"ScratchOrg", "Scratch Org", text, no_value, true},
    Column{"SignupUsername", "Signup Username", text, no_value, true},
    Column{"SignupEmail", "Signup Email", email, no_value, true},
    Column{"LoginUrl", "Login URL", url, no_value, true},
    Column{"AuthCode", "Auth Code", text_area, no_value, true, false},
    Column{"SignupInstance", "Signup Instance", text, no_value, true},
    Column{"Edition", "Edition", picklist, no_value, true},
    Column{"Status", "Status", picklist, no_value, true},
    Column{"ErrorCode", "Error Code", text, no_value, true},
    Column{"Namespace", "Namespace", text, no_value, true},
    Column{"ExpirationDate", "Expiration Date", date_time, no_value, true},
    Column{"CreatedDate", "Created Date", date_time, no_value},
    Column{"CreatedById", "Created By ID", reference, no_value, false, true, "User", "CreatedBy"},
    Column{"LastModifiedDate", "Last Modified Date", date_time, no_value},
    Column{"LastModifiedById", "Last Modified By ID", reference, no_value, false, true, "User",
           "LastModifiedBy"},
    Column{"SystemModstamp", "System Modstamp", date_time, no_value},
};

void visit_organization(const DataView& view, const RowSink& sink) { sink({.view = &view}); }
void visit_nothing(const DataView&, const RowSink&) {}

}  // namespace

constinit const Object kOrganization{.name = "Organization",
                                     .label = "Organization",
                                     .plural = "Organizations",
                                     .key_prefix = "00D",
                                     .in_tooling = true,
                                     .columns = kColumns,
                                     .visit = visit_organization};
constinit const Object kScratchOrgInfo{.name = "ScratchOrgInfo",
                                       .label = "Scratch Org Info",
                                       .plural = "Scratch Org Infos",
                                       .key_prefix = "2SR",
                                       .since = 37,
                                       .columns = kScratchColumns,
                                       .visit = visit_nothing};

}  // namespace rehearse::salesforce
