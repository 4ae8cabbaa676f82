#include "harness/matrix/progress.h"

#include <gtest/gtest.h>

namespace rehearse::harness {
namespace {

using std::chrono::milliseconds;

TEST(Progress, TellsRateAndTimeLeft) {
  EXPECT_EQ(progress_text(28'224, 94'080, milliseconds(2'860)),
            "[#########                     ]  30 %  28,224 of 94,080  9,868/s  7 s left");
  EXPECT_EQ(progress_text(0, 10, milliseconds(100)),
            "[                              ]   0 %  0 of 10");
  EXPECT_EQ(progress_text(10, 10, milliseconds(1'000)),
            "[##############################] 100 %  10 of 10  10/s");
  EXPECT_EQ(progress_text(1, 200, milliseconds(1'000)),
            "[                              ]   0 %  1 of 200  1/s  3 min 19 s left");
}

}  // namespace
}  // namespace rehearse::harness
