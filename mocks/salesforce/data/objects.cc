#include "mocks/salesforce/data/objects.h"

#include <algorithm>
#include <array>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/record_id.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr std::array<const Object*, 15> kObjects{
    &kExternalClientApplication,
    &kAppOauthPolicy,
    &kAppSecuritySettings,
    &kAppTokenIpRange,
    &kAppOauthSettings,
    &kAppPolicy,
    &kLoginHistory,
    &kOauthToken,
    &kOrganization,
    &kPermissionSet,
    &kPermissionSetAssignment,
    &kProfile,
    &kScratchOrgInfo,
    &kUser,
    &kVerificationHistory,
};

bool is_same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && lower(left) == lower(right);
}

// The object that this API has at this version, whoever looks.
const Object* known_object(const DataView& view, DataApi api, std::string_view name) {
  for (const Object* object : kObjects) {
    if (is_same(object->name, name)) {
      const bool is_there =
          view.version >= object->since && (api == DataApi::data || object->in_tooling);
      return is_there ? object : nullptr;
    }
  }
  return nullptr;
}

}  // namespace

std::string_view text_of(const Value& value) {
  if (const auto* view = std::get_if<std::string_view>(&value)) return *view;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

Value text_value(std::string_view text) { return text.empty() ? Value() : Value(text); }

std::span<const Object* const> data_objects() { return kObjects; }

const Object* find_object(const DataView& view, DataApi api, std::string_view name) {
  const Object* object = known_object(view, api, name);
  if (object == nullptr || (object->is_visible != nullptr && !object->is_visible(view)))
    return nullptr;
  return object;
}

const Reason& why_no_object(const DataView& view, DataApi api, std::string_view name) {
  const bool is_hidden = known_object(view, api, name) != nullptr;
  return is_hidden ? reason::data_object_hidden : reason::data_type_unknown;
}

const Column* find_column(const Object& object, std::string_view name) {
  const auto found = std::ranges::find_if(
      object.columns, [&](const Column& column) { return is_same(column.name, name); });
  return found == object.columns.end() ? nullptr : &*found;
}

const Column* find_relationship(const Object& object, std::string_view name) {
  const auto found = std::ranges::find_if(object.columns, [&](const Column& column) {
    return !column.relationship.empty() && is_same(column.relationship, name);
  });
  return found == object.columns.end() ? nullptr : &*found;
}

std::string id_of(const Object& object, const Row& row) {
  return std::string(text_of(value_of(object.columns.front(), row)));
}

std::optional<Row> find_record(const DataView& view, const Object& object, std::string_view id) {
  std::optional<Row> found;
  const std::string wanted = long_id(id);
  if (object.find != nullptr) return object.find(view, wanted);
  object.visit(view, [&](const Row& row) {
    if (text_of(value_of(object.columns.front(), row)) == wanted) found = row;
    return !found;
  });
  return found;
}

}  // namespace rehearse::salesforce
