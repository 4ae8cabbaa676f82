#include "harness/report/junit_report.h"

#include <fmt/format.h>

#include <cstdint>
#include <pugixml.hpp>
#include <sstream>

#include "harness/report/page_text.h"
#include "harness/report/words.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

void set(pugi::xml_node node, const char* name, size_t value) {
  node.append_attribute(name).set_value(static_cast<unsigned long long>(value));
}

std::string details(const Finding& finding) {
  std::string text;
  const auto line = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", label, value);
  };
  line("expected", finding.expected);
  line("actual", finding.actual);
  line("reason", finding.reason);
  line("why", finding.why);
  line("means", finding.consequence);
  line("what to do", finding.hint);
  line("rule", finding.clause);
  line("repeat", finding.repeat);
  return text;
}

void add_outcome(pugi::xml_node test, const char* kind, const Finding& finding) {
  pugi::xml_node node = test.append_child(kind);
  set(node, "message", finding.actual);
  if (finding.verdict == Verdict::not_run) return;
  set(node, "type", finding.trouble ? "trouble" : to_text(finding.verdict));
  node.text().set(xml_text(details(finding)).c_str());
}

void add_test(pugi::xml_node suite, const Finding& finding, std::string_view suite_name) {
  pugi::xml_node test = suite.append_child("testcase");
  const std::string guide = finding.guide.empty() ? "" : fmt::format(" [{}]", finding.guide);
  set(test, "name", fmt::format("{}{}: {}", finding.step_id, guide, finding.title));
  set(test, "classname", suite_name);
  switch (finding.verdict) {
    case Verdict::fail:
      return add_outcome(test, "failure", finding);
    case Verdict::error:
      return add_outcome(test, "error", finding);
    case Verdict::not_run:
      return add_outcome(test, "skipped", finding);
    case Verdict::warning:
    case Verdict::info:
      test.append_child("system-out").text().set(xml_text(details(finding)).c_str());
      return;
    case Verdict::pass:
      return;
  }
}

void count(pugi::xml_node node, const Tally& counts) {
  set(node, "tests", counts.total());
  set(node, "failures", counts.failed);
  set(node, "errors", counts.errors);
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string safe;
  for (const char character : mended_text(text)) {
    const bool allowed =
        uint8_t(character) >= 0x20 || character == '\t' || character == '\n' || character == '\r';
    allowed ? safe += character : safe += kReplacement;
  }
  safe = replace_all(std::move(safe), "\xef\xbf\xbe", kReplacement);  // U+FFFE
  return replace_all(std::move(safe), "\xef\xbf\xbf", kReplacement);  // U+FFFF
}

std::string junit_report(const RunResult& run) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  pugi::xml_node suites = document.append_child("testsuites");
  set(suites, "name", fmt::format("rehearse run, seed {}", run.seed));
  count(suites, tally(run));
  for (const ScenarioResult& scenario : run.scenarios) {
    pugi::xml_node suite = suites.append_child("testsuite");
    const std::string name = name_with_variant(scenario);
    const Tally counts = tally(scenario);
    set(suite, "name", name);
    count(suite, counts);
    set(suite, "skipped", counts.not_run);
    for (const Finding& finding : scenario.findings) add_test(suite, finding, name);
  }
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace rehearse::harness
