#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "mocks/core/text.h"
#include "mocks/wire/http_client.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

const Where kNoDisplay{.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}}};

std::string get(const std::string& url) {
  wire::HttpClient client({});
  const auto answer = client.send({.url = url});
  EXPECT_TRUE(answer.ok()) << url;
  return answer ? answer.value().body : std::string();
}

// The first line of standard output: the address, without the slash at its end.
std::string address_of(Program& program) {
  EXPECT_TRUE(program.wrote("/\n"));
  const std::string line = split(program.written(), '\n')[0];
  return line.empty() ? line : line.substr(0, line.size() - 1);
}

TEST(GuideCommand, PrintsOneAddressServesAndEndsWithTheCertificatesSummary) {
  const ScratchFolder folder;
  const std::string report = folder.path().string() + "/kept";
  Program program({"guide", "--certificate", report}, kNoDisplay);
  const std::string address = address_of(program);
  EXPECT_THAT(address, MatchesRegex("http://127\\.0\\.0\\.1:[0-9]+"));
  const std::string page = get(address + "/");
  EXPECT_THAT(page, AllOf(HasSubstr("Rehearse the setup by hand"), HasSubstr("0 of 38 steps")));
  program.signal(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out,
            address + "/\nNot finished: 0 of 38 steps done, nothing differs from the guide.\n");
  EXPECT_EQ(outcome.err, "Open this address in a browser. Ctrl-C ends the rehearsal.\n");
  EXPECT_THAT(read_file(report + "/certificate.md"), HasSubstr("# Rehearsal of the custom OAuth"));
}

TEST(GuideCommand, TheTabsOfThePageLeadToBothMocks) {
  Program program({"guide", "--no-open"}, kNoDisplay);
  const std::string page = get(address_of(program) + "/");
  for (const char* tab : {"rehearse-Workato", "rehearse-Salesforce"}) {
    const size_t end = page.find(std::string("/\" target=\"") + tab);
    ASSERT_NE(end, std::string::npos);
    const size_t start = page.rfind("href=\"", end) + 6;
    EXPECT_THAT(get(page.substr(start, end - start) + "/"), HasSubstr("<html")) << tab;
  }
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait().code, 0);
}

TEST(GuideCommand, ATakenPortIsNamed) {
  Program first({"guide", "--no-open"}, kNoDisplay);
  const std::string address = address_of(first);
  const std::string port = address.substr(address.rfind(':') + 1);
  for (const char* flag : {"--port", "--salesforce-port", "--workato-port"}) {
    const Outcome second = run_program({"guide", "--no-open", flag, port}, kNoDisplay);
    EXPECT_EQ(second.code, 3) << flag;
    EXPECT_THAT(second.err, AllOf(HasSubstr("rehearse guide: "), HasSubstr(port))) << flag;
    EXPECT_EQ(second.out, "") << flag;
  }
}

TEST(GuideCommand, FlagsThatMakeNoSenseAreUsage) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{"guide", "--org-mode", "new"}, "legacy and locked-2026"},
      {{"guide", "--start", "noon"}, "2026-05-11T00:00:00Z"},
      {{"guide", "--dial", "rtr.replays=cascade"}, "did you mean rtr.replay?"},
      {{"guide", "--bug", "no_pkc"}, "did you mean \"no_pkce\"?"},
      {{"guide", "--report", ""}, "takes the name of a folder"}};
  for (const auto& [arguments, message] : mistakes) {
    const Outcome outcome = run_program(arguments, kNoDisplay);
    EXPECT_EQ(outcome.code, 2) << message;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr(message));
  }
}

TEST(GuideCommand, AFolderThatCannotBeMadeIsNamedBeforeAnythingIsDone) {
  const ScratchFolder folder;
  const std::string taken = folder.path().string() + "/file";
  std::ofstream(taken) << "a file";
  const Outcome outcome = run_program({"guide", "--report", taken}, kNoDisplay);
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("cannot make the folder " + taken));
}

// A desktop whose xdg-open notes what it is asked to show.
TEST(GuideCommand, OpensTheAddressWhereThereIsADisplay) {
  const ScratchFolder folder;
  const std::string program_path = folder.path().string() + "/xdg-open",
                    noted = folder.path().string() + "/noted";
  std::ofstream(program_path) << "#!/bin/sh\nprintf '%s' \"$1\" > '" << noted << ".part'\nmv '"
                              << noted << ".part' '" << noted << "'\n";
  std::filesystem::permissions(program_path, std::filesystem::perms::owner_all);
  const Where desktop{
      .environment = {{"DISPLAY", ":9"}, {"PATH", folder.path().string() + ":/usr/bin:/bin"}}};
  Program program({"guide"}, desktop);
  const std::string address = address_of(program);
  EXPECT_TRUE(program.lives_until([&] { return std::filesystem::exists(noted); }));
  EXPECT_EQ(read_file(noted), address + "/");
  program.signal(SIGINT);
  EXPECT_THAT(program.wait().err, HasSubstr("The guide opens in your browser."));
}

TEST(GuideCommand, ADesktopWithoutXdgOpenIsNoTrouble) {
  const ScratchFolder empty;
  const Where desktop{.environment = {{"DISPLAY", ":9"}, {"PATH", empty.path().string()}}};
  Program program({"guide"}, desktop);
  EXPECT_THAT(get(address_of(program) + "/"), HasSubstr("This is a mock"));
  program.signal(SIGINT);
  const Outcome outcome = program.wait();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("Open this address in a browser."));
}

TEST(GuideCommand, UnderTlsThePageNamesTheAuthority) {
  Program program({"guide", "--tls", "--no-open"}, kNoDisplay);
  EXPECT_THAT(get(address_of(program) + "/"),
              AllOf(HasSubstr("href=\"https://127.0.0.1:"), HasSubstr("rehearse-ca-")));
  program.signal(SIGINT);
  EXPECT_EQ(program.wait().code, 0);
}

}  // namespace
}  // namespace rehearse::testing
