#include "harness/fuzz/corpus_folder.h"

#include <gmock/gmock.h>

#include <fstream>

#include "harness/fuzz/built_targets.h"
#include "harness/fuzz/findings.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using rehearse::testing::ScratchFolder;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

void put(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string refusal(const fs::path& folder, const std::string& target) {
  const auto opened = CorpusFolder::open(folder, target);
  EXPECT_FALSE(opened.ok());
  if (opened) return "opened";
  EXPECT_FALSE(opened.error().is_trouble);
  return opened.error().sentence;
}

TEST(CorpusFolder, GoesOnFromWhatIsThere) {
  const ScratchFolder scratch;
  const fs::path folder = scratch.path() / "corpus/form";
  uint64_t runs = 0;
  {
    const auto first = CorpusFolder::open(folder, "form");
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first.value().count(), 0U);
    put(first.value().inputs() / "0a1b", "a=b");
    runs = first.value().runs();
  }
  const auto second = CorpusFolder::open(folder, "form");
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.value().count(), 1U);
  EXPECT_EQ(second.value().runs(), runs + 1);
}

TEST(CorpusFolder, IsOneRunsAlone) {
  const ScratchFolder scratch;
  {
    const auto first = CorpusFolder::open(scratch.path() / "form", "form");
    ASSERT_TRUE(first.ok());
    const auto second = CorpusFolder::open(scratch.path() / "form", "form");
    ASSERT_FALSE(second.ok());
    EXPECT_TRUE(second.error().is_trouble);
    EXPECT_THAT(second.error().sentence, HasSubstr("Another run uses the folder"));
    EXPECT_THAT(second.error().sentence, EndsWith("name another with --corpus."));
  }
  const auto third = CorpusFolder::open(scratch.path() / "form", "form");
  ASSERT_TRUE(third.ok()) << "it was let go";
  EXPECT_EQ(third.value().runs(), 2U) << "the second did not count itself";
}

TEST(CorpusFolder, AForeignOneIsLeftAlone) {
  const ScratchFolder scratch;
  ASSERT_TRUE(CorpusFolder::open(scratch.path() / "form", "form").ok());
  EXPECT_THAT(refusal(scratch.path() / "form", "soql"),
              HasSubstr("is one of the target \"form\", not of \"soql\""));
  put(scratch.path() / "mine/letter.txt", "Dear Ada");
  EXPECT_THAT(refusal(scratch.path() / "mine", "form"), HasSubstr("it is no corpus of rehearse"));
  EXPECT_FALSE(fs::exists(scratch.path() / "mine/inputs"));
  EXPECT_THAT(refusal(scratch.path() / "mine/letter.txt", "form"), HasSubstr("is a file"));
  put(scratch.path() / "next/.rehearse-corpus.json", R"({"version":2,"target":"form","runs":1})");
  EXPECT_THAT(refusal(scratch.path() / "next", "form"),
              HasSubstr("is of version 2; this program reads version 1"));
  put(scratch.path() / "cut/.rehearse-corpus.json", R"({"version":1,"tar)");
  EXPECT_THAT(refusal(scratch.path() / "cut", "form"), HasSubstr("cannot be read"));
}

TEST(CorpusFolder, AnUnwritableOneIsTrouble) {
  // Below a file nothing can be made, whoever asks.
  const ScratchFolder scratch;
  put(scratch.path() / "file", "");
  const auto opened = CorpusFolder::open(scratch.path() / "file/form", "form");
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(opened.error().is_trouble);
  EXPECT_THAT(opened.error().sentence, HasSubstr("cannot be written"));
}

TEST(CorpusFolder, SwapsWholeFoldersAndMendsASwapThatWasCutOff) {
  const ScratchFolder scratch;
  const fs::path inputs = scratch.path() / "form/inputs";
  {
    const auto corpus = CorpusFolder::open(scratch.path() / "form", "form");
    ASSERT_TRUE(corpus.ok());
    put(inputs / "old", "1");
    const auto fresh = corpus.value().fresh();
    ASSERT_TRUE(fresh.ok());
    put(fresh.value() / "new", "2");
    ASSERT_TRUE(corpus.value().swap_in().ok());
  }
  EXPECT_TRUE(fs::exists(inputs / "new"));
  EXPECT_FALSE(fs::exists(inputs / "old"));
  // Killed between the two renames.
  fs::rename(inputs, scratch.path() / "form/inputs.former");
  fs::create_directories(scratch.path() / "form/inputs.fresh");
  const auto again = CorpusFolder::open(scratch.path() / "form", "form");
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(fs::exists(again.value().inputs() / "new"));
  EXPECT_FALSE(fs::exists(scratch.path() / "form/inputs.fresh"));
}

const Breakage kSpent{.kind = "promise", .promise = "O-07", .sentence = "A code was taken twice."};

TEST(FindingsFolder, KeepsAFindingOnceAndCountsIt) {
  const ScratchFolder scratch;
  {
    auto findings = FindingsFolder::open(scratch.path() / "form", "form");
    ASSERT_TRUE(findings.ok()) << findings.error().sentence;
    EXPECT_FALSE(findings.value().count_again(kSpent));
    ASSERT_TRUE(
        findings.value().add({.target = "form", .breakage = kSpent, .size = 3}, "a=b", "r"));
    EXPECT_TRUE(findings.value().count_again(kSpent));
    const auto other = FindingsFolder::open(scratch.path() / "form", "form");
    ASSERT_FALSE(other.ok());
    EXPECT_TRUE(other.error().is_trouble);
    EXPECT_THAT(other.error().sentence, HasSubstr("Another run uses the folder"));
    EXPECT_THAT(other.error().sentence, EndsWith("name another with --findings."));
  }
  const auto again = FindingsFolder::open(scratch.path() / "form", "form");
  ASSERT_TRUE(again.ok()) << again.error().sentence;
  ASSERT_EQ(again.value().all().size(), 1U);
  const FuzzFinding& kept = again.value().all().begin()->second;
  EXPECT_EQ(kept.times, 2U);
  EXPECT_EQ(kept.breakage, kSpent);
  const fs::path folder = again.value().folder_of(kSpent);
  EXPECT_EQ(rehearse::testing::read_file(folder / "input"), "a=b");
  EXPECT_EQ(rehearse::testing::read_file(folder / "report.txt"), "r");
}

TEST(FindingsFolder, AnotherVersionOrTargetIsNamed) {
  const ScratchFolder scratch;
  put(scratch.path() / "form/O-07-1/finding.json", R"({"version":2,"target":"form"})");
  const auto newer = FindingsFolder::open(scratch.path() / "form", "form");
  ASSERT_FALSE(newer.ok());
  EXPECT_THAT(newer.error().sentence, HasSubstr("is of version 2; this program reads version 1"));
  put(scratch.path() / "soql/O-07-1/finding.json", R"({"version":1,"target":"form"})");
  const auto foreign = FindingsFolder::open(scratch.path() / "soql", "soql");
  ASSERT_FALSE(foreign.ok());
  EXPECT_THAT(foreign.error().sentence, HasSubstr("of the target \"form\", not of \"soql\""));
}

TEST(FindingsFolder, AnInputWhoseFindingWasCutOffArrivesAgain) {
  const ScratchFolder scratch;
  put(scratch.path() / "form/O-07-1/input", "a=b");
  const auto findings = FindingsFolder::open(scratch.path() / "form", "form");
  ASSERT_TRUE(findings.ok());
  EXPECT_TRUE(findings.value().all().empty());
  ASSERT_EQ(findings.value().left_over().size(), 1U);
  EXPECT_EQ(rehearse::testing::read_file(findings.value().left_over()[0]), "a=b");
}

TEST(BuiltTargets, AreTheExecutablesOfTheFolder) {
  const ScratchFolder scratch;
  for (const char* name : {"soql_fuzz", "form_fuzz", "form_fuzz.d", "_fuzz", "notes_fuzz"})
    put(scratch.path() / name, "");
  for (const char* name : {"soql_fuzz", "form_fuzz", "form_fuzz.d", "_fuzz"})
    fs::permissions(scratch.path() / name, fs::perms::owner_all);
  const auto built = BuiltTargets::in(scratch.path());
  ASSERT_TRUE(built.ok());
  EXPECT_THAT(built.value().names(), ElementsAre("form", "soql"));
  const auto chosen = built.value().choose({"soql", "soql"});
  ASSERT_TRUE(chosen.ok());
  EXPECT_THAT(chosen.value(), ElementsAre("soql"));
  const auto all = built.value().choose({"all"});
  ASSERT_TRUE(all.ok());
  EXPECT_THAT(all.value(), ElementsAre("form", "soql"));
  const auto unknown = built.value().choose({"soqll"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_THAT(unknown.error().sentence, HasSubstr("no target \"soqll\"; did you mean \"soql\"?"));
}

TEST(BuiltTargets, WithoutAnyItSaysWhatToDo) {
  const ScratchFolder scratch;
  for (const fs::path& folder : {fs::path(), scratch.path(), scratch.path() / "none"}) {
    const auto built = BuiltTargets::in(folder);
    ASSERT_FALSE(built.ok());
    EXPECT_TRUE(built.error().is_trouble);
    EXPECT_THAT(built.error().sentence, EndsWith("in REHEARSE_FUZZERS."));
  }
}

}  // namespace
}  // namespace rehearse::harness
