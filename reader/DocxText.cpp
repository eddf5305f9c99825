// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/DocxText.h"

#include "reader/SectionWriter.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostCharacters = 200'000; ///< of a paragraph or cell; what is longer goes on in another
constexpr size_t mostTables = 20;             ///< one in the other

bool isOn(const QXmlStreamReader &reader)
{
    const QStringView value = reader.attributes().value("w:val"_L1);
    return value != u"0" && value != u"false" && value != u"none";
}

} // namespace

void DocxText::start(const QXmlStreamReader &reader)
{
    const QStringView name = reader.name();
    if (m_outside > 0 || name == u"Fallback") {
        ++m_outside;
        return;
    }
    if (name == u"t")
        m_inText = true;
    else if (name == u"p")
        startParagraph();
    else if (name == u"r")
        m_hiddenRun = false;
    else if (name == u"tab")
        m_paragraph += m_paragraph.isEmpty() ? u""_s : u"\t"_s;
    else if (name == u"br" || name == u"cr")
        m_paragraph += u'\n';
    else if (name == u"noBreakHyphen")
        m_paragraph += u'-';
    else if (name == u"tbl" && m_tables.size() < mostTables)
        m_tables.emplace_back();
    else
        property(reader);
}

void DocxText::property(const QXmlStreamReader &reader)
{
    const QStringView name = reader.name();
    if (name == u"pStyle")
        m_heading = m_styles.headingLevel(reader.attributes().value("w:val"_L1).toString());
    else if (name == u"outlineLvl" && m_heading == 0)
        m_heading = std::clamp(reader.attributes().value("w:val"_L1).toInt() + 1, 0, 10) % 10;
    else if (name == u"numId")
        m_item = isOn(reader);
    else if (name == u"vanish" || name == u"webHidden")
        m_hiddenRun = isOn(reader);
    else if (name == u"tblHeader" && !m_tables.empty())
        m_tables.back().isHeading = isOn(reader);
}

void DocxText::text(QStringView characters)
{
    if (!m_inText || m_hiddenRun || m_outside > 0)
        return;
    m_paragraph += characters;
    if (m_paragraph.size() > mostCharacters)
        endParagraph();
}

void DocxText::end(QStringView name)
{
    if (m_outside > 0) {
        --m_outside;
        return;
    }
    if (name == u"t")
        m_inText = false;
    else if (name == u"p")
        endParagraph();
    else if (m_tables.empty())
        return;
    else if (name == u"tc")
        m_tables.back().cells << std::exchange(m_tables.back().cell, {}).simplified();
    else if (name == u"tr")
        endRow();
    else if (name == u"tbl") {
        m_tables.pop_back();
        m_lastWasItem = false;
    }
}

void DocxText::startParagraph()
{
    // A text box stands within a paragraph: what was written so far is one of its own.
    if (!m_paragraph.isEmpty())
        endParagraph();
    m_heading = 0;
    m_item = false;
}

void DocxText::endParagraph()
{
    const QString text = std::exchange(m_paragraph, {}).trimmed();
    if (!m_tables.empty()) {
        QString &cell = m_tables.back().cell;
        if (cell.size() < mostCharacters)
            cell += u' ' + text;
        else
            m_out.paragraph(text);
        return;
    }
    if (text.isEmpty())
        return;
    if (m_heading > 0) {
        m_out.heading(m_heading, text);
        m_lastWasItem = false;
    } else if (m_item) {
        const QString item = u"- " + text;
        if (std::exchange(m_lastWasItem, true))
            m_out.line(item);
        else
            m_out.paragraph(item);
    } else {
        m_out.paragraph(text);
        m_lastWasItem = false;
    }
}

void DocxText::endRow()
{
    Table &table = m_tables.back();
    const QStringList cells = std::exchange(table.cells, {});
    const bool heading = std::exchange(table.isHeading, false) && table.rows == 0;
    ++table.rows;
    if (heading) {
        table.names = cells;
        return;
    }
    QString row;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (cells[i].isEmpty())
            continue;
        const QString name = table.names.value(i);
        row += row.isEmpty() ? QString() : table.names.isEmpty() ? u" | "_s : u"; "_s;
        row += (name.isEmpty() ? QString() : QString(name + u": ")) + cells[i];
    }
    if (m_tables.size() > 1) // stands in a cell of another
        m_tables[m_tables.size() - 2].cell += u' ' + row;
    else if (table.rows - (table.names.isEmpty() ? 0 : 1) > 1)
        m_out.line(row);
    else
        m_out.paragraph(row);
}

} // namespace tabletalk::reader
