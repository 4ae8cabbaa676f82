#include "harness/scenario/vocabulary.h"

namespace rehearse::harness {

const Verb* Vocabulary::find_verb(std::string_view name) const {
  for (const Verb& verb : verbs) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

const Reason* Vocabulary::find_reason(std::string_view name) const {
  for (const Reason* reason : reasons) {
    if (reason->name == name) return reason;
  }
  return nullptr;
}

std::vector<std::string> Vocabulary::verb_names() const {
  std::vector<std::string> names;
  for (const Verb& verb : verbs) names.emplace_back(verb.name);
  return names;
}

std::vector<std::string> Vocabulary::reason_names() const {
  std::vector<std::string> names;
  for (const Reason* reason : reasons) names.emplace_back(reason->name);
  return names;
}

}  // namespace rehearse::harness
