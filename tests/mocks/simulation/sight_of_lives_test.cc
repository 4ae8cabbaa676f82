#include <gtest/gtest.h>

#include "mocks/sight.h"
#include "mocks/simulation/lives/remedies.h"

namespace rehearse::simulation {
namespace {

TEST(Sight, OfEveryReasonWithARemedyIsItsOwn) {
  for (const RemedyRow& row : remedies())
    EXPECT_TRUE(has_own_sight(*row.reason)) << row.reason->name;
}

}  // namespace
}  // namespace rehearse::simulation
