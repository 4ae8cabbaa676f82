// The program as a whole: from process start to the first token, the guide over TLS, memory at rest
// and after a million requests.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mocks/core/json.h"
#include "mocks/wire/uri.h"
#include "tests/bench/http_load.h"
#include "tests/bench/rehearsal.h"

namespace rehearse::bench {
namespace {

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "benchmark: %s\n", what);
  std::abort();
}

// Program is one run of the rehearse binary with its standard output on a pipe.
class Program {
 public:
  explicit Program(std::vector<std::string> arguments) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) give_up("no pipe");
    std::vector<char*> words;
    arguments.insert(arguments.begin(), REHEARSE_BINARY);
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::execv(words[0], words.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
  }
  ~Program() {
    if (process_ > 0) {
      ::kill(process_, SIGTERM);
      wait();
    }
    ::close(output_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  std::string first_line() {
    std::string line;
    char byte = 0;
    while (::read(output_, &byte, 1) == 1 && byte != '\n') line += byte;
    return line;
  }
  int wait_for_end() {
    ::kill(process_, SIGTERM);
    return wait();
  }
  int wait() {
    char rest[4096];
    while (::read(output_, rest, sizeof rest) > 0) {
    }
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  double resident_mib() const {
    std::ifstream status("/proc/" + std::to_string(process_) + "/status");
    std::string word;
    while (status >> word) {
      if (word != "VmRSS:") continue;
      double kib = 0;
      status >> kib;
      return kib / 1024;
    }
    give_up("no VmRSS");
  }

 private:
  pid_t process_ = 0;
  int output_ = -1;
};

int port_of(const std::string& ready_line, const char* member) {
  const auto ready = parse_json(ready_line);
  if (!ready) give_up(ready_line.c_str());
  const auto uri = wire::parse_uri(string_member(ready.value(), member).value_or(""));
  if (!uri) give_up(ready_line.c_str());
  return std::atoi(uri->port.c_str());
}

std::string post(const char* path, const std::string& body) {
  return std::string("POST ") + path +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json" +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Process start to the first token in hand: a session from the control listener.
void start_to_first_token(benchmark::State& state) {
  for (auto _ : state) {
    Program program(state.range(0) == 0 ? std::vector<std::string>{"serve"}
                                        : std::vector<std::string>{"serve", "--tls"});
    HttpLoad control(port_of(program.first_line(), "control"), 1);
    control.run(post("/sessions", R"({"username":"user@rehearsal.test"})"), 1);
    state.PauseTiming();
    if (program.wait_for_end() != 0) state.SkipWithError("serve did not end well");
    state.ResumeTiming();
  }
}
BENCHMARK(start_to_first_token)
    ->ArgName("tls")
    ->Arg(0)
    ->Arg(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(30);

void guide_over_tls(benchmark::State& state) {
  for (auto _ : state) {
    Program program({"run"});
    if (program.wait() != 0) state.SkipWithError("the guide failed");
  }
}
BENCHMARK(guide_over_tls)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(20);

void memory(benchmark::State& state) {
  for (auto _ : state) {
    Program program({"serve"});
    const std::string ready = program.first_line();
    state.counters["idle_mib"] = program.resident_mib();
    HttpLoad load(port_of(ready, "salesforce"), 16);
    load.run("GET /services/data HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 1'000'000);
    state.counters["after_a_million_mib"] = program.resident_mib();
  }
}
BENCHMARK(memory)->UseRealTime()->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace rehearse::bench
