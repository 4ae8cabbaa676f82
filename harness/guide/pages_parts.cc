#include <fmt/format.h>

#include <algorithm>

#include "harness/guide/journal_words.h"
#include "harness/guide/pages.h"
#include "mocks/wire/page_watch.h"

namespace rehearse::harness {
namespace {

using wire::Markup;

constexpr size_t kMailsShown = 3, kExchangesShown = 12;

// `03:36:12` of `2026-11-26T03:36:12.345Z`, with the date where it is another day's.
std::string short_time(const std::string& at) {
  const auto instant = parse_time(at);
  return instant ? day_and_time(*instant) : at;
}

// Who proves with a code who they are: the one who sets up.
constexpr std::string_view kAdmin = "admin@rehearsal.test";

// A form of one button; `id` is the button's.
Markup button_form(const Place& place, std::string_view action, const wire::Field& field,
                   std::string_view id, std::string_view text) {
  Markup content = wire::hidden(field.name, field.value);
  content += wire::button(text, id, {}, wire::Look::quiet);
  return wire::form(action, place.csrf, content);
}

Markup authenticator(const Place& place, const Snapshot& snapshot) {
  const auto admin = std::ranges::find(snapshot.users, kAdmin, &UserSeen::username);
  const bool has_one = admin != snapshot.users.end() && !admin->totp.empty();
  Markup content = wire::subheading("Authenticator");
  if (has_one) {
    content += wire::large_code(admin->totp, "totp");
    content += wire::hint("The code of admin@rehearsal.test now; it follows the clock.");
  } else {
    content += wire::hint("Salesforce sends admin@rehearsal.test the code by mail.");
  }
  content += wire::bar(
      button_form(place, "/verification", {"method", has_one ? "email" : "authenticator"},
                  "verification", has_one ? "Send codes by mail" : "Use an authenticator instead"));
  return content;
}

Markup mail(const MailSeen& mail) {
  Markup content = mail.code.empty() ? wire::paragraph(mail.body) : wire::large_code(mail.code);
  content += wire::hint(fmt::format("To {}, {}", mail.to, short_time(mail.sent_at)));
  return wire::remark(wire::Tone::plain, mail.subject, {}, content);
}

}  // namespace

Markup mail_content(const Place& place, const Snapshot& snapshot) {
  Markup content;
  if (snapshot.mailbox.empty())
    content += wire::hint("No mail yet. The one-time password arrives here.");
  size_t shown = 0;
  for (auto next = snapshot.mailbox.rbegin();
       next != snapshot.mailbox.rend() && shown < kMailsShown; ++next, ++shown)
    content += mail(*next);
  content += authenticator(place, snapshot);
  return content;
}

Markup clock_content(const Place& place, const Snapshot& snapshot) {
  Markup content = wire::line(wire::strong(day_and_time(snapshot.now), "now"));
  content += wire::hint("Time stands still on the mocks until you move it on.");
  struct Leap {
    std::string_view by{}, text{};
  };
  constexpr Leap kLeaps[] = {
      {"1h", "+1 hour"}, {"1d", "+1 day"}, {"29d", "+29 days"}, {"31d", "+31 days"}};
  Markup buttons;
  for (const Leap& leap : kLeaps) {
    buttons += button_form(place, "/clock", {"advance", std::string(leap.by)},
                           fmt::format("clock-{}", leap.by), leap.text);
  }
  content += wire::bar(buttons);
  return content;
}

Markup journal_content(const Snapshot& snapshot) {
  const auto& newest = snapshot.trail.newest();
  if (newest.empty()) return wire::hint("Nothing happened yet.");
  std::vector<std::vector<Markup>> rows;
  for (auto exchange = newest.rbegin(); exchange != newest.rend() && rows.size() < kExchangesShown;
       ++exchange) {
    rows.push_back({wire::escaped(short_time(exchange->at)),
                    wire::escaped(exchange_words(*exchange)),
                    wire::escaped(outcome_words(*exchange))});
  }
  return wire::table({"When", "What", "What came of it"}, rows);
}

Markup lineage_content(const Snapshot& snapshot) {
  if (snapshot.connection() == nullptr || !snapshot.connection()->authorized_at)
    return wire::hint("Once the connection is made, this shows its tokens.");
  // The number makes the picture new whenever something happened.
  Markup content =
      wire::picture(fmt::format("/lineage.svg?{}-{}", snapshot.trail.seen(),
                                snapshot.now.time_since_epoch().count()),
                    "Which token came from which, and what ended it", "Picture of the tokens");
  content += wire::line(wire::link("/lineage.txt", "The same as text"));
  return content;
}

}  // namespace rehearse::harness
