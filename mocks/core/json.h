#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/core/result.h"

namespace rehearse {

// Json keeps its members in the order they were written, so that reports read as they were built.
using Json = nlohmann::ordered_json;

enum class JsonComments { refuse, allow };
// The error is a sentence with line and column. Nesting deeper than 100 and duplicate keys are
// errors.
Result<Json, std::string> parse_json(std::string_view text,
                                     JsonComments comments = JsonComments::refuse);
// Never throws: invalid UTF-8 is replaced. `indent` -1 writes one line.
std::string dump_json(const Json& value, int indent = -1);

// These never throw: they give nothing when the object lacks the key or holds another type.
const Json* find_member(const Json& object, std::string_view key);
std::optional<std::string> string_member(const Json& object, std::string_view key);
std::optional<int64_t> integer_member(const Json& object, std::string_view key);
std::optional<bool> bool_member(const Json& object, std::string_view key);

}  // namespace rehearse
