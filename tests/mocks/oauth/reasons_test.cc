#include "mocks/oauth/reasons.h"

#include <gtest/gtest.h>

#include <set>

#include "mocks/oauth/behaviours.h"

namespace rehearse::oauth {
namespace {

TEST(Reasons, EachIsNamedOnceAndExplained) {
  std::set<std::string_view> names;
  for (const Reason* reason : kReasons) {
    EXPECT_TRUE(names.insert(reason->name).second) << reason->name;
    EXPECT_EQ(reason->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos)
        << reason->name;
    for (const std::string_view sentence : {reason->meaning, reason->consequence, reason->remedy}) {
      EXPECT_TRUE(sentence.ends_with('.')) << reason->name << ": " << sentence;
    }
    EXPECT_FALSE(reason->fidelity.source.empty()) << reason->name;
  }
  EXPECT_GT(names.size(), 80U);
}

TEST(Behaviours, EachIsNamedOnceAndExplained) {
  std::set<std::string_view> ids;
  for (const Behaviour& behaviour : kBehaviours) {
    EXPECT_TRUE(ids.insert(behaviour.id).second) << behaviour.id;
    EXPECT_TRUE(behaviour.rule.ends_with('.')) << behaviour.id;
    EXPECT_FALSE(behaviour.fidelity.source.empty()) << behaviour.id;
  }
}

}  // namespace
}  // namespace rehearse::oauth
