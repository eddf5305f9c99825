// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/Condition.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace tabletalk::schedule {

using namespace Qt::StringLiterals;

namespace {

using On = Condition::On;
using Test = Condition::Test;

constexpr qsizetype longestSeen = 200; ///< longer values are remembered by their hash

QString tr(const char *text)
{
    return QCoreApplication::translate("Condition", text);
}

std::optional<double> numberIn(const QString &text)
{
    bool isNumber = false;
    const double number = text.trimmed().toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// Less, equal or greater than zero; nothing where there is nothing to compare.
std::optional<int> order(const Cell &cell, const QString &value)
{
    if (isNull(cell))
        return std::nullopt;
    const QString text = toDisplayText(cell);
    const auto left = toNumber(cell) ? toNumber(cell) : numberIn(text);
    const auto right = numberIn(value);
    if (left && right)
        return *left < *right ? -1 : *left > *right ? 1 : 0;
    if (left.has_value() != right.has_value())
        return std::nullopt;
    return text.compare(value);
}

bool passes(Test test, const Cell &cell, const QString &value)
{
    const auto compared = order(cell, value);
    if (!compared)
        return false;
    return test == Test::Below ? *compared < 0 : test == Test::Above ? *compared > 0 : *compared == 0;
}

QString remembered(const QString &text)
{
    if (text.size() <= longestSeen)
        return text;
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString testText(Test test, const QString &value)
{
    if (test == Test::Below)
        return tr("below %1").arg(value);
    return test == Test::Above ? tr("above %1").arg(value) : tr("equal to %1").arg(value);
}

Verdict changed(const QString &name, const QString &now, const std::optional<QString> &before)
{
    const QString seen = remembered(now);
    if (!before)
        return {false, tr("%1 is %2; there is nothing to compare it with yet").arg(name, now.left(longestSeen)), seen};
    const bool other = *before != seen;
    return {other, other ? tr("%1 changed").arg(name) : tr("%1 did not change").arg(name), seen};
}

Verdict compared(const Condition &condition, const QString &name, const Cell &cell)
{
    const bool holds = passes(condition.test, cell, condition.value);
    const QString value = isNull(cell) ? tr("empty") : toDisplayText(cell).left(longestSeen);
    const QString test = testText(condition.test, condition.value);
    return {
        holds, holds ? tr("%1 is %2, %3").arg(name, value, test) : tr("%1 is %2, not %3").arg(name, value, test), {}};
}

Result<size_t> columnOf(const Condition &condition, const std::vector<ResultColumn> &columns)
{
    if (condition.column.isEmpty() && !columns.empty())
        return 0;
    for (const Qt::CaseSensitivity sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive}) {
        const auto found = std::ranges::find_if(columns, [&](const ResultColumn &column) {
            return column.name.compare(condition.column, sensitivity) == 0;
        });
        if (found != columns.end())
            return size_t(found - columns.begin());
    }
    return std::unexpected(Problem::of(ProblemCode::InvalidRequest,
                                       tr("The result has no column \"%1\".").arg(condition.column),
                                       tr("Choose a column that the question gives.")));
}

/// All values of the column in one text.
QString joined(const std::vector<Row> &rows, size_t column)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Row &row : rows) {
        const QByteArray text = toDisplayText(row[column]).toUtf8();
        hash.addData(QByteArray::number(text.size()));
        hash.addData(QByteArrayLiteral(":"));
        hash.addData(text);
    }
    return QString::fromLatin1(hash.result().toHex());
}

Verdict ofRows(const Condition &condition, const QString &name, const std::vector<Row> &rows, size_t column,
               const std::optional<QString> &before)
{
    if (condition.test == Test::Changed) {
        Verdict verdict = changed(name, joined(rows, column), before);
        if (!before)
            verdict.why = tr("There is nothing to compare %1 with yet").arg(name);
        return verdict;
    }
    const auto found = std::ranges::find_if(
        rows, [&](const Row &row) { return passes(condition.test, row[column], condition.value); });
    if (found != rows.end())
        return compared(condition, name, (*found)[column]);
    return {false, tr("%1 is in no row %2").arg(name, testText(condition.test, condition.value)), {}};
}

} // namespace

Result<void> check(const Condition &condition)
{
    constexpr qsizetype longest = 500;
    if (condition.column.size() > longest)
        return std::unexpected(Problem::invalid(u"params.condition.column"_s, tr("is too long")));
    if (condition.value.size() > longest)
        return std::unexpected(Problem::invalid(u"params.condition.value"_s, tr("is too long")));
    const bool compares = condition.on != On::Always && condition.on != On::Rows && condition.test != Test::Changed;
    if (compares && condition.value.trimmed().isEmpty())
        return std::unexpected(Problem::invalid(u"params.condition.value"_s, tr("must not be empty")));
    if (compares && condition.on == On::RowCount && !numberIn(condition.value))
        return std::unexpected(Problem::invalid(u"params.condition.value"_s, tr("expected a number")));
    return {};
}

Result<Verdict> holds(const Condition &condition, const std::vector<ResultColumn> &columns,
                      const std::vector<Row> &rows, const std::optional<QString> &before)
{
    const QString count = QString::number(rows.size());
    if (condition.on == On::Always)
        return Verdict{true, {}, {}};
    if (condition.on == On::Rows)
        return Verdict{!rows.empty(), rows.empty() ? tr("There are no rows") : tr("There are %1 rows").arg(count), {}};
    if (condition.on == On::RowCount) {
        const QString name = tr("The number of rows");
        return condition.test == Test::Changed ? changed(name, count, before)
                                               : compared(condition, name, Cell(qint64(rows.size())));
    }
    const Result<size_t> column = columnOf(condition, columns);
    if (!column)
        return std::unexpected(column.error());
    const QString &name = columns[*column].name;
    if (condition.on == On::AnyRow)
        return ofRows(condition, name, rows, *column, before);
    if (rows.empty()) {
        if (condition.test == Test::Changed)
            return changed(name, QString(), before);
        return Verdict{false, tr("There are no rows"), {}};
    }
    return condition.test == Test::Changed ? changed(name, toDisplayText(rows.front()[*column]), before)
                                           : compared(condition, name, rows.front()[*column]);
}

} // namespace tabletalk::schedule
