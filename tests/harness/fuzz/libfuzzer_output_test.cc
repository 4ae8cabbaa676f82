#include "harness/fuzz/libfuzzer_output.h"

#include <gmock/gmock.h>

namespace rehearse::harness {
namespace {

using ::testing::StartsWith;

TEST(LibfuzzerOutput, AStatusIsReadWhole) {
  EXPECT_EQ(
      read_status("#8192\tpulse  cov: 412 ft: 1201 corp: 88/2104b lim: 80 exec/s: 4096 rss: 51Mb"),
      (FuzzStatus{.executions = 8192,
                  .event = "pulse",
                  .coverage = 412,
                  .features = 1201,
                  .corpus = 88,
                  .per_second = 4096}));
  const auto found = read_status(
      "#131\tNEW    cov: 12 ft: 13 corp: 2/3b lim: 4 exec/s: 0 rss: 30Mb L: 2/2 MS: 1 ChangeBit-");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->event, "NEW");
  EXPECT_EQ(found->corpus, 2U);
  const auto first = read_status("#5\tINITED exec/s: 0 rss: 28Mb");
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->event, "INITED");
  EXPECT_EQ(first->coverage, 0U);
}

TEST(LibfuzzerOutput, OtherLinesAreNoStatus) {
  for (const char* line : {"", "#", "#x\tNEW cov: 1", "#12 without a tab", "#12\t", "INFO: Seed: 1",
                           "    #0 0x55d0 in rehearse::wire::parse(char) form.cc:3"})
    EXPECT_FALSE(read_status(line).has_value()) << line;
}

TEST(LibfuzzerOutput, CountsAndArtifactsAreRead) {
  EXPECT_EQ(read_executed_units("stat::number_of_executed_units: 4711"), 4711U);
  EXPECT_FALSE(read_executed_units("stat::peak_rss_mb: 30").has_value());
  EXPECT_EQ(read_seed_count("INFO: seed corpus: files: 12 min: 1b max: 30b total: 90b rss: 30Mb"),
            12U);
  EXPECT_EQ(read_artifact("artifact_prefix='/a b/'; Test unit written to /a b/crash-0a1b"),
            "/a b/crash-0a1b");
  EXPECT_FALSE(read_artifact("Base64: AAAA").has_value());
}

TEST(LibfuzzerOutput, ABrokenPromiseSaysMoreThanTheAbortAfterIt) {
  const auto found = read_breakage(
      "#12\tNEW cov: 1\n"
      "rehearse-fuzz: broken promise O-06: A token was given: for a spent code.\n"
      "==7== ERROR: libFuzzer: deadly signal\n"
      "    #1 0x1 in rehearse::fuzz::broken(char) fuzz/support/promise.cc:3\n");
  EXPECT_EQ(found, (Breakage{.kind = "promise",
                             .promise = "O-06",
                             .sentence = "A token was given: for a spent code."}));
}

TEST(LibfuzzerOutput, SanitizersAreNamedWithThePlace) {
  const std::string frames =
      "    #0 0x1 in __asan_memcpy (/f+0x1)\n"
      "    #1 0x2 in rehearse::wire::parse_urlencoded(std::string_view) mocks/wire/form.cc:31:7\n"
      "    #2 0x3 in LLVMFuzzerTestOneInput fuzz/form_fuzz.cc:14:3\n";
  EXPECT_EQ(read_breakage("==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6 at "
                          "pc 0x5 bp 0x7\n" +
                          frames),
            (Breakage{.kind = "heap-buffer-overflow",
                      .sentence = "heap-buffer-overflow",
                      .place = "rehearse::wire::parse_urlencoded"}));
  EXPECT_EQ(read_breakage("mocks/wire/form.cc:3:1: runtime error: signed integer overflow: 1 + 2 "
                          "cannot be represented\n" +
                          frames),
            (Breakage{.kind = "undefined-behavior",
                      .sentence = "signed integer overflow: 1 + 2 cannot be represented",
                      .place = "rehearse::wire::parse_urlencoded"}));
  const auto leak = read_breakage("==7==ERROR: LeakSanitizer: detected memory leaks\n");
  ASSERT_TRUE(leak.has_value());
  EXPECT_EQ(leak->kind, "leak");
}

TEST(LibfuzzerOutput, HangsAndFullMemoryAreTold) {
  const auto kind = [](const std::string& report) {
    const auto found = read_breakage(report);
    return found ? found->kind : "none";
  };
  EXPECT_EQ(kind("==7== ERROR: libFuzzer: timeout after 25 seconds"), "timeout");
  EXPECT_EQ(kind("==7== ERROR: libFuzzer: out-of-memory (used: 2049Mb; limit: 2048Mb)"),
            "out-of-memory");
  EXPECT_EQ(kind("==7== ERROR: libFuzzer: deadly signal"), "crash");
  EXPECT_EQ(kind("Done 100 runs in 1 second(s)"), "none");
}

TEST(Signature, IsTheSameForTheSameMistake) {
  const Breakage spent{.kind = "promise", .promise = "O-06", .sentence = "Step 3 gave a token."};
  Breakage other = spent;
  other.sentence = "Step 17 gave a token.";
  EXPECT_EQ(signature(spent), signature(other)) << "numbers don't count";
  EXPECT_THAT(signature(spent), StartsWith("O-06-"));
  other.sentence = "Another sentence.";
  EXPECT_NE(signature(spent), signature(other));
  const Breakage here{.kind = "heap-use-after-free", .sentence = "x", .place = "rehearse::a"};
  Breakage there = here;
  there.place = "rehearse::b";
  EXPECT_NE(signature(here), signature(there));
  there.place = here.place;
  there.sentence = "of 8 bytes";
  EXPECT_EQ(signature(here), signature(there)) << "where it broke says enough";
}

TEST(Signature, CanBeAFolder) {
  const std::string name = signature({.kind = "promise", .promise = "../a b"});
  EXPECT_EQ(name.find('/'), std::string::npos);
  EXPECT_EQ(name.find(' '), std::string::npos);
}

}  // namespace
}  // namespace rehearse::harness
