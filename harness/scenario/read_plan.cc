#include "harness/scenario/read_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/scenario/member_reader.h"
#include "harness/scenario/read_step.h"
#include "harness/scenario/references.h"
#include "harness/scenario/variants.h"

namespace rehearse::harness {
namespace {

using Need = MemberReader::Need;

// Fills in the variants' values. References to captures and settings stay for later.
void fill_in_variants(Json& file, const PlanSource& source, Problems& problems) {
  const auto lookup = [&](const std::string& name) -> const Json* {
    constexpr std::string_view kVariant = "variant.";
    if (!name.starts_with(kVariant)) return nullptr;
    return variant_value(std::string_view(name).substr(kVariant.size()), source.combination,
                         source.variants);
  };
  for (auto& [key, value] : file.items()) {
    if (key == "name" || key == "variants" || key == "exclude") continue;
    fill_in(value, lookup, member_path("$", key), problems);
  }
}

// Fills in the settings' values within the steps.
void fill_in_settings(Json& file, Problems& problems) {
  const Json* given = find_member(file, "settings");
  const Json settings = given != nullptr ? *given : Json::object();
  const auto lookup = [&](const std::string& name) -> const Json* {
    if (name == "settings") return &settings;
    if (!name.starts_with("setting.")) return nullptr;
    return find_member(settings, name.substr(std::string_view("setting.").size()));
  };
  if (file.contains("steps")) fill_in(file["steps"], lookup, "$.steps", problems);
}

// Reports a word that is given and isn't among the known ones.
void check_known(std::string_view what, const std::string& word,
                 const std::vector<std::string>& known, const std::string& path,
                 Problems& problems) {
  if (word.empty() || std::find(known.begin(), known.end(), word) != known.end()) return;
  problems.add(path, fmt::format("there is no {} \"{}\"{}", what, word, did_you_mean(word, known)));
}

void read_org(const Json* org, Plan& plan, const Vocabulary& vocabulary, Problems& problems) {
  if (org == nullptr) return;
  MemberReader reader(*org, "$.org", "\"org\"", problems);
  const std::string mode = reader.text("mode");
  check_known("org mode", mode, {"legacy", "locked-2026"}, "$.org.mode", problems);
  if (!mode.empty()) plan.org_mode = mode;
  plan.mutant = reader.text("mutant");
  check_known("mutant", plan.mutant, vocabulary.mutants, "$.org.mutant", problems);
  reader.refuse_others();
}

void read_workspace(const Json* workspace, Plan& plan, const Vocabulary& vocabulary,
                    Problems& problems) {
  if (workspace == nullptr) return;
  MemberReader reader(*workspace, "$.workspace", "\"workspace\"", problems);
  const std::string centre = reader.text("data_centre");
  check_known("data centre", centre, vocabulary.data_centres, "$.workspace.data_centre", problems);
  if (!centre.empty()) plan.data_centre = centre;
  plan.bugs = reader.texts("bugs");
  for (const std::string& bug : plan.bugs)
    check_known("client bug", bug, vocabulary.client_bugs, "$.workspace.bugs", problems);
  reader.refuse_others();
}

void read_settings(const Json* settings, Plan& plan, const Vocabulary& vocabulary,
                   Problems& problems) {
  if (settings == nullptr) return;
  for (const auto& [name, value] : settings->items()) {
    const std::string path = member_path("$.settings", name);
    const auto& known = vocabulary.settings;
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      problems.add(path,
                   fmt::format("there is no setting \"{}\"{}", name, did_you_mean(name, known)));
    } else if (vocabulary.check_setting) {
      if (const auto wrong = vocabulary.check_setting(name, value)) problems.add(path, *wrong);
    }
  }
  plan.settings = *settings;
  unescape(plan.settings);
}

void read_dials(const Json* dials, Plan& plan, const Vocabulary& vocabulary, Problems& problems) {
  if (dials == nullptr) return;
  for (const auto& [name, value] : dials->items()) {
    const std::string path = member_path("$.dials", name);
    const auto& known = vocabulary.dials;
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      problems.add(path, fmt::format("there is no dial \"{}\"{}", name, did_you_mean(name, known)));
    } else if (value.is_structured() || value.is_null()) {
      problems.add(path,
                   fmt::format("a dial's value is a text or a number, not {}", kind_of(value)));
    } else if (vocabulary.check_dial) {
      const auto wrong = vocabulary.check_dial(name, label_of(value));
      if (wrong) problems.add(path, *wrong);
    }
    plan.dials.emplace_back(name, label_of(value));
  }
}

void read_steps(const Json& steps, Plan& plan, const StepSource& source, Problems& problems) {
  if (steps.empty()) problems.add("$.steps", "a scenario needs at least one step");
  for (size_t index = 0; index < steps.size(); ++index) {
    const std::string path = element_path("$.steps", index);
    if (steps[index].is_object()) {
      plan.steps.push_back(read_step(steps[index], path, source, problems));
    } else {
      problems.add(path, fmt::format("a step is an object, not {}", kind_of(steps[index])));
    }
  }
}

}  // namespace

Plan read_plan(const PlanSource& source, const Vocabulary& vocabulary, Problems& problems,
               std::set<std::string>& used_rows) {
  Json file = source.file;
  fill_in_variants(file, source, problems);
  fill_in_settings(file, problems);

  Plan plan;
  plan.variant = source.combination;
  MemberReader reader(file, "$", "a scenario", problems);
  plan.scenario = reader.text("name", Need::required);
  plan.title = reader.text("title", Need::required);
  plan.why = reader.text("why");
  check_guide_ids(reader.texts("guide"), reader.path_of("guide"), vocabulary, problems);
  plan.must_fail = reader.boolean("must_fail");
  plan.driver = reader.text("driver");
  check_known("driver", plan.driver, {"pages", "api"}, "$.driver", problems);
  read_org(reader.object("org"), plan, vocabulary, problems);
  read_workspace(reader.object("workspace"), plan, vocabulary, problems);
  read_settings(reader.object("settings"), plan, vocabulary, problems);
  read_dials(reader.object("dials"), plan, vocabulary, problems);
  for (const std::string_view elsewhere : {"variants", "exclude", "$schema"})
    reader.anything(elsewhere);
  const Json* steps = reader.list("steps", Need::required);
  const StepSource step_source{vocabulary, source.combination, source.variants, plan.settings,
                               used_rows};
  if (steps != nullptr) read_steps(*steps, plan, step_source, problems);
  reader.refuse_others();
  return plan;
}

}  // namespace rehearse::harness
