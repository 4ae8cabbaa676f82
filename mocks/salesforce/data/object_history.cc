#include <array>

#include "mocks/salesforce/data/object_values.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

constexpr std::string_view kLoginPrefix = "0Ya";
constexpr std::string_view kVerificationPrefix = "0hv";

Value login_id(const Row& row, size_t) { return numbered_id(kLoginPrefix, row.history->number); }
Value user_id(const Row& row, size_t) { return std::string_view(row.history->user.value); }
Value at(const Row& row, size_t) { return row.history->at; }
Value kind(const Row& row, size_t) { return text_value(row.history->kind); }
Value status(const Row& row, size_t) { return text_value(row.history->status); }
Value activity(const Row& row, size_t) { return text_value(row.history->activity); }
Value source_ip(const Row& row, size_t) { return text_value(row.history->source_ip); }
Value application(const Row& row, size_t) { return text_value(row.history->application); }
Value login_url(const Row& row, size_t) { return text_value(row.history->login_url); }
Value api_type(const Row& row, size_t) { return text_value(row.history->api_type); }
Value api_version(const Row& row, size_t) { return text_value(row.history->api_version); }
Value client_version(const Row& row, size_t) { return text_value(row.history->client_version); }
Value is_get(const Row& row, size_t) { return row.history->is_get; }
Value is_post(const Row& row, size_t) { return !row.history->is_get; }
Value unknown(const Row&, size_t) { return std::string_view("Unknown"); }
// The mock's listener speaks both versions of TLS and keeps neither; plain HTTP has none.
Value tls(const Row& row, size_t) {
  return std::string_view(row.history->is_secure ? "TLS 1.3" : "Unknown");
}

Value verification_id(const Row& row, size_t) {
  return numbered_id(kVerificationPrefix, row.history->number);
}
Value attempt(const Row& row, size_t) { return int64_t(row.history->attempt); }
Value login_of(const Row& row, size_t) {
  return row.history->login == 0 ? Value() : numbered_id(kLoginPrefix, row.history->login);
}
Value remarks(const Row&, size_t) {
  return std::string_view("View the consumer details of an external client app");
}
Value policy(const Row&, size_t) { return std::string_view("PageAccess"); }

constexpr std::array<std::string_view, 3> kTls{"TLS 1.2", "TLS 1.3", "Unknown"};
constexpr std::array<std::string_view, 3> kMethods{"Email", "Sms", "Totp"};
constexpr std::array<std::string_view, 5> kOutcomes{"Initiated", "Succeeded", "FailedInvalidCode",
                                                    "FailedTooManyAttempts", "FailedGeneralError"};

// Names, labels and types: describes of real orgs at version 64.0 (observed). Which fields can be
// filtered: Object Reference, LoginHistory (documented).
constexpr std::array kLoginColumns{
    Column{"Id", "Login History Id", id, login_id},
    Column{"UserId", "User ID", reference, user_id, true, true, "User"},
    Column{"LoginTime", "Login Time", date_time, at},
    Column{"LoginType", "Login Type", picklist, kind},
    Column{"SourceIp", "Source IP", text, source_ip, true},
    Column{"LoginUrl", "Login URL", text, login_url, true},
    Column{"AuthenticationServiceId", "Authentication Service ID", reference, no_value, true},
    Column{"LoginGeoId", "Login Geo Data ID", reference, no_value, true},
    Column{.name = "TlsProtocol",
           .label = "TLS Protocol",
           .type = picklist,
           .value = tls,
           .is_nillable = true,
           .choices = kTls},
    Column{"CipherSuite", "TLS Cipher Suite", picklist, no_value, true},
    Column{"OptionsIsGet", "Login via GET", boolean, is_get},
    Column{"OptionsIsPost", "Login via POST", boolean, is_post},
    Column{"Browser", "Browser", text, unknown, true, false},
    Column{"Platform", "Platform", text, unknown, true, false},
    Column{"Status", "Status", text, status, true, false},
    Column{"Application", "Application", text, application, true, false},
    Column{"ClientVersion", "Client Version", text, client_version, true, false},
    Column{"ApiType", "API Type", text, api_type, true, false},
    Column{"ApiVersion", "API Version", text, api_version, true, false},
    Column{"CountryIso", "Country Code", text, no_value, true},
    Column{"AuthMethodReference", "Authentication Method Reference", text, no_value, true},
    Column{"LoginSubType", "Login Subtype", picklist, activity, true},
    Column{"ForwardedForIp", "Forwarded For IP", text, no_value, true},
};

constexpr std::array kVerificationColumns{
    Column{"Id", "Identity Verification ID", id, verification_id},
    Column{"EventGroup", "Verification Attempt", integer, attempt},
    Column{"VerificationTime", "Time", date_time, at},
    Column{.name = "VerificationMethod",
           .label = "Method",
           .type = picklist,
           .value = kind,
           .is_nillable = true,
           .choices = kMethods},
    Column{"UserId", "User ID", reference, user_id, false, true, "User", "User"},
    Column{"Activity", "User Activity", picklist, activity},
    Column{.name = "Status",
           .label = "Status",
           .type = picklist,
           .value = status,
           .choices = kOutcomes},
    Column{"LoginHistoryId", "Login History ID", reference, login_of, false, true, "LoginHistory",
           "LoginHistory"},
    Column{"SourceIp", "Source IP", text, source_ip},
    Column{"LoginGeoId", "Login Geo Data ID", reference, no_value, true},
    Column{"Remarks", "Activity Message", text, remarks, true},
    Column{"ResourceId", "Connected App ID", reference, no_value, true},
    Column{"Policy", "Triggered By", picklist, policy},
    Column{"CreatedDate", "Created Date", date_time, at},
    Column{"CreatedById", "Created By ID", reference, user_id, false, true, "User", "CreatedBy"},
    Column{"LastModifiedDate", "Last Modified Date", date_time, at},
    Column{"LastModifiedById", "Last Modified By ID", reference, user_id, false, true, "User",
           "LastModifiedBy"},
    Column{"IsDeleted", "Deleted", boolean, no},
    Column{"SystemModstamp", "System Modstamp", date_time, at},
};

bool manages_users(const DataView& view) {
  return view.tx.profiles().may(view.viewer, Permission::manage_users);
}

// Salesforce, documented: with Manage Users or Monitor Login History all rows; everybody else sees
// their own from version 37.0 on, and nothing before.
bool sees_all_logins(const DataView& view) {
  return manages_users(view) || view.tx.profiles().may(view.viewer, Permission::view_login_history);
}
bool sees_logins(const DataView& view) { return view.version >= 37 || sees_all_logins(view); }

void visit_logins(const DataView& view, const RowSink& sink) {
  const bool sees_all = sees_all_logins(view);
  for (const HistoryRow& row : view.tx.history().logins()) {
    if (!sees_all && row.user != view.viewer.id) continue;
    if (!sink({.view = &view, .history = &row})) return;
  }
}

void visit_verifications(const DataView& view, const RowSink& sink) {
  for (const HistoryRow& row : view.tx.history().verifications()) {
    if (!sink({.view = &view, .history = &row})) return;
  }
}

// Rows are numbered one after the other, so that one leads straight to its record.
std::optional<Row> find_login(const DataView& view, std::string_view wanted) {
  const auto& rows = view.tx.history().logins();
  if (rows.empty()) return {};
  for (size_t low = 0, high = rows.size(); low < high;) {
    const size_t middle = (low + high) / 2;
    const std::string found = numbered_id(kLoginPrefix, rows[middle].number);
    if (found == wanted) {
      const bool is_own = sees_all_logins(view) || rows[middle].user == view.viewer.id;
      return is_own ? std::optional<Row>({.view = &view, .history = &rows[middle]}) : std::nullopt;
    }
    (found < wanted ? low : high) = found < wanted ? middle + 1 : middle;
  }
  return {};
}

}  // namespace

constinit const Object kLoginHistory{.name = "LoginHistory",
                                     .label = "Login History",
                                     .plural = "Login History",
                                     .key_prefix = kLoginPrefix,
                                     .since = 21,
                                     .columns = kLoginColumns,
                                     .is_visible = sees_logins,
                                     .visit = visit_logins,
                                     .find = find_login};
// Salesforce, documented: only users with Manage Users can access it.
constinit const Object kVerificationHistory{.name = "VerificationHistory",
                                            .label = "Identity Verification History",
                                            .plural = "Identity Verification History",
                                            .key_prefix = kVerificationPrefix,
                                            .since = 36,
                                            .columns = kVerificationColumns,
                                            .is_visible = manages_users,
                                            .visit = visit_verifications};

}  // namespace rehearse::salesforce
