#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// PageProblem is why an act on a page was impossible: the page has no such label (a sentence that
// names the label and lists what is there), or Trouble on the way to it.
struct PageProblem {
  std::string what{};
  std::optional<Trouble> trouble{};
};
using PageResult = Result<Done, PageProblem>;

// PageSession is a person's browser with its tabs, as a script uses it: by the labels and texts
// that a person reads. Labels match whole, white space collapsed. Acts work on the current tab.
class PageSession {
 public:
  virtual ~PageSession() = default;

  virtual PageResult open(const std::string& url) = 0;
  virtual PageResult fill(std::string_view label, std::string_view text) = 0;
  virtual PageResult check(std::string_view label, bool on) = 0;
  // Chooses exactly these options, by label or value.
  virtual PageResult select(std::string_view label, const std::vector<std::string>& options) = 0;
  // A button or a link. A link that opens a new tab makes that tab the current one.
  virtual PageResult click(std::string_view text) = 0;
  // What stands under an id or a label, in a field or as text.
  virtual Result<std::string, PageProblem> read(std::string_view id_or_label) = 0;

  // The options of a list, by their labels; empty if there is no such list.
  virtual std::vector<std::string> options(std::string_view label) = 0;
  virtual bool has_field(std::string_view label) = 0;  // to fill in: neither hidden nor disabled
  virtual bool has_button(std::string_view text) = 0;  // or a link
  virtual std::string title() = 0;
  virtual std::string text() = 0;                  // everything the page says
  virtual std::string url() = 0;                   // where the tab is, redirects followed
  virtual std::vector<std::string> alerts() = 0;   // errors the page shows
  virtual std::vector<std::string> notices() = 0;  // successes and hints

  virtual size_t open_tab() = 0;  // an empty tab, now current; returns its number
  virtual PageResult switch_tab(size_t number) = 0;
  virtual size_t tab() = 0;  // the current tab's number
  // The session doesn't follow a redirect to an address that starts so; url() then tells it.
  // Empty: follows all.
  virtual void stop_before(std::string url_prefix) = 0;
  // What went wrong in an act that has no way to say so, such as looking at the page; forgets it.
  virtual std::optional<Trouble> take_trouble() { return std::nullopt; }
  // The current tab as a PNG; nothing where nothing is drawn.
  virtual std::optional<std::string> screenshot() { return std::nullopt; }
};

}  // namespace rehearse::harness
