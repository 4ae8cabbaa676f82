#include "mocks/control_http.h"

#include <gmock/gmock.h>

namespace rehearse {
namespace {

using ::testing::HasSubstr;

// EchoControl says what reached it.
class EchoControl final : public Control {
 public:
  ControlAnswer call(std::string_view method, std::string_view path,
                     std::string_view body) override {
    ++calls;
    if (path == "/refused") return {405, "{}", "GET, PUT"};
    return {200, std::string(method) + " " + std::string(path) + " " + std::string(body)};
  }
  int calls = 0;
};

wire::WireRequest post(wire::Fields headers, std::string origin = "http://127.0.0.1:4000") {
  wire::RequestParts parts;
  parts.method = "POST";
  parts.origin = std::move(origin);
  parts.target = "/users/a%40b";
  parts.headers = std::move(headers);
  parts.body = "{}";
  return wire::make_request(std::move(parts));
}

TEST(ControlHttp, PassesMethodRawPathAndBody) {
  EchoControl control;
  const auto response = serve_control(control, post({{"Content-Type", "application/json"}}));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "POST /users/a%40b {}");
}

TEST(ControlHttp, LoopbackNamesAreServed) {
  for (const char* origin :
       {"http://localhost:1", "http://127.0.0.1:1", "http://127.8.8.8:1", "http://[::1]:1"}) {
    EchoControl control;
    EXPECT_EQ(serve_control(control, post({}, origin)).status, 200) << origin;
  }
}

TEST(ControlHttp, OtherHostNamesAreNotServed) {
  for (const char* origin : {"http://evil.example:1", "http://127.0.0.1.evil.example:1",
                             "http://10.0.0.1:1", "http://localhost.evil.example"}) {
    EchoControl control;
    const auto response = serve_control(control, post({}, origin));
    EXPECT_EQ(response.status, 403) << origin;
    EXPECT_THAT(response.body, HasSubstr("foreign_host"));
    EXPECT_EQ(control.calls, 0);
  }
}

TEST(ControlHttp, PagesOfOtherSitesAreNotServed) {
  for (const char* origin : {"https://evil.example", "null", "http://127.0.0.1.evil.example"}) {
    EchoControl control;
    const auto response = serve_control(control, post({{"Origin", origin}}));
    EXPECT_EQ(response.status, 403) << origin;
    EXPECT_THAT(response.body, HasSubstr("foreign_origin"));
    EXPECT_EQ(control.calls, 0);
  }
  EchoControl control;
  EXPECT_EQ(serve_control(control, post({{"Origin", "http://localhost:3000"}})).status, 200);
}

TEST(ControlHttp, BodiesOfOtherTypesAreNotServed) {
  for (const char* type : {"text/plain", "multipart/form-data; boundary=x", "application/jsonx"}) {
    EchoControl control;
    const auto response = serve_control(control, post({{"Content-Type", type}}));
    EXPECT_EQ(response.status, 415) << type;
    EXPECT_THAT(response.body, HasSubstr("not_json"));
    EXPECT_EQ(control.calls, 0);
  }
}

// What `curl -d` sends by itself.
TEST(ControlHttp, CurlsOwnTypeIsServed) {
  EchoControl control;
  const auto type = "application/x-www-form-urlencoded";
  EXPECT_EQ(serve_control(control, post({{"content-type", type}})).status, 200);
}

TEST(ControlHttp, AllowHeaderGoesWithWrongMethod) {
  EchoControl control;
  wire::RequestParts parts;
  parts.method = "DELETE";
  parts.origin = "http://127.0.0.1:1";
  parts.target = "/refused";
  const auto response = serve_control(control, wire::make_request(std::move(parts)));
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(wire::header_of(response.headers, "Allow"), "GET, PUT");
}

}  // namespace
}  // namespace rehearse
