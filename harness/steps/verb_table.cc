#include <vector>

#include "harness/steps/tables.h"

namespace rehearse::harness {

std::span<const Verb> verb_table() {
  static const std::vector<Verb> table = [] {
    std::vector<Verb> all;
    for (const std::span<const Verb> part :
         {workato_verbs(),   life_verbs(),       recipe_verbs(),     outcome_verbs(),
          held_job_verbs(),  salesforce_verbs(), credential_verbs(), setup_verbs(),
          authorize_verbs(), token_verbs(),      grant_verbs(),      frontdoor_verbs(),
          race_verbs(),      use_verbs(),        send_verbs(),       app_verbs(),
          staged_verbs(),    world_verbs(),      watch_verbs(),      simulation_verbs()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return table;
}

}  // namespace rehearse::harness
