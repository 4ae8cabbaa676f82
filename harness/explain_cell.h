#pragma once

#include "harness/explain.h"

namespace rehearse::harness {

// True if the text can only mean a cell: a number, or something with an equals sign.
bool looks_like_cell(const std::string& text);
// Lives the cell and tells its life. Returns the exit code.
int explain_cell(const ExplainOptions& options);

}  // namespace rehearse::harness
