#include "harness/guide/coach.h"

#include <algorithm>
#include <iterator>

namespace rehearse::harness {
namespace {

void append(std::vector<Remark>& remarks, std::vector<Remark> more) {
  std::move(more.begin(), more.end(), std::back_inserter(remarks));
}

std::string_view without_period(std::string_view sentence) {
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  return sentence;
}

// A word that keeps its capital inside a sentence.
bool is_a_name(std::string_view sentence) {
  return sentence.starts_with("Salesforce") || sentence.starts_with("Workato") ||
         (sentence.size() > 1 && sentence[1] >= 'A' && sentence[1] <= 'Z');
}

void tell_next(Advice& advice, const Guide& guide) {
  // What stops the connection comes before what is still to do, once the step was done.
  for (const Remark& remark : advice.remarks) {
    if (remark.weight != Weight::stops) continue;
    advice.next_step = remark.step;
    advice.next = remark.remedy;
    return;
  }
  const auto first = [&](const std::vector<StepSeen>& steps) {
    return std::ranges::find_if(steps, [&](const StepSeen& step) {
      const Guide::Step* known = guide.find_step(step.id);
      return step.state == StepState::todo && (known == nullptr || known->demand == "required");
    });
  };
  if (const auto step = first(advice.steps); step != advice.steps.end()) {
    advice.next_step = step->id;
    advice.next = guide.find_step(step->id)->text;
    return;
  }
  const auto step = first(advice.after);
  if (step == advice.after.end()) {
    advice.next = "Everything is done: keep the certificate, then do the same in the real org.";
    return;
  }
  advice.next_step = step->id;
  const auto& steps = after_the_guide().steps;
  advice.next = std::ranges::find(steps, step->id, &Guide::Step::id)->text;
}

}  // namespace

std::string_view to_text(Weight weight) {
  switch (weight) {
    case Weight::stops:
      return "Stops the connection";
    case Weight::ends:
      return "Ends the connection";
    case Weight::differs:
      return "Not as the guide says";
    case Weight::caution:
      return "Take care";
  }
  return "";
}

std::string in_one_sentence(std::string_view what, std::string_view consequence) {
  std::string sentence(without_period(what));
  if (consequence.empty()) return sentence + ".";
  std::string rest(consequence);
  if (!is_a_name(rest) && rest[0] >= 'A' && rest[0] <= 'Z') rest[0] = char(rest[0] - 'A' + 'a');
  return sentence + ": " + std::string(without_period(rest)) + ".";
}

const Guide::Section& after_the_guide() {
  static const Guide::Section kSection{
      "try",
      "Try the connection",
      {{"try.1", "In Workato, make a Salesforce connection that uses the profile.", "required"},
       {"try.2", "Connect it: sign in to Salesforce and allow the access.", "required"},
       {"try.3", "Run a job of the connection.", "required"},
       {"try.4", "Move the clock on, and run a job again.", "required"}}};
  return kSection;
}

StepState Advice::state_of(std::string_view id) const {
  for (const auto* list : {&steps, &after}) {
    const auto found = std::ranges::find(*list, id, &StepSeen::id);
    if (found != list->end()) return found->state;
  }
  return StepState::todo;
}

Advice coach(const Snapshot& snapshot, const Guide& guide) {
  Advice advice;
  for (const Guide::Section& section : guide.sections) {
    for (const Guide::Step& step : section.steps) {
      const StepState state = state_of_step(snapshot, step.id);
      advice.steps.push_back({step.id, state});
      if (step.demand != "required") continue;
      ++advice.of;
      if (state != StepState::todo) ++advice.done;
    }
  }
  for (const Guide::Step& step : after_the_guide().steps)
    advice.after.push_back({step.id, state_of_step(snapshot, step.id)});
  advice.finished = advice.of > 0 && advice.done == advice.of;
  if (const AppSeen* app = snapshot.app()) append(advice.remarks, remarks_on_app(snapshot, *app));
  append(advice.remarks, remarks_on_workato(snapshot));
  append(advice.remarks, remarks_on_refusals(snapshot));
  std::ranges::stable_sort(advice.remarks, {}, &Remark::weight);
  tell_next(advice, guide);
  return advice;
}

}  // namespace rehearse::harness
