#include "harness/sandbox/target_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/scenario/schema_check.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kUsual = R"({"salesforce": {"kind": "sandbox",
  "my_domain": "https://acme--uat.sandbox.my.salesforce.com",
  "organization_id": "00DgK0000000001UAA",
  "login": {"kind": "sf_cli", "username": "uat"}}, "workato": {"kind": "engine"}})";

std::string error_of(const std::string& text) {
  const auto read = read_target_file(text, "targets/org.json");
  return read ? "" : read.error();
}

// The usual file with one text replaced.
std::string with(const std::string& from, const std::string& to) {
  EXPECT_NE(kUsual.find(from), std::string::npos) << from;
  return replace_all(kUsual, from, to);
}
const std::string kLogin = R"({"kind": "sf_cli", "username": "uat"})";

TargetFile read(const std::string& text) {
  auto target = read_target_file(text, "targets/org.json");
  EXPECT_TRUE(target.ok()) << target.error();
  return target ? std::move(target).value() : TargetFile{};
}

std::vector<fs::path> examples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(testing::source_root() / "fixtures/targets")) {
    if (entry.path().filename() != "schema.json") files.push_back(entry.path());
  }
  return files;
}

TEST(TargetExamples, AreReadAndFitTheSchema) {
  const auto schema =
      Schema::compile(testing::read_file(testing::source_root() / "fixtures/targets/schema.json"));
  ASSERT_TRUE(schema.ok()) << schema.error();
  std::vector<int> logins(5), pairs(3);
  for (const fs::path& path : examples()) {
    const std::string text = testing::read_file(path);
    const auto target = read_target_file(text, path.filename().string());
    ASSERT_TRUE(target.ok()) << target.error();
    Problems problems(path.filename().string(), Lines(text));
    schema.value().check(parse_json(text, JsonComments::allow).value(), problems);
    for (const Problem& problem : problems.in_order()) ADD_FAILURE() << to_text(problem);
    ++pairs[size_t(target.value().workato)];
    if (target.value().salesforce == TargetFile::Salesforce::sandbox)
      ++logins[size_t(target.value().login.kind)];
  }
  EXPECT_THAT(logins, ElementsAre(1, 1, 1, 1, 1)) << "one example for each login";
  EXPECT_THAT(pairs, ElementsAre(1, 4, 1)) << "an example for each pair";
}

TEST(TargetExamples, AreWhatTheSchemaTellsFromOthers) {
  const auto schema =
      Schema::compile(testing::read_file(testing::source_root() / "fixtures/targets/schema.json"));
  ASSERT_TRUE(schema.ok()) << schema.error();
  const auto accepts = [&](const std::string& text) {
    return schema.value().accepts(parse_json(text).value());
  };
  EXPECT_TRUE(accepts(kUsual));
  EXPECT_FALSE(accepts(with(R"("kind": "engine")", R"("kind": "engines")")));
  EXPECT_FALSE(accepts(with(kLogin, R"({"kind": "access_token", "secret": "text"})")));
  EXPECT_FALSE(accepts(with(kLogin, R"({"kind": "refresh_token", "client_id": "a",
                                        "secret": {"env": "A"}})")));
  EXPECT_FALSE(accepts(with("00DgK0000000001UAA", "00DgK0000000001")));
}

TEST(TargetFile, HasWhatTheFileSaysAndUsualValuesElse) {
  const TargetFile target = read(kUsual);
  EXPECT_EQ(target.salesforce, TargetFile::Salesforce::sandbox);
  EXPECT_EQ(target.workato, TargetFile::Workato::engine);
  EXPECT_EQ(target.my_domain, "https://acme--uat.sandbox.my.salesforce.com");
  EXPECT_EQ(target.organization_id, "00DgK0000000001UAA");
  EXPECT_EQ(target.api_version, "67.0");
  EXPECT_EQ(target.name_prefix, "rehearse");
  EXPECT_EQ(target.login.username, "uat");
  EXPECT_EQ(target.login.login_url, "https://test.salesforce.com");
  EXPECT_EQ(target.path, "targets/org.json");
}

TEST(TargetFile, TakesPathsFromItsOwnFolder) {
  const auto secret = [](const std::string& place) {
    return read(with(kLogin, R"({"kind": "access_token", "secret": {"file": ")" + place + "\"}}"))
        .login.secret;
  };
  EXPECT_EQ(secret("token").kind, SecretSource::Kind::file);
  EXPECT_EQ(secret("token").name, "targets/token");
  EXPECT_EQ(secret("../token").name, "token");
  EXPECT_EQ(secret("/etc/token").name, "/etc/token");
  EXPECT_THAT(error_of(with(kLogin, R"({"kind": "access_token", "secret": {"file": "~/t"}})")),
              HasSubstr("only a shell knows what ~ and $ stand for"));
}

TEST(TargetFile, KeepsTheNetwork) {
  const TargetFile target = read(with("\"workato\"", R"("network": {
    "proxy": "http://me@proxy.acme.test:3128/", "proxy_password": {"env": "PROXY_PASSWORD"},
    "ca": "ca.pem", "resolve": {"Test.salesforce.com:443": "127.0.0.1:8443",
                                "a.test:1": "[::1]:65535"}}, "workato")"));
  EXPECT_EQ(target.proxy, "http://me@proxy.acme.test:3128");
  EXPECT_EQ(target.proxy_password.name, "PROXY_PASSWORD");
  EXPECT_EQ(target.ca_file, "targets/ca.pem");
  ASSERT_EQ(target.resolve.size(), 2U);
  EXPECT_EQ(target.resolve[0].host, "test.salesforce.com");
  EXPECT_EQ(target.resolve[0].to_port, 8443);
  EXPECT_EQ(target.resolve[1].to_address, "[::1]");
}

// One mistake and what is said of it.
struct Mistake {
  std::string text{};
  std::string message{};
  friend std::ostream& operator<<(std::ostream& out, const Mistake& mistake) {
    return out << mistake.message;
  }
};
class Mistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreToldWithThePlaceAndTheRemedy) {
  EXPECT_THAT(error_of(GetParam().text),
              AllOf(HasSubstr("targets/org.json"), HasSubstr(GetParam().message)));
}

const std::string kHost = "https://acme--uat.sandbox.my.salesforce.com";
const std::string kId = "\"00DgK0000000001UAA\"";
std::string sandbox_with(const std::string& member) {
  return with("\"login\"", member + ", \"login\"");
}
std::string network_with(const std::string& members) {
  return with("\"workato\"", "\"network\": {" + members + "}, \"workato\"");
}

INSTANTIATE_TEST_SUITE_P(
    Of, Mistakes,
    ::testing::Values(
        Mistake{"[]", "a target file is an object"}, Mistake{"{", "not valid JSON"},
        Mistake{"{}", R"($: a target file needs the member "salesforce")"},
        Mistake{"{}", R"(needs the member "workato")"},
        Mistake{
            with("\"engine\"", "\"engin\""),
            R"($.workato.kind: "kind" is one of mock, engine, workspace; did you mean "engine")"},
        Mistake{with("\"login\"", "\"logins\": 1, \"login\""), R"(did you mean "login"?)"},
        Mistake{with("\"engine\"", "\"mock\""), R"(a sandbox goes with "engine")"},
        Mistake{R"({"salesforce": {"kind": "mock"}, "workato": {"kind": "engine"}})",
                R"(a mock org goes with "mock")"},
        Mistake{R"({"salesforce": {"kind": "mock", "my_domain": "https://a"},
                   "workato": {"kind": "mock"}})",
                R"("salesforce" has no member "my_domain")"},
        Mistake{with(kHost, "http://acme--uat.sandbox.my.salesforce.com"), "over https"},
        Mistake{with(kHost, kHost + "/lightning"), "without a path"},
        Mistake{with(kHost, kHost + ":8443"), "takes the org's address over https"},
        Mistake{with(kHost, "https://acme.my.salesforce.com"), "is no sandbox's host"},
        Mistake{with(kHost, "https://test.salesforce.com"), "is no org's My Domain"},
        Mistake{with(kHost, "https://acme.lightning.force.com"), "is no org's My Domain"},
        Mistake{with(kId, "\"00DgK0000000001\""), R"(all 18: "00DgK0000000001UAA")"},
        Mistake{with(kId, "\"00DgK0000000001UAB\""), "don't check the first 15"},
        Mistake{with(kId, "\"005gK0000000001QAA\""), "starts with 00D"},
        Mistake{with(kId, "7"), R"("organization_id" must be a text, not a number)"},
        Mistake{sandbox_with(R"("api_version": "59.0")"), R"("60.0" or later)"},
        Mistake{sandbox_with(R"("api_version": "67")"), R"("60.0" or later)"},
        Mistake{sandbox_with(R"("name_prefix": "re")"), "takes 3 to 20 letters"},
        Mistake{sandbox_with(R"("name_prefix": "a__b")"), "single underscores"},
        Mistake{sandbox_with(R"("limits": {"token_requests": 61})"), "a number from 1 to 60"},
        Mistake{sandbox_with(R"("limits": {"logins_a_minute": 6})"), "a number from 1 to 5"},
        Mistake{sandbox_with(R"("limits": {"requests": 0})"), "a number from 1 to 20000"},
        Mistake{sandbox_with(R"("limits": {"request_seconds": 121})"), "a number from 1 to 120"},
        Mistake{sandbox_with(R"("limits": {"wait_seconds": 3601})"), "a number from 1 to 3600"},
        Mistake{sandbox_with(R"("limits": {"request": 5})"), R"(did you mean "requests"?)"},
        Mistake{with(R"("login": )" + kLogin, R"("limits": {})"), "says how the run logs in"},
        Mistake{with(kLogin, "{}"), R"("login" needs the member "kind")"},
        Mistake{with(kLogin, R"({"kind": "sf_cli"})"), R"(needs the member "username")"},
        Mistake{with(kLogin, R"({"kind": "sf_cli", "username": "-x"})"), "start with a hyphen"},
        Mistake{with(kLogin, R"({"kind": "sf_cli", "username": "a", "client_id": "b"})"),
                R"($.salesforce.login.client_id: does not go with the login "sf_cli")"},
        Mistake{with(kLogin, R"({"kind": "access_token"})"),
                R"($.salesforce.login.secret: is needed here: write {"env": "NAME"})"},
        Mistake{with(kLogin, R"({"kind": "refresh_token", "client_id": "a",
                                 "secret": {"env": "TOKEN"}})"),
                "the org may replace it"},
        Mistake{with(kLogin, R"({"kind": "jwt_bearer", "username": "a", "client_id": "b"})"),
                "$.salesforce.login.secret: is needed here"},
        Mistake{with(kLogin, R"({"kind": "browser", "login_url": "https://login.salesforce.com"})"),
                "is https://test.salesforce.com or the org's own address"},
        Mistake{with(kLogin, R"({"kind": "access_token", "secret": {"env": "A", "file": "b"}})"),
                "names one place"},
        Mistake{with(kLogin, R"({"kind": "access_token", "secret": {}})"), "names one place"},
        Mistake{with(kLogin, R"({"kind": "access_token", "secret": {"env": "A B"}})"),
                "the name of an environment variable"},
        Mistake{with(kLogin, R"({"kind": "access_token", "secret": {"fil": "b"}})"),
                R"(a secret's place has no member "fil"; did you mean "file"?)"},
        Mistake{with("\"engine\"", "\"engine\", \"data_centre\": \"euu\""),
                R"(did you mean "eu"?)"},
        Mistake{with("\"engine\"", "\"engine\", \"workspace_id\": \"1\""),
                R"("workato" has no member "workspace_id")"},
        Mistake{with("\"engine\"", "\"workspace\""), R"(needs the member "workspace_id")"},
        Mistake{with("\"engine\"", "\"workspace\""), "$.workato.token: is needed here"},
        Mistake{with("\"engine\"", "\"workspace\", \"workspace_id\": \"x\""),
                "takes the number that the workspace's settings show"},
        Mistake{network_with(R"("proxy": "proxy:3128")"), "takes http://host:port"},
        Mistake{network_with(R"("proxy": "http://proxy")"), "takes http://host:port"},
        Mistake{network_with(R"("proxy_password": {"env": "A"})"), "goes with a user"},
        Mistake{network_with(R"("resolve": {"a.test": "127.0.0.1:1"})"), "says where a host is"},
        Mistake{network_with(R"("resolve": {"a.test:0": "127.0.0.1:1"})"), "says where a host is"},
        Mistake{network_with(R"("resolve": {"a.test:1": "::1:1"})"), "says where a host is"},
        Mistake{network_with(R"("proxi": "x")"), R"(did you mean "proxy"?)"}));

TEST(TargetFile, TakesADeveloperEditionOnlyIfItSaysSo) {
  const std::string text = with(kHost, "https://acme-dev-ed.develop.my.salesforce.com");
  EXPECT_THAT(error_of(text), HasSubstr(R"(needs "allow_developer_edition": true)"));
  const TargetFile target =
      read(replace_all(text, "\"login\"", "\"allow_developer_edition\": true, \"login\""));
  EXPECT_TRUE(target.allow_developer_edition);
  EXPECT_EQ(target.login.login_url, "https://login.salesforce.com");
}

TEST(TargetFile, TellsEverythingThatIsWrongAtOnce) {
  const std::string error = error_of(R"({
    "salesforce": {"kind": "sandbox",
      "my_domain": "https://acme.my.salesforce.com",
      "organization_id": "00D",
      "api_version": "1"},
    "workato": {"kind": "mock"}})");
  EXPECT_THAT(error, AllOf(HasSubstr("org.json:3: $.salesforce.my_domain"),
                           HasSubstr("org.json:4: $.salesforce.organization_id"),
                           HasSubstr("org.json:5: $.salesforce.api_version"),
                           HasSubstr("org.json:2: $.salesforce.login"),
                           HasSubstr("org.json:6: $.workato.kind")));
}

TEST(TargetFile, RefusesSecretsWithoutQuotingThem) {
  const std::vector<std::string> files{
      with(kLogin, R"({"kind": "access_token", "secret": "canary-1"})"),
      with(kLogin, R"({"kind": "access_token", "secret": ["canary-1"]})"),
      with(kLogin, R"({"kind": "refresh_token", "client_id": "a", "secret": "canary-1"})"),
      with(kLogin, R"({"kind": "sf_cli", "username": "a", "password": "canary-1"})"),
      with(kLogin, R"({"kind": "sf_cli", "username": "a", "refreshToken": "canary-1"})"),
      with(kLogin, R"({"kind": "sf_cli",
                       "username": "00DgK0000000001!canary.1.0123456789abcdef0123456789"})"),
      with(kLogin, R"({"kind": "access_token",
                       "secret": {"file": "-----BEGIN PRIVATE)"
                   " KEY-----canary-1\"}}"),
      with("\"engine\"", R"("workspace", "workspace_id": "1", "token": "canary-1")"),
      network_with(R"("proxy": "http://me:canary-1@proxy:3128")"),
      network_with(R"("proxy": "http://me@proxy:3128", "proxy_password": "canary-1")"),
      with("\"workato\"", R"("api_token": "canary-1", "workato")"),
  };
  for (const std::string& text : files) {
    EXPECT_THAT(error_of(text), AllOf(HasSubstr("a secret never stands in a target file"),
                                      Not(HasSubstr("canary"))))
        << text;
  }
}

TEST(TargetFile, IsNotLongerThanItsBound) {
  const auto padded = [](size_t size) { return kUsual + std::string(size - kUsual.size(), ' '); };
  EXPECT_EQ(error_of(padded(64 * 1024)), "");
  EXPECT_THAT(error_of(padded(64 * 1024 + 1)), HasSubstr("not longer than"));
}

}  // namespace
}  // namespace rehearse::harness
