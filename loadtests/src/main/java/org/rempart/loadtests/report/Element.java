package org.rempart.loadtests.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// An element of an HTML, SVG or XML document. What comes in as text or as an attribute's value is
/// escaped here and nowhere else, so that nothing a gateway answered can become markup. What is
/// written is well-formed XML and HTML at once.
final class Element {
    /// Those of HTML that have no end tag, of the ones in use here (WHATWG HTML, 13.1.2).
    private static final Set<String> VOID = Set.of("meta", "link");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Element(String name) {
        this.name = name;
    }

    static Element of(String name) {
        return new Element(name);
    }

    static Element of(String name, String text) {
        return new Element(name).text(text);
    }

    Element with(String attribute, Object value) {
        attributes.append(' ').append(attribute).append("=\"");
        escape(attributes, value.toString());
        attributes.append('"');
        return this;
    }

    /// The same with a number of at most two decimals and a suffix, such as `%`.
    Element with(String attribute, double value, String suffix) {
        return with(attribute, String.format(Locale.ROOT, "%.2f", value) + suffix);
    }

    Element text(String text) {
        escape(content, text);
        return this;
    }

    Element holding(Element... elements) {
        return holding(List.of(elements));
    }

    Element holding(List<Element> elements) {
        elements.forEach(element -> content.append('\n').append(element));
        return this;
    }

    /// A style sheet as it is.
    ///
    /// @throws IllegalArgumentException when it holds what would end or nest an element
    static Element style(String css) {
        if (css.contains("<") || css.contains("&")) {
            throw new IllegalArgumentException("a style sheet with < or & is none for a page");
        }
        Element style = new Element("style");
        style.content.append(css);
        return style;
    }

    @Override
    public String toString() {
        String start = "<" + name + attributes;
        return VOID.contains(name) ? start + "/>" : start + ">" + content + "</" + name + ">";
    }

    private static void escape(StringBuilder out, String text) {
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> out.appendCodePoint(shown(point) ? point : 0xFFFD);
                    }
                });
    }

    /// XML 1.0, 2.2, less what would reorder the line it stands in (UAX 9, 2.1 to 2.4).
    private static boolean shown(int point) {
        boolean character =
                point == '\t'
                        || point == '\n'
                        || point == '\r'
                        || (point >= 0x20 && point < 0x7F)
                        || (point > 0x9F && point < 0xD800)
                        || (point > 0xDFFF && point < 0xFFFE)
                        || point > 0xFFFF;
        boolean reorders =
                (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return character && !reorders;
    }
}
