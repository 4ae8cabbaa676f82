#include "harness/report/html_report.h"

#include <fmt/format.h>

#include <kainjow/mustache.hpp>

#include "harness/report/lineage_svg.h"
#include "harness/report/page_exchanges.h"
#include "harness/report/page_text.h"
#include "harness/report/timeline.h"
#include "harness/report/words.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using kainjow::mustache::data;

data flag(bool value) { return value ? data::type::bool_true : data::type::bool_false; }

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "passed";
    case Verdict::fail:
      return "failed";
    case Verdict::warning:
      return "warning";
    case Verdict::info:
      return "note";
    case Verdict::not_run:
      return "not run";
    case Verdict::error:
      return "error";
  }
  return "error";
}

// Every member is always there: mustache looks for a missing one further out.
data labelled(std::string_view label, std::string_view value, bool is_code = false) {
  data row;
  row.set("label", std::string(label));
  row.set("value", std::string(value));
  row.set("is_code", flag(is_code));
  return row;
}

data details_of(const Finding& finding, const ReportWords& words) {
  data rows(data::type::list);
  const auto add = [&](std::string_view label, const std::string& value, bool is_code = false) {
    if (!value.empty()) rows.push_back(labelled(label, value, is_code));
  };
  for (const std::string& part : split(finding.guide, ',')) {
    const auto guide = words.guide.find(trim(part));
    if (guide == words.guide.end()) continue;
    const auto& [section, text] = guide->second;
    add("Guide", fmt::format("{}: {}", guide->first, text.empty() ? section : text));
  }
  add("Expected", finding.expected);
  add("Actual", finding.actual);
  add("Reason", finding.reason, true);
  add("Why", finding.why);
  const auto reason = words.reasons.find(finding.reason);
  if (reason != words.reasons.end()) {
    if (reason->second.meaning != finding.why) add("Meaning", reason->second.meaning);
    add("Known from", fmt::format("{}: {}", reason->second.basis, reason->second.source));
  }
  add("Consequence", finding.consequence);
  add("What to do", finding.hint);
  add("Rule", finding.clause);
  const auto at = parse_time(finding.virtual_time);
  add("When", at ? in_utc(*at) : finding.virtual_time);
  add("Seen on", finding.source);
  return rows;
}

data picture_of(const Finding& finding, const FindPicture& find_picture) {
  data picture;
  const auto found = find_picture(finding.screenshot);
  picture.set("is_there", flag(found.ok()));
  picture.set("sentence", found ? std::string() : found.error());
  picture.set("source", found ? found.value().base64 : std::string());
  picture.set("width", std::to_string(found ? found.value().width : 0));
  picture.set("height", std::to_string(found ? found.value().height : 0));
  return picture;
}

// More links than that nobody reads at the top.
constexpr size_t kMostProblems = 20;

bool is_told_at_once(Verdict verdict) {
  return verdict != Verdict::pass && verdict != Verdict::not_run;
}

// Page fills the template's members.
class Page {
 public:
  Page(const Report& report, const PageParts& parts, const FindPicture& find_picture)
      : report_(report), parts_(parts), find_picture_(find_picture) {}

  data fill() {
    draw_exchanges();
    data page;
    fill_head(page);
    fill_summary(page);
    data scenarios(data::type::list);
    for (size_t number = 1; number <= run().scenarios.size(); ++number)
      scenarios.push_back(scenario_of(number));
    page.set("scenarios", scenarios);
    return page;
  }

 private:
  const RunResult& run() const { return report_.run; }
  bool is_alone() const { return run().scenarios.size() == 1; }

  // Broken scenarios get their room first.
  void draw_exchanges() {
    rows_.resize(run().scenarios.size());
    size_t room = kMostOfExchanges;
    for (const bool broken : {true, false}) {
      for (size_t at = 0; at < rows_.size(); ++at) {
        if (is_broken(run().scenarios[at]) != broken) continue;
        rows_[at] = exchange_rows(report_, at + 1, room);
        room -= rows_[at].html.size();
      }
    }
  }

  void fill_head(data& page) const {
    const std::string style = parts_.style + std::string(lineage_style());
    page.set("style", style);
    page.set("script", parts_.script);
    page.set("style_hash", base64_encode(sha256("\n" + style + "\n"), Base64::standard));
    page.set("script_hash", base64_encode(sha256("\n" + parts_.script + "\n"), Base64::standard));
    page.set("version", run().version);
  }

  void fill_summary(data& page) const {
    const Tally counts = tally(run());
    const bool passed = exit_code(run()) == 0;
    page.set("sentence", verdict_sentence(run()));
    page.set("outcome", passed ? std::string("good") : std::string("bad"));
    page.set("sign", std::string(sign_of(passed ? Verdict::pass : Verdict::fail)));
    page.set("target", run().target);
    page.set("driver", run().driver);
    page.set("seed", std::to_string(run().seed));
    const auto start = parse_time(run().start);
    page.set("start", start ? in_utc(*start) : run().start);
    page.set("runs", counted(run().scenarios.size(), "scenario", "scenarios"));
    page.set("is_alone", flag(is_alone()));
    page.set("is_one_of_many", flag(!is_alone()));
    data choices(data::type::list);
    for (const auto& [verdict, number] : {std::pair{Verdict::fail, counts.failed},
                                          {Verdict::error, counts.errors},
                                          {Verdict::warning, counts.warnings},
                                          {Verdict::info, counts.infos},
                                          {Verdict::not_run, counts.not_run},
                                          {Verdict::pass, counts.passed}}) {
      if (number == 0) continue;
      data choice;
      set_verdict(choice, verdict);
      choice.set("number", grouped(number));
      choices.push_back(choice);
    }
    page.set("choices", choices);
    fill_problems(page);
  }

  // What broke, to begin with: each with a link to its step.
  void fill_problems(data& page) const {
    data problems(data::type::list);
    size_t count = 0;
    for (size_t number = 1; number <= run().scenarios.size(); ++number) {
      const ScenarioResult& scenario = run().scenarios[number - 1];
      for (size_t step = 0; step < scenario.findings.size(); ++step) {
        const Finding& finding = scenario.findings[step];
        if (!is_broken(finding.verdict) || ++count > kMostProblems) continue;
        data problem;
        set_verdict(problem, finding.verdict);
        problem.set("anchor", step_anchor(number, step + 1));
        problem.set("problem_title", finding.title);
        problem.set("problem_scenario", name_with_variant(scenario));
        problem.set("problem_words",
                    finding.why.empty() ? finding.actual : finding.why + " " + finding.consequence);
        problems.push_back(problem);
      }
    }
    page.set("has_problems", flag(count > 0));
    page.set("problems", problems);
    page.set("has_more_problems", flag(count > kMostProblems));
    page.set("more_problems", count <= kMostProblems
                                  ? std::string()
                                  : fmt::format("And {} further below.",
                                                counted(count - kMostProblems, "step", "steps")));
  }

  static void set_verdict(data& into, Verdict verdict) {
    into.set("verdict", std::string(to_text(verdict)));
    into.set("verdict_word", std::string(word_of(verdict)));
    into.set("verdict_sign", std::string(sign_of(verdict)));
  }

  data scenario_of(size_t number) const {
    const ScenarioResult& scenario = run().scenarios[number - 1];
    data filled;
    filled.set("id", fmt::format("s{}", number));
    filled.set("name", scenario.name);
    filled.set("title", scenario.title.empty() ? scenario.name : scenario.title);
    set_verdict(filled, verdict_of(scenario));
    filled.set("counts", in_words(tally(scenario)));
    filled.set("is_open", flag(is_alone() || is_broken(scenario)));
    filled.set("must_fail", flag(scenario.must_fail));
    filled.set("repeat", scenario.repeat);
    data variant(data::type::list);
    for (const auto& [name, label] : scenario.variant) variant.push_back(labelled(name, label));
    filled.set("variant", variant);
    filled.set("sections", sections_of(number));
    fill_exchanges(filled, number);
    fill_time(filled, number);
    return filled;
  }

  // The guide's sections, as far as the steps follow one another in them.
  data sections_of(size_t number) const {
    const ScenarioResult& scenario = run().scenarios[number - 1];
    data sections(data::type::list);
    std::string heading;
    data steps(data::type::list);
    const auto close = [&] {
      if (steps.list_value().empty()) return;
      data section;
      section.set("heading", heading);
      section.set("has_heading", flag(!heading.empty()));
      section.set("steps", steps);
      sections.push_back(section);
      steps = data(data::type::list);
    };
    for (size_t step = 0; step < scenario.findings.size(); ++step) {
      const std::string& guide = scenario.findings[step].guide;
      const auto words = report_.words.guide.find(trim(guide.substr(0, guide.find(','))));
      std::string next = words != report_.words.guide.end() ? words->second.section
                         : heading.empty()                  ? ""
                                                            : "Beyond the guide";
      if (next != heading) close();
      heading = std::move(next);
      steps.push_back(step_of(number, step));
    }
    close();
    return sections;
  }

  data step_of(size_t number, size_t step) const {
    const Finding& finding = run().scenarios[number - 1].findings[step];
    data filled;
    filled.set("anchor", step_anchor(number, step + 1));
    set_verdict(filled, finding.verdict);
    filled.set("step_title", finding.title);
    filled.set("mark", finding.guide.empty() ? finding.step_id : guide_mark(finding.guide));
    filled.set("brief", is_told_at_once(finding.verdict) ? std::string() : finding.actual);
    filled.set("is_told", flag(is_told_at_once(finding.verdict)));
    filled.set("details", details_of(finding, report_.words));
    filled.set("step_repeat", finding.repeat);
    filled.set("has_repeat", flag(!finding.repeat.empty()));
    filled.set("has_picture", flag(!finding.screenshot.empty()));
    if (!finding.screenshot.empty()) filled.set("picture", picture_of(finding, find_picture_));
    const auto& steps = rows_[number - 1].steps;
    const auto rows = steps.find(finding.step_id);
    filled.set("has_rows", flag(rows != steps.end()));
    filled.set("first_row", rows == steps.end() ? std::string() : rows->second.first);
    filled.set("row_count", rows == steps.end()
                                ? std::string()
                                : counted(rows->second.count, "exchange", "exchanges"));
    return filled;
  }

  void fill_exchanges(data& filled, size_t number) const {
    const Transcript& transcript = report_.transcripts[number - 1];
    const ExchangeRows& rows = rows_[number - 1];
    filled.set("has_exchanges", flag(rows.shown > 0));
    filled.set("exchanges", rows.html);
    filled.set("exchange_count", counted(transcript.exchanges.size(), "exchange", "exchanges"));
    std::string note;
    if (!transcript.kept) note = "What was exchanged is not known: the target keeps no journal.";
    if (transcript.kept && transcript.exchanges.empty()) note = "Nothing was exchanged.";
    if (transcript.dropped > 0)
      note = fmt::format("{} before these {} no longer kept: the journal is bounded. ",
                         counted(uint64_t(transcript.dropped), "exchange", "exchanges"),
                         transcript.dropped == 1 ? "is" : "are");
    if (rows.left_out > 0)
      note += fmt::format("{} {} only in exchanges.har, so that this page stays small.",
                          counted(rows.left_out, "exchange", "exchanges"),
                          rows.left_out == 1 ? "is" : "are");
    filled.set("exchange_note", note);
    filled.set("has_exchange_note", flag(!note.empty()));
  }

  void fill_time(data& filled, size_t number) const {
    const ScenarioResult& scenario = run().scenarios[number - 1];
    const bool in_full = rows_[number - 1].left_out == 0;
    std::string lineage, timeline;
    if (in_full && !scenario.lineage.empty()) {
      const auto read = read_lineage(scenario.lineage);
      const LineagePlace place{true, fmt::format("s{}-lineage", number)};
      if (read) lineage = without_declaration(lineage_svg(read.value(), place));
    }
    if (in_full || is_broken(scenario)) timeline = timeline_html(report_, number);
    filled.set("has_lineage", flag(!lineage.empty()));
    filled.set("lineage", lineage);
    filled.set("has_timeline", flag(!timeline.empty()));
    filled.set("timeline", timeline);
  }

  const Report& report_;
  const PageParts& parts_;
  const FindPicture& find_picture_;
  std::vector<ExchangeRows> rows_{};
};

}  // namespace

std::string verdict_sentence(const RunResult& run) {
  const Tally counts = tally(run);
  const size_t ran = counts.total() - counts.not_run;
  const size_t broken = broken_scenarios(run);
  const std::string all = counted(counts.total(), "step", "steps");
  std::string text;
  if (ran == 0) {
    text = "Nothing ran";
  } else if (counts.failed > 0) {
    text = fmt::format("{} of {} failed", grouped(counts.failed), all);
    if (counts.errors > 0) text += fmt::format(", {} met an error", grouped(counts.errors));
  } else if (counts.errors > 0) {
    text = fmt::format("{} of {} met an error", grouped(counts.errors), all);
  } else if (counts.passed == counts.total()) {
    text = fmt::format("All {} passed", all);
  } else {
    text = fmt::format("{} of {} passed, none failed", grouped(counts.passed), all);
  }
  if (run.scenarios.size() > 1)
    text += broken == 0 ? fmt::format(", in {} scenarios", grouped(run.scenarios.size()))
                        : fmt::format(", in {} of {} scenarios", grouped(broken),
                                      grouped(run.scenarios.size()));
  std::vector<std::string> rest;
  if (counts.warnings > 0) rest.push_back(counted(counts.warnings, "warning", "warnings"));
  if (counts.infos > 0) rest.push_back(counted(counts.infos, "note", "notes"));
  if (counts.not_run > 0 && ran > 0) rest.push_back(grouped(counts.not_run) + " not run");
  if (!rest.empty()) text += "; " + join(rest, ", ");
  if (run.interrupted) text += "; the run was interrupted";
  return text + ".";
}

Result<ReportFile, std::string> html_report(const Report& report, const PageParts& parts,
                                            const FindPicture& find_picture) {
  kainjow::mustache::mustache page(parts.page);
  if (!page.is_valid()) return fmt::format("{}: {}", kPageFiles[0].first, page.error_message());
  page.set_custom_escape(page_text);
  return ReportFile{"report.html", page.render(Page(report, parts, find_picture).fill())};
}

}  // namespace rehearse::harness
