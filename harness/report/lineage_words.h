#pragma once

#include <string>

#include "harness/report/lineage.h"

// The sentences that the text and the picture of a lineage share.
namespace rehearse::harness {

// "used 2026-05-12T12:00:00Z by 52.5.142.59 (refresh)"; empty where nothing is known.
std::string words_for(std::string_view what, const Presentation& presented);
// What became of it, in half sentences divided by semicolons.
std::string words_for(const LineageCode& code);
std::string words_for(const LineageToken& token);
// "lives", or why it ended and whose doing that was.
std::string ending_of(const LineageGrant& grant);
// "g1: Workato rehearsal for user@rehearsal.test, by web_server".
std::string heading_of(const LineageGrant& grant);
std::string heading_of(const LineageCode& code);

}  // namespace rehearse::harness
