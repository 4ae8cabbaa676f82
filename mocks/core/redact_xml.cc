#include "mocks/core/redact.h"
#include "mocks/core/text.h"

namespace rehearse {
namespace {

constexpr size_t kNone = std::string_view::npos;

// Piece is the next part of a document: a run of character data, or something in angle brackets.
struct Piece {
  enum class Kind { text, start, end, empty, other };
  Kind kind = Kind::text;
  std::string_view whole{};  // as written
  std::string_view name{};   // of a tag, without its prefix
};

std::string_view local_name(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == kNone ? name : name.substr(colon + 1);
}

// The length of what starts with `open` and ends with `close`; all of it if the end is missing.
size_t length_to(std::string_view rest, std::string_view open, std::string_view close) {
  const size_t end = rest.find(close, open.size());
  return end == kNone ? rest.size() : end + close.size();
}

// The length of a tag: a `>` inside a quoted value does not end it.
size_t tag_length(std::string_view rest) {
  char quote = 0;
  for (size_t at = 1; at < rest.size(); ++at) {
    if (quote != 0) {
      if (rest[at] == quote) quote = 0;
    } else if (rest[at] == '"' || rest[at] == '\'') {
      quote = rest[at];
    } else if (rest[at] == '>') {
      return at + 1;
    }
  }
  return rest.size();
}

Piece next_piece(std::string_view rest) {
  using Kind = Piece::Kind;
  if (!rest.starts_with('<')) return {Kind::text, rest.substr(0, rest.find('<')), {}};
  if (rest.starts_with("<!--"))
    return {Kind::other, rest.substr(0, length_to(rest, "<!--", "-->"))};
  if (rest.starts_with("<![CDATA["))
    return {Kind::text, rest.substr(0, length_to(rest, "<![CDATA[", "]]>"))};
  if (rest.starts_with("<?")) return {Kind::other, rest.substr(0, length_to(rest, "<?", "?>"))};
  Piece piece{Kind::start, rest.substr(0, tag_length(rest))};
  if (rest.starts_with("</")) piece.kind = Kind::end;
  if (piece.whole.ends_with("/>")) piece.kind = Kind::empty;
  const size_t begin = piece.kind == Kind::end ? 2 : 1;
  const size_t end = piece.whole.find_first_of(" \t\r\n/>", begin);
  piece.name = local_name(piece.whole.substr(begin, end - begin));
  return piece;
}

// The tag with the values of its secret attributes hidden.
std::string hide_attributes(std::string_view tag) {
  std::string shown;
  size_t at = 0;
  while (at < tag.size()) {
    const size_t equals = tag.find('=', at);
    const size_t open = equals == kNone ? kNone : tag.find_first_of("\"'", equals);
    const size_t close = open == kNone ? kNone : tag.find(tag[open], open + 1);
    if (close == kNone) break;
    const std::string_view before = trim(tag.substr(at, equals - at));
    const size_t blank = before.find_last_of(" \t\r\n");
    const std::string_view name = before.substr(blank == kNone ? 0 : blank + 1);
    shown += tag.substr(at, open + 1 - at);
    shown += is_secret_name(local_name(name)) ? kRedacted : tag.substr(open + 1, close - open - 1);
    shown += tag[open];
    at = close + 1;
  }
  return shown.append(tag.substr(at));
}

}  // namespace

std::string Redactor::redact_xml(std::string_view document) const {
  using PieceKind = Piece::Kind;
  std::string shown;
  size_t hidden = 0;  // how deep inside a secret's element
  for (size_t at = 0; at < document.size();) {
    const Piece piece = next_piece(document.substr(at));
    at += piece.whole.size();
    if (piece.kind == PieceKind::end && hidden > 0) --hidden;
    if (hidden > 0) {
      if (piece.kind == PieceKind::start) ++hidden;
      continue;
    }
    const bool is_tag = piece.kind == PieceKind::start || piece.kind == PieceKind::empty;
    shown += is_tag ? hide_attributes(piece.whole) : std::string(piece.whole);
    if (piece.kind != PieceKind::start || !is_secret_name(piece.name)) continue;
    shown += kRedacted;
    hidden = 1;
  }
  return redact(shown);
}

}  // namespace rehearse
