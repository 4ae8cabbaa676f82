#include <fmt/format.h>

#include <algorithm>

#include "harness/guide/pages.h"
#include "mocks/wire/page_watch.h"

namespace rehearse::harness {
namespace {

using wire::Markup;
using wire::Tone;

// Where to click and what to type, beside the step's own text.
struct Hint {
  std::string_view step{}, text{};
};
constexpr Hint kHints[] = {
    {"w.1", "rehearsal@workato.test, password rehearse-2026."},
    {"w.2", "Tools > Custom OAuth profiles."},
    {"w.3", "Click + New custom profile."},
    {"w.4", "In the Application drop-down menu."},
    {"w.5", "In the Name field: any name you will recognize, such as Salesforce rehearsal."},
    {"w.6", "Create new app opens Salesforce in a new tab; keep the Workato tab open."},
    {"sf.1", "admin@rehearsal.test, password rehearse-2026."},
    {"sf.2", "Setup > Apps > External Client Apps > External Client App Manager."},
    {"sf.3", "Click New External Client App."},
    {"sf.4", "In the External Client App Name field, such as Workato."},
    {"sf.5", "In the API Name field, such as Workato_rehearsal."},
    {"sf.6", "In the Contact Email field."},
    {"sf.7",
     "Packaged if partners install the app; with Local the connection must name the org's own "
     "domain."},
    {"sf.8", "Expand API (Enable OAuth Settings), then select Enable OAuth."},
    {"sf.9", "https://www.workato.com/oauth/callback"},
    {"sf.10",
     "full, api, id and refresh_token: select each, then use the arrow Move selection to Selected "
     "OAuth Scopes."},
    {"sf.11.flow", "Only Enable Authorization Code and Credentials Flow."},
    {"sf.12", "Click Create. What the form refuses stands beside its field."},
    {"cred.1", "Of your external client app."},
    {"cred.2", "Expand OAuth Settings."},
    {"cred.3", "Click Consumer Key and Secret."},
    {"cred.4", "The code is in the mailbox on this page, or in the authenticator."},
    {"cred.5", "Without blanks before or after them."},
    {"done.1", "It still shows the form of the profile."},
    {"done.2", "In the Client ID field."},
    {"done.3", "In the Client secret field."},
    {"done.4", "Click Save, then Done."},
    {"try.1",
     "Connections > New connection > Salesforce; the profile is in the advanced settings."},
    {"try.2",
     "You are still logged in as admin@rehearsal.test; else user@rehearsal.test, password "
     "rehearse-2026."},
    {"try.4",
     "With the clock on this page; 29 days and 31 days are the two sides of the idle "
     "limit."},
};

struct Mark {
  Tone tone = Tone::plain;
  std::string_view sign{}, spoken{};
};
Mark mark_of(StepState state) {
  switch (state) {
    case StepState::todo:
      return {Tone::plain, "\u25CB", "To do"};
    case StepState::done:
      return {Tone::good, "\u2713", "Done"};
    case StepState::differs:
      return {Tone::caution, "!", "Done, but not as the guide says"};
    case StepState::off:
      return {Tone::plain, "\u2013", "Left off, which the guide allows"};
  }
  return {};
}

// `sf.11.security.jwt` stands below `11`, and has no number of its own.
bool is_below(std::string_view step) { return std::ranges::count(step, '.') > 1; }

std::string number_of_step(std::string_view step) {
  if (is_below(step)) return "";
  return std::string(step.substr(step.find('.') + 1)) + ".";
}

wire::Tick step_tick(const Guide::Step& step, const Advice& advice) {
  const Mark mark = mark_of(advice.state_of(step.id));
  Markup content = wire::escaped(step.text);
  if (step.demand == "optional") content += wire::hint("Optional.");
  if (const std::string_view hint = hint_of(step.id); !hint.empty()) content += wire::hint(hint);
  for (const Remark& remark : advice.remarks) {
    if (remark.step == step.id) content += wire::hint(remark.sentence);
  }
  return {.tone = mark.tone,
          .sign = mark.sign,
          .spoken = mark.spoken,
          .number = number_of_step(step.id),
          .content = content,
          .is_below = is_below(step.id),
          .is_now = advice.next_step == step.id};
}

Markup section_content(const Guide::Section& section, const Advice& advice) {
  size_t done = 0, of = 0, differ = 0;
  bool has_next = false;
  std::vector<wire::Tick> steps;
  for (const Guide::Step& step : section.steps) {
    has_next = has_next || step.id == advice.next_step;
    steps.push_back(step_tick(step, advice));
    if (step.demand != "required") continue;
    ++of;
    const StepState state = advice.state_of(step.id);
    if (state != StepState::todo) ++done;
    if (state == StepState::differs) ++differ;
  }
  std::string note = fmt::format("{} of {}", done, of);
  if (differ != 0) note += fmt::format(", {} not as the guide has it", differ);
  return wire::folded(
      {.id = "steps-" + section.id, .title = section.title, .note = note, .is_open = has_next},
      wire::ticks(steps));
}

}  // namespace

std::string_view hint_of(std::string_view step) {
  const auto hint = std::ranges::find(kHints, step, &Hint::step);
  return hint != std::end(kHints) ? hint->text : std::string_view();
}

Markup steps_content(const Guide& guide, const Advice& advice) {
  Markup content;
  for (const Guide::Section& section : guide.sections) content += section_content(section, advice);
  content += section_content(after_the_guide(), advice);
  return content;
}

}  // namespace rehearse::harness
