#pragma once

#include <mutex>
#include <string>

#include "harness/guide/pages.h"
#include "mocks/core/entropy.h"
#include "mocks/wire/message.h"

namespace rehearse::harness {

struct SiteOptions {
  Guide guide{};
  std::string workato{}, salesforce{};  // base URLs of the mocks
  std::string authority{};              // the file to trust; empty: no TLS
  Live live{};                          // lives a plan, for "what if"
};

// GuideSite answers the requests for the guide's pages. It reaches the mocks through their control
// facade alone, and looks at them only when it is asked. Safe from any thread.
//   GET  /                 the start page            GET /what-if/ID      how long an app's would
//   live GET  /certificate      and /certificate.md       GET /lineage.svg     and /lineage.txt
//   POST /clock            advance=1h|1d|29d|31d     POST /verification method=email|authenticator
// It answers to its own address only (no name that somebody rebinds), and a form must hold the
// token of this rehearsal.
class GuideSite {
 public:
  // `entropy` gives the token of the forms; nobody else may foresee it.
  GuideSite(Control& control, SiteOptions options, Entropy& entropy);

  // `origin` is where the site is reached, http://127.0.0.1:PORT.
  wire::WireResponse answer(const wire::WireRequest& request, const std::string& origin);

  // The certificate as it stands now.
  Certificate certificate();
  const std::string& csrf() const { return place_.csrf; }

 private:
  struct Row;
  static const Row kRows[];
  wire::WireResponse start(const wire::WireRequest& request);
  wire::WireResponse what_if(const wire::WireRequest& request);
  wire::WireResponse certificate_page(const wire::WireRequest& request);
  wire::WireResponse certificate_file(const wire::WireRequest& request);
  wire::WireResponse no_icon(const wire::WireRequest& request);
  wire::WireResponse lineage_picture(const wire::WireRequest& request);
  wire::WireResponse lineage_file(const wire::WireRequest& request);
  wire::WireResponse move_clock(const wire::WireRequest& request);
  wire::WireResponse set_verification(const wire::WireRequest& request);

  struct View {
    Snapshot snapshot{};
    Advice advice{};
  };
  View view();
  Certificate certified();

  Control& control_;
  const Guide guide_;
  Place place_{};
  std::mutex mutex_;  // guards what follows
  Trail trail_{};
  Simulator simulator_;
};

}  // namespace rehearse::harness
