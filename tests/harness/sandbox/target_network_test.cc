#include "harness/sandbox/target_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/memory_terminal.h"
#include "tests/support/scratch_folder.h"

namespace rehearse::harness {
namespace {

using Place = SecretSource::Kind;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TargetNetwork : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_.path() / name).string();
    std::ofstream(path) << text;
    EXPECT_EQ(chmod(path.c_str(), 0600), 0);
    return path;
  }
  CurlOptions options() {
    auto read = curl_options_of(target_, terminal_);
    EXPECT_TRUE(read.ok()) << read.error();
    return read ? std::move(read).value() : CurlOptions{};
  }
  std::string error() {
    const auto read = curl_options_of(target_, terminal_);
    return read ? "" : read.error();
  }

  testing::ScratchFolder folder_;
  MemoryTerminal terminal_;
  TargetFile target_;
};

TEST_F(TargetNetwork, IsTheEnvironmentsWithoutAProxyOfItsOwn) {
  const CurlOptions read = options();
  EXPECT_TRUE(read.proxy.uses_environment);
  EXPECT_EQ(read.proxy.url, "");
  EXPECT_FALSE(read.repeats_get);
  EXPECT_EQ(read.ca_pem, "");
}

TEST_F(TargetNetwork, HasTheProxyWithItsUserAndPassword) {
  target_.proxy = "http://acme%5Cbuilder@proxy.acme.test:3128";
  target_.proxy_password = {Place::file, write("password", "canary\n")};
  target_.resolve = {{.host = "a.test", .to_port = 8'443}};
  const CurlOptions read = options();
  EXPECT_FALSE(read.proxy.uses_environment);
  EXPECT_EQ(read.proxy.url, "http://proxy.acme.test:3128");
  EXPECT_EQ(read.proxy.username, "acme\\builder");
  EXPECT_EQ(read.proxy.password, "canary");
  ASSERT_EQ(read.routes.size(), 1U);
  EXPECT_EQ(read.routes[0].to_port, 8'443);
  chmod(target_.proxy_password.name.c_str(), 0644);
  EXPECT_THAT(error(), AllOf(HasSubstr("chmod 600"), Not(HasSubstr("canary"))));
}

TEST_F(TargetNetwork, HasTheAuthoritiesOfAFile) {
  const std::string pem = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n";
  target_.ca_file = write("ca.pem", pem);
  EXPECT_EQ(options().ca_pem, pem);
  target_.ca_file = write("ca.pem", "canary");
  EXPECT_THAT(error(), AllOf(HasSubstr("ca.pem holds no certificate in PEM form"),
                             Not(HasSubstr("canary"))));
  target_.ca_file = (folder_.path() / "none").string();
  EXPECT_THAT(error(), HasSubstr("cannot be read"));
  target_.ca_file = folder_.path().string();
  EXPECT_THAT(error(), HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace rehearse::harness
