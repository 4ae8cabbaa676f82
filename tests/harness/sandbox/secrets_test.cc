#include "harness/sandbox/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/memory_terminal.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;
using Kind = SecretSource::Kind;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::seconds kWithin{5};

class Secrets : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    const std::string path = (folder_.path() / name).string();
    std::ofstream(path) << text;
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
    return path;
  }
  std::string error_of(const SecretSource& source) {
    const auto read = read_secret(source, terminal_, kWithin);
    return read ? "" : read.error();
  }
  std::string value_of(const SecretSource& source) {
    const auto read = read_secret(source, terminal_, kWithin);
    EXPECT_TRUE(read.ok()) << read.error();
    return read ? read.value().value : "";
  }

  testing::ScratchFolder folder_;
  MemoryTerminal terminal_;
};

TEST_F(Secrets, AreReadFromTheEnvironment) {
  setenv("REHEARSE_TEST_SECRET", " s3cret\n", 1);
  EXPECT_EQ(value_of({Kind::environment, "REHEARSE_TEST_SECRET"}), "s3cret");
  setenv("REHEARSE_TEST_SECRET", " ", 1);
  EXPECT_THAT(error_of({Kind::environment, "REHEARSE_TEST_SECRET"}),
              HasSubstr("REHEARSE_TEST_SECRET is empty"));
  unsetenv("REHEARSE_TEST_SECRET");
  EXPECT_THAT(error_of({Kind::environment, "REHEARSE_TEST_SECRET"}),
              HasSubstr("REHEARSE_TEST_SECRET is not set"));
}

TEST_F(Secrets, AreReadFromAFileOfOnesOwn) {
  EXPECT_EQ(value_of({Kind::file, write("token", "\n s3cret \n")}), "s3cret");
  EXPECT_EQ(value_of({Kind::file, write("read-only", "s3cret", 0400)}), "s3cret");
}

TEST_F(Secrets, AreRefusedWhereOthersMayReadOrChangeThem) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0644U, 0610U, 0601U}) {
    const std::string path = write("open", "canary", mode);
    EXPECT_THAT(error_of({Kind::file, path}),
                AllOf(HasSubstr("may be read or changed by others"), HasSubstr("chmod 600 " + path),
                      Not(HasSubstr("canary"))))
        << mode;
  }
}

TEST_F(Secrets, AreRefusedInWhatIsNoFile) {
  EXPECT_THAT(error_of({Kind::file, folder_.path().string()}), HasSubstr("is no regular file"));
  const std::string pipe = (folder_.path() / "pipe").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(error_of({Kind::file, pipe}), HasSubstr("is no regular file"));
  EXPECT_THAT(error_of({Kind::file, "/dev/null"}), HasSubstr("is no regular file"));
  EXPECT_THAT(error_of({Kind::file, (folder_.path() / "none").string()}),
              HasSubstr("No such file or directory; put the secret there"));
}

TEST_F(Secrets, AreJudgedByWhatALinkLeadsTo) {
  const std::string path = write("token", "canary"), link = (folder_.path() / "link").string();
  fs::create_symlink(path, link);
  EXPECT_EQ(value_of({Kind::file, link}), "canary");
  chmod(path.c_str(), 0644);
  EXPECT_THAT(error_of({Kind::file, link}), HasSubstr("may be read or changed by others"));
}

TEST_F(Secrets, AreRefusedIfTheyAreNone) {
  EXPECT_THAT(error_of({Kind::file, write("empty", " \n")}), HasSubstr("is empty"));
  EXPECT_THAT(error_of({Kind::file, write("nul", std::string("a\0b", 3))}), HasSubstr("NUL byte"));
  EXPECT_EQ(error_of({Kind::file, write("long", std::string(64 * 1024, 'a'))}), "");
  EXPECT_THAT(error_of({Kind::file, write("longer", std::string(64 * 1024 + 1, 'a'))}),
              HasSubstr("is longer than 65536 bytes"));
  EXPECT_THAT(error_of({}), HasSubstr("no place of the secret is given"));
}

TEST_F(Secrets, BelongToTheUserWhoRunsTheProgram) {
  // Only root can give a file away; anybody can look at one of root's.
  std::string path = "/etc/shadow";
  if (geteuid() == 0) {
    path = write("foreign", "canary");
    ASSERT_EQ(chown(path.c_str(), 12'345, gid_t(-1)), 0);
    EXPECT_THAT(error_of({Kind::file, path}), HasSubstr("belongs to another user"));
  } else {
    EXPECT_THAT(error_of({Kind::file, path}), HasSubstr("cannot be read"));
  }
}

TEST_F(Secrets, AreAskedForWithoutEcho) {
  terminal_.answers = {" s3cret "};
  EXPECT_EQ(value_of({Kind::prompt, "the token"}), "s3cret");
  EXPECT_THAT(terminal_.asked_secretly, ElementsAre("the token"));
  EXPECT_TRUE(terminal_.asked.empty());
  EXPECT_THAT(error_of({Kind::prompt, "the token"}), HasSubstr("there was no answer"));
  terminal_.there = false;
  EXPECT_THAT(error_of({Kind::prompt, "the token"}),
              HasSubstr("nobody can be asked for the token: there is no terminal"));
}

TEST_F(Secrets, AreReplacedAsAWhole) {
  const std::string path = write("token", "old", 0400);
  ASSERT_TRUE(write_secret({Kind::file, path}, "new").ok());
  EXPECT_EQ(value_of({Kind::file, path}), "new");
  struct stat facts {};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777U, 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1) << "nothing is left over";
}

TEST_F(Secrets, AreReplacedBehindALink) {
  fs::create_directory(folder_.path() / "vault");
  const std::string path = write("vault/token", "old"), link = (folder_.path() / "link").string();
  fs::create_symlink("vault/token", link);
  ASSERT_TRUE(write_secret({Kind::file, link}, "new").ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(value_of({Kind::file, path}), "new");
}

TEST_F(Secrets, StayAsTheyAreIfTheyCannotBeReplaced) {
  const std::string path = write("token", "old");
  const auto failed = write_secret({Kind::file, path + "/none/token"}, "canary");
  ASSERT_FALSE(failed.ok());
  EXPECT_THAT(failed.error(), AllOf(HasSubstr("the file is as it was"), Not(HasSubstr("canary"))));
  // Something stands where the name should go: a folder cannot be replaced by a file.
  fs::create_directory(folder_.path() / "folder");
  EXPECT_FALSE(write_secret({Kind::file, (folder_.path() / "folder").string()}, "canary").ok());
  EXPECT_EQ(value_of({Kind::file, path}), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 2) << "nothing is left over";
  EXPECT_THAT(write_secret({Kind::environment, "A"}, "canary").error(), HasSubstr("is no file"));
}

}  // namespace
}  // namespace rehearse::harness
