#include "harness/report/report.h"

#include <gmock/gmock.h>

#include "harness/report/report_files.h"
#include "tests/support/report_parts.h"
#include "tests/support/sample_run.h"

namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kNoPictures;
using testing::page_parts;
using testing::report_of;

std::string error_of(const Json& document) {
  const auto report = read_report(document);
  return report ? "" : report.error();
}

std::vector<std::pair<std::string, std::string>> files_of(const Report& report) {
  std::vector<std::pair<std::string, std::string>> texts;
  const auto files = report_files(report, page_parts(), kNoPictures);
  if (!files) return {{files.error(), ""}};
  for (const ReportFile& file : files.value()) texts.emplace_back(file.name, file.text);
  return texts;
}

TEST(Report, ReadsBackWhatWasWritten) {
  RunResult run = testing::sample_run();
  run.scenarios[0].findings[1].screenshot = "steps/1.png";
  run.scenarios[0].findings[1].source = "mock";
  const Report report = report_of(run);
  EXPECT_EQ(json_report(report.run), [&] {
    RunResult bare = run;
    for (ScenarioResult& scenario : bare.scenarios) scenario.transcript = "null";
    return json_report(bare);
  }());
  ASSERT_EQ(report.transcripts.size(), 2U);
  EXPECT_TRUE(report.transcripts[0].kept);
  EXPECT_EQ(report.transcripts[0].exchanges.size(), 1U);
  EXPECT_FALSE(report.transcripts[1].kept);
}

// Made from the run at once, or from report.json later: the same files.
TEST(Report, TheTextOfTheReportMakesTheSameFiles) {
  for (RunResult run : {testing::sample_run(), testing::hostile_run()}) {
    run.scenarios[0].findings[0].actual += "\xff broken";
    run.scenarios[0].lineage = R"({"at":"2026-05-12T13:00:00Z","codes":[],"grants":[],"apps":[],)"
                               R"("users":[]})";
    const auto later = read_report(std::string_view(json_report(run)));
    ASSERT_TRUE(later.ok()) << later.error();
    const auto files = files_of(later.value());
    EXPECT_EQ(files, files_of(report_of(run)));
    EXPECT_GE(files.size(), 5U);
  }
}

TEST(Report, WhatIsNoReportOfOursIsSaid) {
  EXPECT_EQ(error_of(Json::object()), "it is no report of rehearse");
  EXPECT_EQ(error_of(Json::array()), "it is no report of rehearse");
  Json document = report_document(testing::sample_run());
  document["program"] = "another";
  EXPECT_EQ(error_of(document), "it is no report of rehearse");
}

TEST(Report, ANewerSchemaIsRefusedByItsNumber) {
  Json document = report_document(testing::sample_run());
  document["schema_version"] = kReportSchema + 1;
  EXPECT_EQ(error_of(document),
            "it is of schema 2, and this program reads schema 1; use the version that wrote it, "
            "1.2.3");
}

TEST(Report, WhatHasTheWrongTypeIsNamedByItsPlace) {
  const auto with = [](auto change) {
    Json document = report_document(testing::sample_run());
    change(document);
    return error_of(document);
  };
  EXPECT_EQ(with([](Json& report) { report["seed"] = "1"; }), "$.seed should be a whole number");
  EXPECT_EQ(with([](Json& report) { report["scenarios"] = 1; }), "$.scenarios should be a list");
  EXPECT_EQ(with([](Json& report) { report["interrupted"] = 1; }),
            "$.interrupted should be true or false");
  EXPECT_EQ(with([](Json& report) { report["scenarios"][1] = 1; }),
            "$.scenarios[1] should be an object");
  EXPECT_EQ(with([](Json& report) { report["scenarios"][0]["findings"][1]["verdict"] = "good"; }),
            "$.scenarios[0].findings[1].verdict should be a verdict");
  EXPECT_EQ(with([](Json& report) { report["scenarios"][0]["findings"][1].erase("title"); }),
            "$.scenarios[0].findings[1].title should be a text");
  EXPECT_EQ(with([](Json& report) { report["scenarios"][0]["variant"]["pkce"] = 1; }),
            "$.scenarios[0].variant.pkce should be a text");
}

// Members are only ever added: a report of an earlier version lacks the later ones.
TEST(Report, AnEarlierReportIsRead) {
  Json document = report_document(testing::sample_run());
  document.erase("words");
  for (Json& scenario : document["scenarios"]) {
    scenario.erase("lineage");
    for (Json& finding : scenario["findings"]) {
      finding.erase("screenshot");
      finding.erase("source");
    }
  }
  EXPECT_EQ(error_of(document), "");
}

TEST(Report, HoldsTheWordsThatItNeeds) {
  static constexpr Reason kSpent{
      "token_spent", "It was used.", "It ends.", "Renew it.", {Basis::observed, "a recording"}};
  Guide guide;
  guide.sections = {{"sf", "In Salesforce", {{"sf.1", "Sign in.", ""}, {"sf.9", "Other.", ""}}}};
  const Wording wording{
      &guide, [](std::string_view name) { return name == kSpent.name ? &kSpent : nullptr; }};
  const Report report = report_of(testing::sample_run(), wording);
  ASSERT_EQ(report.words.reasons.size(), 1U);
  EXPECT_EQ(report.words.reasons.at("token_spent").basis, "Observed");
  EXPECT_EQ(report.words.reasons.at("token_spent").source, "a recording");
  ASSERT_EQ(report.words.guide.size(), 1U) << "sf.9 is of no step";
  EXPECT_EQ(report.words.guide.at("sf.1").text, "Sign in.");
}

TEST(Transcript, WorkatoCallsFromItsOwnAddressesAndAPersonFromHere) {
  using Party = SeenExchange::Party;
  SeenExchange exchange;
  exchange.side = "salesforce";
  for (const std::string here : {"", "127.0.0.1", "::1"}) {
    exchange.peer = here;
    EXPECT_EQ(exchange.from(), Party::person) << here;
  }
  exchange.peer = "52.5.142.59";
  EXPECT_EQ(exchange.from(), Party::workato);
  EXPECT_EQ(exchange.to(), Party::salesforce);
  exchange.side = "workato";
  EXPECT_EQ(exchange.from(), Party::person) << "nobody else calls Workato";
}

TEST(Transcript, WhatIsOfAnotherTypeCountsAsLeftOut) {
  const auto read = [](std::string_view text) { return read_transcript(parse_json(text).value()); };
  EXPECT_FALSE(read("null").kept);
  EXPECT_FALSE(read(R"({"exchanges":3})").kept);
  const Transcript odd = read(
      R"({"dropped":"x","exchanges":[1,{"status":"x","headers":{},"form":[1],"response":2}]})");
  ASSERT_EQ(odd.exchanges.size(), 2U);
  EXPECT_EQ(odd.dropped, 0);
  EXPECT_EQ(odd.exchanges[1].status, 0);
  EXPECT_EQ(odd.exchanges[1].form.size(), 1U);
}

}  // namespace
}  // namespace rehearse::harness
