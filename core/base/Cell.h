// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace tabletalk {

/// An exact number kept as its decimal text, because doubles lose digits that
/// money and big identifiers need.
struct Decimal
{
    QString text;
    friend bool operator==(const Decimal &, const Decimal &) = default;
};

/// One value of a result. std::monostate is SQL NULL. Dates and times are ISO 8601
/// text; the column's type says what the text means.
using Cell = std::variant<std::monostate, bool, qint64, double, Decimal, QString, QByteArray>;

using Row = std::vector<Cell>;

/// What a column holds, whatever the engine calls it.
enum class ColumnType { Boolean, Integer, Decimal, Real, Text, Date, Time, Timestamp, Binary, Json, Other };

struct ResultColumn
{
    QString name;
    ColumnType type = ColumnType::Other;
    friend bool operator==(const ResultColumn &, const ResultColumn &) = default;
};

bool isNull(const Cell &cell);

/// The number a cell stands for, as a double; nothing for text, null and binary.
std::optional<double> toNumber(const Cell &cell);

/// The cell as a person reads it: numbers plain (no exponent, no grouping), null as
/// empty text, binary as "0x…" shortened to 32 digits.
QString toDisplayText(const Cell &cell);

} // namespace tabletalk
