#include "harness/sandbox/operator_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kDone = "   Enter when it is done, or any text where it cannot be done";
constexpr std::array<std::string_view, 2> kSecrets{"Consumer Key", "Consumer Secret"};

bool is_secret_label(std::string_view label) {
  return std::find(kSecrets.begin(), kSecrets.end(), label) != kSecrets.end();
}

}  // namespace

PageProblem OperatorSession::nobody() const {
  if (!terminal_.is_there())
    return {"", Trouble{Trouble::Kind::refused,
                        "--driver pages needs a person at a terminal for a sandbox, and there is "
                        "none; use --driver api",
                        "", false}};
  return {"", Trouble{Trouble::Kind::interrupted,
                      fmt::format("nobody answered at the terminal within {} s, or the run was "
                                  "interrupted",
                                  within_.count()),
                      "", false}};
}

PageResult OperatorSession::tell(std::string_view act, std::string_view to_type) {
  std::string told = fmt::format("\n{:>2}. {}\n", ++number_, act);
  if (!to_type.empty()) told += fmt::format("      {}\n", to_type);
  terminal_.say(told);
  const auto answer = terminal_.ask(kDone, within_);
  if (!answer) return nobody();
  // What was typed is not repeated: it may be what was copied from the page.
  if (trim(*answer).empty()) return Done{};
  return PageProblem{"the person says that it cannot be done", {}};
}

PageResult OperatorSession::open(const std::string& url) {
  url_ = url;
  return tell("Open this address, and log in there if it asks you to:", url);
}

PageResult OperatorSession::fill(std::string_view label, std::string_view text) {
  if (text.empty()) return tell(fmt::format("Leave \"{}\" empty.", label));
  return tell(fmt::format("Fill in \"{}\":", label), text);
}

PageResult OperatorSession::check(std::string_view label, bool on) {
  return tell(fmt::format("{} \"{}\".", on ? "Select" : "Clear", label));
}

PageResult OperatorSession::select(std::string_view label,
                                   const std::vector<std::string>& options) {
  return tell(fmt::format("In \"{}\", choose:", label), join(options, "\n      "));
}

PageResult OperatorSession::click(std::string_view text) {
  return tell(fmt::format("Click \"{}\".", text));
}

Result<std::string, PageProblem> OperatorSession::read(std::string_view label) {
  const bool is_secret = is_secret_label(label);
  const std::string question = is_secret
                                   ? fmt::format("   Copy \"{}\" and paste it here", label)
                                   : fmt::format("   What does the page show as \"{}\"?", label);
  const auto answer =
      is_secret ? terminal_.ask_secret(question, within_) : terminal_.ask(question, within_);
  if (!answer) return nobody();
  std::string text(trim(*answer));
  if (text.empty()) return PageProblem{fmt::format("nothing was pasted for \"{}\"", label), {}};
  return text;
}

bool OperatorSession::confirm(std::string_view question) {
  const auto answer = terminal_.ask(fmt::format("   {}? yes or no", question), within_);
  return answer && lower(trim(*answer)).starts_with("y");
}

bool OperatorSession::has_field(std::string_view label) {
  if (label == "Password") return false;
  return confirm(fmt::format("Does the page ask for \"{}\"", label));
}

PageResult OperatorSession::enter_secret(std::string_view label, std::string_view what) {
  const auto answer = terminal_.ask_secret(
      fmt::format(
          "   Type {} into \"{}\" on the page and click Verify there, then press Enter here "
          "(nothing you type here is kept)",
          what, label),
      within_);
  if (!answer) return nobody();
  return Done{};
}

Result<std::string, PageProblem> OperatorSession::paste_address(const std::string& open_first,
                                                                const std::string& begins_with) {
  terminal_.say(fmt::format(
      "\n{:>2}. Open this address, log in, and allow the access. The page that follows need not "
      "load: its address begins with {}\n      {}\n",
      ++number_, begins_with, open_first));
  const auto answer = terminal_.ask_secret("   Paste that whole address here", within_);
  if (!answer) return nobody();
  std::string address(trim(*answer));
  if (address.starts_with(begins_with)) return address;
  return PageProblem{fmt::format("what was pasted is no address that begins with {}", begins_with),
                     {}};
}

size_t OperatorSession::open_tab() {
  terminal_.say("\n    Open another tab in your browser.\n");
  tab_ = tabs_;
  return tabs_++;
}

PageResult OperatorSession::switch_tab(size_t number) {
  tab_ = number;
  return Done{};
}

}  // namespace rehearse::harness
