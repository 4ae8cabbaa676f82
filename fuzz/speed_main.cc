// Measures a fuzz target on its corpus, with Google Benchmark: NAME_speed [FLAGS] FOLDER. Bytes
// matter where inputs are records: eight of a sequence are one operation.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using Inputs = std::vector<std::string>;

Inputs read_folder(const char* folder) {
  Inputs inputs;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

void run_corpus(benchmark::State& state, const Inputs& inputs) {
  int64_t executions = 0, bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (const std::string& input : inputs) {
      LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
      bytes += int64_t(input.size());
      ++executions;
    }
  }
  state.SetItemsProcessed(executions);
  state.SetBytesProcessed(bytes);
}

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  const Inputs inputs = count == 2 ? read_folder(words[1]) : Inputs();
  if (inputs.empty()) {
    std::fprintf(stderr, "speed: name one folder that holds a corpus\n");
    return 1;
  }
  benchmark::RegisterBenchmark("corpus", run_corpus, inputs);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
