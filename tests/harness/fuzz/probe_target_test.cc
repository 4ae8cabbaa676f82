#include "harness/fuzz/probe_target.h"

#include <gmock/gmock.h>

namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string error_of(std::string_view text) {
  const auto read = read_probe_target(text, "org.json");
  return read ? "" : read.error();
}

ProbeTarget read(std::string_view text) {
  const auto target = read_probe_target(text, "org.json");
  EXPECT_TRUE(target.ok()) << target.error();
  return target ? target.value() : ProbeTarget{};
}

std::string refusal(std::string_view text) { return why_not_probed(read(text)).value_or(""); }

TEST(ProbeTarget, ReadsAllOfAFile) {
  const ProbeTarget target = read(R"({
    // of this machine
    "salesforce": "http://127.0.0.1:40001/", "control": "http://127.0.0.1:40003",
    "ca": "ca.pem", "client_id": "3MVG9", "redirect_uri": "https://a.test/cb",
    "org_mode": "locked-2026", "dials": {"pkce.absent_method": "plain"},
    "allow_parameter_probe": true, "requests_per_second": 100000, "most_requests": 100000,
    "deadline_ms": 60000})");
  EXPECT_EQ(target.salesforce, "http://127.0.0.1:40001");
  EXPECT_EQ(target.control, "http://127.0.0.1:40003");
  EXPECT_EQ(target.ca, "ca.pem");
  EXPECT_EQ(target.client_id, "3MVG9");
  EXPECT_EQ(target.redirect_uri, "https://a.test/cb");
  EXPECT_EQ(target.org_mode, "locked-2026");
  ASSERT_EQ(target.dials.size(), 1U);
  EXPECT_EQ(target.dials[0].second, "plain");
  EXPECT_TRUE(target.allow_parameter_probe);
  EXPECT_EQ(target.requests_per_second, 100'000);
  EXPECT_EQ(target.most_requests, 100'000);
  EXPECT_EQ(target.deadline, std::chrono::milliseconds(60'000));
}

TEST(ProbeTarget, IsAsFastAsItGoesOnThisMachineAndBoundedElsewhere) {
  const ProbeTarget here = read(R"({"salesforce": "http://localhost:40001"})");
  EXPECT_EQ(here.requests_per_second, 0);
  EXPECT_EQ(here.most_requests, 0);
  const ProbeTarget there = read(R"({"salesforce": "https://test.salesforce.com"})");
  EXPECT_EQ(there.requests_per_second, 2);
  EXPECT_EQ(there.most_requests, kMostForeignRequests);
}

TEST(ProbeTarget, NamesTheLineThePathAndTheNearestName) {
  EXPECT_EQ(error_of("{\n  \"salesforce\": \"http://127.0.0.1:1\",\n  \"contrl\": \"x\"}"),
            "org.json:3: $.contrl: a target file has no member \"contrl\"; did you mean "
            "\"control\"?");
}

TEST(ProbeTarget, TellsEverythingThatIsWrongAtOnce) {
  const std::string error = error_of(R"({
    "salesforce": "http://127.0.0.1:1/path",
    "org_mode": "modern",
    "requests_per_second": 0,
    "deadline_ms": "soon"})");
  EXPECT_THAT(error, AllOf(HasSubstr("org.json:2: $.salesforce: takes the origin"),
                           HasSubstr("org.json:3: $.org_mode: is legacy or locked-2026"),
                           HasSubstr("org.json:4: $.requests_per_second: takes a number from 1"),
                           HasSubstr("org.json:5: $.deadline_ms")));
}

TEST(ProbeTarget, RefusesWhatIsNoOrigin) {
  for (const std::string origin :
       {"ftp://127.0.0.1", "127.0.0.1:80", "http://a@127.0.0.1", "http://127.0.0.1?x",
        "http://127.0.0.1#x", "http://127.0.0.1/x"})
    EXPECT_THAT(error_of(R"({"salesforce": ")" + origin + "\"}"), HasSubstr("takes the origin"))
        << origin;
  EXPECT_THAT(error_of("{}"), HasSubstr("needs the member \"salesforce\""));
  EXPECT_THAT(error_of("[]"), HasSubstr("is an object"));
  EXPECT_THAT(error_of("{"), HasSubstr("org.json: "));
}

TEST(ProbeTarget, RefusesSecretsWithoutQuotingThem) {
  for (const std::string name : {"client_secret", "clientSecret", "refresh_token", "password"})
    EXPECT_THAT(
        error_of(R"({"salesforce": "http://127.0.0.1:1", ")" + name + R"(": "hush-hush"})"),
        AllOf(HasSubstr("$." + name + ": the probe needs no secret"), Not(HasSubstr("hush"))));
}

TEST(ProbeTarget, IsNotLongerThanItsBound) {
  const std::string head = R"({"salesforce": "http://127.0.0.1:1")", tail = "}";
  const auto padded = [&](size_t size) {
    return head + std::string(size - head.size() - tail.size(), ' ') + tail;
  };
  EXPECT_EQ(error_of(padded(64 * 1024)), "");
  EXPECT_THAT(error_of(padded(64 * 1024 + 1)), HasSubstr("not longer than"));
}

TEST(ProbeGuard, LetsThisMachinePass) {
  EXPECT_EQ(refusal(R"({"salesforce": "http://127.0.0.1:1", "control": "http://localhost:2"})"),
            "");
}

TEST(ProbeGuard, LetsASandboxPassThatMayBeProbed) {
  EXPECT_EQ(refusal(R"({"salesforce": "https://a.sandbox.my.salesforce.com",
                        "allow_parameter_probe": true, "requests_per_second": 5,
                        "most_requests": 200})"),
            "");
}

TEST(ProbeGuard, KeepsEverythingElseBack) {
  EXPECT_THAT(refusal(R"({"salesforce": "https://a.sandbox.my.salesforce.com"})"),
              HasSubstr("\"allow_parameter_probe\": true"));
  EXPECT_THAT(refusal(R"({"salesforce": "https://login.salesforce.com",
                          "allow_parameter_probe": true})"),
              HasSubstr("is no sandbox"));
  EXPECT_THAT(refusal(R"({"salesforce": "http://a.sandbox.my.salesforce.com",
                          "allow_parameter_probe": true})"),
              HasSubstr("over https"));
  EXPECT_THAT(refusal(R"({"salesforce": "https://a.sandbox.my.salesforce.com:8443",
                          "allow_parameter_probe": true})"),
              HasSubstr("at its usual port"));
  EXPECT_THAT(refusal(R"({"salesforce": "https://a.sandbox.my.salesforce.com",
                          "allow_parameter_probe": true, "requests_per_second": 6})"),
              HasSubstr("at most 5 requests a second"));
  EXPECT_THAT(refusal(R"({"salesforce": "https://a.sandbox.my.salesforce.com",
                          "allow_parameter_probe": true, "most_requests": 201})"),
              HasSubstr("200 a run"));
}

TEST(ProbeGuard, KeepsASandboxBackThatHasNoBound) {
  ProbeTarget target;
  target.salesforce = "https://a.sandbox.my.salesforce.com";
  target.allow_parameter_probe = true;
  for (const auto& [rate, most] : {std::pair{0, 200}, {5, 0}, {-1, 200}, {5, -1}}) {
    target.requests_per_second = rate;
    target.most_requests = most;
    EXPECT_THAT(why_not_probed(target).value_or(""), HasSubstr("with a bound only"))
        << rate << " " << most;
  }
  target.requests_per_second = target.most_requests = 1;
  EXPECT_EQ(why_not_probed(target), std::nullopt);
}

TEST(ProbeGuard, KeepsAControlListenerOnThisMachine) {
  EXPECT_THAT(refusal(R"({"salesforce": "https://a.sandbox.my.salesforce.com",
                          "control": "http://127.0.0.1:1", "allow_parameter_probe": true})"),
              HasSubstr("must be on 127.0.0.0/8"));
  EXPECT_THAT(refusal(R"({"salesforce": "http://127.0.0.1:1", "control": "http://10.0.0.1:1"})"),
              HasSubstr("must be on 127.0.0.0/8"));
}

}  // namespace
}  // namespace rehearse::harness
