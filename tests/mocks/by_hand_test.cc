// The guide by hand: pages by their labels and OAuth by plain requests, over real sockets, with the
// control facade only where a person would look into a mailbox.
#include <gmock/gmock.h>

#include "harness/driver/form_session.h"
#include "tests/support/live_bench.h"

namespace rehearse::testing {
namespace {

using ::testing::StartsWith;

class ByHand : public LiveTest {
 protected:
  void click(const std::string& text) { done(page_.click(text), text); }
  void fill(const std::string& label, const std::string& text) {
    done(page_.fill(label, text), label);
  }
  std::string read(const std::string& label) {
    const auto text = page_.read(label);
    EXPECT_TRUE(text.ok()) << (text.ok() ? "" : text.error().what);
    return text ? text.value() : std::string();
  }
  void sign_in(const std::string& username) {
    fill("Username", username);
    fill("Password", "rehearse-2026");
    click("Log In");
  }
  void create_app_on_the_pages() {
    done(page_.open(site_ + "/"), "open");
    sign_in("admin@rehearsal.test");
    for (const char* text : {"Setup", "Apps", "External Client Apps", "External Client App Manager",
                             "New External Client App"}) {
      click(text);
    }
    fill("External Client App Name", "Workato");
    fill("API Name", "Workato");
    fill("Contact Email", "admin@rehearsal.test");
    done(page_.check("Enable OAuth", true), "Enable OAuth");
    fill("Callback URL", kCallback);
    done(page_.select("Available OAuth Scopes", {"full", "api", "id", "refresh_token"}), "scopes");
    click("Move selection to Selected OAuth Scopes");
    done(page_.check("Enable Refresh Token Rotation", true), "rotation");
    click("Create");
  }
  // What the browser is sent back with when the user approves.
  std::string approve_by_hand(const wire::Fields& authorize) {
    harness::FormSession user(*http_);
    user.stop_before(kCallback);
    done(user.open(wire::with_query(site_ + "/services/oauth2/authorize", authorize)), "authorize");
    done(user.fill("Username", "user@rehearsal.test"), "Username");
    done(user.fill("Password", "rehearse-2026"), "Password");
    done(user.click("Log In"), "Log In");
    done(user.click("Allow"), "Allow");
    return user.url();
  }

  static void done(const harness::PageResult& result, const std::string& what) {
    EXPECT_TRUE(result.ok()) << what << ": " << (result.ok() ? "" : result.error().what);
  }

  harness::FormSession page_{*http_};
};

TEST_F(ByHand, AppCodeTokensRotationAndTheFamilysEnd) {
  create_app_on_the_pages();
  EXPECT_TRUE(page_.alerts().empty());

  // Settings, OAuth Settings, Consumer Key and Secret: a code by e-mail first.
  click("Settings");
  click("OAuth Settings");
  click("Consumer Key and Secret");
  const Json mailbox = ask("GET", "/mailbox");
  ASSERT_EQ(mailbox.size(), 1U);
  EXPECT_EQ(mailbox[0]["to"], "admin@rehearsal.test");
  fill("Verification Code", mailbox[0]["code"]);
  click("Verify");
  key_ = read("Consumer Key");
  secret_ = read("Consumer Secret");
  EXPECT_THAT(key_, StartsWith("3MVG9"));
  EXPECT_EQ(secret_.size(), 64U);

  // The authorization code flow with PKCE (RFC 7636 appendix B has the pair).
  const std::string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const std::string location =
      approve_by_hand({{"response_type", "code"},
                       {"client_id", key_},
                       {"redirect_uri", kCallback},
                       {"state", "xyz"},
                       {"code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"},
                       {"code_challenge_method", "S256"}});
  const auto query = wire::parse_urlencoded(wire::parse_uri(location)->query).value();
  EXPECT_EQ(wire::value_of(query, "state"), "xyz");
  const Answer tokens = token({{"grant_type", "authorization_code"},
                               {"code", wire::value_of(query, "code").value_or("")},
                               {"redirect_uri", kCallback},
                               {"code_verifier", verifier}});
  ASSERT_EQ(tokens.status, 200) << tokens.text;
  EXPECT_EQ(tokens["instance_url"], site_);
  EXPECT_EQ(use(tokens["access_token"]), 200);

  // Rotation, then reuse of the old token: the whole family dies, and the journal says why.
  const Answer renewed = refresh(tokens["refresh_token"]);
  ASSERT_EQ(renewed.status, 200) << renewed.text;
  EXPECT_NE(renewed["refresh_token"], tokens["refresh_token"]);
  EXPECT_EQ(use(renewed["access_token"]), 200);
  const Answer reused = refresh(tokens["refresh_token"]);
  EXPECT_EQ(reused.status, 400);
  EXPECT_EQ(reused["error"], "invalid_grant");
  EXPECT_EQ(last_reason(), "refresh_token_replayed");
  EXPECT_EQ(use(renewed["access_token"]), 401);
  EXPECT_EQ(refresh(renewed["refresh_token"])["error"], "invalid_grant");

  const std::string journal = dump_json(ask("GET", "/journal"));
  for (const std::string& secret :
       {secret_, verifier, tokens["refresh_token"], renewed["access_token"],
        mailbox[0]["code"].get<std::string>(), std::string("rehearse-2026")}) {
    EXPECT_EQ(journal.find("\"" + secret), std::string::npos);
  }
}

}  // namespace
}  // namespace rehearse::testing
