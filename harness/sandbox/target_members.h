#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "harness/sandbox/target_file.h"
#include "harness/scenario/member_reader.h"
#include "mocks/core/json.h"

// Parts of a target file, for target_file.cc.
namespace rehearse::harness {

// The value without what is a secret by its name or its shape; each one is a problem at its path,
// and none is quoted.
Json without_secrets(const Json& value, const std::string& path, Problems& problems);

// The place of the member's text in the list; nothing if it is absent or another, which is a
// problem.
std::optional<size_t> read_choice(MemberReader& reader, std::string_view key,
                                  std::initializer_list<std::string_view> names,
                                  MemberReader::Need need, Problems& problems);

// SecretReader reads where a secret is. Paths are taken from the folder of the target file.
class SecretReader {
 public:
  SecretReader(std::filesystem::path folder, Problems& problems)
      : folder_(std::move(folder)), problems_(problems) {}

  SecretSource read(MemberReader& parent, std::string_view key, MemberReader::Need need) const;
  // The path of a file that the target file names; a problem if the shell would have to expand it.
  std::string file(const MemberReader& reader, std::string_view key, const std::string& text) const;

 private:
  std::filesystem::path folder_;
  Problems& problems_;
};

void read_login(const Json& object, const std::string& path, const SecretReader& secrets,
                TargetFile& target, Problems& problems);
void read_network(const Json& object, const SecretReader& secrets, TargetFile& target,
                  Problems& problems);

}  // namespace rehearse::harness
