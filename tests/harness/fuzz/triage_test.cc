#include "harness/fuzz/triage.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/fuzz/campaign.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using rehearse::testing::read_file;
using rehearse::testing::ScratchFolder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::string_view kReport =
    "rehearse-fuzz: broken promise O-07: A code was taken twice.\n";

// A target that breaks O-07 on inputs that hold what `breaks-on` says, and finds nothing smaller.
constexpr const char* kTarget = R"(#!/usr/bin/env bash
here=$(dirname "$0")
for word in "$@"; do
  case $word in -exact_artifact_path=*) exit 0 ;; -*) ;; *) input=$word ;; esac
done
echo ran >>"$here/runs"
if [[ -n ${REHEARSE_TRANSCRIPT:-} ]]; then cp "$here/transcript" "$REHEARSE_TRANSCRIPT"; fi
grep -qf "$here/breaks-on" "$input" || exit 0
echo 'rehearse-fuzz: broken promise O-07: A code was taken twice.' >&2
exit 77
)";

void put(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

// Desk is a target, and a findings folder that is opened anew for each start.
class Desk {
 public:
  Desk() {
    put(at("code_fuzz"), kTarget);
    fs::permissions(at("code_fuzz"), fs::perms::owner_all);
    put(at("transcript"), R"({"do":"advance","by":"1d"})"
                          "\n");
    breaks_on("old");
    start();
  }
  fs::path at(const std::string& name) const { return scratch_.path() / name; }
  void breaks_on(const std::string& text) const { put(at("breaks-on"), text + "\n"); }
  // The mistake is mended.
  void breaks_on_nothing() const { breaks_on("^nothing-at-all$"); }
  void start() {
    findings_.reset();
    auto opened = FindingsFolder::open(at("findings"), "code");
    ASSERT_TRUE(opened.ok()) << opened.error().sentence;
    findings_ = std::make_unique<FindingsFolder>(std::move(opened).value());
  }
  Triage triage() {
    return Triage(engine_, *findings_, "1.2.3", 5, [this] { return !is_stopped; });
  }
  fs::path arrive(const std::string& input) const {
    put(findings_->arrivals() / "7-crash-0a1b", input);
    return findings_->arrivals() / "7-crash-0a1b";
  }
  Result<std::string, FolderError> take(const std::string& input) {
    return triage().take(arrive(input), kReport, 41, 7);
  }
  CampaignResult run() {
    auto corpus = CorpusFolder::open(at("corpus"), "code");
    EXPECT_TRUE(corpus.ok());
    return Campaign(engine_, corpus.value(), *findings_,
                    {.length = std::chrono::milliseconds(1), .stopped = [] { return false; }})
        .run();
  }
  const FuzzFinding& only() const {
    EXPECT_THAT(findings_->all(), SizeIs(1));
    return findings_->all().begin()->second;
  }
  fs::path folder() const { return findings_->folder_of(only().breakage); }
  std::string stored(const std::string& name) const { return read_file(folder() / name); }
  size_t runs() const {
    const std::string text = fs::exists(at("runs")) ? read_file(at("runs")) : "";
    return size_t(std::count(text.begin(), text.end(), '\n'));
  }
  FindingsFolder& findings() { return *findings_; }
  bool is_stopped = false;

 private:
  ScratchFolder scratch_{};
  FuzzEngine engine_{.target = "code", .executable = at("code_fuzz")};
  std::unique_ptr<FindingsFolder> findings_{};
};

TEST(TriageTest, AFindingThatStillBreaksIsCountedAndRunOnceAStart) {
  Desk desk;
  ASSERT_TRUE(desk.take("old-1").ok());
  EXPECT_TRUE(desk.only().repeats);
  desk.start();
  const size_t before = desk.runs();
  ASSERT_TRUE(desk.take("old-2").ok());
  EXPECT_EQ(desk.runs(), before + 1) << "the stored input is run again";
  const fs::path artifact = desk.arrive("old-3");
  ASSERT_TRUE(desk.triage().take(artifact, kReport, 41, 7).ok());
  EXPECT_EQ(desk.runs(), before + 1) << "and that once";
  EXPECT_EQ(desk.stored("input"), "old-1");
  EXPECT_EQ(desk.only().times, 3U);
  EXPECT_FALSE(fs::exists(artifact));
}

TEST(TriageTest, AnotherMistakeTakesThePlaceOfAMendedOneOfTheSameName) {
  Desk desk;
  ASSERT_TRUE(desk.take("old").ok());
  put(desk.folder() / "minimized", "o");
  desk.breaks_on("new");
  desk.start();
  ASSERT_TRUE(desk.take("something new").ok());
  EXPECT_EQ(desk.stored("input"), "something new");
  EXPECT_EQ(desk.only().size, 13U);
  EXPECT_EQ(desk.only().times, 2U);
  EXPECT_TRUE(desk.only().repeats);
  EXPECT_FALSE(fs::exists(desk.folder() / "minimized")) << "that was of the mended one";
}

TEST(TriageTest, AnInputThatRepeatsIsBetterThanOneThatNeverDid) {
  Desk desk;
  ASSERT_TRUE(desk.take("breaks only after others").ok());
  EXPECT_FALSE(desk.only().repeats);
  desk.start();
  ASSERT_TRUE(desk.take("neither").ok());
  EXPECT_EQ(desk.stored("input"), "breaks only after others");
  desk.start();
  ASSERT_TRUE(desk.take("old").ok());
  EXPECT_EQ(desk.stored("input"), "old");
  EXPECT_TRUE(desk.only().repeats);
}

TEST(TriageTest, WhatAnInterruptLeftNoTimeForIsTriedAtTheNextStart) {
  Desk desk;
  desk.is_stopped = true;
  ASSERT_TRUE(desk.take("old").ok());
  EXPECT_FALSE(desk.only().tried);
  EXPECT_FALSE(fs::exists(desk.folder() / "scenario.json"));
  desk.start();
  EXPECT_FALSE(desk.only().tried) << "finding.json says so too";
  const CampaignResult result = desk.run();
  EXPECT_TRUE(desk.only().tried);
  EXPECT_TRUE(desk.only().repeats);
  EXPECT_TRUE(fs::exists(desk.folder() / "scenario.json"));
  EXPECT_THAT(result.found, SizeIs(1));
}

TEST(TriageTest, AnInterruptKeepsAnInputWhoseFindingIsNotRunAgainYet) {
  Desk desk;
  ASSERT_TRUE(desk.take("old").ok());
  desk.start();
  desk.is_stopped = true;
  ASSERT_TRUE(desk.take("new").ok());
  EXPECT_THAT(desk.findings().left_over(), SizeIs(1));
}

TEST(TriageTest, AnInputOfAKilledRunThatBreaksNothingAloneIsKept) {
  Desk desk;
  for (const std::string input : {"first", "second"}) {
    const fs::path artifact = desk.arrive(input);
    const auto taken = desk.triage().take_left_over(artifact);
    ASSERT_TRUE(taken.ok());
    EXPECT_THAT(taken.value(), StartsWith("crash-"));
    EXPECT_FALSE(fs::exists(artifact));
  }
  ASSERT_THAT(desk.findings().all(), SizeIs(2));
  for (const auto& [name, finding] : desk.findings().all()) {
    EXPECT_FALSE(finding.repeats);
    EXPECT_TRUE(finding.tried);
    EXPECT_THAT(finding.breakage.sentence, HasSubstr("alone it breaks nothing"));
    EXPECT_EQ(read_file(desk.at("findings") / name / "input").size(), finding.size);
  }
}

TEST(TriageTest, AFindingSaysWhichValuesItsTranscriptLacks) {
  Desk desk;
  put(desk.at("transcript"),
      R"({"do":"request","method":"GET","path":"/x","query":[["a","${refresh}"]],"status":404})");
  ASSERT_TRUE(desk.take("old").ok());
  EXPECT_FALSE(fs::exists(desk.folder() / "scenario.json"));
  EXPECT_FALSE(fs::exists(desk.folder() / "curl.sh"));
  desk.start();
  EXPECT_THAT(desk.only().no_scenario, HasSubstr("Nothing in the transcript gives refresh, so"));
}

TEST(TriageTest, AnInputThatCannotBeReadIsNamedAndNothingStored) {
  Desk desk;
  const auto taken = desk.triage().take(desk.findings().arrivals() / "gone", kReport, 41, 7);
  ASSERT_FALSE(taken.ok());
  EXPECT_TRUE(taken.error().is_trouble);
  EXPECT_THAT(taken.error().sentence, HasSubstr(".arrivals/gone broke something and cannot be"));
  EXPECT_THAT(desk.findings().all(), IsEmpty());
}

}  // namespace
}  // namespace rehearse::harness
