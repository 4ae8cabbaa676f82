#include "harness/report/json_report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

TEST(JsonReport, HasTheDocumentedShape) {
  const auto parsed = parse_json(json_report(testing::sample_run()));
  ASSERT_TRUE(parsed.ok());
  const Json& report = parsed.value();
  EXPECT_EQ(report["schema_version"], 1);
  EXPECT_EQ(report["program"], "rehearse");
  EXPECT_EQ(report["seed"], 7);
  EXPECT_EQ(report["exit_code"], 1);
  EXPECT_EQ(dump_json(report["summary"]),
            R"({"scenarios":2,"steps":5,"passed":1,"failed":1,"warnings":1,"infos":0,"not_run":1,)"
            R"("errors":1})");
  const Json& first = report["scenarios"][0];
  EXPECT_EQ(first["verdict"], "fail");
  EXPECT_EQ(dump_json(first["variant"]), R"({"pkce":"true","who":"two of us"})");
  EXPECT_EQ(first["transcript"]["exchanges"].size(), 1U);
  EXPECT_EQ(report["scenarios"][1]["transcript"], nullptr);
  const Json& finding = first["findings"][1];
  EXPECT_EQ(finding["step"], "refresh");
  EXPECT_EQ(finding["verdict"], "fail");
  EXPECT_EQ(finding["reason"], "token_spent");
  EXPECT_EQ(finding["virtual_time"], "2026-05-12T10:00:00Z");
  EXPECT_EQ(report["scenarios"][1]["findings"][0]["trouble"], true);
}

TEST(JsonReport, TheSameRunGivesTheSameBytes) {
  EXPECT_EQ(json_report(testing::sample_run()), json_report(testing::sample_run()));
}

TEST(JsonReport, BrokenTextStaysReadableJson) {
  RunResult run = testing::sample_run();
  run.scenarios[0].findings[0].actual = "\xff\x01";
  EXPECT_TRUE(parse_json(json_report(run)).ok());
}

}  // namespace
}  // namespace rehearse::harness
