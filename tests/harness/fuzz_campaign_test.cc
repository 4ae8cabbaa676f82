// `rehearse fuzz TARGET` from outside, with targets that are shell scripts and speak as libFuzzer
// does.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Finds the flags that matter in the words of a libFuzzer command line.
constexpr const char* kReadsFlags = R"(#!/usr/bin/env bash
for word in "$@"; do
  case $word in
    -artifact_prefix=*) prefix=${word#*=} ;;
    -exact_artifact_path=*) exact=${word#*=} ;;
    -merge=1) merge=1 ;;
    -runs=1) once=1 ;;
    -*) ;;
    *) folders+=("$word") ;;
  esac
done
)";

// Breaks a promise whatever it reads, and its input can be made smaller.
constexpr const char* kBreaks = R"(
if [[ -n ${exact:-} ]]; then printf b >"$exact"; exit 0; fi
echo '{"do":"advance","by":"1d"}' >"${REHEARSE_TRANSCRIPT:-/dev/null}"
printf '#3\tINITED cov: 7 ft: 9 corp: 2/3b exec/s: 0 rss: 30Mb\n' >&2
echo 'rehearse-fuzz: broken promise O-07: A code was taken twice.' >&2
if [[ -z ${once:-} ]]; then
  printf 'big' >"${prefix}crash-0a1b"
  printf 'kept' >"${folders[0]}/kept"
  echo "artifact_prefix='$prefix'; Test unit written to ${prefix}crash-0a1b" >&2
fi
echo 'stat::number_of_executed_units: 41' >&2
exit 77
)";

// Holds a pipe open as long as it lives, and says its process id through it.
constexpr const char* kWaits = R"(
exec 9>"$PIPE"
printf '#3\tINITED cov: 7 ft: 9 corp: 2/3b exec/s: 5 rss: 30Mb\n' >&2
echo $$ >&9
exec tail -f /dev/null
)";

constexpr const char* kMerges = R"(
[[ -n ${merge:-} ]] || exit 1
cp "${folders[1]}"/a* "${folders[0]}"
)";

// Site is a folder with targets, and where a campaign may write.
class Site {
 public:
  void add(const std::string& name, const std::string& script) const {
    const fs::path file = scratch_.path() / "built" / (name + "_fuzz");
    fs::create_directories(file.parent_path());
    std::ofstream(file) << kReadsFlags << script;
    fs::permissions(file, fs::perms::owner_all);
  }
  fs::path at(const std::string& below) const { return scratch_.path() / below; }
  fs::path findings(const std::string& target) const { return at(".cache/fuzz/findings") / target; }
  std::vector<std::string> words(std::vector<std::string> more) const {
    more.insert(more.begin(), "fuzz");
    return more;
  }
  Where where() const {
    return {.folder = scratch_.path().string(),
            .environment = {{"REHEARSE_FUZZERS", at("built").string()},
                            {"REHEARSE_PLANTED", ""},
                            {"PIPE", at("pipe").string()}}};
  }
  Outcome run(std::vector<std::string> more) const {
    return run_program(words(std::move(more)), where());
  }
  Json json(const fs::path& file) const {
    const auto read = parse_json(read_file(file));
    EXPECT_TRUE(read.ok()) << file;
    return read ? read.value() : Json();
  }

 private:
  ScratchFolder scratch_{};
};

// The one folder of a finding.
fs::path only_finding(const Site& site, const std::string& target) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(site.findings(target))) {
    if (!entry.path().filename().string().starts_with('.')) found.push_back(entry.path());
  }
  EXPECT_EQ(found.size(), 1U);
  return found.empty() ? fs::path() : found[0];
}

TEST(FuzzCampaign, StoresAFindingOnceAndGoesOn) {
  Site site;
  site.add("code", kBreaks);
  const Outcome outcome = site.run({"code", "--minutes", "0.02", "--jobs", "2"});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("FOUND promise O-07: A code was taken twice."));
  const fs::path folder = only_finding(site, "code");
  EXPECT_THAT(folder.filename().string(), StartsWith("O-07-"));
  const Json finding = site.json(folder / "finding.json");
  EXPECT_EQ(finding["version"], 1);
  EXPECT_EQ(finding["executions"], 41);
  EXPECT_GE(finding["times"], 2) << "the workers were not replaced";
  EXPECT_EQ(finding["repeats"], true);
  EXPECT_EQ(finding["minimized"], 1);
  EXPECT_EQ(read_file(folder / "input"), "big");
  EXPECT_EQ(read_file(folder / "minimized"), "b");
  EXPECT_THAT(read_file(folder / "report.txt"), HasSubstr("broken promise O-07"));
  const Json report = site.json(site.at(".cache/fuzz/findings/report.json"));
  EXPECT_EQ(report["targets"][0]["found"][0], folder.filename().string());
  EXPECT_EQ(report["targets"][0]["corpus"], 1);
  // The reproduction is a scenario that runs.
  const Outcome again = run_program({"run", (folder / "scenario.json").string()});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
  EXPECT_THAT(again.out, HasSubstr("Found by fuzzing code: O-07"));
  EXPECT_THAT(read_file(folder / "curl.sh"), HasSubstr(R"({"advance":"1d"})"));
}

TEST(FuzzCampaign, SaysThatATargetHasNoSeeds) {
  Site site;
  site.add("code", kBreaks);
  site.add("form", kBreaks);
  const std::string root = source_root().string();
  const Outcome outcome = site.run({"code", "form", "--minutes", "0.04", "--root", root});
  EXPECT_THAT(outcome.err, HasSubstr("rehearse fuzz: no seeds for code: there is no "
                                     "fuzz/corpus/code in " +
                                     root + "\n"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("no seeds for form")));
}

TEST(FuzzCampaign, AnInputThatAKilledRunLeftIsTakenUp) {
  Site site;
  site.add("code", std::string("[[ -n ${once:-}${exact:-} ]] || exit 0\n") + kBreaks);
  fs::create_directories(site.findings("code") / ".arrivals");
  std::ofstream(site.findings("code") / ".arrivals/crash-77") << "left";
  const Outcome outcome = site.run({"code", "--minutes", "0.02", "--jobs", "1"});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_EQ(read_file(only_finding(site, "code") / "input"), "left");
  EXPECT_FALSE(fs::exists(site.findings("code") / ".arrivals/crash-77"));
}

// What a worker writes into its pipe: its process id, and the end when it dies.
struct Pipe {
  explicit Pipe(const fs::path& path) {
    EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
    // With a writer of its own it opens at once, and loses that below.
    reader = open(path.c_str(), O_RDWR | O_CLOEXEC);
    const int only_reads = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    both = reader;
    reader = only_reads;
  }
  ~Pipe() { close(reader); }
  bool ready() const {
    pollfd wait{reader, POLLIN, 0};
    return poll(&wait, 1, 60'000) == 1;
  }
  // Waits for a worker to say that it runs.
  bool started() {
    std::array<char, 64> bytes{};
    if (!ready() || read(reader, bytes.data(), bytes.size()) <= 0) return false;
    close(both);  // from here on the workers alone hold it open
    return true;
  }
  // True once no worker lives any more.
  bool ended() const {
    std::array<char, 64> bytes{};
    while (ready()) {
      if (read(reader, bytes.data(), bytes.size()) == 0) return true;
    }
    return false;
  }
  int reader = -1, both = -1;
};

TEST(FuzzCampaign, ASignalEndsTheWorkersAndLeavesAReport) {
  for (const int number : {SIGINT, SIGTERM}) {
    Site site;
    site.add("form", kWaits);
    Pipe pipe(site.at("pipe"));
    Program program(site.words({"form", "--minutes", "10", "--jobs", "2"}), site.where());
    ASSERT_TRUE(pipe.started());
    program.signal(number);
    EXPECT_EQ(program.wait().code, 130);
    EXPECT_TRUE(pipe.ended());
    const Json report = site.json(site.at(".cache/fuzz/findings/report.json"));
    EXPECT_EQ(report["targets"][0]["interrupted"], true);
    EXPECT_EQ(site.run({"form", "--minutes", "0"}).code, 2) << "and the folders stay good";
  }
}

TEST(FuzzCampaign, NoWorkerOutlivesAProgramThatIsKilled) {
  Site site;
  site.add("form", kWaits);
  Pipe pipe(site.at("pipe"));
  Program program(site.words({"form", "--minutes", "10", "--jobs", "2"}), site.where());
  ASSERT_TRUE(pipe.started());
  program.signal(SIGKILL);
  EXPECT_EQ(program.wait().code, -1);
  EXPECT_TRUE(pipe.ended());
  EXPECT_TRUE(fs::exists(site.at(".cache/fuzz/corpus/form/.rehearse-corpus.json")));
}

TEST(FuzzCampaign, ASecondRunOnTheSameFoldersIsRefused) {
  Site site;
  site.add("form", kWaits);
  Pipe pipe(site.at("pipe"));
  Program program(site.words({"form", "--minutes", "10", "--jobs", "1"}), site.where());
  ASSERT_TRUE(pipe.started());
  const Outcome same = site.run({"form", "--minutes", "1"});
  EXPECT_EQ(same.code, 3) << same.out;
  EXPECT_THAT(same.err, StartsWith("rehearse fuzz: Another run uses the folder "));
  EXPECT_THAT(same.err, HasSubstr("name another with --corpus"));
  const Outcome findings = site.run({"form", "--minutes", "1", "--corpus", "other"});
  EXPECT_EQ(findings.code, 3) << findings.out;
  EXPECT_THAT(findings.err, HasSubstr("name another with --findings"));
  program.signal(SIGINT);
  EXPECT_EQ(program.wait().code, 130) << "the first run was left alone";
}

TEST(FuzzCampaign, MergesAndMinimizesCorpora) {
  Site site;
  site.add("form", kMerges);
  fs::create_directories(site.at("theirs"));
  for (const char* name : {"a1", "a2", "b1"}) std::ofstream(site.at("theirs") / name) << name;
  const Outcome merged = site.run({"form", "--merge", "theirs"});
  EXPECT_EQ(merged.code, 0) << merged.err;
  EXPECT_THAT(merged.out, HasSubstr("form: 0 inputs before, 2 after; 2 of the 3 in "));
  std::ofstream(site.at(".cache/fuzz/corpus/form/inputs/b2")) << "b2";
  const Outcome minimized = site.run({"form", "--minimize-corpus"});
  EXPECT_EQ(minimized.code, 0) << minimized.err;
  EXPECT_EQ(minimized.out, "form: 3 inputs before, 2 after\n");
  EXPECT_FALSE(fs::exists(site.at(".cache/fuzz/corpus/form/inputs/b2")));
}

TEST(FuzzCampaign, ListsWhatIsBuilt) {
  Site site;
  site.add("form", kWaits);
  site.add("soql", kWaits);
  const Outcome outcome = site.run({"--list"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "form\nsoql\n");
}

TEST(FuzzCampaign, NamesWhatIsWrong) {
  Site site;
  site.add("form", "exit 0\n");
  site.add("soql", "exit 0\n");
  const auto wrong = [&site](std::vector<std::string> more) {
    const Outcome outcome = site.run(std::move(more));
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_THAT(outcome.err, StartsWith("rehearse fuzz: "));
    return outcome.err;
  };
  EXPECT_THAT(wrong({"soqll"}), HasSubstr("did you mean \"soql\"?"));
  EXPECT_THAT(wrong({}), HasSubstr("Name a target, or all"));
  EXPECT_THAT(wrong({"form", "--minutes", "-1"}), HasSubstr("--minutes -1: give a number above 0"));
  EXPECT_THAT(wrong({"form", "--minutes", "ten"}), HasSubstr("--minutes ten"));
  EXPECT_THAT(wrong({"form", "--merge", "none"}), HasSubstr("--merge none: there is no such"));
  fs::create_directories(site.at("empty"));
  EXPECT_THAT(wrong({"form", "--merge", "empty"}), HasSubstr("holds no inputs"));
  EXPECT_THAT(wrong({"all", "--minimize-corpus"}), HasSubstr("take one target"));
  EXPECT_THAT(wrong({"--minimize", "empty"}), HasSubstr("There is no finding in empty"));
  EXPECT_THAT(wrong({"form", "--minimize", "empty", "--minimize-corpus"}),
              HasSubstr("Give one of"));
  EXPECT_FALSE(fs::exists(site.at(".cache"))) << "a refusal leaves nothing behind";
  fs::create_directories(site.at("mine/form"));
  std::ofstream(site.at("mine/form/letter.txt")) << "Dear Ada";
  EXPECT_THAT(wrong({"form", "--corpus", "mine"}), HasSubstr("it is no corpus of rehearse"));
  std::ofstream(site.at("empty/finding.json")) << R"({"version":9,"target":"form"})";
  EXPECT_THAT(wrong({"--minimize", "empty"}), HasSubstr("is of version 9"));
}

TEST(FuzzCampaign, TroubleIsToldFromMistakes) {
  Site site;
  site.add("form", "echo 'form: no such library' >&2; exit 127\n");
  const auto trouble = [](const Outcome& outcome) {
    EXPECT_EQ(outcome.code, 3) << outcome.err;
    return outcome.err;
  };
  EXPECT_THAT(trouble(site.run({"form", "--minutes", "1"})),
              HasSubstr("cannot run (exit code 127): form: no such library"));
  std::ofstream(site.at("file")) << "";
  EXPECT_THAT(trouble(site.run({"form", "--findings", "file/below"})),
              HasSubstr("name one that can be, with --findings"));
  EXPECT_THAT(trouble(site.run({"form", "--corpus", "file/below"})),
              HasSubstr("name one that can be, with --corpus"));
  const Outcome none = run_program({"fuzz", "form"}, {.environment = {{"REHEARSE_FUZZERS", ""}}});
  EXPECT_THAT(trouble(none), HasSubstr("No fuzz targets are at hand"));
}

TEST(FuzzCampaign, ATargetThatBreaksOnItsCorpusIsNotTriedForever) {
  Site site;
  std::string breaks = kBreaks;
  breaks.erase(breaks.find("printf '#3"),
               breaks.find("echo 'rehearse") - breaks.find("printf '#3"));
  site.add("code", breaks);
  const Outcome outcome = site.run({"code", "--minutes", "10", "--jobs", "1"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("code breaks while it reads its corpus"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("cannot")));
}

}  // namespace
}  // namespace rehearse::testing
