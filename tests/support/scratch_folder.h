#pragma once

#include "harness/target/scratch_folder.h"

namespace rehearse::testing {

// A folder of a test's own: the program's.
using harness::ScratchFolder;

}  // namespace rehearse::testing
