#include "harness/driver/consent.h"

namespace rehearse::harness {

PageResult give_consent(PageSession& session, const Consent& consent) {
  if (session.has_field("Password")) {
    if (auto done = session.fill("Username", consent.username); !done) return done;
    if (auto done = session.fill("Password", consent.password); !done) return done;
    if (auto done = session.click("Log In"); !done) return done;
  }
  if (!session.has_button("Allow")) return Done{};
  return session.click(consent.decision == "deny" ? "Deny" : "Allow");
}

}  // namespace rehearse::harness
