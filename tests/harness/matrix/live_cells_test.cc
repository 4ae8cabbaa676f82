#include "harness/matrix/live_cells.h"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <set>

#include "harness/matrix/matrix_files.h"
#include "tests/support/fake_lives.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_tree.h"

namespace rehearse::testing {
namespace {

using ::testing::HasSubstr;
using namespace harness;

std::string json_of(const Matrix& matrix) {
  return text_of([&](const Put& put) { write_json(matrix, put); });
}

Selection small() {
  return selection_of({"allowlist=off,two_of_three", "scopes=standard", "idle_limit=on"});
}

TEST(LiveCells, LivesEachCellOnce) {
  Matrix matrix = matrix_of(selection_of({"scopes=standard"}, "usage!=daily"));
  std::multiset<uint32_t> lived;
  std::mutex mutex;
  const LiveMaker maker = [&] {
    return Live([&](const simulation::LifePlan& plan) {
      const std::lock_guard lock(mutex);
      lived.insert(number_of(point_of(plan)));
      return fake_life(plan);
    });
  };
  ASSERT_TRUE(live_cells(matrix, maker, 3, nullptr, {}).ok());
  EXPECT_FALSE(matrix.partial);
  EXPECT_EQ(lived.size(), matrix.selection.size());
  for (uint32_t slot = 0; slot < matrix.cells.size(); ++slot) {
    const Point point = matrix.selection.grid.point_at(slot);
    ASSERT_EQ(lived.count(number_of(point)), matrix.selection.has(point) ? 1U : 0U);
    const Story* story = matrix.story_at(slot);
    ASSERT_EQ(story != nullptr, matrix.selection.has(point));
    if (story != nullptr) {
      ASSERT_EQ(*story, story_of(fake_life(plan_of(point))));
    }
  }
}

TEST(LiveCells, GivesTheSameForAnyNumberOfThreads) {
  const std::string once = json_of(lived(small(), 1));
  EXPECT_EQ(json_of(lived(small(), 2)), once);
  EXPECT_EQ(json_of(lived(small(), 7)), once);
}

TEST(LiveCells, KeepsAlikeStoriesOnce) {
  // Works; refused; short list; and a loss for each of seven usages.
  EXPECT_EQ(lived(small()).stories.size(), 10U);
}

// Lives until so many were lived, as if Ctrl-C came then.
Matrix interrupted_after(int lives, Selection selection, const std::string& folder) {
  Matrix matrix = matrix_of(std::move(selection));
  auto checkpoint = Checkpoint::begin(folder, matrix);
  EXPECT_TRUE(checkpoint.ok()) << checkpoint.error();
  std::atomic<int> left{lives};
  const Watch watch{[&] { return left-- <= 0; }, {}};
  EXPECT_TRUE(live_cells(matrix, fake_lives(), 2, &checkpoint.value(), watch).ok());
  return matrix;
}

Result<Done, std::string> resume(Matrix& matrix, const std::string& folder) {
  auto checkpoint = Checkpoint::go_on(folder, matrix);
  if (!checkpoint) return checkpoint.error();
  return live_cells(matrix, fake_lives(), 2, &checkpoint.value(), {});
}

TEST(LiveCells, ThatAreInterruptedAreAValidPart) {
  const ScratchFolder folder;
  const Matrix part = interrupted_after(700, small(), folder.path().string());
  EXPECT_TRUE(part.partial);
  const auto read = read_matrix(json_of(part));
  ASSERT_TRUE(read.ok()) << read.error();
  EXPECT_TRUE(read.value().partial);
  EXPECT_EQ(part.cells.size() - size_t(std::count(part.cells.begin(), part.cells.end(), kNoStory)),
            700U);
}

TEST(LiveCells, ThatAreResumedEqualAnUninterruptedRun) {
  const std::string whole = json_of(lived(small()));
  for (const int lives : {0, 1, 700, 100'000}) {
    const ScratchFolder folder;
    interrupted_after(lives, small(), folder.path().string());
    Matrix resumed = matrix_of(small());
    const auto done = resume(resumed, folder.path().string());
    ASSERT_TRUE(done.ok()) << done.error();
    EXPECT_EQ(json_of(resumed), whole) << lives;
  }
}

TEST(LiveCells, AreNotLivedAgainAfterAResume) {
  const ScratchFolder folder;
  interrupted_after(700, small(), folder.path().string());
  Matrix resumed = matrix_of(small());
  auto checkpoint = Checkpoint::go_on(folder.path().string(), resumed);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.error();
  std::atomic<uint32_t> lives{0};
  const LiveMaker maker = [&] {
    return Live([&](const simulation::LifePlan& plan) {
      ++lives;
      return fake_life(plan);
    });
  };
  ASSERT_TRUE(live_cells(resumed, maker, 2, &checkpoint.value(), {}).ok());
  EXPECT_EQ(lives, resumed.selection.size() - 700);
}

TEST(Checkpoint, IsWorthWhatWasWrittenWhole) {
  // A kill may cut the file anywhere.
  const std::string whole = json_of(lived(small()));
  const ScratchFolder folder;
  interrupted_after(700, small(), folder.path().string());
  const std::string file = (folder.path() / Checkpoint::kName).string();
  const std::string text = read_file(file);
  const size_t header = text.find('\n') + 1;
  for (const size_t length : {header, header + 40, text.size() / 2, text.size() - 1}) {
    std::ofstream(file, std::ios::trunc) << text.substr(0, length);
    Matrix resumed = matrix_of(small());
    const auto done = resume(resumed, folder.path().string());
    ASSERT_TRUE(done.ok()) << done.error();
    EXPECT_EQ(json_of(resumed), whole) << length;
  }
}

TEST(Checkpoint, OfSomethingElseIsRefused) {
  const ScratchFolder folder;
  const std::string path = folder.path().string();
  interrupted_after(10, small(), path);
  const auto refused = [&](const auto& change) {
    Matrix other = matrix_of(small());
    change(other);
    const auto checkpoint = Checkpoint::go_on(path, other);
    EXPECT_FALSE(checkpoint.ok());
    return checkpoint.ok() ? std::string() : checkpoint.error();
  };
  EXPECT_THAT(refused([](Matrix& other) { other.seed = 2; }), HasSubstr("is of seed 1, not 2"));
  EXPECT_THAT(refused([](Matrix& other) { other.version = "9.9.9"; }),
              HasSubstr("is of version 0.1.0, not 9.9.9"));
  EXPECT_THAT(refused([](Matrix& other) {
                other.selection.shard = {1, 2};
              }),
              HasSubstr("is of shard 1/1, not 1/2"));
  EXPECT_THAT(refused([](Matrix& other) { other.selection.where = "usage=daily"; }),
              HasSubstr("is without --where, not of --where \"usage=daily\""));
  EXPECT_THAT(refused([](Matrix& other) { other.selection.grid = Grid(); }),
              HasSubstr("is of idle_limit=on, not on,off"));
  std::ofstream(folder.path() / Checkpoint::kName) << "{}\n";
  EXPECT_THAT(refused([](Matrix&) {}), HasSubstr("is no resume file"));
}

TEST(Checkpoint, OfAnEmptyFileBeginsAnew) {
  const ScratchFolder folder;
  std::ofstream(folder.path() / Checkpoint::kName) << "";
  Matrix matrix = matrix_of(small());
  auto checkpoint = Checkpoint::go_on(folder.path().string(), matrix);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.error();
  ASSERT_TRUE(live_cells(matrix, fake_lives(), 1, &checkpoint.value(), {}).ok());
  Matrix again = matrix_of(small());
  ASSERT_TRUE(Checkpoint::go_on(folder.path().string(), again).ok());
  put_in_order(again);
  EXPECT_EQ(again.cells, matrix.cells);
}

TEST(Checkpoint, SaysWhereItCannotBeWritten) {
  const auto checkpoint = Checkpoint::begin("/nowhere", matrix_of(small()));
  ASSERT_FALSE(checkpoint.ok());
  EXPECT_THAT(checkpoint.error(), HasSubstr("\"/nowhere/matrix.resume\" can't be written"));
}

}  // namespace
}  // namespace rehearse::testing
