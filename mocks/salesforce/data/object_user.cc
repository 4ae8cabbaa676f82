#include <array>

#include "mocks/salesforce/data/object_values.h"
#include "mocks/salesforce/org/user_facts.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

Value user_id(const Row& row, size_t) { return std::string_view(row.user->id.value); }
Value username(const Row& row, size_t) { return std::string_view(row.user->username); }
Value first_name(const Row& row, size_t) { return text_value(row.user->first_name); }
Value last_name(const Row& row, size_t) { return std::string_view(row.user->last_name); }
Value name(const Row& row, size_t) { return full_name(*row.user); }
Value mail(const Row& row, size_t) { return std::string_view(row.user->email); }
Value mobile(const Row& row, size_t) { return text_value(row.user->mobile_phone); }
// What Salesforce makes of a username: up to eight characters of what stands before the @.
Value alias(const Row& row, size_t) {
  const std::string_view username = row.user->username;
  return username.substr(0, username.find('@')).substr(0, 8);
}
Value nickname(const Row& row, size_t) {
  const std::string_view username = row.user->username;
  return username.substr(0, username.find('@'));
}
Value is_active(const Row& row, size_t) { return row.user->is_active; }
Value user_type(const Row&, size_t) { return std::string_view("Standard"); }
Value time_zone(const Row&, size_t) { return std::string_view("America/Los_Angeles"); }
Value encoding(const Row&, size_t) { return std::string_view("UTF-8"); }
Value profile_id(const Row& row, size_t) {
  const Profile* profile = row.view->tx.profiles().find(row.user->profile);
  return profile == nullptr ? Value() : Value(std::string_view(profile->id));
}
Value last_login(const Row& row, size_t) { return row.user->last_login_at; }
Value password_changed(const Row& row, size_t) { return row.user->password_changed_at; }

// Names, labels and types: describes of real orgs at version 64.0 (observed).
constexpr std::array kColumns{
    Column{"Id", "User ID", id, user_id},
    Column{"Username", "Username", text, username},
    Column{"LastName", "Last Name", text, last_name},
    Column{"FirstName", "First Name", text, first_name, true},
    Column{"Name", "Full Name", text, name},
    Column{"CompanyName", "Company Name", text, no_value, true},
    Column{"Division", "Division", text, no_value, true},
    Column{"Department", "Department", text, no_value, true},
    Column{"Title", "Title", text, no_value, true},
    Column{"Email", "Email", email, mail},
    Column{"Phone", "Phone", phone, no_value, true},
    Column{"Fax", "Fax", phone, no_value, true},
    Column{"MobilePhone", "Mobile", phone, mobile, true},
    Column{"Alias", "Alias", text, alias},
    Column{"CommunityNickname", "Nickname", text, nickname},
    Column{"IsActive", "Active", boolean, is_active},
    Column{"TimeZoneSidKey", "Time Zone", picklist, time_zone},
    Column{"UserRoleId", "Role ID", reference, no_value, true},
    Column{"LocaleSidKey", "Locale", picklist, language},
    Column{"ReceivesInfoEmails", "Info Emails", boolean, no},
    Column{"ReceivesAdminInfoEmails", "Admin Info Emails", boolean, no},
    Column{"EmailEncodingKey", "Email Encoding", picklist, encoding},
    Column{"ProfileId", "Profile ID", reference, profile_id, false, true, "Profile", "Profile"},
    Column{"UserType", "User Type", picklist, user_type, true},
    Column{"LanguageLocaleKey", "Language", picklist, language},
    Column{"EmployeeNumber", "Employee Number", text, no_value, true},
    Column{"ManagerId", "Manager ID", reference, no_value, true, true, "User", "Manager"},
    Column{"FederationIdentifier", "SAML Federation ID", text, no_value, true},
    Column{"LastLoginDate", "Last Login", date_time, last_login, true},
    Column{"LastPasswordChangeDate", "Last Password Change or Reset", date_time, password_changed,
           true},
    Column{"CreatedDate", "Created Date", date_time, org_start},
    Column{"CreatedById", "Created By ID", reference, first_admin, false, true, "User",
           "CreatedBy"},
    Column{"LastModifiedDate", "Last Modified Date", date_time, password_changed},
    Column{"LastModifiedById", "Last Modified By ID", reference, first_admin, false, true, "User",
           "LastModifiedBy"},
    Column{"SystemModstamp", "System Modstamp", date_time, password_changed},
};

void visit(const DataView& view, const RowSink& sink) {
  for (const User& user : view.tx.users().all()) {
    if (!sink({.view = &view, .user = &user})) return;
  }
}

}  // namespace

constinit const Object kUser{.name = "User",
                             .label = "User",
                             .plural = "Users",
                             .key_prefix = "005",
                             .in_tooling = true,
                             .columns = kColumns,
                             .visit = visit};

}  // namespace rehearse::salesforce
