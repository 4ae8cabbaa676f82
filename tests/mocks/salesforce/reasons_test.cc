#include "mocks/salesforce/reasons.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "mocks/salesforce/behaviours.h"

namespace rehearse::salesforce {
namespace {

TEST(SalesforceReasons, EachIsUniqueAndTellsTheWholeStory) {
  std::set<std::string> names;
  for (const Reason* reason : kReasons) {
    SCOPED_TRACE(std::string(reason->name));
    EXPECT_TRUE(names.insert(std::string(reason->name)).second) << "given twice";
    EXPECT_EQ(reason->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"),
              std::string_view::npos);
    for (const std::string_view sentence : {reason->meaning, reason->consequence, reason->remedy}) {
      EXPECT_TRUE(sentence.ends_with('.')) << sentence;
      EXPECT_GE(sentence.size(), 8u);
    }
    EXPECT_FALSE(reason->fidelity.source.empty());
  }
  EXPECT_GE(names.size(), kSetupReasons.size() + kOtpReasons.size());
}

TEST(SalesforceBehaviours, EachIsUniqueAndNamesItsSource) {
  std::set<std::string> ids;
  for (const Behaviour& behaviour : kBehaviours) {
    SCOPED_TRACE(std::string(behaviour.id));
    EXPECT_TRUE(ids.insert(std::string(behaviour.id)).second) << "given twice";
    EXPECT_TRUE(behaviour.rule.ends_with('.'));
    EXPECT_FALSE(behaviour.fidelity.source.empty());
  }
}

}  // namespace
}  // namespace rehearse::salesforce
