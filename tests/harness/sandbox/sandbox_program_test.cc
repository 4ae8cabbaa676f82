// The program on a sandbox: the mock org, served as if it were one.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/support/program.h"
#include "tests/support/sandbox_like.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> journals_of(const SandboxLike& org) {
  std::vector<std::string> left;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(org.journals(), none))
    left.push_back(entry.path().filename().string());
  return left;
}

Outcome run_on(const SandboxLike& org, std::vector<std::string> more) {
  more.insert(more.begin(), {"run"});
  more.insert(more.end(), {"--target", org.target(), "--journal", org.journals()});
  return run_program(more);
}

TEST(SandboxProgram, TheGuidePassesAndLeavesNothing) {
  SandboxLike org;
  const std::vector<std::string> before = org.apps();
  const Outcome outcome = run_on(org, {"guide"});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  EXPECT_EQ(org.apps(), before);
  EXPECT_THAT(journals_of(org), IsEmpty());
}

}  // namespace
}  // namespace rehearse::testing
