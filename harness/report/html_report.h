#pragma once

#include <string>

#include "harness/report/lineage_files.h"
#include "harness/report/page_parts.h"
#include "harness/report/picture.h"
#include "harness/report/report.h"

namespace rehearse::harness {

// The page holds that much of exchanges at most, and of the text of one; those of scenarios that
// broke come first. What it leaves out it says, and exchanges.har has it.
inline constexpr size_t kMostOfExchanges = 2'300'000;
inline constexpr size_t kMostOfText = 1'000;

// What came of the run, in one sentence with its numbers.
std::string verdict_sentence(const RunResult& run);

// Writes report.html: one page that asks for nothing from outside and can be read without its
// script. The error is a sentence: what is wrong with the template.
Result<ReportFile, std::string> html_report(const Report& report, const PageParts& parts,
                                            const FindPicture& find_picture);

}  // namespace rehearse::harness
