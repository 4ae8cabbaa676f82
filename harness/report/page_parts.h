#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace rehearse::harness {

// PageParts are what the page of a report is made of, below the root of the data files. Style and
// script are files of their own, and the page allows these two texts by their hashes and nothing
// else.
struct PageParts {
  std::string page{};    // the template, mustache
  std::string style{};   // CSS
  std::string script{};  // JavaScript
};

// The parts that are files, and where each goes.
inline constexpr std::pair<std::string_view, std::string PageParts::*> kPageFiles[]{
    {"fixtures/report_page.html", &PageParts::page},
    {"fixtures/report_page.css", &PageParts::style},
    {"fixtures/report_page.js", &PageParts::script}};

}  // namespace rehearse::harness
