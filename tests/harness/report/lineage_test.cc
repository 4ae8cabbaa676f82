#include "harness/report/lineage.h"

#include <gmock/gmock.h>

#include "harness/report/lineage_files.h"
#include "harness/report/lineage_rows.h"
#include "harness/report/lineage_svg.h"
#include "harness/report/lineage_text.h"
#include "mocks/core/xml.h"

namespace rehearse::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A chain of two refresh tokens that a replay of the first one ended, and an org session.
constexpr std::string_view kCascade = R"({
  "at": "2026-05-12T13:00:00Z",
  "codes": [{"id": "c1", "app": "0xI1", "user": "0051", "issued_at": "2026-05-12T09:00:00Z",
             "spent_at": "2026-05-12T09:00:00Z", "spent_by": "52.5.142.59", "grant": "g1",
             "replays": 0, "replayed_at": null, "replayed_by": null, "ended": null}],
  "grants": [
    {"id": "g1", "code": "c1", "app": "0xI1", "user": "0051", "flow": "web_server",
     "opened_at": "2026-05-12T09:00:00Z", "live": false, "ended": "refresh_token_replayed",
     "ended_at": "2026-05-12T12:00:01Z",
     "ended_by": {"token": "g1.r0", "by": "203.0.113.9", "how": "refresh"},
     "refresh_tokens": [
       {"id": "g1.r0", "parent": null, "issued_at": "2026-05-12T09:00:00Z", "issued_to": "52.5.142.59",
        "retired_at": "2026-05-12T12:00:00Z", "presented_at": "2026-05-12T12:00:01Z",
        "presented_by": "203.0.113.9", "presented_how": "refresh", "ended_at": null, "ended": null},
       {"id": "g1.r1", "parent": "g1.r0", "issued_at": "2026-05-12T12:00:00Z",
        "issued_to": "52.5.142.59", "retired_at": null, "ended_at": "2026-05-12T12:00:01Z", "ended": "refresh_token_replayed"}],
     "kept_access_tokens": [
       {"id": "g1.a1", "beside": "g1.r0", "issued_at": "2026-05-12T09:00:00Z",
        "issued_to": "52.5.142.59", "expires_at": "2026-05-12T11:00:00Z",
        "used_at": "2026-05-12T09:30:00Z", "used_by": "52.5.142.59", "used_how": "use",
        "ended_at": "2026-05-12T11:00:00Z", "ended": "access_token_expired"},
       {"id": "g1.a2", "beside": "g1.r1", "issued_at": "2026-05-12T12:00:00Z",
        "issued_to": "52.5.142.59", "ended_at": "2026-05-12T12:00:01Z",
        "ended": "refresh_token_replayed"}],
     "events": [
       {"at": "2026-05-12T09:00:00Z", "what": "opened", "refresh_token": "g1.r0",
        "access_token": "g1.a1", "by": "52.5.142.59", "how": "exchange"},
       {"at": "2026-05-12T12:00:00Z", "what": "refreshed", "refresh_token": "g1.r1",
        "access_token": "g1.a2", "rotated": true, "by": "52.5.142.59", "how": "refresh"},
       {"at": "2026-05-12T12:00:01Z", "what": "refused", "refresh_token": "g1.r0",
        "reason": "refresh_token_replayed", "by": "203.0.113.9", "how": "refresh"},
       {"at": "2026-05-12T12:00:01Z", "what": "ended", "refresh_token": "g1.r1",
        "reason": "refresh_token_replayed", "by": "203.0.113.9", "how": "refresh"}]},
    {"id": "g2", "code": null, "app": null, "user": "0052", "flow": "session", "events": []}],
  "apps": [{"id": "0xI1", "name": "Sales & <b>\"Co\"</b>"}],
  "users": [{"id": "0051", "name": "ada\u0007@example.test"}]
})";

Lineage cascade() {
  auto read = read_lineage(kCascade);
  EXPECT_TRUE(read.ok()) << (read ? "" : read.error());
  return read ? std::move(read).value() : Lineage{};
}

TEST(Lineage, TextIsATreeFromTheGrantToItsAccessTokens) {
  EXPECT_EQ(
      lineage_text(cascade()),
      R"(g1: Sales & <b>"Co"</b> for ada?@example.test, by web_server; ended 2026-05-12T12:00:01Z: refresh_token_replayed; by presenting g1.r0 from 203.0.113.9 (refresh)
├─ code c1: issued 2026-05-12T09:00:00Z; redeemed 2026-05-12T09:00:00Z by 52.5.142.59
├─ refresh token g1.r0: issued 2026-05-12T09:00:00Z to 52.5.142.59; last presented 2026-05-12T12:00:01Z by 203.0.113.9 (refresh); retired 2026-05-12T12:00:00Z
│  └─ access token g1.a1: issued 2026-05-12T09:00:00Z to 52.5.142.59; last used 2026-05-12T09:30:00Z by 52.5.142.59; ended 2026-05-12T11:00:00Z: access_token_expired
├─ refresh token g1.r1: issued 2026-05-12T12:00:00Z to 52.5.142.59; ended 2026-05-12T12:00:01Z: refresh_token_replayed
│  └─ access token g1.a2: issued 2026-05-12T12:00:00Z to 52.5.142.59; ended 2026-05-12T12:00:01Z: refresh_token_replayed
└─ refused: g1.r0 presented 2026-05-12T12:00:01Z by 203.0.113.9 (refresh), refresh_token_replayed

Besides: 1 org session without an app.
)");
}

// Which presentation ended which token.
TEST(Lineage, TheBlockOfACascadeNamesThePresentationAndWhatItEnded) {
  const auto blocks = lineage_blocks(cascade());
  ASSERT_EQ(blocks.size(), 1U);
  const LineageBlock& block = blocks.front();
  EXPECT_EQ(block.killer, "g1.r0");
  ASSERT_TRUE(block.killed_at.has_value());
  EXPECT_EQ(format_time(block.killed_at->at), "2026-05-12T12:00:01Z");
  std::vector<std::string> ids, killed;
  for (const LineageRow& row : block.rows) {
    ids.push_back(row.id);
    if (row.killed) killed.push_back(row.id);
  }
  EXPECT_THAT(ids, ElementsAre("c1", "g1.r0", "g1.a1", "g1.r1", "g1.a2"));
  EXPECT_THAT(killed, ElementsAre("g1.r1", "g1.a2"));
  const LineageRow& replayed = block.rows[1];
  ASSERT_EQ(replayed.marks.size(), 2U);
  EXPECT_EQ(replayed.marks[0].kind, LineageMark::Kind::used);
  EXPECT_EQ(replayed.marks[1].kind, LineageMark::Kind::refused);
  EXPECT_EQ(block.rows[2].end, LineageRow::End::lapsed);
  EXPECT_EQ(block.instants.size(), 5U);
}

// Virtual time stands still while requests come: each has a column of its own all the same.
TEST(Lineage, RequestsOfOneInstantStandInTheirOrder) {
  std::string text(kCascade);
  for (size_t at; (at = text.find("12:00:01")) != std::string::npos;) text[at + 7] = '0';
  const auto read = read_lineage(text);
  ASSERT_TRUE(read.ok()) << read.error();
  const LineageBlock block = lineage_blocks(read.value()).front();
  EXPECT_EQ(block.instants.size(), 5U);
  const LineageRow& replayed = block.rows[1];
  ASSERT_EQ(replayed.marks.size(), 2U);
  EXPECT_LT(replayed.marks[0].at, replayed.marks[1].at) << "used, then refused";
  EXPECT_EQ(replayed.until, replayed.marks[0].at);
  EXPECT_EQ(block.rows[3].from, replayed.marks[0].at);
  EXPECT_EQ(block.rows[3].until, replayed.marks[1].at);
  EXPECT_EQ(block.killed_at, replayed.marks[1].at);
}

// How often an element of that name and class is below.
size_t count(const XmlElement& element, std::string_view name, std::string_view style) {
  size_t found = element.name == name && element.attribute("class") == style ? 1 : 0;
  for (const XmlElement& child : element.children) found += count(child, name, style);
  return found;
}

TEST(Lineage, ThePictureIsXmlWithATitleATextAndNoScript) {
  const std::string svg = lineage_svg(cascade());
  const auto parsed = parse_xml(svg);
  ASSERT_TRUE(parsed.ok()) << parsed.error().what;
  const XmlElement& root = parsed.value();
  EXPECT_EQ(root.name, "svg");
  EXPECT_EQ(root.attribute("role"), "img");
  EXPECT_NE(root.child("title"), nullptr);
  EXPECT_THAT(root.text_of("desc"), HasSubstr("by presenting g1.r0 from 203.0.113.9"));
  EXPECT_THAT(root.text_of("style"), HasSubstr("prefers-color-scheme:dark"));
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(svg.find("href"), std::string::npos);
  EXPECT_EQ(count(root, "line", "kill"), 1U);
  EXPECT_EQ(count(root, "path", "hit"), 2U);
  EXPECT_EQ(count(root, "line", "refused"), 2U);
}

TEST(Lineage, NamesAreEscapedInThePicture) {
  const std::string svg = lineage_svg(cascade());
  EXPECT_THAT(svg, HasSubstr("Sales &amp; &lt;b&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("<b>")));
  EXPECT_THAT(svg, Not(HasSubstr("\a")));
}

TEST(Lineage, ACodeThatBecameNoGrantIsTold) {
  const auto read = read_lineage(R"({"codes": [{"id": "c7", "app": "0xI1", "user": "0051",
      "issued_at": "2026-05-12T09:00:00Z", "spent_at": "2026-05-12T09:16:00Z", "spent_by": "1.2.3.4",
      "replays": 2, "replayed_at": "2026-05-12T09:17:00Z", "replayed_by": "5.6.7.8",
      "ended": "code_expired"}], "grants": []})");
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_EQ(
      lineage_text(read.value()),
      "c7: 0xI1 for 0051, a code that became no grant\n"
      "└─ issued 2026-05-12T09:00:00Z; spent 2026-05-12T09:16:00Z by 1.2.3.4; presented again "
      "2 times, last 2026-05-12T09:17:00Z by 5.6.7.8; ended: code_expired\n\n");
  EXPECT_TRUE(parse_xml(lineage_svg(read.value())).ok());
}

TEST(Lineage, AReplayOfUnknownTimeIsTold) {
  const auto read = read_lineage(R"({"codes": [{"id": "c1", "replays": 1}], "grants": []})");
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_THAT(lineage_text(read.value()), HasSubstr("presented again once"));
  EXPECT_TRUE(parse_xml(lineage_svg(read.value())).ok());
}

// Generations between two that are kept are unknown; what is certain is said.
TEST(Lineage, ATokenWhoseSuccessorIsNotKeptIsRetiredAllTheSame) {
  const auto read = read_lineage(R"({"codes": [], "grants": [{"id": "g1", "app": "0xI1",
      "user": "0051", "opened_at": "2026-05-12T09:00:00Z", "refresh_tokens": [
        {"id": "g1.r0", "parent": null, "issued_at": "2026-05-12T09:00:00Z"},
        {"id": "g1.r7", "parent": "g1.r6", "issued_at": "2026-05-13T09:00:00Z"}],
      "events": [{"at": "2026-05-13T09:00:00Z", "what": "refreshed", "refresh_token": "g1.r7",
                  "rotated": true}]}]})");
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_THAT(lineage_text(read.value()), HasSubstr("retired by 2026-05-13T09:00:00Z"));
  const LineageBlock block = lineage_blocks(read.value()).front();
  ASSERT_EQ(block.rows.size(), 2U);
  EXPECT_EQ(block.rows[0].end, LineageRow::End::retired);
  EXPECT_TRUE(block.rows[0].marks.empty()) << "r6 was used, and it is not kept";
  EXPECT_EQ(block.rows[1].end, LineageRow::End::lives);
}

TEST(Lineage, AnEmptyOneSaysSo) {
  const auto read = read_lineage(R"({"codes": [], "grants": []})");
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_TRUE(read.value().empty());
  EXPECT_EQ(lineage_text(read.value()), "No app has been given anything.\n");
  EXPECT_TRUE(parse_xml(lineage_svg(read.value())).ok());
}

struct BadDocument {
  std::string_view text{}, says{};
};

// How googletest shows one.
void PrintTo(const BadDocument& document, std::ostream* out) { *out << document.says; }

class BadDocuments : public ::testing::TestWithParam<BadDocument> {};

TEST_P(BadDocuments, AreNamedByPlaceAndRemedy) {
  const auto read = read_lineage(GetParam().text);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error(), HasSubstr(std::string(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(
    Lineage, BadDocuments,
    ::testing::Values(
        BadDocument{"", "it is not JSON: "}, BadDocument{"<svg/>", "it is not JSON: "},
        BadDocument{"[]", "$: an object should stand here; give what GET /lineage"},
        BadDocument{R"({"exchanges": []})", "$.codes: a list should stand here"},
        BadDocument{R"({"codes": [], "grants": 3})", "$.grants: a list should stand here"},
        BadDocument{R"({"codes": [], "grants": [7]})", "$.grants[0]: an object should stand here"},
        BadDocument{R"({"codes": [], "grants": [{"events": []}]})",
                    "$.grants[0].id: an id such as \"g1\" should stand here"},
        BadDocument{R"({"codes": [], "grants": [{"id": "g1"}]})",
                    "$.grants[0].events: a list should stand here"},
        BadDocument{R"({"codes": [{"id": "c1", "issued_at": "noon"}], "grants": []})",
                    "$.codes[0].issued_at: a time such as"},
        BadDocument{R"({"codes": [{"id": "c1", "user": 5}], "grants": []})",
                    "$.codes[0].user: a text or null should stand here"},
        BadDocument{R"({"codes": [{"id": "c1", "replays": "2"}], "grants": []})",
                    "$.codes[0].replays: a whole number"},
        BadDocument{R"({"codes": [], "grants": [{"id": "g1", "events": [{"rotated": 1}]}]})",
                    "$.grants[0].events[0].rotated: true or false"}));

ScenarioResult ran(std::string name, std::string label) {
  ScenarioResult scenario;
  scenario.name = std::move(name);
  if (!label.empty()) scenario.variant = {{"client", std::move(label)}};
  scenario.lineage = kCascade;
  return scenario;
}

std::vector<std::string> names_of(const RunResult& run) {
  std::vector<std::string> names;
  for (const ReportFile& file : lineage_files(run)) names.push_back(file.name);
  return names;
}

TEST(LineageFiles, AreOnePairForOneRunAndAFolderForMany) {
  RunResult run;
  run.scenarios = {ran("guide", "")};
  EXPECT_THAT(names_of(run), ElementsAre("lineage.json", "lineage.svg"));
  run.scenarios = {ran("races/r01", "a/b"), ran("races/r01", "a b"), ran("guide", "")};
  EXPECT_THAT(
      names_of(run),
      ElementsAre("lineage/races-r01,client=a-b.json", "lineage/races-r01,client=a-b.svg",
                  "lineage/races-r01,client=a-b,2.json", "lineage/races-r01,client=a-b,2.svg",
                  "lineage/guide.json", "lineage/guide.svg"));
}

TEST(LineageFiles, AreNoneWhereNothingWasGiven) {
  RunResult run;
  run.scenarios = {ran("guide", "")};
  run.scenarios[0].lineage.clear();
  EXPECT_THAT(lineage_files(run), IsEmpty());
}

}  // namespace
}  // namespace rehearse::harness
