#include "harness/report/guide.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

Guide published_guide() {
  auto guide = read_guide(
      rehearse::testing::read_file(rehearse::testing::source_root() / "fixtures/guide_steps.json"));
  EXPECT_TRUE(guide.ok());
  return guide ? std::move(guide).value() : Guide{};
}

// The guide's numbered steps: six, twelve, five and four.
TEST(GuideSteps, EveryNumberedStepIsListed) {
  const Guide guide = published_guide();
  for (const auto& [section, count] :
       {std::pair("w", 6), std::pair("sf", 12), std::pair("cred", 5), std::pair("done", 4)}) {
    for (int number = 1; number <= count; ++number) {
      const std::string id = std::string(section) + "." + std::to_string(number);
      EXPECT_NE(guide.find_step(id), nullptr) << id;
    }
    EXPECT_EQ(guide.find_step(std::string(section) + "." + std::to_string(count + 1)), nullptr);
  }
}

// The bullets: six rules of the API Name, one of flow enablement, seven of security.
TEST(GuideSteps, EveryBulletIsListed) {
  const Guide guide = published_guide();
  for (const char* id :
       {"sf.5.a", "sf.5.b", "sf.5.c", "sf.5.d", "sf.5.e", "sf.5.f", "sf.11.flow", "sf.11.security",
        "sf.11.security.secrets", "sf.11.security.jwt", "sf.11.security.optional",
        "sf.11.security.pkce", "sf.11.security.rotation", "sf.11.security.idle",
        "sf.11.security.allowlist"})
    EXPECT_NE(guide.find_step(id), nullptr) << id;
}

TEST(GuideSteps, IdsAreUniqueAndBelongToTheirSection) {
  const Guide guide = published_guide();
  const auto ids = guide.ids();
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  for (const Guide::Section& section : guide.sections) {
    for (const Guide::Step& step : section.steps) {
      EXPECT_TRUE(step.id.starts_with(section.id + ".")) << step.id;
      EXPECT_EQ(guide.section_of(step.id), &section);
    }
  }
  EXPECT_EQ(guide.section_of("nowhere"), nullptr);
}

TEST(GuideSteps, BrokenTextIsNamed) {
  EXPECT_EQ(read_guide("{}").error(), "it has no list of sections");
  EXPECT_EQ(read_guide(R"({"sections": [{"id": "w"}]})").error(),
            "a section lacks its id, its title or its steps");
}

}  // namespace
}  // namespace rehearse::harness
