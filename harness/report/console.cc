#include "harness/report/console.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/words.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kGreen = "32", kRed = "31", kYellow = "33", kBold = "1", kDim = "2";

std::string_view colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return kGreen;
    case Verdict::warning:
    case Verdict::info:
      return kYellow;
    case Verdict::not_run:
      return kDim;
    case Verdict::fail:
    case Verdict::error:
      return kRed;
  }
  return kRed;
}

std::string variant_text(const ScenarioResult& scenario) {
  std::string text;
  for (const auto& [name, label] : scenario.variant) text += fmt::format(" {}={}", name, label);
  return text;
}

}  // namespace

std::string Console::paint(std::string_view text, std::string_view colour) const {
  if (!style_.colour) return std::string(text);
  return fmt::format("\033[{}m{}\033[0m", colour, text);
}

std::string Console::mark(Verdict verdict) const {
  return paint(sign_of(verdict), colour_of(verdict));
}

void Console::run_begins(const RunResult& run, size_t planned) {
  planned_ = planned;
  print_(fmt::format("{} {}: target {}, driver {}, seed {}, from {}, {}\n",
                     paint("rehearse", kBold), run.version, run.target, run.driver, run.seed,
                     run.start, counted(planned, "run", "runs")));
}

void Console::scenario_begins(const ScenarioResult& scenario) {
  ++begun_;
  section_.clear();
  if (style_.quiet) return;
  const std::string place = planned_ > 1 ? fmt::format("[{}/{}] ", begun_, planned_) : "";
  print_(fmt::format("\n{}{}{}\n  {}\n", paint(place, kDim), paint(scenario.name, kBold),
                     variant_text(scenario), scenario.title));
}

// A heading of the guide where a new section begins; steps beyond the guide stand apart too.
void Console::heading(const Finding& finding) {
  const std::string first = finding.guide.substr(0, finding.guide.find(','));
  const Guide::Section* section = guide_.section_of(first);
  if (section == nullptr && section_.empty()) return;
  const std::string title = section == nullptr ? "Beyond the guide" : section->title;
  if (title == section_) return;
  section_ = title;
  print_(fmt::format("\n  {}\n", paint(section_, kBold)));
}

void Console::step_ended(const Finding& finding) {
  const bool quiet_one = finding.verdict == Verdict::pass || finding.verdict == Verdict::not_run;
  if (style_.quiet && quiet_one) return;
  if (!style_.quiet) heading(finding);
  const std::string where = finding.guide.empty() ? finding.step_id : guide_mark(finding.guide);
  const std::string brief = finding.verdict == Verdict::pass || finding.verdict == Verdict::not_run
                                ? finding.actual
                                : std::string(to_text(finding.verdict));
  print_(fmt::format("  {} {} {}{}\n", mark(finding.verdict),
                     paint(fmt::format("{:<8}", where), kDim), finding.title,
                     brief.empty() ? "" : paint(fmt::format("  {}", brief), kDim)));
  if (!quiet_one) details(finding);
}

void Console::details(const Finding& finding) {
  const auto line = [&](std::string_view label, const std::string& text) {
    if (text.empty()) return;
    print_(fmt::format("      {} {}\n", paint(fmt::format("{:<10}", label), kDim), text));
  };
  line("expected", finding.expected);
  line("actual", finding.actual);
  line("why", finding.why);
  line("means", finding.consequence);
  line("what to do", finding.hint);
  line("rule", finding.clause);
  line("explain", finding.reason.empty() ? "" : "rehearse explain " + finding.reason);
  line("repeat", finding.repeat);
}

void Console::scenario_ended(const ScenarioResult& scenario) {
  const std::string counts = in_words(tally(scenario));
  if (!style_.quiet) {
    print_(fmt::format("  {}\n", paint(counts, colour_of(verdict_of(scenario)))));
  } else {
    print_(fmt::format("{} {}{}  {}\n", mark(verdict_of(scenario)), scenario.name,
                       variant_text(scenario), paint(counts, kDim)));
  }
  if (scenario.must_fail)
    print_(is_broken(scenario)
               ? "  This scenario is there to fail, and it did.\n"
               : "  This scenario is there to fail, and it didn't: the runner passes "
                 "what it should not.\n");
}

void Console::list_broken(const RunResult& run) {
  for (const ScenarioResult& scenario : run.scenarios) {
    if (is_broken(scenario))
      print_(fmt::format("  {} {}{}\n      {}\n", mark(verdict_of(scenario)), scenario.name,
                         variant_text(scenario), scenario.repeat));
  }
}

void Console::run_ended(const RunResult& run) {
  const size_t broken = broken_scenarios(run);
  const auto in_part =
      size_t(std::count_if(run.scenarios.begin(), run.scenarios.end(), ran_in_part));
  if (planned_ > 1) {
    print_(fmt::format(
        "\n{}: {} passed, {}{} didn't\n", counted(run.scenarios.size(), "run", "runs"),
        run.scenarios.size() - broken - in_part,
        in_part == 0 ? "" : fmt::format("{} as far as they could run, ", in_part), broken));
    list_broken(run);
  }
  const bool is_whole = broken + in_part == 0;
  const Verdict verdict = exit_code(run) != 0 ? Verdict::fail
                          : is_whole          ? Verdict::pass
                                              : Verdict::not_run;
  print_(fmt::format("\n{} {}\n", mark(verdict), paint(in_words(tally(run)), colour_of(verdict))));
  if (run.interrupted) print_(paint("Interrupted: what is left was not run.\n", kYellow));
}

}  // namespace rehearse::harness
