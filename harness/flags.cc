#include "harness/flags.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "harness/bugs.h"
#include "harness/cleanup.h"
#include "harness/explain.h"
#include "harness/explore.h"
#include "harness/fidelity.h"
#include "harness/fuzz.h"
#include "harness/guide.h"
#include "harness/lineage.h"
#include "harness/list.h"
#include "harness/matrix.h"
#include "harness/parity.h"
#include "harness/report.h"
#include "harness/run.h"
#include "harness/serve.h"
#include "harness/target_check.h"

namespace rehearse::harness {
namespace {

constexpr uint64_t kMostJobs = 256;

// Only digits, and within the range: else a number below zero would be taken for a huge one.
CLI::Validator whole_number(uint64_t least, uint64_t most) {
  return CLI::Validator(
      [least, most](std::string& text) -> std::string {
        uint64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, number);
        if (error == std::errc() && stop == end && number >= least && number <= most) return "";
        return fmt::format("takes a whole number from {} to {}, not \"{}\"", least, most, text);
      },
      "");
}
CLI::Validator seed_number() { return whole_number(0, std::numeric_limits<uint64_t>::max()); }

// An empty name is a mistake of a script, not a wish for no folder.
CLI::Validator named() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        return text.empty() ? "takes the name of a folder, not an empty text" : "";
      },
      "");
}

// What `explore` and `simulate` share.
void add_worlds(CLI::App& app, ExploreOptions& options) {
  app.add_option("WORLD", options.worlds, "Small worlds; none: all");
  app.add_option("--seed", options.seed, "Same seed, same run, byte for byte")
      ->check(seed_number())
      ->capture_default_str();
  app.add_option("--bug", options.bugs, "A mistake that Workato is to make")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mutant", options.mutant, "A rule that the org is to break")->type_name("NAME");
  app.add_option("--dial", options.dials, "Turn a dial of the mocks")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--losses", options.losses, "How many answers may be lost in one schedule");
  app.add_option("--crashes", options.crashes, "How many workers may die");
  app.add_option("--repeats", options.repeats, "How many requests may be delivered twice");
  app.add_option("--waits", options.waits, "How often two minutes may pass");
  app.add_option("--out", options.out, "Save a schedule that breaks a promise as a scenario")
      ->type_name("FILE");
}

void add_run(CLI::App& app, RunOptions& options) {
  app.add_option("SCENARIO", options.scenarios,
                 "Names, files or folders of scenarios; none: the whole guide");
  app.add_flag("--all", options.all, "Every scenario but those that must fail");
  app.add_option("--target", options.target, "mock, or the file that describes a sandbox")
      ->capture_default_str();
  app.add_option(
      "--driver", options.driver,
      "How a person's steps are done: pages, api, or browser for a real Chromium; pages on "
      "mocks, api on a sandbox");
  app.add_flag("--headed", options.headed, "Watch the browser on your screen");
  app.add_option("--webdriver", options.web_driver,
                 "Use the browser of a WebDriver server that runs already, a chromedriver")
      ->type_name("URL");
  app.add_option("--journal", options.journals,
                 "The folder in which a run on a sandbox notes what it makes there")
      ->type_name("DIR")
      ->check(named())
      ->capture_default_str();
  app.add_flag("--developer-edition", options.developer_edition,
               "Use a Developer Edition that the target file allows");
  app.add_option("--seed", options.seed, "Same seed, same run, byte for byte")
      ->check(seed_number())
      ->capture_default_str();
  app.add_option("--shard", options.shard,
                 "Only part I of N of the runs, for N machines that together do all of them")
      ->type_name("I/N");
  app.add_option(
         "--report", options.report,
         "Write report.html, report.json, junit.xml, report.tap, exchanges.har, lineages and a "
         "browser's pictures to this folder")
      ->type_name("DIR");
  app.add_option("--record", options.record,
                 "Keep every exchange in this folder, a file a scenario, for `rehearse parity`")
      ->check(named())
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

void add_cleanup(CLI::App& app, CleanupOptions& options) {
  app.add_flag("--list", options.list, "Only say what is left; nothing is reached");
  app.add_option("--journal", options.journals, "The folder of the journals")
      ->type_name("DIR")
      ->check(named())
      ->capture_default_str();
  app.add_option("--target", options.target, "A target file; else the one that the run had")
      ->type_name("FILE");
  app.add_flag("--developer-edition", options.developer_edition,
               "Use a Developer Edition that the target file allows");
}

void add_target_check(CLI::App& app, TargetCheckOptions& options) {
  app.add_option("FILE", options.target, "The target file")->required();
  app.add_flag("--developer-edition", options.developer_edition,
               "Use a Developer Edition that the target file allows");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

// What `serve` and `guide` share.
void add_mocks(CLI::App& app, ServeOptions& options) {
  app.add_option("--salesforce-port", options.salesforce_port, "0: a free one")
      ->capture_default_str();
  app.add_option("--workato-port", options.workato_port, "0: a free one")->capture_default_str();
  app.add_flag("--tls", options.tls, "Serve https; what is printed or shown names the CA to trust");
  app.add_flag("--sandbox", options.sandbox, "The org is a sandbox");
  app.add_option("--org-mode", options.org_mode, "legacy or locked-2026")->capture_default_str();
  app.add_option("--seed", options.seed, "Same seed, same ids and tokens")
      ->check(seed_number())
      ->capture_default_str();
  app.add_option("--start", options.start, "Where virtual time starts; else the present")
      ->type_name("TIME");
  app.add_flag("--ticking", options.ticking, "Virtual time follows real time");
  app.add_option("--dial", options.dials, "Turn a dial of the mocks")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--bug", options.bugs, "A mistake that Workato is to make")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mutant", options.mutants,
                 "A rule that the org is to break; more than once: each")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--data-centre", options.data_centre, "Workato's: us, eu, …, trial")
      ->capture_default_str();
}

void add_serve(CLI::App& app, ServeOptions& options) {
  add_mocks(app, options);
  app.add_option("--control-port", options.control_port, "0: a free one")->capture_default_str();
  app.add_option("--listen", options.listen, "The address to listen on")->capture_default_str();
  app.add_option("--target-file", options.target_file,
                 "Serve the org as a sandbox is served (--tls --sandbox --ticking, under its own "
                 "names) and write the target file for `run --target`")
      ->check(named())
      ->type_name("FILE");
  app.add_option("--workato-token", options.workato_token, "The workspace's API token")
      ->capture_default_str();
}

void add_guide(CLI::App& app, GuideOptions& options) {
  add_mocks(app, options.mocks);
  app.add_option("--port", options.port, "Of the guide's own pages; 0: a free one")
      ->capture_default_str();
  app.add_flag("--no-open", options.no_open, "Only print the address; open no browser");
  app.add_option("--certificate,--report", options.report,
                 "Write certificate.md to this folder at the end")
      ->check(named())
      ->type_name("DIR");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_bugs(CLI::App& app, BugsOptions& options) {
  app.add_option("NAME", options.names, "Client bugs and mutants; none: all");
  app.add_flag("--list", options.list, "The list alone, without the check");
  app.add_flag("--json", options.json, "As JSON");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_explore(CLI::App& app, ExploreOptions& options) {
  add_worlds(app, options);
  app.add_flag("--list", options.list, "The worlds and the promises, without the search");
  app.add_option("--most-states", options.most_states, "Stop there; 0: try everything")
      ->capture_default_str();
  app.add_flag("--json", options.json, "As JSON");
}

void add_simulate(CLI::App& app, ExploreOptions& options) {
  add_worlds(app, options);
  app.add_option("--runs", options.runs, "How many, each with the next seed")
      ->capture_default_str();
  app.add_flag("--quiet", options.quiet, "Only runs that break a promise");
}

void add_lineage(CLI::App& app, LineageOptions& options) {
  app.add_option("FILE", options.file,
                 "What GET /lineage answered, or a lineage of a report; - for standard input");
  app.add_option("--url", options.url, "The address of a control listener, instead of a file")
      ->type_name("URL");
  app.add_option("--format", options.format, "text, json or svg")->capture_default_str();
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
      ->check(whole_number(1, kMostJobs));
  app.add_option("--seed", options.seed, "Same seed, same files, byte for byte")
      ->check(seed_number())
      ->capture_default_str();
  app.add_option("--shard", options.shard, "Part I of N; `rehearse matrix merge` joins them")
      ->type_name("I/N");
  app.add_option("--out", options.out,
                 "Write matrix.html, matrix.csv, matrix.json and summary.txt to this folder")
      ->check(named())
      ->type_name("DIR");
  app.add_flag("--resume", options.resume,
               "Go on with what was interrupted in the folder of --out");
  app.add_flag("--quiet", options.quiet, "Without the progress bar");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_merge(CLI::App& app, MergeOptions& options) {
  app.add_option("DIR", options.folders, "The --out folders of all shards")->required();
  app.add_option("--out", options.out, "As for `rehearse matrix`")
      ->check(named())
      ->type_name("DIR");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_fuzz_campaign(CLI::App& app, FuzzCampaignOptions& options) {
  app.add_option("TARGET", options.targets, "Fuzz targets, or all");
  app.add_flag("--list", options.list, "List the targets");
  app.add_option("--minutes", options.minutes, "How long, for all targets together")
      ->capture_default_str();
  app.add_option("--jobs", options.jobs, "Processes a target; else the machine's cores")
      ->check(whole_number(1, kMostJobs));
  app.add_option("--seed", options.seed, "The workers draw from it")
      ->check(seed_number())
      ->capture_default_str();
  app.add_option("--corpus", options.corpus, "Holds the growing corpus of each target")
      ->check(named())
      ->type_name("DIR")
      ->capture_default_str();
  app.add_option("--findings", options.findings, "Holds report.json and what each target found")
      ->check(named())
      ->type_name("DIR")
      ->capture_default_str();
  app.add_option("--merge", options.merge, "Take the inputs of a folder in that add coverage")
      ->check(named())
      ->type_name("FOLDER");
  app.add_option("--minimize", options.minimize, "Look for a smaller input of a finding")
      ->check(named())
      ->type_name("FINDING");
  app.add_flag("--minimize-corpus", options.minimize_corpus, "Drop inputs that add nothing");
  app.add_option("--root", options.root, "The folder with scenarios/, fixtures/ and fuzz/")
      ->type_name("DIR");
}

void add_probe(CLI::App& app, ProbeOptions& options) {
  app.add_option("--target", options.target,
                 "Send the list of changed requests to the server that this file describes, and "
                 "compare it with the mock")
      ->type_name("FILE");
  app.add_option("--only", options.only, "Only probes whose ids begin so: token/code/redirect_uri")
      ->type_name("PREFIX");
  app.add_option("--report", options.report, "Write probe.json and junit.xml to this folder")
      ->check(named())
      ->type_name("DIR");
}

void add_fuzz(CLI::App& app, FuzzOptions& options) {
  add_fuzz_campaign(app, options.campaign);
  add_probe(app, options.probe);
  app.add_flag("--quiet", options.quiet, "Without progress");
}

void add_list(CLI::App& app, ListOptions& options) {
  app.add_flag("--verbs", options.verbs, "List the verbs of steps instead");
  app.add_flag("--races", options.races,
               "The table of the races, as scenarios/races/README.md holds it");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_parity(CLI::App& app, ParityOptions& options) {
  app.add_option("DIR", options.folder, "The recordings of `rehearse run --record DIR`")
      ->required();
  app.add_option("--declared", options.declared,
                 "The ledger of declared differences; else fixtures/declared_differences.json")
      ->type_name("FILE");
  app.add_flag("--ledger", options.ledger,
               "Say which inferred rules of the mocks the recordings bear out, and what to change");
  app.add_option("--report", options.report, "Write parity.json to this folder")
      ->check(named())
      ->type_name("DIR");
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_report(CLI::App& app, ReportOptions& options) {
  app.add_option("DIR", options.folder, "The folder of `rehearse run --report DIR`")->required();
  app.add_option("--root", options.root, "The folder with scenarios/ and fixtures/")
      ->type_name("DIR");
}

void add_fidelity(CLI::App& app, bool& as_json) { app.add_flag("--json", as_json, "As JSON"); }

void add_explain(CLI::App& app, ExplainOptions& options) {
  app.add_option("WHAT", options.what,
                 "A reason, a client bug or a mutant by its name; a cell by its number or as "
                 "NAME=VALUE,… with the guide's values for the rest")
      ->required();
  app.add_option("--seed", options.seed, "Of a cell's life")
      ->check(seed_number())
      ->capture_default_str();
}

// A command whose options live as long as it does.
template <class Options, class Run>
Command command(CLI::App& app, const std::string& name, const std::string& meaning,
                void (*add_flags)(CLI::App&, Options&), Run run) {
  auto options = std::make_shared<Options>();
  CLI::App* added = app.add_subcommand(name, meaning);
  add_flags(*added, *options);
  return {added, [options, run] { return run(*options); }};
}

}  // namespace

std::vector<Command> add_commands(CLI::App& app) {
  std::vector<Command> all{
      command(app, "run", "Run scenarios; without any, the whole guide", add_run, run),
      command(app, "serve", "Serve both mocks until interrupted", add_serve, serve),
      command(app, "guide", "Walk the guide by hand in a browser, on the mocks, with a coach",
              add_guide, guide),
      command(app, "cleanup", "Take away what interrupted runs left on a sandbox", add_cleanup,
              cleanup),
      command(app, "list", "List the scenarios", add_list, list),
      command(app, "matrix",
              "Live a connection under every combination of settings, client and usage", add_matrix,
              matrix),
      command(app, "explain", "Explain a refusal, or the life of a cell of the matrix", add_explain,
              explain),
      command(app, "lineage",
              "Show which token came from which, who used it when, and why it ended", add_lineage,
              lineage),
      command(app, "explore",
              "Try every interleaving of small worlds: races, lost answers, dead workers",
              add_explore, explore),
      command(app, "simulate",
              "Let a seeded draw decide what happens to the messages of small worlds", add_simulate,
              simulate),
      command(
          app, "fuzz",
          "Fuzz the parsers, endpoints and sequences of the mocks, or send changed requests to a "
          "running server",
          add_fuzz, fuzz),
      command(app, "report",
              "Make report.html, exchanges.har, report.tap, junit.xml and lineages again from "
              "report.json",
              add_report, report),
      command(app, "parity",
              "Run recorded scenarios on the mocks, and show what the org answered otherwise",
              add_parity, parity),
      command(app, "bugs",
              "List what the mocks can do wrong, and check that each is caught by a scenario",
              add_bugs, bugs),
      command(app, "fidelity", "Print every rule of the mocks, its basis and its source",
              add_fidelity, fidelity),
  };
  CLI::App& target_command =
      *app.add_subcommand("target", "Look at a sandbox, without changing it");
  target_command.require_subcommand(1);
  all.insert(all.begin(),
             command(target_command, "check",
                     "Say what is there, what is missing, and what each scenario could do there",
                     add_target_check, check_target));
  CLI::App& matrix_command = *app.get_subcommand("matrix");
  all.insert(all.begin(), command(matrix_command, "merge", "Join the shards of a matrix", add_merge,
                                  merge_matrix));
  return all;
}

}  // namespace rehearse::harness
