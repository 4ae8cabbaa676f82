#include "harness/scenario/read_step.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/scenario/member_reader.h"
#include "harness/scenario/references.h"
#include "harness/scenario/variants.h"

namespace rehearse::harness {
namespace {

using Need = MemberReader::Need;

template <class Value>
struct Word {
  std::string_view word{};
  Value value{};
};
constexpr Word<Outcome> kOutcomes[] = {
    {"ok", Outcome::ok}, {"refused", Outcome::refused}, {"lost", Outcome::lost}};
constexpr Word<Severity> kSeverities[] = {
    {"fail", Severity::fail}, {"warning", Severity::warning}, {"info", Severity::info}};

// The value of the word at `key`, or the table's first.
template <class Value, size_t kCount>
Value read_word(MemberReader& reader, std::string_view key, const Word<Value> (&words)[kCount],
                Problems& problems) {
  const std::string text = reader.text(key);
  std::vector<std::string> known;
  for (const auto& word : words) {
    if (word.word == text) return word.value;
    known.emplace_back(word.word);
  }
  if (!text.empty())
    problems.add(reader.path_of(key),
                 fmt::format("\"{}\" is one of {}, not \"{}\"{}", key, fmt::join(known, ", "), text,
                             did_you_mean(text, known)));
  return words[0].value;
}

void check_reason(const std::string& reason, const std::string& path, const Vocabulary& vocabulary,
                  Problems& problems) {
  if (vocabulary.find_reason(reason) != nullptr) return;
  problems.add(path, fmt::format("there is no reason \"{}\"{}", reason,
                                 did_you_mean(reason, vocabulary.reason_names())));
}

Expectation read_expectation(const Json& json, const std::string& path, const StepSource& source,
                             Problems& problems) {
  MemberReader reader(json, path, "an expectation", problems);
  Expectation expect;
  reader.anything("when");
  expect.outcome = read_word(reader, "outcome", kOutcomes, problems);
  if (const auto status = reader.integer("status")) {
    if (*status < 100 || *status > 599)
      problems.add(reader.path_of("status"), "an HTTP status is between 100 and 599");
    expect.status = int(std::clamp<int64_t>(*status, 0, 999));
  }
  expect.error = reader.text_if_given("error");
  expect.description = reader.text_if_given("description");
  expect.says = reader.text_if_given("says");
  expect.reason = reader.text_if_given("reason");
  if (expect.reason)
    check_reason(*expect.reason, reader.path_of("reason"), source.vocabulary, problems);
  reader.refuse_others();
  return expect;
}

// The first row that matches counts. Only that row is read: the words of another may refer to
// values that this combination hasn't got. Every row must match some combination, so none escapes.
Expectation read_table(const Json& rows, const std::string& path, const StepSource& source,
                       Problems& problems) {
  std::optional<Expectation> chosen;
  for (size_t index = 0; index < rows.size(); ++index) {
    const std::string at = element_path(path, index);
    if (!rows[index].is_object()) {
      problems.add(at, fmt::format("an expectation is an object, not {}", kind_of(rows[index])));
      continue;
    }
    const Json* when = find_member(rows[index], "when");
    if (when != nullptr) check_selection(*when, member_path(at, "when"), source.variants, problems);
    if (chosen || (when != nullptr && !selects(*when, source.combination))) continue;
    chosen = read_expectation(rows[index], at, source, problems);
    source.used_rows.insert(at);
  }
  if (!chosen)
    problems.add(path, fmt::format("no row of this table matches {}",
                                   source.combination.empty() ? "" : to_text(source.combination)));
  return chosen.value_or(Expectation{});
}

Expectation read_expect(const Json* json, const std::string& path, const StepSource& source,
                        Problems& problems) {
  if (json == nullptr) return {};
  if (json->is_array()) return read_table(*json, path, source, problems);
  if (json->is_object()) {
    if (find_member(*json, "when") != nullptr)
      problems.add(member_path(path, "when"), "\"when\" belongs in a row of a list");
    return read_expectation(*json, path, source, problems);
  }
  problems.add(path, fmt::format("\"expect\" must be an object or a list, not {}", kind_of(*json)));
  return {};
}

std::vector<Give> read_gives(const Json* json, const std::string& path, Problems& problems) {
  std::vector<Give> gives;
  if (json == nullptr) return gives;
  const auto wrong = [&] {
    problems.add(path, "\"gives\" must be a list of names, or an object from name to name");
    return std::vector<Give>();
  };
  if (!json->is_structured()) return wrong();
  for (const auto& [key, value] : json->items()) {
    if (!value.is_string()) return wrong();
    const auto capture = value.get<std::string>();
    gives.push_back({json->is_array() ? capture : key, capture});
  }
  return gives;
}

void collect_needs(const Json& value, std::vector<std::string>& needs) {
  if (value.is_structured()) {
    for (const Json& member : value) collect_needs(member, needs);
  } else if (value.is_string()) {
    const auto references = references_in(value.get_ref<const std::string&>());
    for (const std::string& reference : references.value_or(std::vector<std::string>())) {
      std::string name = read_capture(reference).name;
      if (std::find(needs.begin(), needs.end(), name) == needs.end())
        needs.push_back(std::move(name));
    }
  }
}

std::string title_of(const PlanStep& step, const Vocabulary& vocabulary) {
  if (!step.title.empty()) return step.title;
  const Guide::Step* guide =
      step.guide.empty() ? nullptr : vocabulary.guide.find_step(step.guide.front());
  if (guide != nullptr) return guide->text;
  return step.verb == nullptr ? step.verb_name : std::string(step.verb->meaning);
}

}  // namespace

bool takes_settings(const PlanStep& step) {
  return step.verb != nullptr && step.verb_name.starts_with("setup.") &&
         std::any_of(step.verb->arguments.begin(), step.verb->arguments.end(),
                     [](const Argument& one) { return one.name == "settings"; });
}

void check_guide_ids(const std::vector<std::string>& ids, const std::string& path,
                     const Vocabulary& vocabulary, Problems& problems) {
  const auto known = vocabulary.guide.ids();
  for (const std::string& id : ids) {
    if (std::find(known.begin(), known.end(), id) == known.end())
      problems.add(path,
                   fmt::format("the guide has no step \"{}\"{}", id, did_you_mean(id, known)));
  }
}

PlanStep read_step(const Json& json, const std::string& path, const StepSource& source,
                   Problems& problems) {
  MemberReader reader(json, path, "a step", problems);
  PlanStep step;
  step.id = reader.text("id", Need::required);
  step.title = reader.text("title");
  step.verb_name = reader.text("do", Need::required);
  step.verb = source.vocabulary.find_verb(step.verb_name);
  if (step.verb == nullptr && !step.verb_name.empty())
    problems.add(reader.path_of("do"),
                 fmt::format("there is no verb \"{}\"{}", step.verb_name,
                             did_you_mean(step.verb_name, source.vocabulary.verb_names())));
  if (const Json* with = reader.object("with")) step.with = *with;
  if (takes_settings(step) && !step.with.contains("settings"))
    step.with["settings"] = source.settings;
  collect_needs(step.with, step.needs);
  step.after = reader.texts("after");
  step.gives = read_gives(reader.anything("gives"), reader.path_of("gives"), problems);
  step.expect = read_expect(reader.anything("expect"), reader.path_of("expect"), source, problems);
  step.guide = reader.texts("guide");
  check_guide_ids(step.guide, reader.path_of("guide"), source.vocabulary, problems);
  step.clause = reader.text("clause");
  step.severity = read_word(reader, "severity", kSeverities, problems);
  step.means = reader.text("means");
  reader.refuse_others();
  step.title = title_of(step, source.vocabulary);
  return step;
}

}  // namespace rehearse::harness
