#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/page_session.h"
#include "harness/sandbox/terminal.h"

namespace rehearse::harness {

// OperatorSession is a browser that a person has in front of them: each act is told at the
// terminal, one at a time, with what to type on a line of its own, and the person says that it is
// done (Enter) or what is wrong. What only the person can see is asked for: a key, a secret and a
// one-time password without echo. Nobody is asked for a password: logging in is the person's own.
class OperatorSession final : public PageSession {
 public:
  OperatorSession(Terminal& terminal, std::chrono::seconds within)
      : terminal_(terminal), within_(within) {}

  PageResult open(const std::string& url) override;
  PageResult fill(std::string_view label, std::string_view text) override;
  PageResult check(std::string_view label, bool on) override;
  PageResult select(std::string_view label, const std::vector<std::string>& options) override;
  PageResult click(std::string_view text) override;
  Result<std::string, PageProblem> read(std::string_view id_or_label) override;
  std::vector<std::string> options(std::string_view) override { return {}; }
  // The tool neither sees nor types a password. Whether a code is asked for, the person says.
  bool has_field(std::string_view label) override;
  bool has_button(std::string_view) override { return false; }
  std::string title() override { return {}; }
  std::string text() override { return {}; }
  std::string url() override { return url_; }
  std::vector<std::string> alerts() override { return {}; }
  std::vector<std::string> notices() override { return {}; }
  size_t open_tab() override;
  PageResult switch_tab(size_t number) override;
  size_t tab() override { return tab_; }
  void stop_before(std::string) override {}

  // A one-time password, without echo; empty if the person gives none.
  PageResult enter_secret(std::string_view label, std::string_view what);
  // True if the person says yes.
  bool confirm(std::string_view question);
  // The address at which the browser ends, as the person pastes it.
  Result<std::string, PageProblem> paste_address(const std::string& open_first,
                                                 const std::string& begins_with);

 private:
  // Tells an act and waits for the person.
  PageResult tell(std::string_view act, std::string_view to_type = {});
  PageProblem nobody() const;

  Terminal& terminal_;
  std::chrono::seconds within_;
  std::string url_{};
  size_t tab_ = 0, tabs_ = 1;
  int number_ = 0;  // of the act
};

}  // namespace rehearse::harness
