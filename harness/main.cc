#include <fmt/format.h>

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "harness/exit_codes.h"
#include "harness/flags.h"
#include "harness/scenario/problem.h"

// The command line. The commands themselves are in files of their own, their flags in flags.cc.
namespace rehearse::harness {
namespace {

int usage(const CLI::App& app, const CLI::ParseError& error) {
  // Help and version are no errors; everything else is bad usage whatever the library calls it.
  return app.exit(error) == 0 ? kAllPassed : kBadUsage;
}

// The library only says that a command is missing; people want to know which they meant.
std::string unknown_command(const CLI::App& app, int count, char** words) {
  if (count < 2 || words[1][0] == '-') return {};
  std::vector<std::string> known;
  for (const CLI::App* one : app.get_subcommands(nullptr)) known.push_back(one->get_name());
  if (std::find(known.begin(), known.end(), words[1]) != known.end()) return {};
  return fmt::format("rehearse: there is no command \"{}\"{}\n", words[1],
                     did_you_mean(words[1], known));
}

int command(int count, char** words) {
  CLI::App app{
      "Rehearses the setup of a custom OAuth profile for Salesforce in Workato, step by step, "
      "against mocks of both."};
  app.name("rehearse");
  app.set_version_flag("--version", std::string("rehearse ") + REHEARSE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 all checks passed, 1 a check failed, 2 usage or a bad scenario, 3 trouble,\n"
      "130 interrupted.");

  const std::vector<Command> commands = add_commands(app);
  if (const std::string sentence = unknown_command(app, count, words); !sentence.empty()) {
    fmt::print(stderr, "{}", sentence);
    return kBadUsage;
  }
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return usage(app, error);
  }
  for (const Command& one : commands) {
    if (one.app->parsed()) return one.run();
  }
  return kBadUsage;
}

}  // namespace
}  // namespace rehearse::harness

int main(int count, char** words) { return rehearse::harness::command(count, words); }
