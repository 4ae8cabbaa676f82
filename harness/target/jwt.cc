#include "harness/target/jwt.h"

#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"

namespace rehearse::harness {

std::string jwt(const Json& header, const Json& claims,
                const std::function<std::string(std::string_view)>& sign) {
  const auto part = [](const Json& object) {
    return base64_encode(dump_json(object), Base64::url);
  };
  const std::string message = part(header) + "." + part(claims);
  return message + "." + base64_encode(sign(message), Base64::url);
}

}  // namespace rehearse::harness
