#include <gmock/gmock.h>

#include "harness/guide/certificate.h"
#include "tests/support/guide_person.h"

namespace rehearse::harness {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class GuideWalk : public rehearse::testing::GuidePerson {
 protected:
  // The ids of the steps of the guide that are ticked.
  std::vector<std::string> ticked() {
    std::vector<std::string> ids;
    for (const StepSeen& step : advice().steps) {
      if (step.state == StepState::done) ids.push_back(step.id);
    }
    return ids;
  }
};

TEST_F(GuideWalk, TicksAppearAsTheGuideIsDoneAndAllAreThereAtTheEnd) {
  EXPECT_THAT(ticked(), IsEmpty());
  EXPECT_EQ(advice().next_step, "w.1");
  done(driver_->workato_sign_in());
  EXPECT_THAT(ticked(), ElementsAre("w.1"));
  done(driver_->workato_open_profiles());
  EXPECT_EQ(advice().next_step, "w.3");
  done(driver_->workato_new_profile());
  EXPECT_EQ(advice().next_step, "w.4");
  done(driver_->workato_select_application("Salesforce"));
  done(driver_->workato_name_profile("Rehearsal"));
  done(driver_->workato_create_new_app());
  EXPECT_THAT(ticked(), ElementsAre("w.1", "w.2", "w.3", "w.4", "w.5", "w.6"));
  EXPECT_EQ(advice().next_step, "sf.1");
  done(driver_->salesforce_sign_in("admin@rehearsal.test", "rehearse-2026"));
  EXPECT_EQ(advice().next_step, "sf.2");
  done(driver_->salesforce_open_app_manager());
  EXPECT_EQ(advice().next_step, "sf.3");
  done(driver_->app_new());
  EXPECT_EQ(advice().next_step, "sf.4");
  create_app(rehearse::testing::settings_of_the_guide());
  EXPECT_EQ(advice().state_of("sf.12"), StepState::done);
  EXPECT_EQ(advice().state_of("sf.11.security.rotation"), StepState::off);
  EXPECT_THAT(ticked(), Contains("cred.1"));  // Create shows the app's Settings tab
  EXPECT_EQ(advice().next_step, "cred.2");
  done(driver_->app_open_settings());
  done(driver_->app_open_oauth_settings());
  EXPECT_EQ(done(driver_->app_open_credentials()), "verify");
  EXPECT_EQ(advice().next_step, "cred.4");
  done(driver_->app_verify_identity(ask("GET", "/mailbox").back()["code"]));
  EXPECT_EQ(advice().next_step, "done.1");
  save_profile(done(driver_->app_read_key()), done(driver_->app_read_secret()));
  const Advice last = advice();
  EXPECT_TRUE(last.finished);
  EXPECT_EQ(last.done, last.of);
  EXPECT_THAT(last.remarks, IsEmpty());
  EXPECT_EQ(last.next_step, "try.1");
}

TEST_F(GuideWalk, AfterTheGuideTheConnectionIsTried) {
  set_up(rehearse::testing::settings_of_the_guide());
  done(connect());
  EXPECT_EQ(advice().next_step, "try.3");
  done(driver_->workato_run_job());
  EXPECT_EQ(advice().next_step, "try.4");
  advance("1d");
  done(driver_->workato_run_job());
  EXPECT_EQ(advice().next_step, "");
  EXPECT_THAT(advice().next, HasSubstr("Everything is done"));
}

TEST_F(GuideWalk, AResetBeginsAnew) {
  set_up(rehearse::testing::settings_of_the_guide());
  EXPECT_TRUE(advice().finished);
  ask("POST", "/reset");
  EXPECT_THAT(ticked(), IsEmpty());
  EXPECT_EQ(advice().done, 0U);
}

TEST_F(GuideWalk, AWrongCodeIsNamedAndCounted) {
  begin_profile();
  open_new_app();
  create_app(rehearse::testing::settings_of_the_guide());
  done(driver_->app_open_settings());
  done(driver_->app_open_oauth_settings());
  done(driver_->app_open_credentials());
  EXPECT_FALSE(driver_->app_verify_identity("000000").value().ok);
  Advice now = advice();
  ASSERT_EQ(now.remarks.size(), 1U);
  EXPECT_EQ(now.remarks[0].step, "cred.4");
  EXPECT_EQ(now.remarks[0].reason, "otp_wrong");
  EXPECT_THAT(now.remarks[0].sentence, HasSubstr("Salesforce did not take the code: "));
  done(driver_->app_resend_code());
  done(driver_->app_verify_identity(ask("GET", "/mailbox").back()["code"]));
  EXPECT_THAT(advice().remarks, IsEmpty());
  const CodeCount codes = count_codes(trail_);
  EXPECT_EQ(codes.asked, 2U);
  EXPECT_EQ(codes.resent, 1U);
  EXPECT_EQ(codes.wrong, 1U);
  EXPECT_EQ(codes.taken, 1U);
}

TEST_F(GuideWalk, EachRuleOfTheApiNameIsToldWhenItIsBroken) {
  open_new_app();
  const std::pair<const char*, const char*> cases[] = {
      {"Work-ato", "sf.5.a"}, {"1Workato", "sf.5.c"},  {"Work ato", "sf.5.d"},
      {"Workato_", "sf.5.e"}, {"Work__ato", "sf.5.f"},
  };
  for (const auto& [name, step] : cases) {
    Json settings = rehearse::testing::settings_of_the_guide();
    settings["apiName"] = name;
    done(driver_->app_set(settings));
    EXPECT_FALSE(driver_->app_create().value().ok) << name;
    const Advice now = advice();
    ASSERT_EQ(now.remarks.size(), 1U) << name;
    EXPECT_EQ(now.remarks[0].step, step) << now.remarks[0].reason;
    EXPECT_THAT(now.remarks[0].sentence, HasSubstr("Salesforce did not create the app: "));
    EXPECT_EQ(now.next, now.remarks[0].remedy);
  }
}

TEST_F(GuideWalk, TheCertificateTellsWhatToEnterAndNoSecret) {
  Json settings = rehearse::testing::settings_of_the_guide();
  settings["isSecretRequiredForRefreshToken"] = false;
  begin_profile();
  open_new_app();
  create_app(settings);
  const auto [key, secret] = read_credentials();
  save_profile(key, secret);
  const Snapshot now = snapshot();
  const Certificate certificate = certificate_of(now, coach(now, guide_), {});
  EXPECT_TRUE(certificate.finished);
  const std::string text = certificate_text(certificate);
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("1 thing to look at"),
            HasSubstr("Require secret for Refresh Token Flow is off"),
            HasSubstr("Callback URL: `https://www.workato.com/oauth/callback`"),
            HasSubstr("Full access (full); "),
            HasSubstr("Require secret for Web Server Flow: `select`"),
            HasSubstr("Require secret for Refresh Token Flow: `leave clear (the guide: select)`"),
            HasSubstr("asked for a one-time password once")));
  EXPECT_THAT(text, Not(HasSubstr(key)));
  EXPECT_THAT(text, Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace rehearse::harness
