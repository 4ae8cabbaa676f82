#include "harness/scenario/check_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/scenario/member_reader.h"
#include "harness/scenario/references.h"
#include "mocks/core/text.h"
#include "mocks/core/time.h"

namespace rehearse::harness {
namespace {

// What earlier steps gave: the capture's name and the name it was offered under.
using Given = std::map<std::string, std::string, std::less<>>;

std::vector<std::string> names_of(const Given& given) {
  std::vector<std::string> names;
  for (const auto& [name, offered] : given) names.push_back(name);
  return names;
}

std::string_view wanted_text(Argument::Kind kind) {
  switch (kind) {
    case Argument::Kind::text:
      return "a text";
    case Argument::Kind::integer:
      return "a whole number";
    case Argument::Kind::boolean:
      return "true or false";
    case Argument::Kind::list:
      return "a list";
    case Argument::Kind::object:
      return "an object";
    case Argument::Kind::duration:
      return "a duration such as \"15m\"";
    case Argument::Kind::capture:
      return "a capture, written ${name}";
    case Argument::Kind::any:
      break;
  }
  return "anything";
}

bool fits(const Json& value, Argument::Kind kind) {
  const auto text = [&] { return value.get_ref<const std::string&>(); };
  switch (kind) {
    case Argument::Kind::text:
      return value.is_string();
    case Argument::Kind::integer:
      return value.is_number_integer();
    case Argument::Kind::boolean:
      return value.is_boolean();
    case Argument::Kind::list:
      return value.is_array();
    case Argument::Kind::object:
      return value.is_object();
    case Argument::Kind::duration:
      return value.is_string() && parse_duration(text()).ok();
    case Argument::Kind::capture:
      return value.is_string() && is_reference(text());
    case Argument::Kind::any:
      return true;
  }
  return false;
}

// StepCheck looks at one step, knowing what came before it.
class StepCheck {
 public:
  StepCheck(const PlanStep& step, std::string path, const Given& given, Problems& problems)
      : step_(step), path_(std::move(path)), given_(given), problems_(problems) {}

  void arguments() {
    const std::string with = member_path(path_, "with");
    std::vector<std::string> known;
    for (const Argument& argument : step_.verb->arguments) {
      known.emplace_back(argument.name);
      const Json* value = find_member(step_.with, argument.name);
      if (value != nullptr) {
        check_value(argument, *value, member_path(with, argument.name));
      } else if (argument.required) {
        problems_.add(with,
                      fmt::format("{} needs the argument \"{}\"", step_.verb_name, argument.name));
      }
    }
    for (const auto& [key, value] : step_.with.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end())
        problems_.add(member_path(with, key),
                      fmt::format("{} has no argument \"{}\"{}", step_.verb_name, key,
                                  did_you_mean(key, known)));
    }
  }

  // Reports each reference within `value` that leads nowhere.
  void references(const Json& value, const std::string& path) {
    if (value.is_object()) {
      for (const auto& [key, member] : value.items()) references(member, member_path(path, key));
    } else if (value.is_array()) {
      for (size_t index = 0; index < value.size(); ++index)
        references(value[index], element_path(path, index));
    } else if (value.is_string()) {
      const auto found = references_in(value.get_ref<const std::string&>());
      for (const std::string& name : found.value_or(std::vector<std::string>()))
        reference(read_capture(name).name, path);
    }
  }

  void gives() {
    std::vector<std::string> known;
    for (const std::string_view offered : step_.verb->gives) known.emplace_back(offered);
    for (const Give& give : step_.gives) {
      if (std::find(known.begin(), known.end(), give.offered) == known.end())
        problems_.add(member_path(path_, "gives"),
                      fmt::format("{} doesn't give \"{}\"{}", step_.verb_name, give.offered,
                                  did_you_mean(give.offered, known)));
    }
  }

 private:
  void check_value(const Argument& argument, const Json& value, const std::string& path) {
    if (!fits(value, argument.kind)) {
      const bool reference = value.is_string() && is_reference(value.get_ref<const std::string&>());
      const std::string_view got = reference ? "a capture, which is a text" : kind_of(value);
      problems_.add(path, fmt::format("\"{}\" must be {}, not {}", argument.name,
                                      wanted_text(argument.kind), got));
    }
    check_choice(argument, value, path);
    if (argument.takes.empty() || !value.is_string()) return;
    const auto names = references_in(value.get_ref<const std::string&>());
    if (!names || names->size() != 1) return;
    const CaptureReference reference = read_capture(names->front());
    const auto found = given_.find(reference.name);
    if (found == given_.end()) return;
    const std::string& type = reference.as.empty() ? found->second : reference.as;
    if (type != argument.takes)
      problems_.add(path, fmt::format("\"{0}\" takes a capture of \"{1}\", and ${{{2}}} is a "
                                      "\"{3}\"; write ${{{2} as {1}}} if you mean it",
                                      argument.name, argument.takes, reference.name, type));
  }

  // A capture's value is not known yet; it cannot be checked here.
  void check_choice(const Argument& argument, const Json& value, const std::string& path) {
    if (argument.choices.empty() || !value.is_string()) return;
    const std::string& text = value.get_ref<const std::string&>();
    const std::vector<std::string> choices = split(argument.choices, '|');
    const auto names = references_in(text);
    if (std::find(choices.begin(), choices.end(), text) != choices.end() || !names ||
        !names->empty())
      return;
    problems_.add(path, fmt::format("\"{}\" is one of {}, not \"{}\"{}", argument.name,
                                    join(choices, ", "), text, did_you_mean(text, choices)));
  }

  void reference(const std::string& name, const std::string& path) {
    if (name.starts_with("variant.")) {
      problems_.add(path, fmt::format("there is no variant for ${{{}}}", name));
    } else if (name == "settings" || name.starts_with("setting.")) {
      problems_.add(path, fmt::format("\"settings\" has nothing for ${{{}}}", name));
    } else if (given_.find(name) == given_.end()) {
      problems_.add(path, fmt::format("no earlier step gives \"{}\"{}", name,
                                      did_you_mean(name, names_of(given_))));
    }
  }

  const PlanStep& step_;
  std::string path_;
  const Given& given_;
  Problems& problems_;
};

void take_gives(const PlanStep& step, const std::string& path, Given& given, Problems& problems) {
  for (const Give& give : step.gives) {
    if (give.capture.find_first_of(".${}") != std::string::npos || give.capture == "settings")
      problems.add(member_path(path, "gives"),
                   fmt::format("\"{}\" can't be a capture's name", give.capture));
    if (!given.try_emplace(give.capture, give.offered).second)
      problems.add(member_path(path, "gives"),
                   fmt::format("the capture \"{}\" is given already; captures are written once",
                               give.capture));
  }
}

// A step can only come after steps that stand before it.
void check_after(const PlanStep& step, const std::string& path, const std::vector<PlanStep>& steps,
                 size_t index, Problems& problems) {
  std::vector<std::string> earlier;
  for (size_t before = 0; before < index; ++before) earlier.push_back(steps[before].id);
  for (const std::string& id : step.after) {
    if (std::find(earlier.begin(), earlier.end(), id) == earlier.end())
      problems.add(path, fmt::format("no earlier step is \"{}\"{}", id, did_you_mean(id, earlier)));
  }
}

}  // namespace

void check_plan(const Plan& plan, Problems& problems) {
  Given given;
  std::map<std::string, size_t> ids;
  for (size_t index = 0; index < plan.steps.size(); ++index) {
    const PlanStep& step = plan.steps[index];
    const std::string path = element_path("$.steps", index);
    const auto [first, fresh] = ids.try_emplace(step.id, index);
    if (!fresh && !step.id.empty())
      problems.add(member_path(path, "id"),
                   fmt::format("the id \"{}\" is given already, by {}", step.id,
                               element_path("$.steps", first->second)));
    check_after(step, member_path(path, "after"), plan.steps, index, problems);
    StepCheck check(step, path, given, problems);
    check.references(step.with, member_path(path, "with"));
    if (step.verb != nullptr) {
      check.arguments();
      check.gives();
    }
    take_gives(step, path, given, problems);
  }
}

}  // namespace rehearse::harness
