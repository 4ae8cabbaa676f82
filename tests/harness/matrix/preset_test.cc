#include "harness/matrix/preset.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/support/fake_lives.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using namespace harness;
using simulation::LifePlan;
using simulation::LifeReport;

// An org in which the switch does what `then` says; before it, all is well.
LifeReport switched_to(const LifePlan& plan, LifeReport then) {
  LifeReport well;
  well.connects = well.works = true;
  return plan.later ? then : well;
}

LifeReport report_of(std::optional<int> lost, bool refreshed, bool works = false, int failed = 11) {
  using What = simulation::LifeEvent::What;
  LifeReport report;
  report.connects = true;
  report.works = works;
  report.lost_on_day = lost;
  report.timeline.push_back({What::refreshed, {}, nullptr, "Before."});
  report.timeline.push_back({What::switched, {}, nullptr, "Switched."});
  if (refreshed) report.timeline.push_back({What::refreshed, {}, nullptr, "After."});
  if (!works) {
    report.chain = {&kFakeLoss};
    report.first_failure_on_day = failed;
    report.timeline.push_back({What::failed, std::chrono::days(failed), &kFakeLoss, "Failed."});
  }
  return report;
}

Switched judged(const LifeReport& then) {
  return live_switched(standard_point(),
                       [&](const LifePlan& plan) { return switched_to(plan, then); })
      .what;
}

TEST(Preset, SwitchesFourSettingsOnAndNothingElse) {
  Point after = standard_point();
  after[*find_dimension("idle_limit")] = 0;
  after[*find_dimension("allowlist")] = 1;
  const LifePlan plan = switched_plan(after);
  EXPECT_FALSE(plan.settings.pkce_required);
  EXPECT_FALSE(plan.settings.rotation);
  EXPECT_FALSE(plan.settings.idle_limit);
  EXPECT_EQ(plan.settings.allowlist, simulation::Allowlist::off);
  ASSERT_TRUE(plan.later.has_value());
  EXPECT_EQ(*plan.later, plan_of(after).settings);
}

TEST(Preset, TellsTheWaysToGoOn) {
  EXPECT_EQ(judged(report_of({}, true, true)), Switched::survives);
  EXPECT_EQ(judged(report_of(11, false)), Switched::at_next_refresh);
  EXPECT_EQ(judged(report_of(11, true)), Switched::later);
  EXPECT_EQ(judged(report_of({}, true)), Switched::jobs_fail);
  EXPECT_EQ(judged(report_of({}, false)), Switched::never_refreshes);
  EXPECT_EQ(judged(report_of(9, false)), Switched::before);
  EXPECT_EQ(judged(report_of(10, false)), Switched::at_next_refresh);
}

TEST(Preset, TellsWhyAConnectionCannotBeMadeAnew) {
  LifeReport then = report_of({}, true, true);
  then.reconnects = false;
  then.reconnect_refused = &kFakeRefusal;
  const SwitchedLife life = live_switched(
      standard_point(), [&](const LifePlan& plan) { return switched_to(plan, then); });
  EXPECT_EQ(life.what, Switched::at_reconnect);
  EXPECT_THAT(life.reasons, ::testing::ElementsAre("fake_refusal"));
  EXPECT_EQ(life.remedy, "Mend it.");
}

TEST(Preset, TellsDayAndRemedyOfALoss) {
  LifeReport then = report_of(12, false);
  then.remedy = {"sf.11.security.rotation", "Store it."};
  const SwitchedLife life = live_switched(
      standard_point(), [&](const LifePlan& plan) { return switched_to(plan, then); });
  EXPECT_EQ(life.day, 12);
  EXPECT_EQ(life.guide_step, "sf.11.security.rotation");
  EXPECT_EQ(life.remedy, "Store it.");
}

TEST(Preset, TellsThatTheOrgRefusesToSave) {
  using What = simulation::LifeEvent::What;
  LifeReport then;
  then.connects = then.works = true;
  then.timeline = {{What::connected, {}, nullptr, "Connected."},
                   {What::refused, {}, &kFakeRefusal, "Not saved."}};
  const SwitchedLife life = live_switched(
      standard_point(), [&](const LifePlan& plan) { return switched_to(plan, then); });
  EXPECT_EQ(life.what, Switched::not_saved);
  EXPECT_THAT(life.reasons, ::testing::ElementsAre("fake_refusal"));
  // Refused at the end of a life that was switched is no such thing.
  then.timeline.insert(then.timeline.begin() + 1, {What::switched, {}, nullptr, "Switched."});
  EXPECT_EQ(judged(then), Switched::survives);
}

TEST(Preset, BlamesTheSwitchOnlyForWhatItDoes) {
  const LifeReport lost = report_of(31, true);
  const SwitchedLife life = live_switched(standard_point(), [&](const LifePlan&) { return lost; });
  EXPECT_EQ(life.what, Switched::anyway);
}

// A life whose settings change, beside the same one whose settings don't.
SwitchedLife compared(const LifeReport& switched, const LifeReport& unswitched) {
  return live_switched(standard_point(),
                       [&](const LifePlan& plan) { return plan.later ? switched : unswitched; });
}

TEST(Preset, ComparesLossesAndFailuresApart) {
  using What = simulation::LifeEvent::What;
  // Lost on day 31 in any case; with the switch, jobs fail from day 11 on.
  LifeReport unswitched = report_of(31, true, false, 31);
  LifeReport switched = report_of(31, false, false, 31);
  EXPECT_EQ(compared(switched, unswitched).what, Switched::anyway);
  switched.timeline.insert(switched.timeline.end() - 1,
                           {What::failed, std::chrono::days(11), &kFakeRefusal, "Refused."});
  const SwitchedLife life = compared(switched, unswitched);
  EXPECT_EQ(life.what, Switched::never_refreshes);
  EXPECT_EQ(life.day, 11);
  EXPECT_THAT(life.reasons, ::testing::ElementsAre("fake_refusal"));
  EXPECT_EQ(life.remedy, "Mend it.");
  // A day later it is lost anyway; a day earlier the switch lost it.
  switched.lost_on_day = 32;
  EXPECT_EQ(compared(switched, unswitched).what, Switched::never_refreshes);
  switched.lost_on_day = 30;
  EXPECT_EQ(compared(switched, unswitched).what, Switched::at_next_refresh);
}

TEST(Preset, TakesAnEarlierFailureOfTheSameKindForTheSwitchs) {
  const LifeReport unswitched = report_of({}, true, false, 50);
  EXPECT_EQ(compared(report_of({}, true, false, 50), unswitched).what, Switched::anyway);
  EXPECT_EQ(compared(report_of({}, true, false, 51), unswitched).what, Switched::anyway);
  EXPECT_EQ(compared(report_of({}, true, false, 49), unswitched).what, Switched::jobs_fail);
}

TEST(Preset, TellsOfEachWhetherItCanBeMadeAnew) {
  LifeReport lost = report_of(12, false);
  EXPECT_EQ(judged(lost), Switched::at_next_refresh);
  lost.reconnects = false;
  lost.reconnect_refused = &kFakeRefusal;
  LifeReport well = report_of({}, true, true);
  well.reconnects = true;
  const Comparison comparison{
      selection_of({}), 1, {compared(lost, well), compared(well, well)}, true};
  EXPECT_THAT(preset_text(comparison),
              HasSubstr("          1  of them all can be connected anew at the end\n"
                        "          1  can't: fake_refusal\n"));
  EXPECT_THAT(preset_text(comparison),
              HasSubstr("Partial: 2 of the 94,080 connections were lived.\n"));
  const std::string csv = text_of([&](const Put& put) { write_preset_csv(comparison, put); });
  EXPECT_THAT(csv, HasSubstr(",remedy,reconnects,reconnect_refused\n"));
  EXPECT_THAT(csv, HasSubstr(",no,fake_refusal\n"));
  EXPECT_THAT(csv, HasSubstr(",yes,\n"));
  const auto json =
      parse_json(text_of([&](const Put& put) { write_preset_json(comparison, put); }));
  ASSERT_TRUE(json.ok()) << json.error();
  EXPECT_EQ(json.value()["partial"], true);
  EXPECT_EQ(json.value()["connections"][0]["reconnects"], false);
  EXPECT_EQ(json.value()["connections"][0]["reconnect_refused"], "fake_refusal");
  EXPECT_EQ(json.value()["connections"][1]["reconnects"], true);
}

TEST(Preset, BreaksAtTheNextRefreshFromAnotherDataCentre) {
  simulation::Lives lives({1, false});
  Point point = standard_point();
  for (const char* list : {"other_data_centre", "trial"}) {
    const size_t at = *find_dimension("allowlist");
    point[at] = uint8_t(*dimensions()[at].find(list));
    const SwitchedLife life =
        live_switched(point, [&](const LifePlan& plan) { return lives.live(plan); });
    EXPECT_EQ(life.what, Switched::never_refreshes) << list;
    EXPECT_EQ(life.reconnects, false) << list;
  }
}

TEST(Preset, DoesNotLetTheRequirementsBeChosen) {
  const auto errors = [](std::vector<std::string> dimensions) {
    const auto selection = preset_selection({false, std::move(dimensions), {}, {}});
    EXPECT_FALSE(selection.ok());
    return selection.ok() ? std::string() : selection.error().front();
  };
  EXPECT_THAT(errors({"rotation=off"}), HasSubstr("the preset switches rotation from off to on"));
  EXPECT_THAT(errors({"allowlist=off"}), HasSubstr("allowlist=off is before"));
  EXPECT_THAT(errors({"usage=dayly"}), HasSubstr("did you mean \"daily\"?"));
  const auto daily = preset_selection({false, {"usage=daily"}, {}, {}});
  ASSERT_TRUE(daily.ok());
  EXPECT_EQ(daily.value().grid.slots(), 4U * 7 * 4 * 3);
}

TEST(Preset, StopsBetweenTwoLivesWhenInterrupted) {
  const auto selection = preset_selection({false, {"usage=daily"}, {}, {}});
  ASSERT_TRUE(selection.ok());
  int asked = 0;
  const auto lives = live_preset(selection.value(), fake_life, {[&] { return ++asked > 5; }, {}});
  ASSERT_EQ(lives.size(), 5U);
  EXPECT_EQ(lives.back().point, selection.value().grid.point_at(4));
}

TEST(Preset, IsTheSameInEveryForm) {
  const auto selection = preset_selection({false, {"usage=daily"}, {}, {}});
  ASSERT_TRUE(selection.ok());
  const Comparison comparison{selection.value(), 1, live_preset(selection.value(), fake_life, {}),
                              false};
  ASSERT_EQ(comparison.lives.size(), 336U);
  const std::string csv = text_of([&](const Put& put) { write_preset_csv(comparison, put); });
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 337);
  const auto json =
      parse_json(text_of([&](const Put& put) { write_preset_json(comparison, put); }));
  ASSERT_TRUE(json.ok()) << json.error();
  EXPECT_EQ(json.value()["connections"].size(), 336U);
  EXPECT_EQ(json.value()["partial"], false);
  const std::string text = preset_text(comparison);
  EXPECT_THAT(text, HasSubstr("336 connections"));
  // The fake org ends nothing at the switch: with a wrong verifier none came about.
  EXPECT_THAT(text, HasSubstr("         84  were gone before the switch\n"));
  EXPECT_THAT(text, HasSubstr("        84  client_pkce=wrong\n"));
}

}  // namespace
}  // namespace rehearse::testing
