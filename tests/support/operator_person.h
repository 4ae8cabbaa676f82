#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/consent.h"
#include "harness/driver/form_session.h"
#include "mocks/core/text.h"
#include "tests/support/pseudo_terminal.h"
#include "tests/support/sandbox_like.h"

namespace rehearse::testing {

// OperatorPerson is the administrator in front of the terminal: does in a browser what is told,
// and answers.
class OperatorPerson {
 public:
  OperatorPerson(SandboxLike& org, PseudoTerminal& terminal)
      : org_(org),
        terminal_(terminal),
        http_(client_of(org.bench(), org.bench().first())),
        browser_(*http_) {}

  // Everything that is asked, until it is over.
  void play(const std::atomic<bool>& is_over) {
    while (!is_over) {
      const std::string shown = terminal_.seen(": ", kMoreShown);
      told += shown;
      heard_ += shown;
      if (!heard_.ends_with(": ")) continue;
      const std::string answer = answer_to(heard_);
      heard_.clear();
      terminal_.type(answer + "\n");
    }
  }

  std::string told{};                   // all that was shown
  std::vector<std::string> problems{};  // acts that the pages did not allow
  int codes = 0;                        // one-time passwords typed
  std::string other_api_name{};         // typed in place of the one that is told; empty: that one

 private:
  static constexpr int kMoreShown = 50;  // milliseconds
  static constexpr const char* kPassword = "rehearse-2026";

  // What stands between quotation marks, the first one.
  static std::string quoted(std::string_view line) {
    const size_t begin = line.find('"');
    const size_t end = line.find('"', begin + 1);
    return end == line.npos ? "" : std::string(line.substr(begin + 1, end - begin - 1));
  }
  void note(const harness::PageResult& done) {
    if (!done)
      problems.push_back(done.error().trouble ? done.error().trouble->what : done.error().what);
  }

  std::string answer_to(const std::string& shown) {
    std::vector<std::string> lines;
    for (const std::string& line : split(shown, '\n')) {
      std::string text(trim(line));
      if (!text.empty()) lines.push_back(std::move(text));
    }
    const std::string question = lines.empty() ? "" : lines.back();
    if (question.starts_with("Does the page ask for"))
      return browser_.has_field(quoted(question)) ? "yes" : "no";
    if (question.starts_with("Type ")) return type_code();
    if (question.starts_with("Copy ")) return read(quoted(question));
    if (question.starts_with("What does the page show")) return read(quoted(question));
    if (question.starts_with("Paste that whole address")) return authorize(lines);
    for (size_t at = 0; at + 1 < lines.size(); ++at) act(lines, at);
    return "";
  }

  void act(const std::vector<std::string>& lines, size_t at) {
    const size_t dot = lines[at].find(". ");
    if (dot == std::string::npos || dot > 3) return;
    const std::string what = lines[at].substr(dot + 2);
    const std::string next = lines[at + 1];
    if (what.starts_with("Open this address")) return open(next);
    if (what.starts_with("Fill in ")) {
      const bool is_name = quoted(what) == "API Name" && !other_api_name.empty();
      return note(browser_.fill(quoted(what), is_name ? other_api_name : next));
    }
    if (what.starts_with("Leave ")) return note(browser_.fill(quoted(what), ""));
    if (what.starts_with("Select ")) return note(browser_.check(quoted(what), true));
    if (what.starts_with("Clear ")) return note(browser_.check(quoted(what), false));
    if (what.starts_with("Click ")) return note(browser_.click(quoted(what)));
    if (what.starts_with("In ")) {
      const std::vector<std::string> options(lines.begin() + long(at) + 1, lines.end() - 1);
      return note(browser_.select(quoted(what), options));
    }
    problems.push_back("not understood: " + what);
  }
  void open(const std::string& url) {
    note(browser_.open(url));
    note(harness::give_consent(browser_, {"admin@rehearsal.test", kPassword}));
  }
  std::string type_code() {
    const Json mailbox = org_.ask("GET", "/mailbox");
    note(browser_.fill("Verification Code", string_member(mailbox.back(), "code").value_or("")));
    note(browser_.click("Verify"));
    ++codes;
    return "";
  }
  std::string read(const std::string& label) {
    const auto shown = browser_.read(label);
    if (!shown) problems.push_back(shown.error().what);
    // The key and the secret stand in a tab of their own; the rest goes on in the first one.
    if (label == "Consumer Secret") note(browser_.switch_tab(0));
    return shown ? shown.value() : "";
  }
  std::string authorize(const std::vector<std::string>& lines) {
    const std::string& url = lines[lines.size() - 2];
    browser_.stop_before("https://www.workato.com/oauth/callback");
    note(browser_.open(url));
    if (!browser_.stopped())
      note(harness::give_consent(browser_, {"admin@rehearsal.test", kPassword, "approve"}));
    return browser_.url();
  }

  SandboxLike& org_;
  PseudoTerminal& terminal_;
  std::unique_ptr<wire::HttpCall> http_;
  harness::FormSession browser_;
  std::string heard_{};
};

}  // namespace rehearse::testing
