#include "mocks/wire/form_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rehearse::wire {
namespace {

Fields form(const std::string& once, const std::string& name = "App") {
  return {{"csrf", "session token"}, {"once", once}, {"name", name}};
}

TEST(FormMemory, KnowsWhereTheSameFormLed) {
  FormMemory memory(1, "forms");
  const std::string token = memory.new_token();
  EXPECT_EQ(memory.led_to(form(token)), std::nullopt);
  memory.acted(form(token), "/apps/1");
  EXPECT_EQ(memory.led_to(form(token)), "/apps/1");
  // Another text is another wish; another token another form.
  EXPECT_EQ(memory.led_to(form(token, "Other app")), std::nullopt);
  EXPECT_EQ(memory.led_to(form(memory.new_token())), std::nullopt);
}

TEST(FormMemory, TakesTheSameFormOfANewSession) {
  FormMemory memory(1, "forms");
  memory.acted(form("token"), "/apps/1");
  Fields later = form("token");
  later.front().value = "token of a new session";
  EXPECT_EQ(memory.led_to(later), "/apps/1");
}

TEST(FormMemory, KnowsNothingOfFormsWithoutAToken) {
  FormMemory memory(1, "forms");
  memory.acted(form(""), "/apps/1");
  EXPECT_EQ(memory.led_to(form("")), std::nullopt);
}

TEST(FormMemory, ForgetsTheOldestAct) {
  FormMemory memory(1, "forms");
  for (size_t i = 0; i < FormMemory::kMostActed; ++i)
    memory.acted(form("t" + std::to_string(i)), "/apps/" + std::to_string(i));
  EXPECT_EQ(memory.led_to(form("t0")), "/apps/0");
  memory.acted(form("one more"), "/apps/x");
  EXPECT_EQ(memory.led_to(form("t0")), std::nullopt);
  EXPECT_EQ(memory.led_to(form("t1")), "/apps/1");
}

TEST(FormMemory, ShowsAKeptFormToItsOwnerOnItsPage) {
  FormMemory memory(1, "forms");
  const auto id = memory.keep({"005A", "/new", form("token")}, {}, kRunStart);
  ASSERT_TRUE(id);
  const Fields* kept = memory.find_kept(*id, "005A", "/new", kRunStart);
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(value_of(*kept, "name"), "App");
  EXPECT_EQ(memory.find_kept(*id, "005B", "/new", kRunStart), nullptr);
  EXPECT_EQ(memory.find_kept(*id, "005A", "/edit", kRunStart), nullptr);
  EXPECT_EQ(memory.find_kept("guess", "005A", "/new", kRunStart), nullptr);
  EXPECT_EQ(memory.find_kept("", "005A", "/new", kRunStart), nullptr);
}

TEST(FormMemory, KeepsNoSecretAndNoTokenOfTheSession) {
  FormMemory memory(1, "forms");
  Fields fields = form("token");
  fields.push_back({"client_secret", "typed secret"});
  const auto id = memory.keep({"005A", "/new", fields}, {"client_secret"}, kRunStart);
  const Fields* kept = memory.find_kept(*id, "005A", "/new", kRunStart);
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(*kept, (Fields{{"once", "token"}, {"name", "App"}}));
}

TEST(FormMemory, KeepsAFormForADay) {
  FormMemory memory(1, "forms");
  const auto id = memory.keep({"005A", "/new", form("token")}, {}, kRunStart);
  const TimePoint last = kRunStart + FormMemory::kKeptFor;
  EXPECT_NE(memory.find_kept(*id, "005A", "/new", last), nullptr);
  EXPECT_EQ(memory.find_kept(*id, "005A", "/new", last + std::chrono::milliseconds(1)), nullptr);
}

TEST(FormMemory, KeepsFormsUpToASize) {
  FormMemory memory(1, "forms");
  const std::string most(FormMemory::kLongestKept - 4, 'x');
  EXPECT_TRUE(memory.keep({"005A", "/new", {{"name", most}}}, {}, kRunStart));
  EXPECT_FALSE(memory.keep({"005A", "/new", {{"name", most + "x"}}}, {}, kRunStart));
}

TEST(FormMemory, KeepsSoManyFormsAtATime) {
  FormMemory memory(1, "forms");
  const auto first = memory.keep({"005A", "/new", form("token")}, {}, kRunStart);
  for (size_t i = 1; i < FormMemory::kMostKept; ++i)
    (void)memory.keep({"005A", "/new", form("token")}, {}, kRunStart);
  EXPECT_NE(memory.find_kept(*first, "005A", "/new", kRunStart), nullptr);
  (void)memory.keep({"005A", "/new", form("token")}, {}, kRunStart);
  EXPECT_EQ(memory.find_kept(*first, "005A", "/new", kRunStart), nullptr);
}

TEST(FormMemory, DrawsTheSameTokensFromTheSameSeed) {
  FormMemory one(1, "forms"), same(1, "forms"), other(2, "forms");
  const std::string token = one.new_token();
  EXPECT_EQ(token.size(), 22u);
  EXPECT_EQ(same.new_token(), token);
  EXPECT_NE(other.new_token(), token);
  EXPECT_NE(one.new_token(), token);
}

}  // namespace
}  // namespace rehearse::wire
