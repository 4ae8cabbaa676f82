#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "mocks/control.h"
#include "mocks/core/json.h"
#include "mocks/instance.h"
#include "mocks/world.h"

namespace rehearse::testing {

// ask makes a control call that must succeed and gives its JSON.
inline Json ask(Control& control, std::string_view method, std::string_view path,
                std::string_view body = {}) {
  const ControlAnswer answer = control.call(method, path, body);
  EXPECT_EQ(answer.status, 200) << method << ' ' << path << ' ' << answer.json;
  const auto parsed = parse_json(answer.json);
  EXPECT_TRUE(parsed.ok()) << answer.json;
  return parsed ? parsed.value() : Json();
}

// Refused is what a control call says when it refuses.
struct Refused {
  int status = 0;
  std::string code{}, message{};
};

inline Refused refused(Control& control, std::string_view method, std::string_view path,
                       std::string_view body = {}) {
  const ControlAnswer answer = control.call(method, path, body);
  const auto parsed = parse_json(answer.json);
  const Json* error = parsed ? find_member(parsed.value(), "error") : nullptr;
  EXPECT_NE(error, nullptr) << method << ' ' << path << ' ' << answer.json;
  if (error == nullptr) return {answer.status};
  return {answer.status, string_member(*error, "code").value_or(""),
          string_member(*error, "message").value_or("")};
}

// The settings of an app as the guide makes it, with a name of its own.
inline std::string guide_app(std::string_view api_name) {
  return dump_json({{"apiName", api_name},
                    {"label", api_name},
                    {"contactEmail", "admin@rehearsal.test"},
                    {"callbackUrl", "https://www.workato.com/oauth/callback"},
                    {"scopes", "full api id refresh_token"},
                    {"isPkceRequired", false}});
}

// ControlTest has one instance without sockets, at a fixed time.
class ControlTest : public ::testing::Test {
 protected:
  Json ask(std::string_view method, std::string_view path, std::string_view body = {}) {
    return testing::ask(instance_.control(), method, path, body);
  }
  Refused refused(std::string_view method, std::string_view path, std::string_view body = {}) {
    return testing::refused(instance_.control(), method, path, body);
  }
  // Sends a request to the org, in process.
  wire::WireResponse to_org(wire::WireRequest request) {
    return instance_.world()->salesforce.handle(std::move(request)).response;
  }

  Instance instance_{InstanceOptions{}};
};

}  // namespace rehearse::testing
