// Secrets are compared by constant_time_equal: the time that == takes tells how much of a guess is
// right.
#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <string_view>

#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

bool is_of_name(char one) {
  return std::isalnum(static_cast<unsigned char>(one)) != 0 ||
         std::string_view("_.>-*()").find(one) != std::string_view::npos;
}

// The word beside a comparison, as far as it is one name with its members.
std::string word_before(std::string_view text) {
  size_t from = text.size();
  while (from > 0 && is_of_name(text[from - 1])) --from;
  return std::string(text.substr(from));
}
std::string word_after(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && is_of_name(text[end])) ++end;
  return std::string(text.substr(0, end));
}

// A secret's own bytes: not its length, its place, or whether there is one.
bool is_secret(const std::string& word) {
  bool names_one = false;
  for (const char* name : {"secret", "verifier", "password", "one_time_code"})
    names_one = names_one || word.find(name) != std::string::npos;
  for (const char* call : {"size()", "find", "need", "empty()", "end()"}) {
    if (word.find(call) != std::string::npos) return false;
  }
  return names_one;
}

// True if the line compares a secret with == or !=.
bool compares_a_secret(const std::string& line) {
  for (const std::string_view comparison : {" == ", " != "}) {
    const size_t at = line.find(comparison);
    if (at == std::string::npos) continue;
    const std::string right = word_after(std::string_view(line).substr(at + 4));
    if (right.starts_with("nullptr") || right.starts_with("SecretNeed") ||
        right.find("npos") != right.npos)
      continue;
    if (is_secret(word_before(std::string_view(line).substr(0, at))) || is_secret(right))
      return true;
  }
  return false;
}

TEST(Secrets, AreComparedInConstantTime) {
  EXPECT_TRUE(compares_a_secret("  return client.secret->value == known.secret->value;"));
  EXPECT_TRUE(compares_a_secret("  if (sent != user.password) return false;"));
  EXPECT_FALSE(compares_a_secret("  if (verifier.size() != 43) return false;"));
  EXPECT_FALSE(compares_a_secret("  if (known->secret == nullptr) return false;"));
  size_t read = 0;
  for (const SourceFile& file : source_files({"mocks"})) {
    const bool judges = file.path.starts_with("mocks/oauth/") ||
                        file.path.starts_with("mocks/salesforce/") ||
                        file.path.starts_with("mocks/workato/api/");
    // Mutants are mistakes on purpose.
    if (!judges || file.path.find("mutants") != std::string::npos) continue;
    ++read;
    for (size_t number = 0; number < file.lines.size(); ++number)
      EXPECT_FALSE(compares_a_secret(file.lines[number]))
          << file.path << ':' << number + 1 << ": use constant_time_equal: " << file.lines[number];
  }
  EXPECT_GT(read, 100U);
}

}  // namespace
}  // namespace rehearse::testing
