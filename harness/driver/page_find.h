#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/driver/page_session.h"
#include "harness/driver/page_view.h"

// How every session finds things on a page: by labels, whole, as a person reads them.
namespace rehearse::harness {

// Neither hidden nor a button.
bool can_be_edited(const PageField& field);
// The field to fill in under that label; null if there is none.
PageField* find_field(PageView& page, std::string_view label);
const PageField* find_field(const PageView& page, std::string_view label);
// A button or a link.
bool has_button_on(const PageView& page, std::string_view text);
// What stands under an id or a label, in a field or as text.
Result<std::string, PageProblem> read_on(const PageView& page, std::string_view id_or_label);
// For each option of the list whether it is to be chosen, by label or value.
Result<std::vector<bool>, PageProblem> choose_on(const PageView& page, std::string_view label,
                                                 const std::vector<std::string>& options);
// A sentence that names the label and lists what is there.
PageProblem missing_on(const PageView& page, std::string_view kind, std::string_view label);
PageProblem disabled_on(std::string_view kind, std::string_view label);

}  // namespace rehearse::harness
