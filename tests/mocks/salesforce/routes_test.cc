#include "mocks/salesforce/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>

#include "mocks/core/json.h"
#include "mocks/core/xml.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {
namespace {

// The path with something in place of its variables.
std::string example_of(std::string_view pattern, const App& app) {
  std::vector<std::string> segments = split(pattern, '/');
  for (std::string& segment : segments) {
    if (segment == ":version") segment = "v66.0";
    if (segment == ":id") segment = app.id.value.substr(0, 15);
    if (segment.starts_with(':') || segment == "*") segment = "x";
  }
  return join(segments, "/");
}

// What a browser or a JSON client would choke on.
void expect_readable(const wire::WireResponse& response, std::string_view place) {
  const std::string type = wire::header_of(response.headers, "Content-Type").value_or("");
  if (type.starts_with("text/html")) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(response.body.c_str())) << place;
    EXPECT_EQ(wire::header_of(response.headers, "X-Frame-Options"), "DENY") << place;
    const auto policy = wire::header_of(response.headers, "Content-Security-Policy").value_or("");
    EXPECT_THAT(policy, testing::StartsWith("default-src 'none'; style-src 'sha256-")) << place;
    EXPECT_THAT(policy, testing::HasSubstr("frame-ancestors 'none'")) << place;
    EXPECT_THAT(policy, testing::Not(testing::HasSubstr("unsafe"))) << place;
    EXPECT_THAT(response.body, testing::HasSubstr("This is a mock.")) << place;
    EXPECT_EQ(document.select_nodes("//h1").size(), 1u) << place;
    EXPECT_LT(response.body.size(), 60u * 1024) << place;
  }
  if (type.starts_with("application/json")) {
    EXPECT_TRUE(parse_json(response.body).ok()) << place;
  }
  if (type.starts_with("text/xml")) {
    EXPECT_TRUE(parse_xml(response.body).ok()) << place;
  }
}

TEST(Routes, HaveOneRowForAMethodAndAPath) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& route : routes()) {
    EXPECT_TRUE(seen.insert({route.method, route.path}).second) << route.path;
    EXPECT_FALSE(route.name.empty()) << route.path;
    EXPECT_FALSE(route.fidelity.source.empty()) << route.path;
    EXPECT_NE(route.endpoint, nullptr) << route.path;
  }
}

TEST(Routes, GiveANameToOneEndpoint) {
  std::map<std::string_view, wire::WireResponse (*)(Org&, wire::Call&)> endpoints;
  for (const Route& route : routes()) {
    const auto [place, is_new] = endpoints.try_emplace(route.name, route.endpoint);
    EXPECT_EQ(place->second, route.endpoint) << route.name;
  }
}

TEST(Routes, AnswerStrangersAndAdminsWithoutParameters) {
  for (const bool signed_in : {false, true}) {
    for (const Route& route : routes()) {
      OrgSite site;
      const App app = site.create_app();
      if (signed_in) site.log_in();
      const std::string path = example_of(route.path, app);
      const auto answer = route.method == "GET" ? site.get(path) : site.post(path, {});
      EXPECT_NE(answer.reason, "no route") << path;
      EXPECT_GE(answer.response.status, 200) << path;
      // SOAP 1.1 section 6.2: a fault is a 500.
      const bool is_fault = answer.response.body.find("<soapenv:Fault>") != std::string::npos;
      EXPECT_TRUE(answer.response.status < 500 || is_fault) << path;
      expect_readable(answer.response, route.path);
    }
  }
}

// The login is for everybody: it has no session yet whose token a form could carry.
TEST(Routes, PutTheSessionsTokenIntoEveryForm) {
  size_t forms = 0;
  for (const Route& route : routes()) {
    if (route.method != "GET" || route.path == "/") continue;
    OrgSite site;
    const App app = site.create_app();
    site.log_in();
    const auto answer = site.get(example_of(route.path, app));
    pugi::xml_document document;
    if (!document.load_string(answer.response.body.c_str())) continue;
    std::string token;
    {
      auto tx = site.org.begin();
      if (const WebSession* session = tx.sessions().find(site.sid, site.now)) token = session->csrf;
    }
    for (const pugi::xpath_node& form : document.select_nodes("//form")) {
      ++forms;
      const pugi::xpath_node field = form.node().select_node(".//input[@name='csrf']");
      EXPECT_EQ(field.node().attribute("value").value(), token) << route.path;
      EXPECT_STREQ(form.node().attribute("method").value(), "post") << route.path;
    }
  }
  EXPECT_GE(forms, 5u);
}

TEST(Routes, TakeNoPostFromASignedInBrowserWithoutItsToken) {
  // Those that need no session: anybody may sign in, and clients bring credentials of their own.
  const std::set<std::string_view> open{"log_in",     "authorize", "token",    "revoke",
                                        "introspect", "userinfo",  "identity", "data_other"};
  for (const Route& route : routes()) {
    if (route.method != "POST" || open.contains(route.name)) continue;
    OrgSite site;
    const App app = site.create_app();
    site.log_in();
    const auto answer = site.post(example_of(route.path, app), {{"csrf", "guess"}});
    EXPECT_NE(answer.reason, "") << route.path;
    EXPECT_NE(answer.response.status, 200) << route.path;
  }
}

}  // namespace
}  // namespace rehearse::salesforce
