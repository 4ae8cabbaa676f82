#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocks/salesforce/data/soql_bind.h"

namespace rehearse::salesforce {

// Records as JSON text. Answers of two thousand records are built here, so nothing is kept in
// between.

// Shape is which fields of a record are shown, those of its relations nested, in the order in which
// they were asked for.
struct Shape {
  struct Part {
    const Column* column = nullptr;  // a field, or the reference that a relation goes by
    const Object* target = nullptr;  // null: a field
    std::vector<Part> parts{};       // of a relation
  };
  std::vector<Part> parts{};
};
Shape shape_of(const std::vector<soql::BoundField>& fields);
Shape whole_shape(const Object& object);

// `/services/data/v66.0/sobjects/User/005…`.
std::string record_url(const DataView& view, DataApi api, const Object& object,
                       std::string_view id);
// {"attributes":{…},"Id":…}
void append_record(std::string& json, const Row& row, const Object& object, const Shape& shape,
                   DataApi api);
void append_text(std::string& json, std::string_view text);  // quoted and escaped

}  // namespace rehearse::salesforce
