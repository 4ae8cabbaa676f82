#include <array>

#include "mocks/salesforce/data/object_apps.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

using enum FieldType;

constexpr std::string_view kRangePrefix = "0xR";

const oauth::AppSettings& settings(const Row& row) { return row.app->settings; }

Value range_id(const Row& row, size_t) {
  const size_t index = size_t(row.range - settings(row).token_ip_ranges.data());
  return derived_id(kRangePrefix, row.app->id.value + ":" + std::to_string(index));
}
Value start(const Row& row, size_t) { return std::string_view(row.range->start); }
Value end(const Row& row, size_t) { return std::string_view(row.range->end); }
Value description(const Row& row, size_t) { return text_value(row.range->description); }

// Names: public stubs of the two objects (observed); labels by analogy with the object of the
// trusted ranges (inferred).
constexpr auto kSettingsColumns =
    part_columns(Column{"Id", "External Client App OAuth Security Settings ID", id, part_id},
                 std::array<Column, 0>{});

constexpr std::array kRangeColumns{
    Column{"Id", "External Client App OAuth Security Token IP Range ID", id, range_id},
    kIsDeleted,
    kCreatedDate,
    kCreatedById,
    kLastModifiedDate,
    kLastModifiedById,
    kSystemModstamp,
    Column{"ExtlClntAppOauthSecuritySettingsId", "External Client App OAuth Security Settings ID",
           reference, part_id, false, true, "ExtlClntAppOauthSecuritySettings",
           "ExtlClntAppOauthSecuritySettings"},
    Column{"StartIpAddress", "Start IP Address", text, start},
    Column{"EndIpAddress", "End IP Address", text, end},
    Column{"Description", "Description", text_area, description, true, false},
};

void visit_ranges(const DataView& view, const RowSink& sink) {
  visit_parts(view, AppPart::oauth_security, [&](const Row& row) {
    Row of_range = row;
    for (const oauth::AddressRange& range : settings(row).token_ip_ranges) {
      of_range.range = &range;
      if (!sink(of_range)) return false;
    }
    return true;
  });
}

}  // namespace

constinit const Object kAppSecuritySettings{.name = "ExtlClntAppOauthSecuritySettings",
                                            .label = "External Client App OAuth Security Settings",
                                            .plural = "External Client App OAuth Security Settings",
                                            .key_prefix = "0xN",
                                            .since = 66,
                                            .columns = kSettingsColumns,
                                            .is_visible = sees_apps,
                                            .visit = visit_part<AppPart::oauth_security>};
constinit const Object kAppTokenIpRange{
    .name = "ExtlClntAppOauthSecurityTokenIpRange",
    .label = "External Client App OAuth Security Token IP Range",
    .plural = "External Client App OAuth Security Token IP Ranges",
    .key_prefix = kRangePrefix,
    .since = 66,
    .columns = kRangeColumns,
    .is_visible = sees_apps,
    .visit = visit_ranges};

}  // namespace rehearse::salesforce
