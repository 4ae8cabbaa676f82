// What dials say about a changed profile and a second connection; what mistakes are blamed for.
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Return;

class Dialled : public ::testing::Test {
 protected:
  Dialled() {
    auto tx = workspace_.begin();
    profile_ = tx.profiles().create(draft("secret-one"), now_).value();
    browser_ = tx.browsers().open(true, now_).id;
  }
  static ProfileDraft draft(std::string_view secret) {
    return {.provider = "salesforce",
            .name = "Rehearsal",
            .client_id = "3MVG9client",
            .client_secret = std::string(secret)};
  }
  int64_t connect(std::string_view identity) {
    const int64_t id =
        workspace_.begin().connections().create({.name = "C", .profile = profile_}, now_).id;
    const auto url = start_authorization(workspace_, id, browser_, now_);
    EXPECT_TRUE(url.ok());
    const auto uri = wire::parse_uri(url.value());
    const auto query = wire::parse_urlencoded(uri->query).value();
    EXPECT_CALL(org_, send(Grants("authorization_code")))
        .WillOnce(Return(json(200, R"({"access_token":"AT","refresh_token":"RT","token_type":)"
                                   R"("Bearer","id":")" +
                                       std::string(identity) + "\"}")))
        .RetiresOnSaturation();
    EXPECT_TRUE(
        finish_authorization(workspace_,
                             {{"code", "aPrx"}, {"state", wire::value_of(query, "state").value()}},
                             browser_, now_)
            .ok);
    return id;
  }
  Connection connection(int64_t id) { return *workspace_.begin().connections().find(id); }
  void change(std::string_view secret) {
    auto tx = workspace_.begin();
    EXPECT_TRUE(change_profile(workspace_, tx, profile_, draft(secret), now_).ok());
  }

  ::testing::StrictMock<MockOrg> org_;
  TimePoint now_ = kRunStart;
  oauth::Dials dials_;
  Workspace workspace_{{.seed = 7, .dials = &dials_}, org_, kRunStart};
  int64_t profile_ = 0;
  SessionId browser_{};
};

TEST_F(Dialled, NewSecretLeavesConnectionsAlone) {
  const int64_t id = connect("/id/one");
  change("secret-two");
  EXPECT_EQ(connection(id).status, ConnectionStatus::connected);
}

TEST_F(Dialled, NewSecretMayDisconnect) {
  ASSERT_TRUE(dials_.set("workato.secret_change", "disconnect").ok());
  const int64_t id = connect("/id/one");
  change("secret-one");
  EXPECT_EQ(connection(id).status, ConnectionStatus::connected) << "nothing has changed";
  change("secret-two");
  EXPECT_EQ(connection(id).status, ConnectionStatus::lost);
  EXPECT_EQ(name_of(connection(id).error_reason), "engine_profile_changed");
  EXPECT_EQ(connection(id).lost_at, now_);
}

TEST_F(Dialled, SecondConnectionOfTheSameUserLeavesTheFirst) {
  const int64_t first = connect("/id/one"), second = connect("/id/one");
  EXPECT_EQ(connection(first).status, ConnectionStatus::connected);
  EXPECT_EQ(connection(second).status, ConnectionStatus::connected);
}

TEST_F(Dialled, SecondConnectionMayDisplaceTheFirstOfTheSameUserOnly) {
  ASSERT_TRUE(dials_.set("workato.second_connection", "invalidates_first").ok());
  const int64_t first = connect("/id/one"), other = connect("/id/two"), second = connect("/id/one");
  EXPECT_EQ(name_of(connection(first).error_reason), "engine_connection_displaced");
  EXPECT_THAT(connection(first).lost_reason, HasSubstr("same Salesforce user"));
  EXPECT_EQ(connection(other).status, ConnectionStatus::connected);
  EXPECT_EQ(connection(second).status, ConnectionStatus::connected);
}

class Mistaken : public WorkspaceTest {
 protected:
  Mistaken() {
    ClientBugs bugs;
    bugs.drops_rotated_token = bugs.secret_in_url = true;
    mistaken_ = std::make_unique<Workspace>(WorkspaceConfig{.seed = 7, .bugs = bugs}, org_, now_);
  }
  std::unique_ptr<Workspace> mistaken_;
};

TEST_F(Mistaken, FailuresAreBlamedOnWhatWasDoneInThemElseOnWhatLasts) {
  auto tx = mistaken_->begin();
  Connection& connection = tx.connections().create({.name = "C"}, now_);
  EXPECT_EQ(tx.slips().blame(connection, tx.slips().count(), now_), nullptr);
  tx.slips().made(connection, *find_client_bug("drops_rotated_token"), now_);
  tx.slips().made(connection, *find_client_bug("secret_in_url"), now_);
  const uint64_t later = tx.slips().count();
  EXPECT_EQ(name_of(tx.slips().blame(connection, 0, now_)), "bug_secret_in_url");
  EXPECT_EQ(name_of(tx.slips().blame(connection, later + 1, now_)), "bug_drops_rotated_token");
  EXPECT_TRUE(tx.slips().all().back().failed);
}

TEST_F(Mistaken, MistakesOfAnotherConnectionAreNotBlamed) {
  auto tx = mistaken_->begin();
  Connection& one = tx.connections().create({.name = "One"}, now_);
  Connection& two = tx.connections().create({.name = "Two"}, now_);
  tx.slips().made(one, *find_client_bug("drops_rotated_token"), now_);
  EXPECT_EQ(tx.slips().blame(two, 0, now_), nullptr);
}

TEST_F(Mistaken, CorrectEngineIsToldFromAMistakenOne) {
  EXPECT_TRUE(workspace_.is_correct());
  EXPECT_FALSE(mistaken_->is_correct());
}

}  // namespace
}  // namespace rehearse::workato::testing
