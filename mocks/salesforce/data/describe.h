#pragma once

#include <string>

#include "mocks/core/json.h"
#include "mocks/salesforce/data/objects.h"
#include "mocks/salesforce/data/record_json.h"

namespace rehearse::salesforce {

// What the API says about an object (REST API Developer Guide, "sObject Describe").

// As the list of all objects and `sobjects/NAME` show it.
Json brief_description(const DataView& view, DataApi api, const Object& object);
// The same with its fields: `sobjects/NAME/describe`.
Json full_description(const DataView& view, DataApi api, const Object& object);
// What `columns=true` asks for: a description of the columns instead of rows. The Salesforce CLI's
// table output needs it.
Json column_description(const Object& object, const soql::BoundQuery& query);

}  // namespace rehearse::salesforce
