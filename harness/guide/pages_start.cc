#include <fmt/format.h>

#include "harness/guide/pages.h"
#include "mocks/wire/page_watch.h"

namespace rehearse::harness {
namespace {

using wire::Markup;
using wire::Tone;

Tone tone_of(Weight weight) {
  const bool is_bad = weight == Weight::stops || weight == Weight::ends;
  return is_bad ? Tone::bad : Tone::caution;
}

Markup tab(const std::string& url, std::string_view name, std::string_view account) {
  const std::string label = fmt::format("Open the {} tab", name);
  Markup content =
      wire::main_action(wire::link_in_tab(url + "/", label, fmt::format("rehearse-{}", name)));
  Markup who = wire::escaped("Sign in as ");
  who += wire::code(account);
  who += wire::escaped(", password ");
  who += wire::code("rehearse-2026");
  content += wire::line(who);
  return wire::card(content);
}

// Where the next step is done.
std::string_view where(std::string_view step) {
  if (step.empty()) return "";
  const bool salesforce = step.starts_with("sf") || step.starts_with("cred");
  return salesforce ? ", in the Salesforce tab" : ", in the Workato tab";
}

Markup next_region(const Advice& advice) {
  Markup content;
  if (const std::string_view hint = hint_of(advice.next_step); !hint.empty())
    content += wire::paragraph(hint);
  content += wire::progress(advice.done, advice.of, "Steps of the guide done");
  content +=
      wire::hint(fmt::format("{} of {} steps of the guide are done.", advice.done, advice.of));
  if (advice.finished)
    content += wire::actions({wire::link("/certificate", "See the certificate")});
  const std::string title = fmt::format("Next{}: {}", where(advice.next_step), advice.next);
  return wire::region({.id = "next", .title = title, .is_first = true}, content);
}

Markup remarks_content(const Advice& advice, const AppSeen* app) {
  Markup content;
  if (app == nullptr) content += wire::hint("There is no app yet.");
  if (advice.remarks.empty() && app != nullptr)
    content += wire::notice("Everything is as the guide has it.");
  for (const Remark& remark : advice.remarks) content += remark_content(remark);
  if (app != nullptr)
    content += wire::line(wire::link(
        "/what-if/" + app->id, "What if: how long would the connection live with these settings?"));
  return content;
}

Markup health_content(const Snapshot& snapshot) {
  const Health health = health_of(snapshot);
  if (health.state == Health::State::over) return wire::alert(health.sentence);
  if (health.state == Health::State::connected) return wire::notice(health.sentence);
  return wire::paragraph(health.sentence);
}

}  // namespace

Markup remark_content(const Remark& remark) {
  Markup more = wire::paragraph(remark.remedy);
  if (!remark.reason.empty()) {
    Markup rule = wire::escaped("Rule: ");
    rule += wire::code(remark.reason);
    more += wire::hint(rule);
  }
  return wire::remark(tone_of(remark.weight), fmt::format("{}.", to_text(remark.weight)),
                      remark.sentence, more);
}

Markup live_line(std::string_view path) {
  Markup line =
      wire::toned(Tone::plain, "This page does not update by itself without scripts: use Refresh.",
                  "live-status");
  line += wire::escaped(" ");
  line += wire::link(path, "Refresh");
  return wire::hint(line);
}

Markup start_content(const Place& place, const Guide& guide, const Snapshot& snapshot,
                     const Advice& advice) {
  Markup content = wire::paragraph(
      "Do the guide's steps in the two tabs below. This page ticks what the org and the workspace "
      "really have, and says what a setting would cost.");
  content += next_region(advice);
  content += wire::columns({tab(place.workato, "Workato", "rehearsal@workato.test"),
                            tab(place.salesforce, "Salesforce", "admin@rehearsal.test")});
  if (!place.authority.empty()) {
    Markup trust = wire::escaped(
        "The mocks use TLS with a certificate authority made for this rehearsal: import ");
    trust += wire::code(place.authority);
    trust += wire::escaped(" into your browser, or accept its warning.");
    content += wire::hint(trust);
  }
  content += live_line("/");
  Markup beside =
      wire::region({"coach", "What the coach sees"}, remarks_content(advice, snapshot.app()));
  beside += wire::region({"health", "The connection"}, health_content(snapshot));
  beside += wire::region({"mail", "Mailbox"}, mail_content(place, snapshot));
  beside += wire::region({"clock", "Clock"}, clock_content(place, snapshot));
  content +=
      wire::columns({wire::region({"steps", "The guide"}, steps_content(guide, advice)), beside});
  content += wire::region({"journal", "What happened"}, journal_content(snapshot));
  content += wire::region({"lineage", "The connection's tokens"}, lineage_content(snapshot));
  return content;
}

}  // namespace rehearse::harness
