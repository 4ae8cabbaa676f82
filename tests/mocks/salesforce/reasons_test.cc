#include "mocks/salesforce/reasons.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

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

}  // namespace
}  // namespace rehearse::salesforce
