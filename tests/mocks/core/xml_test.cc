#include "mocks/core/xml.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

XmlElement parsed(std::string_view text) {
  const auto result = parse_xml(text);
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().what);
  return result ? result.value() : XmlElement{};
}

XmlProblem refused(std::string_view text) {
  const auto result = parse_xml(text);
  EXPECT_FALSE(result.ok()) << text;
  return result ? XmlProblem{} : result.error();
}

TEST(Xml, ReadsNamesTextAttributesAndPlaces) {
  const XmlElement root = parsed(
      "<?xml version=\"1.0\"?>\n<m:Package xmlns:m=\"urn:m\" a=\"1 &amp; 2\">\n"
      "  <name> x&lt;y </name><!-- no --><name><![CDATA[<raw>]]></name>\n</m:Package>");
  EXPECT_EQ(root.name, "Package");
  EXPECT_EQ(root.space, "urn:m");
  EXPECT_EQ(root.attribute("a"), "1 & 2");
  EXPECT_EQ(root.place.line, 2);
  EXPECT_EQ(root.place.column, 1);
  ASSERT_EQ(root.children.size(), 2U);
  EXPECT_EQ(root.children[0].text, " x<y ");
  EXPECT_EQ(root.text_of("name"), "x<y");
  EXPECT_EQ(root.children[0].space, "");
  EXPECT_EQ(root.children[0].place.line, 3);
  EXPECT_EQ(root.children[0].place.column, 3);
  EXPECT_EQ(root.children[1].text, "<raw>");
  EXPECT_EQ(root.child("absent"), nullptr);
  EXPECT_EQ(root.text_of("absent"), "");
}

TEST(Xml, InnerNamespacesEndWithTheirElement) {
  const XmlElement root = parsed("<a xmlns=\"urn:1\"><b xmlns=\"urn:2\"><c/></b><d/></a>");
  EXPECT_EQ(root.children[0].children[0].space, "urn:2");
  EXPECT_EQ(root.children[1].space, "urn:1");
}

TEST(Xml, RefusesDocumentTypesAndEntities) {
  const XmlProblem doctype =
      refused("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
  EXPECT_EQ(doctype.place.line, 2);
  EXPECT_EQ(doctype.what, "A document type declaration (DOCTYPE) is not allowed");
  const XmlProblem entity = refused("<a>\n &nbsp;</a>");
  EXPECT_EQ(entity.place.line, 2);
  EXPECT_EQ(entity.place.column, 2);
  EXPECT_EQ(entity.what, "The entity \"nbsp\" was referenced, but not declared");
  EXPECT_EQ(refused("<a>fish & chips</a>").place.column, 9);
  EXPECT_EQ(parsed("<a><![CDATA[&b; <!DOCTYPE]]><!-- &c; --></a>").text, "&b; <!DOCTYPE");
  EXPECT_EQ(parsed("<a>&#65;&#x42;</a>").text, "AB");
}

// XML 1.0 sections 2.2, 2.3 and 4.1.
TEST(Xml, RefusesWhatNoDocumentHolds) {
  EXPECT_EQ(refused("<a>x\x01y</a>").what, "An invalid XML character was found");
  for (const char* text :
       {"<a>x&#0;y</a>", "<a b='&#xD800;'/>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>"}) {
    EXPECT_NE(refused(text).what.find("was referenced, but not declared"), std::string::npos)
        << text;
  }
  EXPECT_EQ(parsed("<a>&#x9;&#xD7FF;&#xE000;&#x10FFFF;</a>").text,
            "\t\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf");
  // What looks like a comment in an attribute hid what follows it.
  EXPECT_EQ(refused("<a b='<!--'>&nbsp;<c d='-->'/></a>").what,
            "The value of an attribute must not contain the '<' character");
  EXPECT_EQ(parsed("<a b='\">&gt;'>c</a>").attributes[0].value, "\">>");
}

// Namespaces in XML section 4.
TEST(Xml, RefusesNamesThatAreNotQualified) {
  for (const char* text :
       {"<p:q:a xmlns:p='u'/>", "<a xmlns:p='u' p:='1'/>", "<a xmlns:p='u' p:1='1'/>"}) {
    EXPECT_NE(refused(text).what.find("is not qualified well"), std::string::npos) << text;
  }
}

TEST(Xml, SaysWhereADocumentIsBroken) {
  EXPECT_EQ(refused("<a>\n<b>\n</a>").place.line, 3);
  EXPECT_EQ(refused("<a></b>").what, "An element must be terminated by the matching end-tag");
  EXPECT_EQ(refused("").what, "Premature end of file");
  EXPECT_EQ(refused(" <!-- nothing --> ").what, "Premature end of file");
  EXPECT_EQ(refused("<a/>\n<b/>").what, "There is more than one root element");
  for (const char* text : {"x<a/>", "<a/>x", "<?xml version=\"1.0\"?>x<a/>", "<![CDATA[x]]><a/>"})
    EXPECT_EQ(refused(text).what, "Content is not allowed outside of the root element") << text;
  EXPECT_EQ(refused("<a/>\n x").place.line, 1);
  EXPECT_EQ(refused("<x:a/>").what, "The prefix \"x\" for element \"x:a\" is not bound");
  EXPECT_EQ(refused("<a>\xff</a>").what, "The document is not UTF-8 text");
}

TEST(Xml, BoundsTheDepth) {
  const auto nested = [](int depth) {
    std::string text;
    for (int level = 0; level < depth; ++level) text += "<a>";
    for (int level = 0; level < depth; ++level) text += "</a>";
    return text;
  };
  EXPECT_TRUE(parse_xml(nested(kXmlDeepest)).ok());
  EXPECT_EQ(refused(nested(kXmlDeepest + 1)).what, "The elements are nested too deep");
  EXPECT_FALSE(parse_xml(nested(100'000)).ok());
}

TEST(Xml, WritesWhatItReadsBack) {
  XmlWriter writer;
  writer.open("a", {{"x", "\"<&>'\n"}}).leaf("b", "1 < 2 & 3\r").open("c").close();
  const std::string text = writer.take();
  EXPECT_EQ(text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a x=\"&quot;&lt;&amp;&gt;&apos;&#10;\">"
            "<b>1 &lt; 2 &amp; 3&#13;</b><c></c></a>");
  const XmlElement read = parsed(text);
  EXPECT_EQ(read.attribute("x"), "\"<&>'\n");
  EXPECT_EQ(read.child("b")->text, "1 < 2 & 3\r");
}

TEST(Xml, IndentsAsSalesforceDoes) {
  XmlWriter writer(XmlWriter::Layout::indented);
  writer.open("Package").leaf("version", "67.0").open("types").leaf("name", "\x01");
  EXPECT_EQ(writer.take(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Package>\n    <version>67.0</version>\n"
            "    <types>\n        <name>\xef\xbf\xbd</name>\n    </types>\n</Package>\n");
}

TEST(Xml, CopiesAnElement) {
  XmlWriter writer;
  writer.copy(parsed("<r><idTokenConfig><minutes>2</minutes></idTokenConfig></r>"));
  EXPECT_EQ(writer.take(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><r><idTokenConfig><minutes>2</minutes>"
            "</idTokenConfig></r>");
}

}  // namespace
}  // namespace rehearse
