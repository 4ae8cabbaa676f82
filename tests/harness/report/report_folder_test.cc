#include "harness/report/report_folder.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using rehearse::testing::ScratchFolder;
using ::testing::HasSubstr;

TEST(ReportFolder, IsMadeAndLeavesNothingButWholeFiles) {
  const ScratchFolder scratch;
  const std::string path = (scratch.path() / "deep" / "reports").string();
  const auto folder = ReportFolder::open(path);
  ASSERT_TRUE(folder.ok());
  EXPECT_TRUE(fs::is_empty(path));
  EXPECT_TRUE(folder.value().write("report.json", "first").ok());
  EXPECT_TRUE(folder.value().write("report.json", "second").ok());
  EXPECT_EQ(rehearse::testing::read_file(path + "/report.json"), "second");
  EXPECT_EQ(std::distance(fs::directory_iterator(path), fs::directory_iterator()), 1);
}

TEST(ReportFolder, AFileInItsPlaceIsNamed) {
  const ScratchFolder scratch;
  const std::string path = (scratch.path() / "taken").string();
  std::ofstream(path) << "a file";
  const auto folder = ReportFolder::open(path);
  ASSERT_FALSE(folder.ok());
  EXPECT_THAT(folder.error(), HasSubstr("\"" + path + "\" can't be made"));
}

TEST(ReportFolder, AFileThatCannotBeReplacedIsNamed) {
  const ScratchFolder scratch;
  const auto folder = ReportFolder::open(scratch.path().string());
  ASSERT_TRUE(folder.ok());
  fs::create_directories(scratch.path() / "junit.xml" / "in the way");
  const auto written = folder.value().write("junit.xml", "text");
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error(), HasSubstr("junit.xml\" can't be written"));
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace rehearse::harness
