// The guide's clicks in Workato, and what the pages refuse.
#include "tests/support/workato_browser.h"
#include "tests/support/workato_workspace.h"

namespace rehearse::workato::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Return;

class Pages : public ::testing::Test {
 protected:
  void sign_in() {
    page_.open("/");
    page_.fill("Email", kUser);
    page_.fill("Password", kPassword);
    page_.click("Sign in");
    ASSERT_EQ(page_.title(), "Home");
  }
  void fill_profile() {
    page_.click("Tools");
    page_.click("Custom OAuth profiles");
    page_.click("+ New custom profile");
    page_.fill("Application", "Salesforce");
    page_.fill("Name", "Rehearsal");
  }
  void make_profile() {
    fill_profile();
    page_.fill("Client ID", "3MVG9client");
    page_.fill("Client secret", kSecret);
    page_.click("Save");
    page_.click("Done");
  }
  void open_connection_form() {
    page_.open("/");
    page_.click("New connection");
    page_.fill("Search for an app", "salesf");
    page_.click("Search");
    page_.click("Salesforce");
    page_.fill("Connection name", "My Salesforce");
  }
  // Up to the org; gives the state of the trip.
  std::string depart() {
    open_connection_form();
    page_.fill("Custom OAuth profile", "Rehearsal");
    page_.click("Connect");
    return state_of(page_.location);
  }
  static std::string state_of(const std::string& url) {
    const auto uri = wire::parse_uri(url);
    const auto query = wire::parse_urlencoded(uri ? uri->query : "");
    return wire::value_of(query.value_or(wire::Fields{}), "state").value_or("");
  }
  void connect() {
    sign_in();
    make_profile();
    const std::string state = depart();
    EXPECT_CALL(org_, send).WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
    page_.open("/oauth/callback?code=aPrx%3D%3D&state=" + state);
  }

  ::testing::StrictMock<MockOrg> org_;
  TimePoint now_ = kRunStart;
  Workspace workspace_{{.seed = 7}, org_, kRunStart};
  PageBrowser page_{workspace_, now_};
};

TEST_F(Pages, GuidesClicksMakeAProfile) {
  sign_in();
  fill_profile();
  EXPECT_EQ(page_.title(), "New custom profile");
  EXPECT_EQ(page_.labels(),
            (std::vector<std::string>{"Application", "Name", "Client ID", "Client secret"}));
  EXPECT_TRUE(page_.offers("Create new app"));
  page_.fill("Client ID", "3MVG9client");
  page_.fill("Client secret", kSecret);
  page_.click("Save");
  EXPECT_EQ(page_.title(), "Profile saved");
  page_.click("Done");
  EXPECT_EQ(page_.title(), "Custom OAuth profiles");
  EXPECT_TRUE(page_.offers("Rehearsal"));
  auto tx = workspace_.begin();
  ASSERT_EQ(tx.profiles().all().size(), 1U);
  EXPECT_EQ(tx.profiles().all().front().client_secret.value, kSecret);
}

TEST_F(Pages, CreateNewAppOpensTheOrgInANewTab) {
  sign_in();
  fill_profile();
  EXPECT_THAT(page_.response.body, HasSubstr("formtarget=\"_blank\""));
  page_.click("Create new app");
  EXPECT_EQ(page_.location, "https://login.salesforce.com/");
}

TEST_F(Pages, CreateNewAppWantsApplicationAndName) {
  sign_in();
  page_.open("/custom_oauth_keys/new");
  page_.click("Create new app");
  EXPECT_EQ(page_.reason, "workato_profile_invalid");
  EXPECT_EQ(page_.response.status, 422);
}

TEST_F(Pages, ProfileWithoutASecretIsNotSavedAndTheIdStays) {
  sign_in();
  fill_profile();
  page_.fill("Client ID", "3MVG9client");
  page_.click("Save");
  EXPECT_EQ(page_.reason, "workato_profile_invalid");
  EXPECT_EQ(page_.alert(), "can't be blank");
  EXPECT_STREQ(page_.by_label("Client ID").attribute("value").value(), "3MVG9client");
  EXPECT_TRUE(workspace_.begin().profiles().all().empty());
}

TEST_F(Pages, SecretIsNeverShownAgain) {
  sign_in();
  fill_profile();
  page_.fill("Client secret", kSecret);
  page_.click("Save");
  EXPECT_THAT(page_.response.body, Not(HasSubstr(std::string(kSecret))));
  page_.fill("Client ID", "3MVG9client");
  page_.fill("Client secret", kSecret);
  page_.click("Save");
  page_.click("Done");
  page_.click("Rehearsal");
  EXPECT_STREQ(page_.by_label("Client secret").attribute("value").value(), "");
  EXPECT_THAT(page_.response.body, Not(HasSubstr(std::string(kSecret))));
}

TEST_F(Pages, ProfileIsEditedAndDeleted) {
  sign_in();
  make_profile();
  page_.click("Rehearsal");
  page_.fill("Name", "<Renamed> & \"quoted\"");
  page_.click("Save");
  page_.click("Done");
  page_.click("<Renamed> & \"quoted\"");
  {
    auto tx = workspace_.begin();
    tx.assignments().assign(301, "19029");
  }
  page_.click("Delete");
  EXPECT_TRUE(workspace_.begin().profiles().all().empty());
  EXPECT_TRUE(workspace_.begin().assignments().all().empty());
}

TEST_F(Pages, ProfileInUseIsNotDeleted) {
  sign_in();
  make_profile();
  depart();
  page_.open("/custom_oauth_keys/301");
  page_.click("Delete");
  EXPECT_EQ(page_.reason, "workato_profile_in_use");
  EXPECT_EQ(workspace_.begin().profiles().all().size(), 1U);
}

TEST_F(Pages, ConnectionFormHasWorkatosOrder) {
  sign_in();
  make_profile();
  open_connection_form();
  const std::vector<std::string> order{"Connection name",
                                       "Location",
                                       "Sandbox",
                                       "Auth type",
                                       "Organization/community custom domain URL",
                                       "Requested permissions (OAuth scopes)",
                                       "Custom OAuth profile"};
  EXPECT_EQ(page_.labels(), order);
  EXPECT_TRUE(page_.offers("Connect"));
}

TEST_F(Pages, ConnectRunDisconnectByClicks) {
  connect();
  EXPECT_EQ(page_.response.status, 200);
  EXPECT_EQ(page_.title(), "Connected");
  page_.click("Return to the connection");
  EXPECT_EQ(page_.read("status"), "Connected");
  EXPECT_FALSE(page_.offers("Connect"));
  EXPECT_CALL(org_, send).WillOnce(Return(limits()));
  page_.click("Run job");
  EXPECT_EQ(page_.alert(), "");
  EXPECT_THAT(page_.read("last-job"), HasSubstr("Succeeded"));
  page_.click("Disconnect");
  EXPECT_EQ(page_.read("status"), "Disconnected");
  EXPECT_TRUE(page_.offers("Connect"));
  page_.click("Delete");
  EXPECT_TRUE(workspace_.begin().connections().all().empty());
}

TEST_F(Pages, LostConnectionSaysWhyAndCanBeConnectedAgain) {
  connect();
  EXPECT_CALL(org_, send)
      .WillOnce(Return(session_invalid()))
      .WillOnce(Return(oauth_error("invalid_grant", "expired access/refresh token")));
  page_.click("Return to the connection");
  page_.click("Run job");
  EXPECT_EQ(page_.reason, "engine_grant_dead");
  EXPECT_THAT(page_.alert(), HasSubstr("expired access/refresh token"));
  page_.open("/connections");
  page_.click("My Salesforce");
  EXPECT_EQ(page_.alert(), "");
  EXPECT_EQ(page_.read("status"), "Disconnected");
  EXPECT_THAT(page_.read("lost-reason"), HasSubstr("invalid_grant"));
  page_.click("Connect");
  EXPECT_THAT(page_.location, HasSubstr("/services/oauth2/authorize?"));
}

TEST_F(Pages, DeniedApprovalIsShownAndLeavesTheConnectionDisconnected) {
  sign_in();
  make_profile();
  const std::string state = depart();
  page_.open("/oauth/callback?error=access_denied&error_description=end-user+denied&state=" +
             state);
  EXPECT_EQ(page_.reason, "callback_denied");
  EXPECT_EQ(page_.title(), "Authorization failed");
  EXPECT_THAT(page_.alert(), HasSubstr("end-user denied"));
  page_.click("Return to the connection");
  EXPECT_EQ(page_.read("status"), "Disconnected");
  EXPECT_THAT(page_.read("authorization-error"), HasSubstr("access_denied"));
}

TEST_F(Pages, CallbackNobodyAskedForIs400) {
  sign_in();
  page_.open("/oauth/callback?code=x&state=0123");
  EXPECT_EQ(page_.response.status, 400);
  EXPECT_EQ(page_.reason, "callback_state_unknown");
}

TEST_F(Pages, CallbackEscapesWhatItShowsAndLeaksNothing) {
  sign_in();
  make_profile();
  const std::string state = depart();
  page_.open("/oauth/callback?error=x&error_description=%3Cscript%3Ealert(1)%3C/script%3E&state=" +
             state);
  EXPECT_THAT(page_.response.body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page_.response.body, Not(HasSubstr(state)));
  EXPECT_EQ(wire::header_of(page_.response.headers, "Referrer-Policy"), "no-referrer");
  EXPECT_THAT(wire::header_of(page_.response.headers, "Cache-Control").value_or(""),
              HasSubstr("no-store"));
}

TEST_F(Pages, CallbackIgnoresAReturnAddress) {
  connect();
  EXPECT_THAT(page_.response.body, Not(HasSubstr("evil.example")));
  page_.open("/oauth/callback?code=x&state=1&return_to=https://evil.example");
  EXPECT_EQ(page_.location, "");
  EXPECT_THAT(page_.response.body, Not(HasSubstr("evil.example")));
}

TEST_F(Pages, ConnectionWithoutAProfileStaysHere) {
  sign_in();
  open_connection_form();
  page_.click("Connect");
  EXPECT_EQ(page_.reason, "workato_profile_not_chosen");
  EXPECT_EQ(page_.location, "");
}

TEST_F(Pages, UnusableSettingsAreNamed) {
  sign_in();
  make_profile();
  for (const auto& [label, value] : std::vector<std::pair<std::string, std::string>>{
           {"Connection name", " "},
           {"Connection name", "a\tb"},
           {"Connection name", std::string(256, 'n')},
           {"Location", "Sales\n"},
           {"Organization/community custom domain URL", "https://acme.my.salesforce.com/"},
           {"Organization/community custom domain URL", "evil.example"},
           {"Requested permissions (OAuth scopes)", "api \"web\""}}) {
    open_connection_form();
    page_.reason.clear();
    page_.fill(label, value);
    page_.click("Connect");
    EXPECT_EQ(page_.reason, "workato_connection_invalid") << label << " = " << value;
    EXPECT_NE(page_.alert(), "");
  }
  EXPECT_TRUE(workspace_.begin().connections().all().empty());
}

TEST_F(Pages, ConnectedConnectionIsNotDeletedOrConnectedAgain) {
  connect();
  page_.click("Return to the connection");
  for (const char* action : {"/delete", "/connect"}) {
    page_.open("/");
    page_.visit({.method = "POST", .target = "/connections/18001" + std::string(action)},
                {{"csrf", page_.csrf()}});
    EXPECT_EQ(page_.reason, "workato_connection_active") << action;
    EXPECT_EQ(page_.response.status, 409);
  }
}

TEST_F(Pages, WrongPasswordIsRefused) {
  page_.open("/");
  page_.fill("Email", kUser);
  page_.fill("Password", "rehearse-2025");
  page_.click("Sign in");
  EXPECT_EQ(page_.reason, "workato_sign_in_refused");
  EXPECT_EQ(page_.title(), "Sign in to Workato");
}

TEST_F(Pages, SignInGivesAFreshSession) {
  page_.open("/");
  const std::string planted = page_.cookie;
  page_.fill("Email", kUser);
  page_.fill("Password", kPassword);
  page_.click("Sign in");
  EXPECT_NE(page_.cookie, planted);
  const std::string old = page_.cookie;
  page_.click("Sign out");
  EXPECT_EQ(page_.title(), "Sign in to Workato");
  page_.cookie = old;
  page_.open("/connections");
  EXPECT_EQ(page_.reason, "workato_not_signed_in");
}

TEST_F(Pages, EveryPageButTheseThreeWantsASignIn) {
  for (const auto& row : page_routes()) {
    if (row.name == "workato_home" || row.name == "workato_sign_in" ||
        row.name == "workato_oauth_callback")
      continue;
    page_.reason.clear();
    page_.cookie.clear();
    page_.visit({.method = std::string(row.method), .target = std::string(row.path)}, {});
    EXPECT_EQ(page_.reason, "workato_not_signed_in") << row.name;
  }
}

TEST_F(Pages, EveryFormWantsItsToken) {
  sign_in();
  for (const auto& row : page_routes()) {
    if (row.method != "POST") continue;
    for (const char* token : {"", "guess"}) {
      page_.reason.clear();
      page_.visit({.method = "POST", .target = std::string(row.path)}, {{"csrf", token}});
      EXPECT_EQ(page_.reason, "workato_form_token_wrong") << row.name;
      EXPECT_EQ(page_.response.status, 403);
    }
  }
}

TEST_F(Pages, UnknownIdsAreNotFound) {
  sign_in();
  for (const char* path :
       {"/custom_oauth_keys/1", "/custom_oauth_keys/x", "/custom_oauth_keys/99999999999999999999",
        "/connections/-1", "/connections/1/jobs/last", "/custom_oauth_keys/1/saved"}) {
    page_.reason.clear();
    page_.open(path);
    EXPECT_EQ(page_.reason, "workato_not_found") << path;
    EXPECT_EQ(page_.response.status, 404);
  }
  page_.open("/connections/new/hubspot");
  EXPECT_EQ(page_.reason, "workato_application_not_shown");
}

TEST_F(Pages, CookieReachesTheCallbacksHost) {
  page_.open("/");
  const std::string set = wire::header_of(page_.response.headers, "Set-Cookie").value_or("");
  for (const char* part :
       {"; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Domain=workato.com"})
    EXPECT_THAT(set, HasSubstr(part));
  PageBrowser plain(workspace_, now_, "http://127.0.0.1:4711");
  plain.open("/");
  const std::string bare = wire::header_of(plain.response.headers, "Set-Cookie").value_or("");
  EXPECT_THAT(bare, Not(HasSubstr("Secure")));
  EXPECT_THAT(bare, Not(HasSubstr("Domain")));
}

TEST_F(Pages, AddressesOfTheDataCenterAreListed) {
  sign_in();
  page_.click("Tools");
  page_.click("Workato's IP addresses");
  for (const char* address : {"52.5.142.59", "34.226.132.221", "52.54.43.157"})
    EXPECT_THAT(page_.response.body, HasSubstr(address));
}

TEST_F(Pages, HeadOfTheCallbackUsesNothingUp) {
  sign_in();
  make_profile();
  const std::string state = depart();
  const wire::WireRequest request =
      wire::make_request({.method = "HEAD",
                          .target = "/oauth/callback?code=x&state=" + state,
                          .headers = {{"Cookie", page_.cookie}},
                          .received_at = now_});
  wire::Call call(request, 1);
  EXPECT_EQ(page_routes().back().name, "workato_oauth_callback");
  const wire::WireResponse refusal = page_routes().back().endpoint(workspace_, call);
  EXPECT_EQ(refusal.status, 405);
  EXPECT_EQ(wire::header_of(refusal.headers, "Allow"), "GET");
  ASSERT_NE(call.reason(), nullptr);
  EXPECT_EQ(call.reason()->name, "method_not_allowed");
  EXPECT_CALL(org_, send).WillOnce(Return(tokens("AT0-access", "RT0-refresh")));
  page_.open("/oauth/callback?code=x&state=" + state);
  EXPECT_EQ(page_.title(), "Connected");
}

}  // namespace
}  // namespace rehearse::workato::testing
