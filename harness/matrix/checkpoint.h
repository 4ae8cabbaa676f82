#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "harness/matrix/identity.h"

namespace rehearse::harness {

// Checkpoint is the file that --resume goes on with: a line of JSON that says of what it is, then
// lines with stories and with cells as they are lived. A line that was cut short is as if it were
// not there, so the program may be killed at any time.
class Checkpoint {
 public:
  static constexpr const char* kName = "matrix.resume";

  // Begins a file for the matrix in the folder, in place of one that is there. The error is a
  // sentence.
  static Result<Checkpoint, std::string> begin(const std::string& folder, const Matrix& matrix);
  // Takes over what the folder's file holds and goes on with it. The matrix must be new; without a
  // file it stays so.
  static Result<Checkpoint, std::string> go_on(const std::string& folder, Matrix& matrix);

  // Notes the cells of those slots, and the stories that are new since. Thrown away unless whole.
  Result<Done, std::string> note(const Matrix& matrix, uint32_t from, uint32_t until);
  void remove();  // once everything is lived

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  Checkpoint(std::string path, std::FILE* file, size_t stories)
      : path_(std::move(path)), file_(file), stories_(stories) {}
  Result<Done, std::string> write(const std::string& lines);

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  size_t stories_ = 0;  // of which the file has notes
};

}  // namespace rehearse::harness
