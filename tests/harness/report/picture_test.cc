#include "harness/report/picture.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "mocks/core/crypto.h"
#include "tests/support/scratch_folder.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using rehearse::testing::ScratchFolder;
using ::testing::HasSubstr;

// The beginning of a PNG of 258 by 3.
const std::string kPng{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\0\0\0\3", 24};

void put(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string error_of(const fs::path& folder, std::string_view name) {
  const auto picture = read_picture(folder.string(), name);
  return picture ? "" : picture.error();
}

TEST(Picture, IsReadWithItsSize) {
  const ScratchFolder scratch;
  put(scratch.path() / "steps" / "1.png", kPng + "rest");
  const auto picture = read_picture(scratch.path().string(), "steps/1.png");
  ASSERT_TRUE(picture.ok()) << picture.error();
  EXPECT_EQ(base64_decode(picture.value().base64, Base64::standard), kPng + "rest");
  EXPECT_EQ(picture.value().width, 258U);
  EXPECT_EQ(picture.value().height, 3U);
}

TEST(Picture, WhatIsMissingOrNoPictureIsSaid) {
  const ScratchFolder scratch;
  put(scratch.path() / "1.png", kPng.substr(0, 23));
  put(scratch.path() / "2.png", "GIF89a" + std::string(40, 'x'));
  fs::create_directories(scratch.path() / "folder.png");
  EXPECT_EQ(error_of(scratch.path(), "1.png"), "The picture 1.png is no PNG.");
  EXPECT_EQ(error_of(scratch.path(), "2.png"), "The picture 2.png is no PNG.");
  EXPECT_EQ(error_of(scratch.path(), "3.png"), "The picture 3.png is not in the report's folder.");
  EXPECT_THAT(error_of(scratch.path(), "folder.png"), HasSubstr("is not in the report's folder"));
}

TEST(Picture, NothingOutsideTheFolderIsShown) {
  const ScratchFolder scratch;
  put(scratch.path() / "secret.png", kPng);
  put(scratch.path() / "report" / "here.png", kPng);
  const fs::path folder = scratch.path() / "report";
  fs::create_symlink(scratch.path() / "secret.png", folder / "link.png");
  EXPECT_EQ(error_of(folder, "here.png"), "");
  EXPECT_EQ(error_of(folder, "../report/here.png"), "");
  EXPECT_THAT(error_of(folder, "../secret.png"), HasSubstr("is outside the report's folder"));
  EXPECT_THAT(error_of(folder, "link.png"), HasSubstr("is outside the report's folder"));
  EXPECT_NE(error_of(folder, (scratch.path() / "secret.png").string()), "");
}

TEST(Picture, OneThatIsTooLargeIsNotShown) {
  const ScratchFolder scratch;
  put(scratch.path() / "1.png", kPng);
  fs::resize_file(scratch.path() / "1.png", kLargestPicture);
  EXPECT_EQ(error_of(scratch.path(), "1.png"), "");
  fs::resize_file(scratch.path() / "1.png", kLargestPicture + 1);
  EXPECT_EQ(error_of(scratch.path(), "1.png"), "The picture 1.png is larger than 8 MiB.");
}

}  // namespace
}  // namespace rehearse::harness
