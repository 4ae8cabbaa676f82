// With a guide, every page of the mocks leads to it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mocks/world.h"

namespace rehearse {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kGuide[] = "http://127.0.0.1:4711";
constexpr char kLink[] = "<a href=\"http://127.0.0.1:4711\">Rehearsal guide</a></div></header>";

std::string body_of(wire::Dispatcher& side, const std::string& path, wire::Fields headers = {}) {
  return side
      .handle(wire::make_request(
          {.origin = "http://127.0.0.1:1", .target = path, .headers = std::move(headers)}))
      .response.body;
}

TEST(GuideLink, StandsOnEveryPageOfBothMocks) {
  const Surroundings surroundings;
  World world({.guide_url = kGuide}, kRunStart, surroundings);
  for (const char* path : {"/", "/secur/logout.jsp", "/there/is/no/such/page"}) {
    const std::string body = body_of(world.salesforce, path);
    EXPECT_TRUE(body.empty() || body.find(kLink) != body.npos) << path;
  }
  for (const char* path : {"/", "/there/is/no/such/page"})
    EXPECT_THAT(body_of(world.workato, path), HasSubstr(kLink)) << path;
  EXPECT_THAT(body_of(world.salesforce, "/services/data"), Not(HasSubstr("Rehearsal guide")));
}

TEST(GuideLink, IsAbsentWithoutAGuide) {
  const Surroundings surroundings;
  World world(InstanceOptions{}, kRunStart, surroundings);
  EXPECT_THAT(body_of(world.salesforce, "/"), Not(HasSubstr("Rehearsal guide")));
  EXPECT_THAT(body_of(world.workato, "/"), Not(HasSubstr("Rehearsal guide")));
}

TEST(GuideLink, LeadsFromAnAppToItsWhatIf) {
  for (const bool is_guided : {true, false}) {
    const Surroundings surroundings;
    World world({.guide_url = is_guided ? kGuide : ""}, kRunStart, surroundings);
    std::string app, session;
    {
      auto tx = world.org.begin();
      oauth::AppSettings settings;
      settings.api_name = settings.label = "App";
      settings.contact_email = "owner@example.com";
      settings.callback_urls = {"https://www.workato.com/oauth/callback"};
      settings.scopes = {"api"};
      const auto created = tx.apps().create(settings, kRunStart);
      ASSERT_TRUE(created.ok());
      app = created.value().value;
      const salesforce::User* admin = tx.users().find_by_username("admin@rehearsal.test");
      session = tx.sessions().open(admin->id, kRunStart).id.value;
    }
    const std::string body = body_of(
        world.salesforce, "/lightning/setup/ManageExternalClientApplication/" + app + "/detail",
        {{"Cookie", "sid=" + session}});
    const std::string link =
        "<a href=\"" + std::string(kGuide) + "/what-if/" + app + "\">What if</a>";
    EXPECT_EQ(body.find(link) != body.npos, is_guided);
    EXPECT_THAT(body, HasSubstr("Edit Settings"));
  }
}

}  // namespace
}  // namespace rehearse
