#include <fmt/format.h>

#include "harness/guide/pages.h"
#include "harness/matrix/summary.h"
#include "mocks/ledger.h"
#include "mocks/wire/page_watch.h"

namespace rehearse::harness {
namespace {

using wire::Markup;
using wire::Tone;

// Why it ended, the first cause first: each reason's meaning with its name.
Markup chain_content(const Story& story) {
  Markup content;
  for (const std::string& name : story.chain) {
    const Reason* reason = find_reason(name);
    if (reason == nullptr) continue;
    Markup cause = wire::escaped(fmt::format("{} ", reason->meaning));
    cause += wire::code(name);
    content += wire::line(cause);
  }
  return content;
}

std::vector<Markup> life_row(const UsageLife& life) {
  const Story& story = life.story;
  std::string change;
  if (!story.works) change = story.remedy.empty() ? "Nothing in the settings." : story.remedy;
  return {wire::strong(life.meaning),
          wire::toned(story.works ? Tone::good : Tone::bad, fate_text(story)), chain_content(story),
          wire::escaped(change)};
}

// What to enter, by the page of the real org or of Workato that asks for it.
Markup entries_content(const Certificate& certificate) {
  Markup content, fields;
  std::string_view place;
  size_t number = 0;
  const auto end_place = [&] {
    if (!place.empty()) content += wire::section(place, fields);
    fields = {};
  };
  for (const Certificate::Entry& entry : certificate.to_copy) {
    if (entry.place != place) end_place();
    place = entry.place;
    fields += wire::detail(entry.label, entry.value, fmt::format("entry-{}", ++number));
  }
  end_place();
  return content;
}

}  // namespace

Markup what_if_content(const AppSeen& app, const WhatIf& what_if) {
  Markup intro = wire::escaped("The settings of ");
  intro += wire::strong(app.label);
  intro += wire::escaped(
      fmt::format(" as they are now, lived for {} days on mocks of their own, under four usages.",
                  simulation::kHorizonDays));
  Markup content = wire::line(intro);
  for (const std::string& sentence : what_if.blocked) content += wire::alert(sentence);
  if (!what_if.blocked.empty()) content += wire::paragraph("Once that is put right, it would be:");
  std::vector<std::vector<Markup>> rows;
  for (const UsageLife& life : what_if.lives) rows.push_back(life_row(life));
  content += wire::table({"Usage", "What becomes of it", "Why", "What to change"}, rows);
  for (const std::string& sentence : what_if.rounded) content += wire::hint(sentence);
  Markup page = live_line("/what-if/" + app.id);
  page += wire::region({"lives", "How long the connection lives"}, content);
  return page;
}

Markup certificate_content(const Certificate& certificate) {
  Markup summary = wire::line(wire::strong(summary_line(certificate)));
  summary += wire::paragraph(certificate.codes);
  summary += wire::paragraph(certificate.health);
  Markup remarks;
  if (certificate.remarks.empty()) remarks += wire::notice("Nothing.");
  for (const Remark& remark : certificate.remarks) remarks += remark_content(remark);
  Markup lives;
  if (certificate.lives.empty()) lives += wire::hint("There is no app yet.");
  for (const std::string& life : certificate.lives) lives += wire::paragraph(life);
  Markup entries = wire::hint(
      "The consumer key and secret come from the real org; those of the mock are of no use there.");
  entries += entries_content(certificate);
  Markup page = wire::actions({wire::link("/certificate.md", "Download as text")});
  page += wire::region({"summary", "How far it is"}, summary);
  page += wire::region({"remarks", "What is not as the guide says"}, remarks);
  page += wire::region({"lives", "How long the connection lives"}, lives);
  page += wire::region({"entries", "What to enter in the real org"}, entries);
  return page;
}

}  // namespace rehearse::harness
