#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/salesforce/org/org.h"

namespace rehearse::salesforce {

// RecordType is an object of the data API with what the org has of it, every field of each record.
struct RecordType {
  std::string_view name{};        // `User`
  std::string_view key_prefix{};  // `005`
  std::vector<Json> records{};
};

// The type of that name, without regard to case: Organization or User. Nothing for another.
std::optional<RecordType> find_records(const Org& org, Org::Transaction& tx, std::string_view name);

// A time as the data API writes it: `2026-05-12T09:00:00.000+0000`.
std::string data_time(TimePoint instant);

}  // namespace rehearse::salesforce
