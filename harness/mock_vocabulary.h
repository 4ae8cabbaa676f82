#pragma once

#include "harness/report/guide.h"
#include "harness/scenario/vocabulary.h"

namespace rehearse::harness {

// The names that scenarios may use on the mocks: their reasons, dials and settings, and all verbs.
Vocabulary mock_vocabulary(Guide guide);

}  // namespace rehearse::harness
