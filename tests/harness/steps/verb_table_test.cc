#include "harness/steps/verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace rehearse::harness {
namespace {

TEST(VerbTable, NamesAreUniqueAndDotted) {
  std::set<std::string_view> names;
  for (const Verb& verb : verb_table()) {
    EXPECT_TRUE(names.insert(verb.name).second) << verb.name;
    EXPECT_NE(verb.name.find('.'), std::string_view::npos) << verb.name;
    EXPECT_TRUE(verb.meaning.ends_with('.')) << verb.name;
    EXPECT_NE(verb.run, nullptr) << verb.name;
  }
  EXPECT_GT(names.size(), 50u);
}

TEST(VerbTable, ArgumentsHaveNamesOfTheirOwn) {
  for (const Verb& verb : verb_table()) {
    std::set<std::string_view> names;
    for (const Argument& argument : verb.arguments) {
      EXPECT_TRUE(names.insert(argument.name).second) << verb.name << " " << argument.name;
    }
  }
}

TEST(VerbTable, NeedsOnlyWhatTargetsKnow) {
  const std::set<std::string_view> known{"",
                                         "clock",
                                         "mailbox",
                                         "faults",
                                         "network",
                                         "journal",
                                         "users",
                                         "dials",
                                         "apps",
                                         "org",
                                         "simulation",
                                         "time",
                                         "app settings to read"};
  for (const Verb& verb : verb_table()) EXPECT_TRUE(known.contains(verb.needs)) << verb.name;
}

}  // namespace
}  // namespace rehearse::harness
