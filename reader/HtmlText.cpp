// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/HtmlText.h"

#include "reader/HtmlTable.h"
#include "reader/SectionWriter.h"

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

/// A paragraph that is longer goes on in the next.
constexpr qsizetype mostParagraph = 16'000;

int headingLevel(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? int(tag) - int(GUMBO_TAG_H1) + 1 : 0;
}

/// What stands in a line with its neighbours; everything else begins a paragraph.
bool isInline(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_UNKNOWN:
        return true;
    default:
        return false;
    }
}

bool isCell(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
}

bool saysSomething(const GumboNode *element)
{
    bool says = false;
    walk(element, [&](const GumboNode *node) {
        says = says || (node->type == GUMBO_NODE_TEXT && *node->v.text.text != '\0');
        return says || (isElement(node) && isUnseen(node)) ? Descend::No : Descend::Yes;
    });
    return says;
}

/// The part that a page is about, when it says so; else all of it.
const GumboNode *mainPart(const GumboNode *root)
{
    const GumboNode *main = nullptr;
    const GumboNode *article = nullptr;
    int articles = 0;
    walk(root, [&](const GumboNode *node) {
        if (!isElement(node) || isUnseen(node))
            return tagOf(node) == GUMBO_TAG_HTML ? Descend::Yes : Descend::No;
        if (!main && (tagOf(node) == GUMBO_TAG_MAIN || attribute(node, "role") == u"main"))
            main = node;
        if (tagOf(node) == GUMBO_TAG_ARTICLE && articles++ == 0)
            article = node;
        return Descend::Yes;
    });
    if (main && saysSomething(main))
        return main;
    return articles == 1 && saysSomething(article) ? article : root;
}

} // namespace

void HtmlText::read(const HtmlTree &tree)
{
    walk(
        mainPart(tree.root()), [this](const GumboNode *node) { return enter(node); },
        [this](const GumboNode *node) { leave(node); });
    flush();
}

Descend HtmlText::enter(const GumboNode *node)
{
    if (!m_out.goesOn())
        return Descend::No;
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE) {
        addText(node->v.text.text);
        return Descend::No;
    }
    if (!isElement(node) || isUnseen(node))
        return Descend::No;
    const GumboTag tag = tagOf(node);
    if (tag == GUMBO_TAG_BR) {
        m_text += u'\n';
        return Descend::No;
    }
    if (tag == GUMBO_TAG_TABLE && isTableOfData(node)) {
        flush();
        m_inLines = false;
        forEachRow(node, [this](const QString &row) { giveLine(row); });
        m_inLines = false;
        return Descend::No;
    }
    begin(tag);
    return Descend::Yes;
}

void HtmlText::begin(GumboTag tag)
{
    if (!isInline(tag) && !isCell(tag))
        flush();
    m_preformatted += int(tag == GUMBO_TAG_PRE);
    if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) {
        m_inLines = m_lists++ > 0;
    } else if (tag == GUMBO_TAG_LI) {
        m_text = u"- "_s;
    } else if (tag != GUMBO_TAG_TR && !isInline(tag) && !isCell(tag) && m_lists == 0) {
        m_inLines = false;
    }
}

void HtmlText::leave(const GumboNode *node)
{
    const GumboTag tag = tagOf(node);
    if (const int level = headingLevel(tag); level > 0) {
        m_out.heading(level, std::exchange(m_text, {}));
        m_inLines = false;
        return;
    }
    if (isCell(tag)) {
        m_text = m_text.trimmed() + u" | ";
        return;
    }
    if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TR) {
        QString line = std::exchange(m_text, {}).trimmed();
        while (line.endsWith(u'|'))
            line = line.chopped(1).trimmed();
        if (line != u"-")
            giveLine(line);
    } else if (!isInline(tag)) {
        flush();
    }
    m_preformatted -= int(tag == GUMBO_TAG_PRE);
    if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL)
        m_inLines = --m_lists > 0;
    if (tag == GUMBO_TAG_TABLE)
        m_inLines = false;
}

void HtmlText::addText(const char *utf8)
{
    const QString text = QString::fromUtf8(utf8);
    if (m_preformatted > 0) {
        m_text += text;
    } else {
        for (const QChar c : text) {
            if (!c.isSpace() || c == QChar::Nbsp)
                m_text += c == QChar::Nbsp ? QChar(u' ') : c;
            else if (!m_text.isEmpty() && !m_text.back().isSpace())
                m_text += u' ';
        }
    }
    if (m_text.size() > mostParagraph)
        flush();
}

void HtmlText::flush()
{
    if (m_text.trimmed() == u"-") // an item whose text begins with a paragraph
        return;
    const QString text = std::exchange(m_text, {});
    if (text.trimmed().isEmpty())
        return;
    if (m_lists > 0)
        giveLine(text);
    else
        m_out.paragraph(m_preformatted > 0 ? text : text.trimmed());
}

void HtmlText::giveLine(const QString &line)
{
    if (line.trimmed().isEmpty())
        return;
    if (std::exchange(m_inLines, true))
        m_out.line(line);
    else
        m_out.paragraph(line);
}

} // namespace tabletalk::reader
