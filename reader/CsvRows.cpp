// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/CsvRows.h"

#include "reader/DecodedText.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace tabletalk::reader {

namespace {

constexpr qsizetype mostRowsLookedAt = 50;
constexpr qsizetype longestNameOfColumn = 80;
constexpr qsizetype wholePiece = 16'000; ///< a beginning that is shorter is the whole text

/// What a delimiter makes of the beginning of a text.
struct Shape
{
    std::vector<qsizetype> columns; ///< of each complete row
    qsizetype longestName = 0;      ///< in the first row
};

Shape shapeOf(QStringView head, QChar delimiter)
{
    Shape shape;
    bool quoted = false;
    qsizetype cells = 1;
    qsizetype size = 0;
    bool empty = true;
    for (const QChar c : head) {
        if (c == u'"') {
            quoted = !quoted;
            empty = false;
        } else if (!quoted && (c == delimiter || c == u'\n')) {
            if (shape.columns.empty())
                shape.longestName = std::max(shape.longestName, size);
            size = 0;
            if (c == delimiter) {
                ++cells;
                empty = false;
            } else if (!empty) {
                shape.columns.push_back(cells);
                cells = 1;
                empty = true;
                if (std::ssize(shape.columns) >= mostRowsLookedAt)
                    break;
            }
        } else {
            ++size;
            empty = false;
        }
    }
    if (!empty && head.size() < wholePiece) // the last row of a short file
        shape.columns.push_back(cells);
    return shape;
}

} // namespace

std::optional<QChar> delimiterOf(QStringView head, bool named)
{
    std::optional<QChar> best;
    qsizetype most = 1;
    for (const QChar delimiter : {QChar(u'\t'), QChar(u';'), QChar(u','), QChar(u'|')}) {
        const Shape shape = shapeOf(head, delimiter);
        if (shape.columns.empty())
            continue;
        const qsizetype columns = shape.columns.front();
        const auto alike = std::ranges::count(shape.columns, columns);
        const bool regular = named ? alike * 2 > std::ssize(shape.columns) : alike == std::ssize(shape.columns);
        const bool enough = named || (std::ssize(shape.columns) >= 3 && shape.longestName <= longestNameOfColumn);
        if (columns > most && regular && enough) {
            best = delimiter;
            most = columns;
        }
    }
    return best || !named ? best : QChar(u',');
}

bool CsvRows::more()
{
    if (m_at < m_piece.size())
        return true;
    m_piece = m_text.nextPiece();
    m_at = 0;
    return !m_piece.isEmpty();
}

Result<QStringList> CsvRows::next()
{
    QStringList cells;
    QString cell;
    bool quoted = false;
    bool afterQuote = false; // a quote that ends the cell, or is the first of two
    bool something = false;
    qsizetype size = 0;
    while (more()) {
        const QChar c = m_piece.at(m_at++);
        if (++size > mostRowCharacters)
            return failure(
                ProblemCode::TooLarge,
                QCoreApplication::translate("FileReader",
                                            "A row of the table is longer than a million characters: a quote is open."),
                QCoreApplication::translate("FileReader", "Close the quote, or save the table anew."));
        if (quoted) {
            if (c == u'"') {
                quoted = false;
                afterQuote = true;
            } else {
                cell += c;
            }
            continue;
        }
        if (c == u'"' && (afterQuote || cell.isEmpty())) {
            if (afterQuote)
                cell += c;
            quoted = true;
            afterQuote = false;
            something = true;
            continue;
        }
        afterQuote = false;
        if (c == m_delimiter) {
            cells << std::exchange(cell, {}).trimmed();
            something = true;
        } else if (c == u'\n') {
            if (something)
                break;
            cell.clear();
            size = 0;
        } else {
            something = something || !c.isSpace();
            cell += c;
        }
    }
    if (something)
        cells << cell.trimmed();
    return cells;
}

} // namespace tabletalk::reader
