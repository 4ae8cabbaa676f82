#pragma once

#include <string>

#include "harness/matrix/matrix_files.h"
#include "harness/report/guide.h"

namespace rehearse::harness {

// The template of the page, below the root of the data files.
inline constexpr const char* kPageTemplate = "fixtures/matrix_page.html";

// Writes matrix.html: the template (mustache) with the matrix in it, one page that asks for nothing
// from outside. Guide and reasons give it the words that it shows. The error is a sentence: what is
// wrong with the template.
Result<Done, std::string> write_page(const Matrix& matrix, const Guide& guide,
                                     const std::string& page_template, const Put& put);

}  // namespace rehearse::harness
