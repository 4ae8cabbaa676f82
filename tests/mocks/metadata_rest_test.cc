// Deployments over real sockets: what a client sees, what the rest of the bench sees, and how large
// a request may be.
#include <gmock/gmock.h>

#include <list>

#include "mocks/salesforce/metadata/limits.h"
#include "mocks/wire/route.h"
#include "tests/support/deployment.h"
#include "tests/support/live_bench.h"
#include "tests/support/raw_client.h"

namespace rehearse::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kPath = "/services/data/v67.0/metadata/deployRequest";

class MetadataOverHttp : public LiveTest {
 protected:
  MetadataOverHttp() {
    session_ = ask("POST", "/sessions", R"({"username":"admin@rehearsal.test"})")["session_id"];
    port_ = std::atoi(wire::parse_uri(site_)->port.c_str());
  }
  Answer deploy(const std::string& body) {
    return send(*http_, {.method = "POST",
                         .url = site_ + kPath,
                         .headers = {{"Authorization", "Bearer " + session_},
                                     {"Content-Type", kMultipartType}},
                         .body = body});
  }
  Json poll(const std::string& id) {
    return send(*http_, {.url = site_ + kPath + "/" + id + "?includeDetails=true",
                         .headers = {{"Authorization", "Bearer " + session_}}})
        .body["deployResult"];
  }
  bool has_app(std::string_view name) {
    auto tx = instance().world()->org.begin();
    return tx.apps().find_by_name(name) != nullptr;
  }
  std::string head(const std::string& target, const std::string& more) {
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + session_ +
           "\r\n" + more + "\r\n";
  }
  std::string raw(const std::string& target, const std::string& headers,
                  const std::string& body = {}) {
    return RawClient::exchange(port_, head(target, headers) + body);
  }
  static std::string length(size_t bytes) {
    return "Content-Length: " + std::to_string(bytes) + "\r\n";
  }

  std::string session_{};
  int port_ = 0;
};

TEST_F(MetadataOverHttp, DeploysAndPolls) {
  const Answer created = deploy(deployment(package_of({})));
  ASSERT_EQ(created.status, 201) << created.text;
  EXPECT_EQ(created["url"], site_ + kPath + "/" + created["id"]);
  const Json result = poll(created["id"]);
  EXPECT_EQ(result["status"], "Succeeded") << result;
  EXPECT_TRUE(has_app("Deployed"));
}

TEST_F(MetadataOverHttp, TakesADeploymentInChunks) {
  const std::string body = deployment(package_of({}));
  std::string chunks;
  for (size_t at = 0; at < body.size(); at += 100) {
    const std::string part = body.substr(at, 100);
    std::array<char, 8> size{};
    std::snprintf(size.data(), size.size(), "%zx", part.size());
    chunks += size.data() + std::string("\r\n") + part + "\r\n";
  }
  const std::string answer = raw(
      kPath, "Transfer-Encoding: chunked\r\nContent-Type: " + std::string(kMultipartType) + "\r\n",
      chunks + "0\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 201 "));
}

// The control facade looks at the org as everybody else does.
TEST_F(MetadataOverHttp, TakesEffectWhenTheClockMoves) {
  ask("PATCH", "/dials", R"({"metadata.duration":"10s"})");
  const Answer created = deploy(deployment(package_of({})));
  ask("POST", "/clock", R"({"advance":"9999ms"})");
  ask("GET", "/users/admin@rehearsal.test");
  EXPECT_FALSE(has_app("Deployed"));
  EXPECT_EQ(poll(created["id"])["status"], "InProgress");
  ask("POST", "/clock", R"({"advance":"1ms"})");
  ask("GET", "/users/admin@rehearsal.test");
  EXPECT_TRUE(has_app("Deployed"));
  EXPECT_EQ(poll(created["id"])["status"], "Succeeded");
}

TEST_F(MetadataOverHttp, ForgetsDeploymentsOnReset) {
  ask("PATCH", "/dials", R"({"metadata.duration":"10s"})");
  deploy(deployment(package_of({})));
  ask("POST", "/reset");
  ask("POST", "/clock", R"({"advance":"10s"})");
  ask("GET", "/users/admin@rehearsal.test");
  EXPECT_FALSE(has_app("Deployed"));
}

TEST_F(MetadataOverHttp, KeepsThePackageOutOfTheJournal) {
  const std::string file = "<consumerSecret>canary-secret-1</consumerSecret>";
  EXPECT_EQ(deploy(deployment(file)).status, 201);
  EXPECT_EQ(deploy(deployment(file) + "broken").status, 201) << "an epilogue";
  std::string broken = deployment(file);
  EXPECT_EQ(deploy(broken.substr(0, broken.size() - 6)).status, 400);
  const std::string journal = dump_json(ask("GET", "/journal"));
  EXPECT_THAT(journal, Not(HasSubstr("canary")));
  EXPECT_THAT(journal, Not(HasSubstr(session_)));
  EXPECT_THAT(journal, HasSubstr("[" + std::to_string(file.size()) + " bytes]"));
  EXPECT_THAT(journal, HasSubstr(R"(deployOptions)"));
}

TEST_F(MetadataOverHttp, TakesAPackageOfThirtyNineMegabytes) {
  const std::string body = deployment(std::string(salesforce::kMostZipBytes, 'x'));
  const Answer created = deploy(body);
  ASSERT_EQ(created.status, 201) << created.text;
  EXPECT_EQ(poll(created["id"])["zipSize"], salesforce::kMostZipBytes);
  EXPECT_LT(dump_json(ask("GET", "/journal")).size(), 100'000U);
}

// RFC 9110 section 15.5.14; the head alone decides, so that nothing of the body needs to be sent.
TEST_F(MetadataOverHttp, RefusesABodyThatIsTooLongBeforeItComes) {
  struct Case {
    std::string target{}, text{};
    size_t limit = 0;
    bool is_routed = true;
  };
  const std::string data_text =
      R"([{"message":"The request body is too large","errorCode":"LIMIT_EXCEEDED"}])";
  std::list<RawClient> invited;  // kept open: an invited body that never comes is journalled too
  for (const Case& each :
       {Case{kPath, data_text, salesforce::kRestDeployBody},
        Case{std::string("/") + kPath, data_text, salesforce::kRestDeployBody},
        Case{std::string(kPath) + "/0AfgK0000000000", data_text, wire::kBodyLimit},
        Case{"/services/data/v67.0/query", data_text, wire::kBodyLimit, false},
        Case{"/services/oauth2/token",
             R"({"error":"invalid_request","error_description":"the body is too large"})",
             65'536}}) {
    for (const std::string& refused :
         {raw(each.target, length(each.limit + 1)),
          raw(each.target, "Expect: 100-continue\r\n" + length(each.limit + 1)),
          raw(each.target, "Transfer-Encoding: chunked\r\n", "fffffff\r\n")}) {
      EXPECT_THAT(refused, StartsWith("HTTP/1.1 413 ")) << each.target;
      EXPECT_THAT(refused, EndsWith("\r\n\r\n" + each.text));
      EXPECT_EQ(last_reason(), "body_too_large");
    }
    const Json entry = ask("GET", "/journal")["exchanges"].back();
    EXPECT_EQ(entry["status"], 413);
    EXPECT_EQ(entry["path"], each.target.substr(each.target.starts_with("//") ? 1 : 0));
    EXPECT_EQ(entry["route"] != nullptr, each.is_routed);
    // One byte less is invited.
    RawClient& fitting = invited.emplace_back(port_);
    fitting.send(head(each.target, "Expect: 100-continue\r\n" + length(each.limit)));
    EXPECT_THAT(fitting.read_answer(), StartsWith("HTTP/1.1 100 ")) << each.target;
  }
}

TEST_F(MetadataOverHttp, RefusesAPageThatIsTooLong) {
  EXPECT_THAT(raw("/", length(wire::kBodyLimit + 1)), HasSubstr("Request Entity Too Large"));
  const auto workato = wire::parse_uri(instance().addresses().workato);
  const std::string answer = RawClient::exchange(std::atoi(workato->port.c_str()),
                                                 head("/", length(wire::kBodyLimit + 1)));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
}

}  // namespace
}  // namespace rehearse::testing
