#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "harness/sandbox/served_sandbox.h"
#include "harness/target/mock_org.h"
#include "tests/support/live_bench.h"
#include "tests/support/scratch_folder.h"

namespace rehearse::testing {

// SandboxLike is the mock org served as if it were a sandbox: TLS under a sandbox's host names, an
// address and a seed of its own, time that runs. A target file, a secret in a file of mode 0600 and
// a journal's folder lie in a folder of their own.
class SandboxLike {
 public:
  explicit SandboxLike(BenchOptions options = {}) {
    options.tls = true;
    options.listen.documented_hosts = true;
    options.first.seed = 4711;
    options.first.is_sandbox = true;
    options.first.ticking = true;
    options.first.start = std::nullopt;
    bench_ = start_bench(std::move(options));
    const World& world = *bench().first().world();
    host_ = world.org.my_domain_host();
    organization_ = world.org.organization_id();
    write("ca.pem", bench_->ca_pem());
    renew_session();
    write_target();
  }

  Bench& bench() { return *bench_; }
  Json ask(std::string_view method, std::string_view path, std::string_view body = {}) {
    return testing::ask(bench_->first().control(), method, path, body);
  }
  const std::string& host() const { return host_; }
  const std::string& organization() const { return organization_; }
  const std::string& session() const { return session_; }
  std::string folder() const { return folder_.path().string(); }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string target() const { return path("target.json"); }
  std::string journals() const { return path("journals"); }

  // Another session of the administrator, in the secret's file.
  void renew_session() {
    session_ = ask("POST", "/sessions", R"({"username":"admin@rehearsal.test"})")["session_id"];
    write("session", session_ + "\n");
  }
  // Its Workato side is served as a real workspace from here on.
  void become_workspace() {
    has_workspace_ = true;
    workato_token_ = bench_->first().world()->workato_token;
    write("workato-token", workato_token_ + "\n");
    write_target();
  }
  const std::string& workato_token() const { return workato_token_; }
  Json target_json() const {
    const Addresses& addresses = bench_->first().addresses();
    Json target = harness::target_file_of({.host = host_,
                                           .organization_id = organization_,
                                           .routes = harness::routes_to(addresses),
                                           .ca = path("ca.pem"),
                                           .session = path("session")});
    if (!has_workspace_) return target;
    target["workato"] = {{"kind", "workspace"},
                         {"workspace_id", "101"},
                         {"token", {{"file", path("workato-token")}}}};
    for (const auto& [name, port] : addresses.documented_hosts) {
      if (name.ends_with("workato.com"))
        target["network"]["resolve"][name + ":443"] = "127.0.0.1:" + std::to_string(port);
    }
    return target;
  }
  void write_target(const Json& changes = Json::object()) {
    Json target = target_json();
    target.merge_patch(changes);
    write("target.json", dump_json(target, 2));
  }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    chmod(path(name).c_str(), 0600);
  }
  // Every secret that went over the wire so far: sessions, consumer keys' secrets, codes, tokens.
  std::set<std::string> secrets() {
    const std::vector<std::string> known = bench_->first().world()->journal.secrets();
    return {known.begin(), known.end()};
  }
  // The API names of the apps that are there.
  std::vector<std::string> apps() {
    std::vector<std::string> names;
    for (const Json& app : ask("GET", "/apps")) {
      const std::string id = string_member(app, "app_id").value_or("");
      names.push_back(string_member(ask("GET", "/apps/" + id), "apiName").value_or(""));
    }
    return names;
  }

 private:
  ScratchFolder folder_{};
  std::unique_ptr<Bench> bench_{};
  std::string host_{}, organization_{}, session_{};
  bool has_workspace_ = false;
  std::string workato_token_{};
};

}  // namespace rehearse::testing
