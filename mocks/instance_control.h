#pragma once

#include <string>
#include <string_view>

#include "mocks/control.h"

namespace rehearse {

class Instance;

// InstanceControl finds a control call in the table, reads its JSON and runs it. Every error is
// {"error":{"code","message"}}; the message names the call, the thing, the nearest known name and
// what to do. Codes: unknown_path, method_not_allowed, bad_path, bad_json, wrong_type,
// unknown_member, missing_member, bad_value, not_found, and those that a call adds.
class InstanceControl final : public Control {
 public:
  explicit InstanceControl(Instance& instance) : instance_(instance) {}
  ControlAnswer call(std::string_view method, std::string_view path,
                     std::string_view body) override;

 private:
  Instance& instance_;
};

}  // namespace rehearse
