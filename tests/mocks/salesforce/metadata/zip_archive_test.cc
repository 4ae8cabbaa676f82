#include "mocks/salesforce/metadata/zip_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/salesforce/reasons.h"
#include "tests/support/zip_builder.h"

namespace rehearse::salesforce {
namespace {

using rehearse::testing::crc32_of;
using rehearse::testing::deflated_run;
using rehearse::testing::ZipBuilder;

std::string problem_of(const std::string& bytes, const ZipLimits& limits = {}) {
  const auto read = read_zip(bytes, limits);
  return read ? "taken" : std::string(read.error().reason->name);
}

TEST(ZipArchive, GivesBackWhatWasWritten) {
  const std::string zip = write_zip({{"package.xml", "<Package/>"}, {"folder/é.eca", "text"}});
  const auto read = read_zip(zip);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read.value().size(), 2u);
  EXPECT_EQ(read.value()[0].path, "package.xml");
  EXPECT_EQ(read.value()[0].content, "<Package/>");
  EXPECT_EQ(read.value()[1].path, "folder/é.eca");
  EXPECT_EQ(read.value()[1].content, "text");
}

TEST(ZipArchive, WritesTheSameBytesForTheSameFiles) {
  const std::vector<ZipEntry> files{{"a", std::string(100'000, 'x')}, {"b", ""}};
  EXPECT_EQ(write_zip(files), write_zip(files));
  EXPECT_LT(write_zip(files).size(), 1'000u);
}

TEST(ZipArchive, ReadsWhatAnotherWriterMadeAndPassesOverDirectories) {
  const std::string run = deflated_run('x', 1'000);
  const std::string zip =
      ZipBuilder()
          .directory("folder")
          .file("folder/plain.txt", "plain")
          .entry({"folder/run.txt", run, true, 1'000, crc32_of(std::string(1'000, 'x'))})
          .bytes();
  const auto read = read_zip(zip);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read.value().size(), 2u);
  EXPECT_EQ(read.value()[0].content, "plain");
  EXPECT_EQ(read.value()[1].content, std::string(1'000, 'x'));
}

TEST(ZipArchive, RefusesWhatIsNoZip) {
  const std::string good = ZipBuilder().file("a.txt", "content").bytes();
  EXPECT_EQ(problem_of(""), "zip_broken");
  EXPECT_EQ(problem_of("PK"), "zip_broken");
  EXPECT_EQ(problem_of("no zip at all"), "zip_broken");
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(problem_of(good.substr(0, size)), "zip_broken") << size;
  }
}

TEST(ZipArchive, RefusesAFileThatIsNotWhatTheArchiveSays) {
  EXPECT_EQ(problem_of(ZipBuilder().entry({"a", "content", false, 0, 1}).bytes()), "zip_broken");
  // A run of a million bytes that claims to be ten: no more than ten are taken.
  const std::string liar =
      ZipBuilder().entry({"a", deflated_run('x', 1'000'000), true, 10, 1}).bytes();
  EXPECT_EQ(problem_of(liar), "zip_broken");
  EXPECT_EQ(problem_of(ZipBuilder().entry({"a", "no deflate stream", true, 10}).bytes()),
            "zip_broken");
}

TEST(ZipArchive, JudgesABombByWhatItUnpacksTo) {
  const ZipLimits limits{.unpacked = 5'000};
  const auto bomb = [](size_t size) {
    return ZipBuilder()
        .entry(
            {"a", deflated_run('x', size), true, uint32_t(size), crc32_of(std::string(size, 'x'))})
        .file("b", "12345")
        .bytes();
  };
  EXPECT_EQ(problem_of(bomb(4'995), limits), "taken");
  EXPECT_EQ(problem_of(bomb(4'996), limits), "zip_unpacked_size");
  EXPECT_EQ(problem_of(ZipBuilder().entry({"a", "x", true, 0xfffffffe}).bytes()),
            "zip_unpacked_size");
}

TEST(ZipArchive, LimitsTheArchiveAndTheNumberOfFiles) {
  const std::string zip = ZipBuilder().file("a", "1").file("b", "2").directory("c").bytes();
  EXPECT_EQ(problem_of(zip, {.archive = zip.size()}), "taken");
  EXPECT_EQ(problem_of(zip, {.archive = zip.size() - 1}), "zip_size");
  EXPECT_EQ(problem_of(zip, {.files = 2}), "taken");
  EXPECT_EQ(problem_of(zip, {.files = 1}), "zip_file_count");
  EXPECT_EQ(ZipLimits{}.archive, 40'894'464u);
  EXPECT_EQ(ZipLimits{}.unpacked, 419'430'400u);
  EXPECT_EQ(ZipLimits{}.files, 10'000u);
}

TEST(ZipArchive, TakesTenThousandFilesAndNotOneMore) {
  std::vector<ZipEntry> files;
  for (int index = 0; index < 10'000; ++index) files.push_back({std::to_string(index), ""});
  EXPECT_EQ(problem_of(write_zip(files)), "taken");
  files.push_back({"one more", ""});
  EXPECT_EQ(problem_of(write_zip(files)), "zip_file_count");
}

TEST(ZipArchive, RefusesNamesThatLeaveTheArchive) {
  for (const std::string name : {"/package.xml", "../package.xml", "a/../../b", "a/..", "./a",
                                 "a//b", "C:/a", "/", "..", "../"}) {
    EXPECT_EQ(problem_of(ZipBuilder().file(name, "x").bytes()), "zip_entry_escapes") << name;
  }
  EXPECT_EQ(problem_of(ZipBuilder().file("a..b/..c/d..", "x").bytes()), "taken");
}

TEST(ZipArchive, RefusesNamesWithOddBytes) {
  for (const std::string name : {"a\\b", "..\\a", "a\nb", "a\x7f", "\xff\xfe", "a\xc3"}) {
    EXPECT_EQ(problem_of(ZipBuilder().file(name, "x").bytes()), "zip_entry_name") << name;
  }
  // A NUL never ends a name early.
  const auto read = read_zip(ZipBuilder().file(std::string("package.xml\0.txt", 16), "x").bytes());
  ASSERT_TRUE(read.ok());
  EXPECT_NE(read.value()[0].path, "package.xml");
}

TEST(ZipArchive, RefusesAFileThatStandsTwice) {
  EXPECT_EQ(problem_of(ZipBuilder().file("a", "1").file("a", "2").bytes()), "zip_entry_twice");
  EXPECT_EQ(problem_of(ZipBuilder().file("a", "1").file("A", "2").bytes()), "taken");
  EXPECT_EQ(problem_of(ZipBuilder().directory("a").directory("a").bytes()), "taken");
}

TEST(ZipArchive, RefusesAnEncryptedFile) {
  EXPECT_EQ(problem_of(ZipBuilder().entry({.name = "a", .content = "x", .flags = 1}).bytes()),
            "zip_encrypted");
}

}  // namespace
}  // namespace rehearse::salesforce
