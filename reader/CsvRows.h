// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace tabletalk::reader {

class DecodedText;

/// Takes rows apart as RFC 4180 and its relatives write them: cells in quotes may hold delimiters, breaks and, doubled,
/// quotes.
class CsvRows
{
public:
    CsvRows(DecodedText &text, QChar delimiter)
        : m_text(text)
        , m_delimiter(delimiter)
    {}

    /// The next row that is not empty; an empty list at the end. TooLarge when a row is larger than rows are.
    Result<QStringList> next();

    static constexpr qsizetype mostRowCharacters = 1'000'000;

private:
    bool more();

    DecodedText &m_text;
    QChar m_delimiter;
    QString m_piece;
    qsizetype m_at = 0;
};

/// The delimiter that makes a table of the beginning of a text; nothing when none does. named: its name says that it is
/// a table, so less is asked.
std::optional<QChar> delimiterOf(QStringView head, bool named);

} // namespace tabletalk::reader
