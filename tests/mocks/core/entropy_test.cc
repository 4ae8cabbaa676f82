#include "mocks/core/entropy.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace rehearse {
namespace {

std::vector<uint8_t> bytes_of(Entropy& entropy, size_t count) {
  std::vector<uint8_t> bytes(count);
  entropy.fill(bytes);
  return bytes;
}

TEST(SeededEntropy, GivesTheSameBytesForTheSameSeedAndLabel) {
  SeededEntropy first(7, "org"), second(7, "org");
  EXPECT_EQ(bytes_of(first, 2'000), bytes_of(second, 2'000));
}

TEST(SeededEntropy, KeepsSeedsAndLabelsApart) {
  SeededEntropy org(7, "org"), other_seed(8, "org"), other_label(7, "workspace");
  const auto bytes = bytes_of(org, 64);
  EXPECT_NE(bytes, bytes_of(other_seed, 64));
  EXPECT_NE(bytes, bytes_of(other_label, 64));
}

TEST(SeededEntropy, DoesNotCareHowItsBytesAreDrawn) {
  SeededEntropy whole(1, "x"), pieces(1, "x");
  const auto expected = bytes_of(whole, 1'500);
  std::vector<uint8_t> drawn;
  for (const size_t count : {1u, 511u, 1u, 512u, 475u}) {
    const auto piece = bytes_of(pieces, count);
    drawn.insert(drawn.end(), piece.begin(), piece.end());
  }
  EXPECT_EQ(drawn, expected);
}

TEST(Entropy, DrawsTextFromTheAlphabetOnly) {
  SeededEntropy entropy(3, "text");
  const std::string text = entropy.text(kDigits, 1'000);
  ASSERT_EQ(text.size(), 1'000U);
  EXPECT_EQ(text.find_first_not_of(kDigits), std::string::npos);
  EXPECT_EQ(std::set<char>(text.begin(), text.end()).size(), 10U);
}

TEST(Entropy, DrawsEvenlyBelowABound) {
  SeededEntropy entropy(3, "below");
  std::vector<int> counts(6);
  for (int draw = 0; draw < 6'000; ++draw) ++counts.at(entropy.below(6));
  for (const int count : counts) EXPECT_NEAR(count, 1'000, 150);
  EXPECT_EQ(entropy.below(0), 0U);
  EXPECT_EQ(entropy.below(1), 0U);
}

}  // namespace
}  // namespace rehearse
