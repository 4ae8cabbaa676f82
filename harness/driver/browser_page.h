#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/page_view.h"
#include "harness/driver/web_driver.h"

namespace rehearse::harness {

// PagePart is a control, an option of a list, a link or the title of a section, by its number in
// the order of the page.
struct PagePart {
  enum class Kind { control, option, link, section };
  Kind kind = Kind::control;
  size_t number = 0;  // of its kind, over all forms
  size_t option = 0;  // within the control
};

// BrowserPage is what a browser's current tab shows now, read as read_page reads what a server
// sent, so that what one finds the other finds too; with what was typed and chosen meanwhile.
struct BrowserPage {
  PageView view{};
  std::string broken{};  // the browser's own name of why the page did not load; empty: it did
};
Result<BrowserPage, PageProblem> read_browser_page(WebDriver& driver);

// The part itself, made visible: sections around it are opened. The page is the one just read.
Result<WebElement, PageProblem> find_part(WebDriver& driver, const PagePart& part,
                                          std::string_view tried);
// The label of a control, to click where the control itself is covered by its look.
Result<WebElement, PageProblem> find_label(WebDriver& driver, const PagePart& part,
                                           std::string_view tried);
// Whether a section stands open.
Result<bool, PageProblem> is_open(WebDriver& driver, const PagePart& section);
// Why the browser itself would not send the control's form, as it tells a person; nothing: it
// would.
Result<std::optional<std::string>, PageProblem> objection(WebDriver& driver, const PagePart& part);

// Remembers the document, so that the next one can be told from it.
PageResult mark_document(WebDriver& driver);
// What became of the marked document: it is still there, it is on its way to another one, or
// another one stands there and is complete.
enum class DocumentState { same, leaving, loading, complete };
Result<DocumentState, PageProblem> document_state(WebDriver& driver);

// Covers what holds secrets (by label and id, by value, by the looks of a token) until `uncover`;
// nothing of the page changes but its looks.
PageResult cover_secrets(WebDriver& driver, const std::vector<std::string>& labels,
                         const std::vector<std::string>& values);
PageResult uncover_secrets(WebDriver& driver);

}  // namespace rehearse::harness
