#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "harness/fuzz/corpus_folder.h"
#include "harness/fuzz/engine.h"

// What can be done with corpora and findings beside fuzzing. Each gives a line for people.
namespace rehearse::harness {

// wrong_source says why inputs cannot be taken from the folder; nothing: they can.
std::optional<FolderError> wrong_source(const std::filesystem::path& folder);

// Takes those inputs of another folder in that add coverage.
Result<std::string, FolderError> merge_into(const FuzzEngine& engine, const CorpusFolder& corpus,
                                            const std::filesystem::path& from,
                                            const std::filesystem::path& arrivals,
                                            const std::function<bool()>& goes_on);

// Keeps only inputs that add coverage; the former corpus stays until the new one is whole.
Result<std::string, FolderError> minimize_corpus(const FuzzEngine& engine,
                                                 const CorpusFolder& corpus,
                                                 const std::filesystem::path& arrivals,
                                                 const std::function<bool()>& goes_on);

// Looks for a smaller input of the finding in that folder.
Result<std::string, FolderError> minimize_finding(const FuzzEngine& engine,
                                                  const std::filesystem::path& folder,
                                                  const std::function<bool()>& goes_on);

}  // namespace rehearse::harness
