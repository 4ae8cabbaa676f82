#include "harness/record/recording.h"

#include <gtest/gtest.h>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

Recording sample() {
  Recording recording;
  recording.meta = {.scenario = "rotation/reuse",
                    .variant = {{"replay", "cascade"}},
                    .seed = 18446744073709551615U,
                    .driver = "api",
                    .settings = {"a=b"},
                    .date = "2026-05-12",
                    .target = "mock",
                    .api_version = "67.0",
                    .program = "1.2.3"};
  RecordedExchange first{.step = "app", .by = "harness", .method = "GET", .url = "https://a/b"};
  first.query = {{"q", "1"}, {"q", "2"}};
  first.status = 200;
  first.response = {{{"X", "y"}}, "json", Json{{"b", 1}, {"a", nullptr}}};
  RecordedExchange second{.by = "workato", .method = "POST", .url = "https://a/c"};
  second.trouble = "timeout";
  recording.exchanges = {first, second};
  return recording;
}

std::string error_of(std::string text) {
  const auto read = read_recording(text, "DIR/x.json");
  return read ? "" : read.error();
}
std::string changed(const std::string& from, const std::string& to) {
  const std::string text = write_recording(sample());
  EXPECT_NE(text.find(from), std::string::npos) << from;
  return error_of(replace_all(text, from, to));
}

TEST(RecordingFile, ReadsWhatItWrote) {
  const auto read = read_recording(write_recording(sample()), "x");
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_EQ(write_recording(read.value()), write_recording(sample()));
  EXPECT_EQ(read.value().meta.seed, 18446744073709551615U);
  EXPECT_EQ(read.value().exchanges[1].trouble, "timeout");
  EXPECT_EQ(read.value().exchanges[0].query.size(), 2U);
}

TEST(RecordingFile, OfAnotherVersionIsNotRead) {
  EXPECT_EQ(changed("\"version\": 1", "\"version\": 2"),
            "DIR/x.json: this is a recording of version 2; this program reads version 1: record it "
            "again");
  EXPECT_EQ(error_of("{}"), "DIR/x.json:1: $: a recording needs the member \"version\"");
}

TEST(RecordingFile, SaysFilePlaceAndWhatIsWrong) {
  EXPECT_EQ(changed("\"driver\"", "\"drive\""),
            "DIR/x.json:3: $.meta: the meta of a recording needs the member \"driver\"\n"
            "DIR/x.json:9: $.meta.drive: the meta of a recording has no member \"drive\"; did you "
            "mean \"driver\"?");
  EXPECT_EQ(
      changed("\"kind\": \"json\"", "\"kind\": \"jason\""),
      "DIR/x.json:49: $.exchanges[0].response.kind: there is no kind of body \"jason\"; there "
      "are none, json, form, xml, page, text, bytes");
  EXPECT_NE(changed("\"status\": 200", "\"status\": 99").find("a \"status\" from 100 to 599"),
            std::string::npos);
  EXPECT_NE(changed("\"trouble\": \"timeout\"", "\"trouble\": \"\"").find("needs a \"status\""),
            std::string::npos);
  EXPECT_NE(error_of("[").find("DIR/x.json: "), std::string::npos);
}

}  // namespace
}  // namespace rehearse::harness
