#include "harness/sandbox/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <future>

#include "tests/support/pseudo_terminal.h"

namespace rehearse::harness {
namespace {

using std::chrono::seconds;
using testing::PseudoTerminal;
using Clock = std::chrono::steady_clock;
using Line = std::optional<std::string>;

bool never() { return false; }

TEST(Terminal, AsksForOneLine) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  ASSERT_TRUE(terminal->is_there());
  auto answer = std::async(std::launch::async, [&] { return terminal->ask("Name", seconds(5)); });
  EXPECT_EQ(screen.seen(": "), "Name: ");
  screen.type("Ann Other\nnext\n");
  EXPECT_EQ(answer.get(), "Ann Other");
  EXPECT_EQ(terminal->ask("Again", seconds(5)), "next");
}

TEST(Terminal, ShowsNothingOfASecretAndEchoesAfterwards) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  auto answer =
      std::async(std::launch::async, [&] { return terminal->ask_secret("Token", seconds(5)); });
  EXPECT_EQ(screen.seen(": "), "Token (not shown): ");
  EXPECT_FALSE(screen.echoes());
  screen.type("canary\n");
  EXPECT_EQ(answer.get(), "canary");
  EXPECT_TRUE(screen.echoes());
  terminal->say("end");
  EXPECT_EQ(screen.seen("end"), "\r\nend");
}

TEST(Terminal, EndsAQuestionOnTheTime) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  const auto start = Clock::now();
  EXPECT_EQ(terminal->ask_secret("Token", seconds(1)), std::nullopt);
  EXPECT_GE(Clock::now() - start, seconds(1));
  EXPECT_LT(Clock::now() - start, seconds(3));
  EXPECT_TRUE(screen.echoes());
}

TEST(Terminal, EndsASecretQuestionThatWasAnsweredElsewhere) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  std::atomic<bool> came = false;
  auto answer = std::async(std::launch::async, [&] {
    return terminal->ask_secret("Address", seconds(60), [&] { return came.load(); });
  });
  (void)screen.seen(": ");
  const auto start = Clock::now();
  came = true;
  EXPECT_EQ(answer.get(), std::nullopt);
  EXPECT_LT(Clock::now() - start, seconds(1));
  EXPECT_TRUE(screen.echoes());
}

TEST(Terminal, EndsAQuestionWhenTheRunIsInterrupted) {
  PseudoTerminal screen;
  std::atomic<bool> interrupted = false;
  const auto terminal = terminal_at(screen.device(), [&] { return interrupted.load(); });
  for (const bool secret : {false, true}) {
    interrupted = false;
    auto answer = std::async(std::launch::async, [&]() -> Line {
      return secret ? terminal->ask_secret("Q", seconds(60)) : terminal->ask("Q", seconds(60));
    });
    (void)screen.seen(": ");
    const auto start = Clock::now();
    interrupted = true;
    EXPECT_EQ(answer.get(), std::nullopt);
    EXPECT_LT(Clock::now() - start, seconds(1));
    EXPECT_TRUE(screen.echoes());
  }
}

TEST(Terminal, EndsAQuestionWhenThePersonClosesTheInputOrLeaves) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  auto answer = std::async(std::launch::async, [&] { return terminal->ask("Q", seconds(5)); });
  (void)screen.seen(": ");
  screen.type("\x04");
  EXPECT_EQ(answer.get(), std::nullopt);
  auto secret =
      std::async(std::launch::async, [&] { return terminal->ask_secret("Q", seconds(5)); });
  (void)screen.seen(": ");
  screen.hang_up();
  EXPECT_EQ(secret.get(), std::nullopt);
}

TEST(Terminal, TakesNoLineThatMayHaveLostItsEnd) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  for (const size_t length : {4'094U, 4'095U, 5'000U}) {
    auto answer =
        std::async(std::launch::async, [&] { return terminal->ask_secret("Q", seconds(5)); });
    (void)screen.seen(": ");
    screen.type(std::string(length, 'a'));
    screen.type("\n");
    const Line line = answer.get();
    EXPECT_EQ(line.has_value(), length == 4'094U) << length;
    if (line) continue;
    EXPECT_THAT(screen.seen("instead.\r\n"), ::testing::HasSubstr("longer than"));
  }
}

// The handler sees the terminal as the signal finds it.
PseudoTerminal* screen_of_handler = nullptr;
volatile std::sig_atomic_t echo_when_it_came = -1;
void on_signal(int) { echo_when_it_came = screen_of_handler->echoes() ? 1 : 0; }

TEST(Terminal, EchoesAgainBeforeASignalTakesEffect) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    PseudoTerminal screen;
    screen_of_handler = &screen;
    echo_when_it_came = -1;
    struct sigaction mine {
    }, before{};
    mine.sa_handler = on_signal;
    sigaction(number, &mine, &before);
    const auto terminal = terminal_at(screen.device(), never);
    std::promise<pthread_t> started;
    auto answer = std::async(std::launch::async, [&]() -> Line {
      started.set_value(pthread_self());
      return terminal->ask_secret("Q", seconds(60));
    });
    const pthread_t asking = started.get_future().get();
    (void)screen.seen(": ");
    const auto start = Clock::now();
    pthread_kill(asking, number);
    EXPECT_EQ(answer.get(), std::nullopt);
    EXPECT_LT(Clock::now() - start, seconds(1));
    EXPECT_EQ(echo_when_it_came, 1) << number;
    sigaction(number, &before, nullptr);
  }
}

TEST(Terminal, ShowsNoSequenceThatATerminalObeys) {
  PseudoTerminal screen;
  const auto terminal = terminal_at(screen.device(), never);
  terminal->say("a\x1b[2J\x07z é\n.");
  EXPECT_EQ(screen.seen("."), "a[2Jz é\r\n.");
}

TEST(Terminal, IsNotThereWithoutADevice) {
  for (const char* device : {"/dev/null", "/dev/none"}) {
    const auto terminal = terminal_at(device, never);
    EXPECT_FALSE(terminal->is_there()) << device;
    terminal->say("nobody reads this");
    EXPECT_EQ(terminal->ask("Q", seconds(5)), std::nullopt) << device;
    EXPECT_EQ(terminal->ask_secret("Q", seconds(5)), std::nullopt) << device;
  }
}

}  // namespace
}  // namespace rehearse::harness
