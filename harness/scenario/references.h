#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/problem.h"
#include "mocks/core/json.h"

namespace rehearse::harness {

// References are written `${name}` within strings; `$${` stands for `${` itself.

// The names referred to in a string, in order. Nothing if a reference isn't closed or is empty.
std::optional<std::vector<std::string>> references_in(std::string_view text);
// CaptureReference is a reference to a capture: `token`, or `token as refresh_token` for a scenario
// that means to hand over the wrong thing.
struct CaptureReference {
  std::string name{};
  std::string as{};  // the name it is to pass for; empty: its own
};
CaptureReference read_capture(std::string_view reference);

// True if the text is one reference and nothing else.
bool is_reference(std::string_view text);

// Tells a reference's value. Null leaves the reference as it stands, for a later pass.
using Lookup = std::function<const Json*(const std::string& name)>;

// Replaces references in every string within `value` (in place): a string that is one reference
// becomes the value with its type, otherwise text. Problems: a list or an object within other text,
// a reference that isn't closed.
void fill_in(Json& value, const Lookup& lookup, const std::string& path, Problems& problems);

// Turns each `$${` within `value` into `${`; the last pass.
void unescape(Json& value);

}  // namespace rehearse::harness
