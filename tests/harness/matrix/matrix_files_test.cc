#include "harness/matrix/matrix_files.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "harness/matrix/merge.h"
#include "harness/matrix/page.h"
#include "mocks/core/text.h"
#include "tests/support/fake_lives.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace harness;

std::string csv_of(const Matrix& matrix) {
  return text_of([&](const Put& put) { write_csv(matrix, put); });
}
std::string json_of(const Matrix& matrix) {
  return text_of([&](const Put& put) { write_json(matrix, put); });
}
std::string page_of(const Matrix& matrix) {
  const std::string page_template = read_file(source_root() / kPageTemplate);
  return text_of([&](const Put& put) {
    const auto written = write_page(matrix, Guide{}, page_template, put);
    EXPECT_TRUE(written.ok()) << written.error();
  });
}

TEST(MatrixCsv, HasALineACell) {
  const Matrix matrix = lived(selection_of({"scopes=standard"}, "allowlist=two_of_three"));
  const std::vector<std::string> lines = split(csv_of(matrix), '\n');
  ASSERT_EQ(lines.size(), matrix.selection.size() + 2);  // the head, and nothing after the last
  EXPECT_EQ(lines.front(),
            "cell,pkce_required,client_pkce,rotation,idle_limit,refresh_policy,allowlist,"
            "secret_for_web_server,secret_for_refresh,jwt,scopes,org_mode,usage,client,connects,"
            "works,lost_on_day,first_failure_on_day,reasons,guide_step,remedy");
  EXPECT_EQ(lines[1],
            "2688,on,none,on,on,until_revoked,two_of_three,on,on,off,standard,legacy,"
            "every_15_minutes,correct,yes,no,,1,fake_refusal > fake_loss,sf.11.security.allowlist,"
            "Add the third address.");
  EXPECT_EQ(lines.back(), "");
}

TEST(MatrixCsv, QuotesWhatItMust) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"x\""), "\"say \"\"x\"\"\"");
  const Matrix matrix = lived(selection_of({"client_pkce=wrong", "scopes=standard"}));
  EXPECT_THAT(csv_of(matrix), HasSubstr("\"Mend the \"\"verifier\"\", please.\"\n"));
}

TEST(MatrixJson, ReadsBackAsItWas) {
  const Matrix matrix = lived(selection_of({}, "usage in (daily,monthly)", "2/3"));
  const auto read = read_matrix(json_of(matrix));
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_EQ(read.value().cells, matrix.cells);
  EXPECT_EQ(read.value().stories, matrix.stories);
  EXPECT_EQ(json_of(read.value()), json_of(matrix));
}

TEST(MatrixJson, RefusesCellsThatDoNotFit) {
  const Matrix matrix = lived(selection_of({"scopes=standard"}));
  const std::string json = json_of(matrix);
  const auto spoiled = [&](std::string_view from, std::string_view to) {
    const std::string text = replace_all(json, from, to);
    EXPECT_NE(text, json);
    const auto read = read_matrix(text);
    EXPECT_FALSE(read.ok());
    return read.ok() ? std::string() : read.error();
  };
  EXPECT_THAT(spoiled("rehearse matrix 1", "rehearse matrix 2"), HasSubstr("its format is not"));
  EXPECT_THAT(spoiled("\"cells\":\"", "\"cells\":\"0 "), HasSubstr("its cells do not fit"));
  EXPECT_THAT(spoiled("\"cells\":\"0", "\"cells\":\"999"), HasSubstr("its cells do not fit"));
  EXPECT_THAT(spoiled("\"cells\":\"0", "\"cells\":\"x"), HasSubstr("its cells do not fit"));
  EXPECT_THAT(spoiled("\"seed\":1", "\"seed\":-1"), HasSubstr("it lacks"));
}

TEST(CellsText, CountsRuns) {
  std::vector<uint32_t> cells{0, 0, 0, 5, kNoStory, kNoStory, 0};
  EXPECT_EQ(cells_text(cells, 0, 7), "0*3 5 -*2 0");
  EXPECT_EQ(cells_text(cells, 2, 4), "0 5");
  std::vector<uint32_t> read(7, 1);
  EXPECT_TRUE(read_cells("0*3 5 -*2 0", 6, 0, 7, read));
  EXPECT_EQ(read, cells);
  EXPECT_FALSE(read_cells("0*3 5 -*2 0", 5, 0, 7, read)) << "there is no story 5";
  EXPECT_FALSE(read_cells("0*8", 6, 0, 7, read));
  EXPECT_FALSE(read_cells("0*6", 6, 0, 7, read));
  EXPECT_FALSE(read_cells("0*0 0*7", 6, 0, 7, read));
}

// Writes each shard's matrix.json into a folder of its own.
std::vector<std::string> shards(const fs::path& folder, uint32_t of, const std::string& where) {
  std::vector<std::string> folders;
  for (uint32_t part = 1; part <= of; ++part) {
    folders.push_back((folder / std::to_string(part)).string());
    fs::create_directory(folders.back());
    std::ofstream(folders.back() + "/matrix.json")
        << json_of(lived(selection_of({}, where, to_text(Shard{part, of}))));
  }
  return folders;
}

TEST(Merge, OfAllShardsIsTheUnshardedRun) {
  const ScratchFolder scratch;
  const std::string where = "usage in (daily,monthly) and rotation=on";
  std::vector<std::string> folders = shards(scratch.path(), 3, where);
  std::swap(folders[0], folders[2]);
  const auto merged = merge_matrices(folders);
  ASSERT_TRUE(merged.ok()) << merged.error().front();
  const Matrix whole = lived(selection_of({}, where));
  EXPECT_EQ(json_of(merged.value()), json_of(whole));
  EXPECT_EQ(csv_of(merged.value()), csv_of(whole));
  EXPECT_EQ(page_of(merged.value()), page_of(whole));
}

TEST(Merge, RefusesWhatDoesNotBelongTogether) {
  const ScratchFolder scratch;
  std::vector<std::string> folders = shards(scratch.path(), 3, "usage=daily");
  const auto errors = [](const std::vector<std::string>& some) {
    const auto merged = merge_matrices(some);
    EXPECT_FALSE(merged.ok());
    return merged.ok() ? std::vector<std::string>() : merged.error();
  };
  EXPECT_THAT(errors({folders[1]}), ElementsAre("no folder has the shard 1/3, 3/3"));
  EXPECT_THAT(errors({folders[0], folders[1], folders[1], folders[2]}),
              ElementsAre(HasSubstr("are both shard 2/3")));
  EXPECT_THAT(errors({folders[0], "/nowhere"}),
              ElementsAre("\"/nowhere/matrix.json\" is no matrix: it can't be read"));
  EXPECT_THAT(errors({}), ElementsAre(HasSubstr("merge takes the folders")));

  const auto rewrite = [&](size_t folder, std::string_view from, std::string_view to) {
    const std::string file = folders[folder] + "/matrix.json", text = read_file(file);
    std::ofstream(file, std::ios::trunc) << replace_all(text, from, to);
    const auto found = errors(folders);
    std::ofstream(file, std::ios::trunc) << text;
    return found;
  };
  EXPECT_THAT(rewrite(1, "\"seed\":1", "\"seed\":2"),
              ElementsAre(HasSubstr("is of seed 2, not 1")));
  EXPECT_THAT(rewrite(1, "\"partial\":false", "\"partial\":true"),
              ElementsAre(HasSubstr("is partial: go on with it first (--resume)")));
  EXPECT_THAT(rewrite(1, "2/3", "2/4"), ElementsAre(HasSubstr("is shard 2/4, but")));
  EXPECT_THAT(rewrite(1, "usage=daily", "usage=monthly"),
              ElementsAre(HasSubstr("is of --where \"usage=monthly\"")));
  EXPECT_THAT(rewrite(2, "3/3", "2/3"), ElementsAre(HasSubstr("are both shard 2/3")));
}

TEST(Merge, RefusesAShardWithOthersCells) {
  const ScratchFolder scratch;
  const auto folders = shards(scratch.path(), 2, "usage=daily");
  const std::string first = read_file(folders[0] + "/matrix.json");
  std::ofstream(folders[1] + "/matrix.json", std::ios::trunc) << replace_all(first, "1/2", "2/2");
  const auto merged = merge_matrices(folders);
  ASSERT_FALSE(merged.ok());
  EXPECT_THAT(merged.error(), ElementsAre(HasSubstr("does not hold the cells of its shard")));
}

TEST(MatrixPage, AsksForNothingFromOutside) {
  const std::string page = page_of(lived(selection_of({"scopes=standard"})));
  for (const char* outside : {"http:", "https:", "src=", "@import", "url(", "fetch(", "//cdn"})
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
}

TEST(MatrixPage, HoldsTheMatrixItself) {
  const Matrix matrix = lived(selection_of({"scopes=standard"}, "usage!=daily"));
  const std::string page = page_of(matrix);
  const std::string begin = "<script type=\"application/json\" id=\"matrix\">";
  const size_t from = page.find(begin) + begin.size();
  const size_t until = page.find("</script>", from);
  ASSERT_NE(until, std::string::npos);
  // A text with an end tag in it must not end the data.
  const auto read = read_matrix(page.substr(from, until - from));
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_EQ(read.value().cells, matrix.cells);
  EXPECT_EQ(read.value().stories, matrix.stories);
}

TEST(MatrixPage, SaysWhatIsWrongWithItsTemplate) {
  const auto written = write_page(Matrix{}, Guide{}, "{{#open}}", [](std::string_view) {});
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error(), HasSubstr("fixtures/matrix_page.html: "));
}

}  // namespace
}  // namespace rehearse::testing
