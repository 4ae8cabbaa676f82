#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// The objects of the data API: one table of fields each, from which describe, the checks of a query
// and its evaluation all read. Rows are the stores' own records; nothing is copied or turned into
// JSON before a query has chosen it.

// Value is what a field of a record holds; the first alternative is null. A view lives as long as
// the transaction.
using Value = std::variant<std::monostate, bool, int64_t, TimePoint, std::string_view, std::string>;
inline bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }
// The text of a value that is one; empty for another.
std::string_view text_of(const Value& value);
// A text as Salesforce keeps it: an empty one is null.
Value text_value(std::string_view text);

enum class FieldType {
  id,
  reference,
  text,
  text_area,
  picklist,
  boolean,
  integer,
  date_time,
  email,
  phone,
  url,
};

// DataView is who looks, when, and at what.
struct DataView {
  Org& org;
  Org::Transaction& tx;
  const User& viewer;
  TimePoint now{};
  int version = 67;  // of the API
};

// Row is one record: whichever of the stores' records its object is made of.
struct Row {
  const DataView* view = nullptr;
  const User* user = nullptr;
  const Profile* profile = nullptr;
  const PermissionSet* set = nullptr;
  const App* app = nullptr;
  const MetadataRecord* part = nullptr;  // of the app
  const oauth::AddressRange* range = nullptr;
  const HistoryRow* history = nullptr;
  const Grant* grant = nullptr;
};

// Column is one field of an object.
struct Column {
  std::string_view name{}, label{};
  FieldType type = FieldType::text;
  Value (*value)(const Row& row, size_t argument) = nullptr;
  bool is_nillable = false;
  bool is_filterable = true;                    // in WHERE; all of them sort
  std::string_view refers_to{};                 // of a reference: the object's name
  std::string_view relationship{};              // `Profile` for ProfileId; empty: none
  size_t argument = 0;                          // for a getter that serves several fields
  std::span<const std::string_view> choices{};  // of a picklist, where they are known
};

// Takes a row; false means that there are enough.
using RowSink = std::function<bool(const Row&)>;

struct Object {
  std::string_view name{}, label{}, plural{};
  std::string_view key_prefix{};
  int since = 20;           // API version
  bool in_tooling = false;  // the Tooling API has it too
  std::span<const Column> columns{};
  // False hides the object from the viewer altogether; null: everybody may look.
  bool (*is_visible)(const DataView&) = nullptr;
  // Visits the records that the viewer may see, oldest first.
  void (*visit)(const DataView&, const RowSink&) = nullptr;
  // The visible record of an 18-character id; null: found by visiting.
  std::optional<Row> (*find)(const DataView&, std::string_view id) = nullptr;
};

// Which of the two APIs is asked.
enum class DataApi { data, tooling };

std::span<const Object* const> data_objects();  // in alphabetical order
// The object of that name, without regard to case; null if there is none, or none that this API,
// its version and the viewer have.
const Object* find_object(const DataView& view, DataApi api, std::string_view name);
// Why there is no object of that name: it is hidden from the viewer, or unknown here.
const Reason& why_no_object(const DataView& view, DataApi api, std::string_view name);
// The object's field, without regard to case; null if there is none.
const Column* find_column(const Object& object, std::string_view name);
// The reference field whose relationship has that name, without regard to case; null if none has.
const Column* find_relationship(const Object& object, std::string_view name);

inline Value value_of(const Column& column, const Row& row) {
  return column.value(row, column.argument);
}
std::string id_of(const Object& object, const Row& row);  // 18 characters; empty: it has none
// The record of that id, 15 or 18 characters; nothing if the viewer sees none.
std::optional<Row> find_record(const DataView& view, const Object& object, std::string_view id);

// The objects, each in the file of its topic.
extern const Object kOrganization, kScratchOrgInfo;
extern const Object kUser;
extern const Object kProfile, kPermissionSet, kPermissionSetAssignment;
extern const Object kExternalClientApplication, kAppPolicy;
extern const Object kAppOauthSettings, kAppOauthPolicy;
extern const Object kAppSecuritySettings, kAppTokenIpRange;
extern const Object kLoginHistory, kVerificationHistory;
extern const Object kOauthToken;

}  // namespace rehearse::salesforce
