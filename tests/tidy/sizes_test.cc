// Keeps files and functions small enough to read in one sitting.
#include <gtest/gtest.h>

#include <algorithm>

#include "mocks/core/text.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

constexpr size_t kFileMost = 500;
constexpr size_t kTestFileMost = 600;
constexpr size_t kMedianMost = 150;
constexpr size_t kFunctionMost = 70;
constexpr size_t kColumnMost = 100;

bool is_test(const SourceFile& file) { return file.path.starts_with("tests/"); }

size_t columns(const std::string& line) {  // counts characters, not bytes
  return size_t(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

TEST(Sizes, FilesAreShort) {
  std::vector<size_t> product;
  for (const SourceFile& file : source_files(kAllFolders)) {
    const size_t lines = file.lines.size() - 1;
    EXPECT_LE(lines, is_test(file) ? kTestFileMost : kFileMost) << file.path;
    if (!is_test(file)) product.push_back(lines);
  }
  ASSERT_FALSE(product.empty());
  std::nth_element(product.begin(), product.begin() + long(product.size() / 2), product.end());
  EXPECT_LE(product[product.size() / 2], kMedianMost) << "the median file";
}

TEST(Sizes, LinesFitTheColumns) {
  for (const SourceFile& file : source_files(kAllFolders)) {
    bool raw = false;  // raw string literals hold other languages, and tables may be wide
    for (size_t number = 0; number < file.lines.size(); ++number) {
      const std::string& line = file.lines[number];
      if (line.find("R\"") != std::string::npos || line == "// clang-format off") raw = true;
      EXPECT_TRUE(raw || columns(line) <= kColumnMost) << file.path << ':' << number + 1;
      if (line.find(")\"") != std::string::npos || line == "// clang-format on") raw = false;
    }
  }
}

// clang-format puts a function's closing brace in the column of its first line, so a body is what
// lies between a line that ends in `{` and the next `}` in the same column.
TEST(Sizes, FunctionsAreShort) {
  for (const SourceFile& file : source_files(kAllFolders)) {
    for (size_t start = 0; start < file.lines.size(); ++start) {
      const std::string& line = file.lines[start];
      const size_t indent = line.find_first_not_of(' ');
      if (indent == std::string::npos || indent > 2 || !line.ends_with("{")) continue;
      const bool is_function = line.find(')') != std::string::npos;
      if (!is_function || line.starts_with("namespace")) continue;
      const std::string close = std::string(indent, ' ') + "}";
      size_t end = start + 1;
      while (end < file.lines.size() && !file.lines[end].starts_with(close)) ++end;
      EXPECT_LE(end - start, kFunctionMost) << file.path << ':' << start + 1 << ": " << trim(line);
    }
  }
}

TEST(Sizes, HeadersAreGuardedAndFreeOfTheHttpLibrary) {
  for (const SourceFile& file : source_files(kAllFolders)) {
    if (!file.path.ends_with(".h")) continue;
    EXPECT_TRUE(file.text.starts_with("#pragma once")) << file.path;
    EXPECT_EQ(file.text.find("#include <httplib"), std::string::npos) << file.path;
  }
}

TEST(Sizes, FilesEndWithOneNewLineAndHoldNoTabs) {
  for (const SourceFile& file : source_files(kAllFolders)) {
    EXPECT_TRUE(file.text.ends_with("\n") && !file.text.ends_with("\n\n")) << file.path;
    EXPECT_EQ(file.text.find('\t'), std::string::npos) << file.path;
  }
}

}  // namespace
}  // namespace rehearse::testing
