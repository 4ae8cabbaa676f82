#pragma once

#include <string>

#include "harness/guide/certificate.h"
#include "harness/guide/coach.h"
#include "harness/guide/what_if.h"

// What the guide's pages hold, as HTML.
namespace rehearse::harness {

// Place is where the mocks are and what the pages' forms need.
struct Place {
  std::string workato{}, salesforce{};  // base URLs
  std::string authority{};              // the file with the certificate authority; empty: no TLS
  std::string csrf{};
};

std::string start_content(const Place& place, const Guide& guide, const Snapshot& snapshot,
                          const Advice& advice);
// The guide's steps with their ticks: a part of the start page.
std::string steps_content(const Guide& guide, const Advice& advice);
// Where to click and what to type, beside the step's own text; may be empty.
std::string_view hint_of(std::string_view step);
// The mailbox, the authenticator, the clock, the journal and the lineage: the other parts.
std::string mail_content(const Place& place, const Snapshot& snapshot);
std::string clock_content(const Place& place, const Snapshot& snapshot);
std::string journal_content(const Snapshot& snapshot);
std::string lineage_content(const Snapshot& snapshot);

std::string what_if_content(const AppSeen& app, const WhatIf& what_if);
std::string certificate_content(const Certificate& certificate);

std::string remark_html(const Remark& remark);

}  // namespace rehearse::harness
