#include "harness/scenario/step_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/lineage.h"
#include "harness/scenario/compare.h"
#include "harness/scenario/references.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

// What verbs offer under these names is fit to be seen; everything else is hidden.
constexpr std::string_view kHarmless[] = {"app_id",  "connection_id",  "profile_id",
                                          "status",  "scope",          "token_type",
                                          "user_id", "organization_id"};
// Shorter values would hide innocent words.
constexpr size_t kShortestSecret = 6;

Verdict broken(Severity severity) {
  switch (severity) {
    case Severity::fail:
      return Verdict::fail;
    case Severity::warning:
      return Verdict::warning;
    case Severity::info:
      return Verdict::info;
  }
  return Verdict::fail;
}

}  // namespace

Finding StepRun::blank(const PlanStep& step) const {
  Finding finding;
  finding.step_id = step.id;
  finding.title = step.title;
  finding.guide = join(step.guide, ", ");
  finding.clause = step.clause;
  finding.expected = describe(step.expect);
  return finding;
}

Finding StepRun::skip(const PlanStep& step, std::string because) const {
  Finding finding = blank(step);
  finding.verdict = Verdict::not_run;
  finding.actual = std::move(because);
  return finding;
}

std::optional<std::string> StepRun::obstacle(const PlanStep& step) const {
  for (const std::string& id : step.after) {
    if (!passed_.contains(id)) return fmt::format("it comes after {}, which didn't pass", id);
  }
  for (const std::string& name : step.needs) {
    if (captures_.find(name)) continue;
    const auto giver = not_given_.find(name);
    return fmt::format("it needs \"{}\", which {} didn't give", name,
                       giver == not_given_.end() ? "no step" : giver->second);
  }
  if (!cannot_.empty()) return fmt::format("it builds on {}, which this target cannot do", cannot_);
  return {};
}

Finding StepRun::not_here(const PlanStep& step, std::string because) {
  if (cannot_.empty() && !step.verb->looks) cannot_ = step.id;
  for (const Give& give : step.gives) not_given_.try_emplace(give.capture, step.id);
  return skip(step, std::move(because));
}

Finding StepRun::perform(const PlanStep& step) {
  if (const auto because = obstacle(step)) {
    for (const Give& give : step.gives) not_given_.try_emplace(give.capture, step.id);
    return skip(step, *because);
  }
  if (!step.verb->needs.empty() && !stage_.target->can(step.verb->needs))
    return not_here(step, fmt::format("this target has no {}", step.verb->needs));
  stage_.target->step_begins(step.id);
  begun_.emplace_back(exchanges_so_far(), step.id);
  Finding finding = blank(step);
  finding.virtual_time = virtual_time();
  finding.source = stage_.target->source_of(step.verb_name);
  Json with = step.with;
  Problems unused("", Lines());
  std::map<std::string, Json> filled;
  const auto lookup = [&](const std::string& name) {
    const std::string value = captures_.find(read_capture(name).name).value_or("");
    return &filled.try_emplace(name, value).first->second;
  };
  unescape(with);
  fill_in(with, lookup, "$.with", unused);
  const auto seen = step.verb->run(context_, with);
  if (const auto unable = stage_.target->take_inability()) {
    (void)captures_.take_offered();
    return not_here(step, *unable);
  }
  if (!seen && seen.error().kind == Trouble::Kind::not_here)
    return not_here(step, seen.error().what);
  if (!seen) {
    meet_trouble(step, seen.error(), finding);
  } else {
    judge(step, seen.value(), finding);
    take_captures(step, seen.value(), finding);
  }
  for (const Give& give : step.gives) {
    if (!captures_.find(give.capture)) not_given_.try_emplace(give.capture, step.id);
  }
  hide_captures(finding);
  if (finding.verdict == Verdict::pass) passed_.insert(step.id);
  return finding;
}

void StepRun::judge(const PlanStep& step, const Observation& observation, Finding& finding) const {
  finding.reason = observation.reason;
  if (said_nothing(observation)) {
    finding.actual = fmt::format("{} reported nothing", step.verb_name);
    finding.hint = "This is a fault of the verb: a check that says nothing did not pass.";
    return;
  }
  finding.actual = observation.summary.empty() ? describe(observation) : observation.summary;
  if (meets(observation, step.expect, stage_.target->can("journal"))) {
    finding.verdict = Verdict::pass;
    return;
  }
  finding.verdict = broken(step.severity);
  finding.actual = describe(observation);
  if (!observation.summary.empty() && observation.summary != observation.description)
    finding.actual += fmt::format(" ({})", observation.summary);
  explain(step, observation, finding);
}

void StepRun::explain(const PlanStep& step, const Observation& observation,
                      Finding& finding) const {
  const Reason* seen = vocabulary_.find_reason(observation.reason);
  const Reason* wanted = vocabulary_.find_reason(step.expect.reason.value_or(""));
  if (seen != nullptr) {
    finding.why = seen->meaning;
    finding.consequence = seen->consequence;
    finding.hint = seen->remedy;
  } else if (wanted != nullptr) {
    finding.why = fmt::format("Nothing was refused on this ground: {}", wanted->meaning);
  }
  if (finding.consequence.empty()) finding.consequence = step.means;
}

void StepRun::meet_trouble(const PlanStep& step, const Trouble& trouble, Finding& finding) const {
  finding.actual =
      trouble.where.empty() ? trouble.what : fmt::format("{} ({})", trouble.what, trouble.where);
  if (step.expect.outcome == Outcome::lost && trouble.bytes_sent) {
    finding.verdict = Verdict::pass;
    return;
  }
  finding.trouble = true;
  finding.consequence = step.means;
  finding.hint = trouble.bytes_sent
                     ? "The request may have been carried out; look before you repeat it."
                     : "Nothing was sent; see that the target is up and can be reached.";
}

void StepRun::take_captures(const PlanStep& step, const Observation& observation,
                            Finding& finding) {
  auto offered = captures_.take_offered();
  for (const auto& [name, value] : offered) {
    const bool harmless =
        std::find(std::begin(kHarmless), std::end(kHarmless), name) != std::end(kHarmless);
    if (!harmless && value.size() >= kShortestSecret)
      secrets_.emplace_back(value, fmt::format("<{}>", name));
  }
  for (const Give& give : step.gives) {
    const auto found = offered.find(give.offered);
    if (found != offered.end()) {
      captures_.give(give.capture, found->second);
    } else if (observation.ok && finding.verdict == Verdict::pass) {
      finding.verdict = Verdict::error;
      finding.actual = fmt::format("{} gave no \"{}\"", step.verb_name, give.offered);
    }
  }
}

// Verbs and targets keep secrets out of what they say; this is the second lock on that door.
void StepRun::hide_captures(Finding& finding) const {
  for (const auto& [value, instead] : secrets_) {
    for (std::string* text :
         {&finding.expected, &finding.actual, &finding.why, &finding.consequence, &finding.hint})
      *text = replace_all(std::move(*text), value, instead);
  }
}

std::string StepRun::virtual_time() {
  if (!stage_.target->can("clock")) return {};
  const auto answer = stage_.target->control("GET", "/clock");
  if (!answer || answer.value().status != 200) return {};
  const auto json = parse_json(answer.value().json);
  return json ? string_member(json.value(), "now").value_or("") : std::string();
}

Json StepRun::ask(std::string_view path, std::string_view body) {
  const auto answer = stage_.target->control("GET", path, body);
  const auto json =
      parse_json(answer && answer.value().status == 200 ? std::string_view(answer.value().json)
                                                        : std::string_view());
  return json ? json.value() : Json();
}

std::vector<Finding> StepRun::leave() {
  std::vector<Finding> findings;
  for (const std::string& left : stage_.target->leave()) {
    Finding finding;
    finding.step_id = "cleanup";
    finding.title = "What the run made is taken away";
    finding.trouble = true;
    finding.expected = "nothing of this run is left";
    finding.actual = left;
    finding.consequence = "The app, and what was authorized for it, stay in the org.";
    finding.hint = "Run: rehearse cleanup";
    hide_captures(finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<Finding> StepRun::at_end() {
  std::vector<Finding> findings;
  const Json answer = stage_.target->can("faults") ? ask("/faults", "") : Json();
  const Json* listed = find_member(answer, "faults");
  for (const Json& fault : listed != nullptr ? *listed : answer) {
    if (integer_member(fault, "fired").value_or(1) > 0) continue;
    Finding finding;
    finding.step_id = "planned-faults";
    finding.title = "Every planned fault fires";
    finding.verdict = Verdict::fail;
    finding.expected = "the fault to fire at least once";
    finding.actual = fmt::format("the fault on route \"{}\" at \"{}\" never fired",
                                 string_member(fault, "route").value_or("?"),
                                 string_member(fault, "at").value_or("?"));
    finding.consequence = "The scenario went another way than it means to rehearse.";
    finding.hint = "Check the fault's route, match and ordinal against the transcript.";
    findings.push_back(std::move(finding));
  }
  const Json journal = brief_journal();
  if (integer_member(journal, "bugs").value_or(0) > 0) {
    Finding finding;
    finding.step_id = "mocks";
    finding.title = "The mocks keep their own rules";
    finding.expected = "no broken invariant";
    finding.actual = fmt::format("{} answers came from a broken mock", dump_json(journal["bugs"]));
    finding.hint = "This is a fault of the mocks, not of the setup; the transcript shows where.";
    findings.push_back(std::move(finding));
  }
  return findings;
}

// The counts alone.
Json StepRun::brief_journal() {
  if (!stage_.target->can("journal")) return {};
  return ask("/journal", dump_json({{"brief", true}, {"after", INT64_MAX}}));
}

uint64_t StepRun::exchanges_so_far() {
  return uint64_t(integer_member(brief_journal(), "next").value_or(0));
}

std::string StepRun::transcript() {
  Json journal = stage_.target->can("journal") ? ask("/journal", "") : Json();
  const Json* list = find_member(journal, "exchanges");
  if (list == nullptr || !list->is_array()) return "null";
  const uint64_t before_oldest = exchanges_so_far() - list->size();
  for (size_t at = 0; at < list->size(); ++at) {
    const auto later =
        std::upper_bound(begun_.begin(), begun_.end(), before_oldest + at,
                         [](uint64_t number, const auto& begun) { return number < begun.first; });
    Json& step = journal["exchanges"][at]["step"] = nullptr;
    if (later != begun_.begin()) step = std::prev(later)->second;
  }
  return dump_json(journal);
}

std::string StepRun::lineage() {
  const Json document = stage_.target->can("journal") ? ask("/lineage", "") : Json();
  std::string text = dump_json(document, 2);
  const auto read = read_lineage(text);
  return read && !read.value().empty() ? text + "\n" : std::string();
}

}  // namespace rehearse::harness
