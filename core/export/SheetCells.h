// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cell.h"

#include <QByteArray>

namespace tabletalk {

/// The looks of cells, in the order of the workbook's styles.
enum class SheetStyle { Plain, Header, Date, Timestamp, Time };

/// Writes single cells of a spreadsheet's XML. Never a formula: a text stays a text. What a
/// spreadsheet would round, numbers of more than 15 digits and times finer than a
/// millisecond or of another zone, are written as texts.
class SheetCells
{
public:
    /// The most that programs take in a cell.
    static constexpr qsizetype mostCharacters = 32'767;

    explicit SheetCells(qsizetype characters = mostCharacters)
        : m_characters(characters)
    {}

    /// position: such as "B7". Null writes nothing.
    void append(QByteArray &xml, const QByteArray &position, const Cell &cell, ColumnType type);
    void appendText(QByteArray &xml, const QByteArray &position, QStringView text,
                    SheetStyle style = SheetStyle::Plain);

    /// Texts that were cut.
    qint64 shortened() const { return m_shortened; }

private:
    qsizetype m_characters;
    qint64 m_shortened = 0;
};

/// "A", "Z", "AA", … of the column with this number, from 0.
QByteArray sheetColumnName(int column);

} // namespace tabletalk
