#pragma once

#include <string>
#include <string_view>

#include "mocks/core/json.h"

namespace rehearse {

struct ControlAnswer {
  int status = 200;
  std::string json{};   // the body; errors are {"error":{"code","message"}}
  std::string allow{};  // with status 405: the methods that this path takes, for the Allow header
};

// Control is the facade through which an instance is steered: the calls of the control listener
// (GET /clock, POST /faults, …), without the listener. `body` is JSON text, empty where there is
// none.
class Control {
 public:
  virtual ~Control() = default;
  virtual ControlAnswer call(std::string_view method, std::string_view path,
                             std::string_view body) = 0;
};

}  // namespace rehearse
