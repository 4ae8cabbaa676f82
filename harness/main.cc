#include <fmt/format.h>

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "harness/bugs.h"
#include "harness/exit_codes.h"
#include "harness/explain.h"
#include "harness/fidelity.h"
#include "harness/list.h"
#include "harness/matrix.h"
#include "harness/run.h"
#include "harness/scenario/problem.h"
#include "harness/serve.h"

// The command line: each command's flags go into its options; the commands themselves are in files
// of their own.
namespace rehearse::harness {
namespace {

void add_run(CLI::App& app, RunOptions& options) {
  app.add_option("SCENARIO", options.scenarios,
                 "Names, files or folders of scenarios; none: the whole guide");
  app.add_flag("--all", options.all, "Every scenario but those that must fail");
  app.add_option("--target", options.target, "mock, or the file that describes a sandbox")
      ->capture_default_str();
  app.add_option("--driver", options.driver, "How a person's steps are done: pages or api")
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Same seed, same run, byte for byte")
      ->capture_default_str();
  app.add_option("--shard", options.shard,
                 "Only part I of N of the runs, for N machines that together do all of them")
      ->type_name("I/N");
  app.add_option("--report", options.report, "Write report.json and junit.xml to this folder")
      ->type_name("DIR");
  app.add_option("--set", options.settings, "Override a setting of the app")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--dial", options.dials,
                 "Turn a dial of the mocks; `rehearse fidelity` lists them")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--variant", options.variants, "Only the runs in which the variant has this value")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--bug", options.bugs,
                 "A mistake that Workato is to make; `rehearse bugs` lists them")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mutant", options.mutant,
                 "A rule that the org is to break; `rehearse bugs` lists them")
      ->type_name("NAME");
  app.add_option("--data-centre", options.data_centre,
                 "Workato's: us, eu, …, trial; else the scenario's")
      ->type_name("NAME");
  app.add_option("--start", options.start, "Where virtual time starts")->type_name("TIME");
  app.add_flag("--quiet", options.quiet, "A line a scenario; what broke is still told in full");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_serve(CLI::App& app, ServeOptions& options) {
  app.add_option("--salesforce-port", options.salesforce_port, "0: a free one")
      ->capture_default_str();
  app.add_option("--workato-port", options.workato_port, "0: a free one")->capture_default_str();
  app.add_option("--control-port", options.control_port, "0: a free one")->capture_default_str();
  app.add_flag("--tls", options.tls, "Serve https; the line that tells the addresses names the CA");
  app.add_flag("--sandbox", options.sandbox, "The org is a sandbox");
  app.add_option("--org-mode", options.org_mode, "legacy or locked-2026")->capture_default_str();
  app.add_option("--seed", options.seed, "Same seed, same ids and tokens")->capture_default_str();
  app.add_option("--start", options.start, "Where virtual time starts; else the present")
      ->type_name("TIME");
  app.add_flag("--ticking", options.ticking, "Virtual time follows real time");
  app.add_option("--dial", options.dials, "Turn a dial of the mocks")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--bug", options.bugs, "A mistake that Workato is to make")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mutant", options.mutant, "A rule that the org is to break")->type_name("NAME");
  app.add_option("--data-centre", options.data_centre, "Workato's: us, eu, …, trial")
      ->capture_default_str();
  app.add_option("--listen", options.listen, "The address to listen on")->capture_default_str();
  app.add_option("--workato-token", options.workato_token, "The workspace's API token")
      ->capture_default_str();
}

void add_bugs(CLI::App& app, BugsOptions& options) {
  app.add_option("NAME", options.names, "Client bugs and mutants; none: all");
  app.add_flag("--list", options.list, "The list alone, without the check");
  app.add_flag("--json", options.json, "As JSON");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_matrix(CLI::App& app, MatrixOptions& options) {
  app.add_flag("--full", options.full, "All values of all dimensions: 1,505,280 cells");
  app.add_option("--dimension", options.dimensions,
                 "Only these values of a dimension, also of one that is fixed otherwise")
      ->type_name("NAME=VALUE[,VALUE…]")
      ->allow_extra_args(false);
  app.add_option("--usage", options.usage, "Short for --dimension usage=…")
      ->type_name("VALUE[,VALUE…]");
  app.add_option("--where", options.where,
                 "Only cells for which this holds: name=value, name!=value, name in (a,b), "
                 "and, or, not, parentheses")
      ->type_name("EXPR");
  app.add_option("--preset", options.preset,
                 "appexchange-2026: what becomes of connections made before Salesforce's "
                 "requirements when they are switched on")
      ->type_name("NAME");
  app.add_option("--jobs", options.jobs, "Threads; else the machine's cores")
      ->check(CLI::PositiveNumber);
  app.add_option("--seed", options.seed, "Same seed, same files, byte for byte")
      ->capture_default_str();
  app.add_option("--shard", options.shard, "Part I of N; `rehearse matrix merge` joins them")
      ->type_name("I/N");
  app.add_option("--out", options.out,
                 "Write matrix.html, matrix.csv, matrix.json and summary.txt to this folder")
      ->type_name("DIR");
  app.add_flag("--resume", options.resume,
               "Go on with what was interrupted in the folder of --out");
  app.add_flag("--quiet", options.quiet, "Without the progress bar");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

CLI::App* add_merge(CLI::App& matrix, MergeOptions& options) {
  CLI::App* merge = matrix.add_subcommand("merge", "Join the shards of a matrix");
  merge->add_option("DIR", options.folders, "The --out folders of all shards")->required();
  merge->add_option("--out", options.out, "As for `rehearse matrix`")->type_name("DIR");
  merge->add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
  return merge;
}

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

  RunOptions run_options;
  ServeOptions serve_options;
  ListOptions list_options;
  BugsOptions bugs_options;
  MatrixOptions matrix_options;
  MergeOptions merge_options;
  ExplainOptions explain_options;
  bool as_json = false;
  CLI::App* run_command = app.add_subcommand("run", "Run scenarios; without any, the whole guide");
  add_run(*run_command, run_options);
  CLI::App* serve_command = app.add_subcommand("serve", "Serve both mocks until interrupted");
  add_serve(*serve_command, serve_options);
  CLI::App* list_command = app.add_subcommand("list", "List the scenarios");
  list_command->add_flag("--verbs", list_options.verbs, "List the verbs of steps instead");
  list_command->add_option("--root", list_options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
  CLI::App* bugs_command = app.add_subcommand(
      "bugs", "List what the mocks can do wrong, and check that each is caught by a scenario");
  add_bugs(*bugs_command, bugs_options);
  CLI::App* matrix_command = app.add_subcommand(
      "matrix", "Live a connection under every combination of settings, client and usage");
  add_matrix(*matrix_command, matrix_options);
  CLI::App* merge_command = add_merge(*matrix_command, merge_options);
  CLI::App* fidelity_command =
      app.add_subcommand("fidelity", "Print every rule of the mocks, its basis and its source");
  fidelity_command->add_flag("--json", as_json, "As JSON");
  CLI::App* explain_command =
      app.add_subcommand("explain", "Explain a refusal, or the life of a cell of the matrix");
  explain_command
      ->add_option("WHAT", explain_options.what,
                   "A reason, a client bug or a mutant by its name; a cell by its number or as "
                   "NAME=VALUE,… with the guide's values for the rest")
      ->required();
  explain_command->add_option("--seed", explain_options.seed, "Of a cell's life")
      ->capture_default_str();

  if (const std::string sentence = unknown_command(app, count, words); !sentence.empty()) {
    fmt::print(stderr, "{}", sentence);
    return kBadUsage;
  }
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return usage(app, error);
  }
  if (run_command->parsed()) return run(run_options);
  if (serve_command->parsed()) return serve(serve_options);
  if (list_command->parsed()) return list(list_options);
  if (bugs_command->parsed()) return bugs(bugs_options);
  if (merge_command->parsed()) return merge_matrix(merge_options);
  if (matrix_command->parsed()) return matrix(matrix_options);
  if (fidelity_command->parsed()) return fidelity(as_json);
  return explain(explain_options);
}

}  // namespace
}  // namespace rehearse::harness

int main(int count, char** words) { return rehearse::harness::command(count, words); }
