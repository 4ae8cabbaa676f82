#pragma once

#include <string>

#include "harness/guide/certificate.h"
#include "harness/guide/coach.h"
#include "harness/guide/what_if.h"
#include "mocks/wire/page.h"

// What the guide's pages hold, as markup of mocks/wire.
namespace rehearse::harness {

// Place is where the mocks are and what the pages' forms need.
struct Place {
  std::string workato{}, salesforce{};  // base URLs
  std::string authority{};              // the file with the certificate authority; empty: no TLS
  std::string csrf{};
};

wire::Markup start_content(const Place& place, const Guide& guide, const Snapshot& snapshot,
                           const Advice& advice);
// The guide's steps with their ticks: a part of the start page.
wire::Markup steps_content(const Guide& guide, const Advice& advice);
// Where to click and what to type, beside the step's own text; may be empty.
std::string_view hint_of(std::string_view step);
// The mailbox, the authenticator, the clock, the journal and the lineage: the other parts.
wire::Markup mail_content(const Place& place, const Snapshot& snapshot);
wire::Markup clock_content(const Place& place, const Snapshot& snapshot);
wire::Markup journal_content(const Snapshot& snapshot);
wire::Markup lineage_content(const Snapshot& snapshot);

wire::Markup what_if_content(const AppSeen& app, const WhatIf& what_if);
wire::Markup certificate_content(const Certificate& certificate);

wire::Markup remark_content(const Remark& remark);
// Says whether the page keeps itself up to date, with a link for browsers without scripts.
wire::Markup live_line(std::string_view path);

}  // namespace rehearse::harness
