#include "harness/mock_vocabulary.h"

#include <utility>

#include "mocks/known_names.h"
#include "mocks/ledger.h"

namespace rehearse::harness {

Vocabulary mock_vocabulary(Guide guide) {
  Vocabulary vocabulary;
  vocabulary.verbs = verb_table();
  vocabulary.settings = setting_names();
  vocabulary.dials = dial_names();
  vocabulary.data_centres = data_centre_names();
  vocabulary.client_bugs = client_bug_names();
  vocabulary.mutants = mutant_names();
  vocabulary.check_dial = wrong_dial;
  vocabulary.check_setting = wrong_setting;
  vocabulary.reasons = all_reasons();
  vocabulary.guide = std::move(guide);
  return vocabulary;
}

}  // namespace rehearse::harness
