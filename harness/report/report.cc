#include "harness/report/report.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "harness/report/json_report.h"

namespace rehearse::harness {
namespace {

constexpr std::array kVerdicts{Verdict::pass, Verdict::fail,    Verdict::warning,
                               Verdict::info, Verdict::not_run, Verdict::error};

// Reader takes members out of one object and keeps the first thing that is wrong.
class Reader {
 public:
  Reader(const Json& json, std::string path, std::string& error)
      : json_(json), path_(std::move(path)), error_(error) {
    if (!json.is_object()) wrong("", "an object");
  }

  void take(std::string_view name, std::string& text) { take(name, text, "a text"); }
  void take(std::string_view name, bool& value) { take(name, value, "true or false"); }
  // Members that a report without them had no use for.
  void take_if(std::string_view name, std::string& text) {
    if (find_member(json_, name) != nullptr) take(name, text);
  }
  void take(std::string_view name, uint64_t& number) {
    const Json* found = find_member(json_, name);
    if (found == nullptr || !found->is_number_integer()) return wrong(name, "a whole number");
    number = found->get<uint64_t>();
  }
  void take(std::string_view name, Verdict& verdict) {
    const auto text = string_member(json_, name);
    for (const Verdict one : kVerdicts) {
      if (text != to_text(one)) continue;
      verdict = one;
      return;
    }
    wrong(name, "a verdict");
  }
  // Calls `take_one(element, path)` for each.
  template <class TakeOne>
  void each(std::string_view name, TakeOne take_one) {
    const Json* list = find_member(json_, name);
    if (list == nullptr || !list->is_array()) return wrong(name, "a list");
    for (size_t number = 0; number < list->size() && error_.empty(); ++number)
      take_one((*list)[number], fmt::format("{}.{}[{}]", path_, name, number));
  }
  const Json* member(std::string_view name) const { return find_member(json_, name); }

 private:
  template <class Value>
  void take(std::string_view name, Value& value, std::string_view what) {
    const Json* found = find_member(json_, name);
    if constexpr (std::is_same_v<Value, bool>) {
      if (found == nullptr || !found->is_boolean()) return wrong(name, what);
    } else {
      if (found == nullptr || !found->is_string()) return wrong(name, what);
    }
    value = found->get<Value>();
  }
  void wrong(std::string_view name, std::string_view what) {
    if (!error_.empty()) return;
    error_ = name.empty() ? fmt::format("{} should be {}", path_, what)
                          : fmt::format("{}.{} should be {}", path_, name, what);
  }

  const Json& json_;
  std::string path_;
  std::string& error_;
};

Finding read_finding(const Json& json, const std::string& path, std::string& error) {
  Finding finding;
  Reader reader(json, path, error);
  reader.take("step", finding.step_id);
  reader.take("title", finding.title);
  reader.take("guide", finding.guide);
  reader.take("clause", finding.clause);
  reader.take("verdict", finding.verdict);
  reader.take("trouble", finding.trouble);
  reader.take("expected", finding.expected);
  reader.take("actual", finding.actual);
  reader.take("reason", finding.reason);
  reader.take("why", finding.why);
  reader.take("consequence", finding.consequence);
  reader.take("hint", finding.hint);
  reader.take("repeat", finding.repeat);
  reader.take("virtual_time", finding.virtual_time);
  reader.take_if("source", finding.source);
  reader.take_if("screenshot", finding.screenshot);
  return finding;
}

void read_scenario(const Json& json, const std::string& path, std::string& error, Report& report) {
  ScenarioResult& scenario = report.run.scenarios.emplace_back();
  Reader reader(json, path, error);
  reader.take("name", scenario.name);
  reader.take("title", scenario.title);
  reader.take("must_fail", scenario.must_fail);
  reader.take("repeat", scenario.repeat);
  if (const Json* variant = reader.member("variant"); variant != nullptr && variant->is_object()) {
    Reader values(*variant, path + ".variant", error);
    for (const auto& [name, label] : variant->items())
      values.take(name, scenario.variant.emplace_back(name, "").second);
  }
  reader.each("findings", [&](const Json& one, const std::string& where) {
    scenario.findings.push_back(read_finding(one, where, error));
  });
  const Json* lineage = reader.member("lineage");
  if (lineage != nullptr && lineage->is_object()) scenario.lineage = dump_json(*lineage, 2) + "\n";
  const Json* journal = reader.member("transcript");
  report.transcripts.push_back(journal == nullptr ? Transcript() : read_transcript(*journal));
}

std::string text_of(const Json& json, std::string_view name) {
  return string_member(json, name).value_or("");
}

ReportWords read_words(const Json& words) {
  ReportWords read;
  const Json none = Json::object();
  const auto members = [&](std::string_view name) -> const Json& {
    const Json* found = find_member(words, name);
    return found != nullptr && found->is_object() ? *found : none;
  };
  for (const auto& [name, one] : members("reasons").items())
    read.reasons[name] = {text_of(one, "meaning"), text_of(one, "consequence"),
                          text_of(one, "remedy"), text_of(one, "basis"), text_of(one, "source")};
  for (const auto& [id, one] : members("guide").items())
    read.guide[id] = {text_of(one, "section"), text_of(one, "text")};
  return read;
}

std::string foreign(const Json& document) {
  const auto schema = integer_member(document, "schema_version");
  if (string_member(document, "program") != "rehearse" || !schema)
    return "it is no report of rehearse";
  if (*schema == kReportSchema) return {};
  return fmt::format(
      "it is of schema {}, and this program reads schema {}; use the version that "
      "wrote it, {}",
      *schema, kReportSchema,
      string_member(document, "version").value_or("which it does not tell"));
}

}  // namespace

Result<Report, std::string> read_report(const Json& document) {
  if (std::string error = foreign(document); !error.empty()) return error;
  Report report;
  std::string error;
  Reader reader(document, "$", error);
  reader.take("version", report.run.version);
  reader.take("seed", report.run.seed);
  reader.take("start", report.run.start);
  reader.take("target", report.run.target);
  reader.take("driver", report.run.driver);
  reader.take("interrupted", report.run.interrupted);
  reader.each("scenarios", [&](const Json& one, const std::string& path) {
    read_scenario(one, path, error, report);
  });
  if (!error.empty()) return error;
  if (const Json* words = reader.member("words")) report.words = read_words(*words);
  return report;
}

Result<Report, std::string> read_report(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  return read_report(document.value());
}

}  // namespace rehearse::harness
