#include "harness/sandbox/own_workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/canned_call.h"
#include "tests/support/fake_workspace.h"
#include "tests/support/scratch_folder.h"

// What a run makes in a workspace, what its journal then has, and what is taken away again.
namespace rehearse::harness {
namespace {

using Kind = Resource::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kProfiles = "/api/custom_oauth_profiles";
constexpr const char* kConnections = "/api/connections";
constexpr const char* kMakeProfile = "POST /api/custom_oauth_profiles";

class OwnWorkspaceTest : public ::testing::Test {
 protected:
  OwnWorkspaceTest() {
    auto begun = RunJournal::begin(folder_.path().string(), {.run = "r1p1", .prefix = "rehearse"});
    EXPECT_TRUE(begun.ok());
    journal_ = std::move(begun).value();
    run_.begin();
    workspace().profiles = {{{"id", 5}, {"name", "Sales"}}};
    own_ = std::make_unique<OwnWorkspace>(run_.guard, *journal_, org_,
                                          workato_sites("us").value_or(WorkatoSites{}));
  }

  FakeWorkspace& workspace() { return run_.workspace; }
  Result<wire::WireResponse, Trouble> send(std::string method, const std::string& path,
                                           const Json& body = nullptr) {
    return own_->send(GuardedWorkspace::request(std::move(method), path, body));
  }
  // What it answers; the status if it is no success.
  Json ask(std::string method, const std::string& path, const Json& body = nullptr) {
    const auto sent = send(std::move(method), path, body);
    if (!sent) return sent.error().what;
    if (sent.value().status >= 300) return sent.value().status;
    return what_is_inside(parse_json(sent.value().body).value());
  }
  // "kind name id" of what is left, the newest first.
  std::vector<std::string> left() const {
    std::vector<std::string> all;
    for (const auto& [entry, resource] : journal_->left())
      all.push_back(std::string(to_text(resource.kind)) + " " + resource.name + " " + resource.id);
    return all;
  }
  // What keeps the newest entry from being taken away; empty: it is gone.
  std::string take_away() {
    const auto [entry, resource] = journal_->left().front();
    const auto done = WorkspaceItems(run_.guard).remove(*journal_, entry, resource);
    return done ? "" : done.error().what;
  }

  testing::ScratchFolder folder_{};
  GuardedWorkspace run_{};
  wire::CannedCall network_{};
  LiveAuthorization org_{network_, "https://acme--uat.sandbox.my.salesforce.com"};
  std::unique_ptr<RunJournal> journal_{};
  std::unique_ptr<OwnWorkspace> own_{};
};

TEST_F(OwnWorkspaceTest, NamesWhatItMakesAndShowsTheScenariosName) {
  const Json made = ask("POST", kProfiles, {{"name", "Sales"}, {"provider", "salesforce"}});
  EXPECT_EQ(made["name"], "Sales");
  EXPECT_EQ(workspace().profiles.back()["name"], "rehearse_r1p1_1");
  EXPECT_THAT(left(), ElementsAre("profile rehearse_r1p1_1 900"));
  const Json connection =
      ask("POST", kConnections, {{"name", "Mine"}, {"custom_oauth_key_id", made["id"]}});
  EXPECT_EQ(connection["name"], "Mine");
  EXPECT_THAT(left(), ElementsAre("connection rehearse_r1p1_2 901", "profile rehearse_r1p1_1 900"));
}

TEST_F(OwnWorkspaceTest, ShowsNothingThatTheRunDidNotMake) {
  EXPECT_THAT(ask("GET", kProfiles), IsEmpty());
  const Json made = ask("POST", kProfiles, {{"name", "Sales"}});
  const Json listed = ask("GET", kProfiles);
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0]["id"], made["id"]);
  EXPECT_EQ(listed[0]["name"], "Sales");
}

TEST_F(OwnWorkspaceTest, KeepsItsNameThereWhenTheScenarioGivesAnother) {
  const Json made = ask("POST", kProfiles, {{"name", "Sales"}});
  const Json changed = ask("PUT", kProfiles + ("/" + item_id(made)), {{"name", "Other"}});
  EXPECT_EQ(changed["name"], "Other");
  EXPECT_EQ(workspace().profiles.back()["name"], "rehearse_r1p1_1");
  EXPECT_EQ(ask("GET", kProfiles)[0]["name"], "Other");
}

TEST_F(OwnWorkspaceTest, HasTheIntentOnDiskBeforeTheRequest) {
  std::vector<std::string> then;
  workspace().before = [&](const std::string& line) {
    if (line == kMakeProfile) then = left();
  };
  (void)ask("POST", kProfiles, {{"name", "Sales"}});
  EXPECT_THAT(then, ElementsAre("profile rehearse_r1p1_1 "));
}

TEST_F(OwnWorkspaceTest, ForgetsWhatTheWorkspaceRefusedToMake) {
  for (const auto& [status, body] : std::vector<std::pair<int, Json>>{
           {400, {{"message", "Validation failed"}}}, {429, {}}, {200, {{"success", false}}}}) {
    workspace().answer(kMakeProfile, FakeWorkspace::say(body, status));
    (void)ask("POST", kProfiles, {{"name", "Sales"}});
    EXPECT_THAT(left(), IsEmpty()) << status;
  }
}

// No answer, or not one that says so: it may be there.
TEST_F(OwnWorkspaceTest, KeepsTheIntentWhereTheOutcomeIsUnknown) {
  for (const int status : {302, 408, 500}) {
    workspace().answer(kMakeProfile, FakeWorkspace::say({}, status));
    (void)ask("POST", kProfiles, {{"name", "Sales"}});
  }
  workspace().answer(kMakeProfile, {.status = 200, .body = "<html>"});
  EXPECT_THAT(ask("POST", kProfiles, {{"name", "Sales"}}).get<std::string>(),
              HasSubstr("gives it no id"));
  workspace().fail(kMakeProfile, {Trouble::Kind::timeout, "no answer", "", true});
  (void)ask("POST", kProfiles, {{"name", "Sales"}});
  EXPECT_THAT(left(), SizeIs(5));
  workspace().fail(kMakeProfile, {Trouble::Kind::unreachable, "no route", "", false});
  (void)ask("POST", kProfiles, {{"name", "Sales"}});
  EXPECT_THAT(left(), SizeIs(5));
}

TEST_F(OwnWorkspaceTest, NotesWhatTheScenarioDeletes) {
  const Json made = ask("POST", kProfiles, {{"name", "Sales"}});
  (void)ask("DELETE", kProfiles + ("/" + item_id(made)));
  EXPECT_THAT(left(), IsEmpty());
  EXPECT_THAT(workspace().profiles, SizeIs(1));
}

// The org's fifth authorization pushes out the first: a run has one, wherever its tokens are.
TEST_F(OwnWorkspaceTest, HoldsAnAuthorizationFromTheResponseToTheEndOfTheConnection) {
  const std::string id = item_id(ask("POST", kConnections, {{"name", "Mine"}}));
  (void)send("GET",
             std::string(kConnections) + "/runtime_user_connections/" + id + "/get_oauth_url");
  EXPECT_FALSE(org_.is_live());
  (void)own_->send(GuardedWorkspace::callback("code=c&state=S" + id));
  EXPECT_TRUE(org_.is_live());
  org_.allow("KEY");
  const auto second = org_.send({.url = "https://acme--uat.sandbox.my.salesforce.com/services/"
                                        "oauth2/authorize?client_id=KEY"});
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().what, HasSubstr("one authorization at a time"));
  (void)send("DELETE", std::string(kConnections) + "/" + id);
  EXPECT_FALSE(org_.is_live());
}

TEST_F(OwnWorkspaceTest, TakesAwayByTheNameWhereTheIdIsNotKnown) {
  (void)journal_->intend(Kind::profile, "rehearse_r1p1_1");
  workspace().profiles.push_back({{"id", 6}, {"name", "rehearse_r1p1_1"}});
  EXPECT_EQ(take_away(), "");
  EXPECT_THAT(left(), IsEmpty());
  ASSERT_THAT(workspace().profiles, SizeIs(1));
  EXPECT_EQ(workspace().profiles[0]["id"], 5);
}

TEST_F(OwnWorkspaceTest, DisconnectsAConnectionBeforeItDeletesIt) {
  (void)ask("POST", kConnections, {{"name", "Mine"}});
  workspace().requests.clear();
  EXPECT_EQ(take_away(), "");
  std::vector<std::string> changes = workspace().lines();
  std::erase_if(changes, [](const std::string& line) { return line.starts_with("GET"); });
  EXPECT_THAT(changes,
              ElementsAre("POST /api/connections/900/disconnect", "DELETE /api/connections/900"));
  EXPECT_THAT(left(), IsEmpty());
}

// What was never there, or is gone, asks for no change.
TEST_F(OwnWorkspaceTest, FindsNothingToTakeAway) {
  (void)journal_->intend(Kind::connection, "rehearse_r1p1_1");
  EXPECT_EQ(take_away(), "");
  EXPECT_THAT(left(), IsEmpty());
  EXPECT_EQ(workspace().changes, 0);
}

// A workspace or a journal with something in it that is not as the run left it.
struct Oddity {
  const char* name = "";
  Resource resource{};
  std::function<void(FakeWorkspace&)> prepare{};
  const char* sentence = "";
  friend std::ostream& operator<<(std::ostream& out, const Oddity& it) { return out << it.name; }
};

class OddWorkspace : public OwnWorkspaceTest, public ::testing::WithParamInterface<Oddity> {};

TEST_P(OddWorkspace, KeepsWhatIsNotTheRunsOwn) {
  const auto entry = journal_->intend(GetParam().resource.kind, GetParam().resource.name);
  if (!GetParam().resource.id.empty()) (void)journal_->made(entry.value(), GetParam().resource.id);
  GetParam().prepare(workspace());
  EXPECT_THAT(take_away(), HasSubstr(GetParam().sentence));
  EXPECT_THAT(left(), SizeIs(1));
  EXPECT_EQ(workspace().changes, 0);
}

FakeWorkspace::Answer endless(const wire::HttpRequest&) {
  Json page = Json::array();
  for (int id = 0; id < 100; ++id) page.push_back({{"id", 10'000 + id}, {"name", "x"}});
  return FakeWorkspace::say({{"result", page}});
}

constexpr const char* kListProfiles = "GET /api/custom_oauth_profiles";
const Resource kUnknownId{Kind::profile, "rehearse_r1p1_1", ""};
const Resource kKnownId{Kind::profile, "rehearse_r1p1_1", "6"};
INSTANTIATE_TEST_SUITE_P(
    Oddities, OddWorkspace,
    ::testing::Values(
        Oddity{"another run's name",
               {Kind::profile, "rehearse_r2p2_1", "6"},
               [](FakeWorkspace& it) {
                 it.profiles.push_back({{"id", 6}, {"name", "rehearse_r2p2_1"}});
               },
               "its name is none that this run gives"},
        Oddity{"another id", kKnownId,
               [](FakeWorkspace& it) {
                 it.profiles.push_back({{"id", 7}, {"name", "rehearse_r1p1_1"}});
               },
               "not the one that the journal has"},
        Oddity{"another name", kKnownId,
               [](FakeWorkspace& it) {
                 it.profiles.push_back({{"id", 6}, {"name", "Ours now"}});
               },
               "somebody gave it another name"},
        Oddity{"two of that name", kUnknownId,
               [](FakeWorkspace& it) {
                 for (const int id : {6, 7})
                   it.profiles.push_back({{"id", id}, {"name", "rehearse_r1p1_1"}});
               },
               "several of that name"},
        Oddity{"no list", kKnownId,
               [](FakeWorkspace& it) { it.answer(kListProfiles, {.status = 200, .body = "<p>"}); },
               "does not list its profiles"},
        Oddity{"a list that has no end", kKnownId,
               [](FakeWorkspace& it) { it.answers[kListProfiles] = endless; }, "has no end"},
        Oddity{"a list that is refused", kKnownId,
               [](FakeWorkspace& it) {
                 it.answer(kListProfiles, it.say({{"message", "Unauthorized"}}, 401));
               },
               "Unauthorized"},
        Oddity{"another workspace", kKnownId, [](FakeWorkspace& it) { it.id = 4712; },
               "the target file pins 4711"},
        Oddity{"another workspace once it is to delete", kKnownId,
               [](FakeWorkspace& it) {
                 it.profiles.push_back({{"id", 6}, {"name", "rehearse_r1p1_1"}});
                 it.before = [&it](const std::string& line) {
                   if (line == kListProfiles) it.id = 4712;
                 };
               },
               "the target file pins 4711"}));

TEST_F(OwnWorkspaceTest, BelievesADeletionThatTheListShows) {
  (void)journal_->intend(Kind::profile, "rehearse_r1p1_1");
  workspace().profiles.push_back({{"id", 6}, {"name", "rehearse_r1p1_1"}});
  workspace().answer("DELETE /api/custom_oauth_profiles/6",
                     FakeWorkspace::say({{"result", {{"success", true}}}}));
  EXPECT_THAT(take_away(), HasSubstr("says that it is deleted and still lists it"));
  workspace().answer("DELETE /api/custom_oauth_profiles/6",
                     FakeWorkspace::say({{"success", false}, {"errors", {{"base", {"in use"}}}}}));
  EXPECT_THAT(take_away(), HasSubstr("base in use"));
  EXPECT_THAT(left(), SizeIs(1));
}

}  // namespace
}  // namespace rehearse::harness
