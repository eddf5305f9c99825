// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ColumnUnits.h"

#include "core/schema/UnitWords.h"
#include "core/schema/ValueShapes.h"
#include "core/text/NameParts.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using Words = std::vector<QString>;

/// The words as they are written, since "min" must not be read as "minimum" here. What is
/// written together as a unit ("km/h", "m2") stays in one piece.
Words writtenWords(const QString &name)
{
    QString text = name;
    static const QRegularExpression speed(u"\\bkm\\s*/\\s*h\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression area(u"(k?m|ft)_?(2|²|3|³)(?![0-9])"_s, QRegularExpression::CaseInsensitiveOption);
    text.replace(speed, u"kmh"_s);
    const QRegularExpressionMatch match = area.match(text);
    const bool areaAtEnd = match.hasMatch() && match.capturedEnd() >= text.size() - 1;
    if (areaAtEnd)
        text.truncate(match.capturedStart());
    Words words = splitName(text);
    if (areaAtEnd) {
        const bool cubic = match.captured(2) == u"3" || match.captured(2) == u"³";
        words.push_back(QString(match.captured(1).toLower() + (cubic ? u"3" : u"2")));
    }
    return words;
}

bool contains(const Words &words, QStringView word)
{
    return std::ranges::find(words, word) != words.end();
}

/// "sq ft", "square meters" and "km per hour" are units of two or three words.
QString unitOfPhrase(const Words &words)
{
    const size_t n = words.size();
    if (n >= 3 && words[n - 2] == u"per" && (words[n - 1] == u"hour" || words[n - 1] == u"h")) {
        if (words[n - 3] == u"km" || words[n - 3] == u"kilometers" || words[n - 3] == u"kilometres")
            return u"km/h"_s;
        return words[n - 3] == u"miles" ? u"mph"_s : QString();
    }
    if (n >= 2 && (words[n - 2] == u"sq" || words[n - 2] == u"square")) {
        const QString &last = words[n - 1];
        if (last == u"ft" || last == u"feet")
            return u"ft²"_s;
        if (last == u"m" || last == u"meters" || last == u"metres")
            return u"m²"_s;
        return last == u"km" || last == u"kilometers" || last == u"kilometres" ? u"km²"_s : QString();
    }
    return {};
}

QString measureUnit(const Words &words)
{
    if (const QString phrase = unitOfPhrase(words); !phrase.isEmpty())
        return phrase;
    // A price per kilogram is not in kilograms.
    if (words.empty() || contains(words, u"per") || contains(words, u"of"))
        return {};
    const QString &last = words.back();
    if (const QString unit = plainUnit(last); !unit.isEmpty())
        return unit;
    if (const QString unit = unitInContext(last, Words(words.begin(), words.end() - 1)); !unit.isEmpty())
        return unit;
    // "hours_worked", "days_overdue"
    return words.size() == 2 ? countedTime(words.front()) : QString();
}

/// "USD" of price_usd, "million USD" of damage_millions_usd, "billion" of budget_in_billions.
QString moneyUnit(const Words &words)
{
    QString currency;
    QString scale;
    for (const QString &word : words) {
        if (const QString code = currencyCode(word); !code.isEmpty() && words.size() > 1)
            currency = code;
        if (const QString found = scaleWord(word); !found.isEmpty())
            scale = found;
    }
    return scale.isEmpty() ? currency : QString(scale + u' ' + currency).trimmed();
}

/// "Weight in kg.", "Length (mm)", "Unit: hours"
QString unitInComment(const Column &column, const Words &name)
{
    static const QRegularExpression said(
        u"(?:\\b(?:in|units?:?|measured in)\\s+|[(\\[])([A-Za-z°²³/%]{1,12})(?=[\\s.,;)\\]]|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    QRegularExpressionMatchIterator matches = said.globalMatch(column.comment.left(400));
    while (matches.hasNext()) {
        const QString word = matches.next().captured(1).toLower();
        if (column.role == ColumnRole::Money) {
            if (const QString code = currencyCode(word); !code.isEmpty())
                return code;
            continue;
        }
        if (word == u"km/h")
            return u"km/h"_s;
        if (word == u"°c" || word == u"°f")
            return word.toUpper();
        if (const QString unit = plainUnit(word); !unit.isEmpty())
            return unit;
        if (const QString unit = unitInContext(word, name); !unit.isEmpty())
            return unit;
    }
    return {};
}

/// The one currency that a column beside it holds; empty when there are several, or several
/// such columns.
QString currencyBeside(const Table &table)
{
    const Column *found = nullptr;
    for (const Column &column : table.columns) {
        const bool called = column.name.contains(u"currency", Qt::CaseInsensitive)
                            || column.name.compare(u"ccy", Qt::CaseInsensitive) == 0;
        if (!called || column.type != ColumnType::Text)
            continue;
        if (found)
            return {};
        found = &column;
    }
    if (!found || !found->profile.samplesComplete || found->profile.samples.size() != 1)
        return {};
    const QString code = found->profile.samples.front().trimmed().toUpper();
    return code.size() == 3 && std::ranges::all_of(code, [](QChar c) { return c.isUpper(); }) ? code : QString();
}

/// What all values that were seen have behind them.
QString unitOfValues(const Column &column)
{
    QString unit;
    for (const QString &sample : column.profile.samples) {
        if (sample.trimmed().isEmpty())
            continue;
        const std::optional<QString> here =
            column.role == ColumnRole::Money ? shape::currencyOfAmount(sample) : shape::unitBehindNumber(sample);
        if (!here || (!unit.isEmpty() && *here != unit))
            return {};
        unit = *here;
    }
    return unit;
}

/// A share of one is a percentage without being written as one.
QString percentUnit(const Column &column)
{
    bool ok = false;
    const double most = column.profile.maximum.value_or(QString()).toDouble(&ok);
    return !ok || most > 1 ? u"%"_s : QString();
}

/// "delay_min" beside "delay_max" is the least delay.
bool isLeastOfRange(const Table &table, const Column &column)
{
    if (!column.name.endsWith(u"min", Qt::CaseInsensitive))
        return false;
    const QString most = QString(column.name.chopped(3) + u"max");
    return std::ranges::any_of(table.columns,
                               [&](const Column &other) { return other.name.compare(most, Qt::CaseInsensitive) == 0; });
}

} // namespace

QString unitOf(const Table &table, const Column &column)
{
    const Words words = writtenWords(column.name);
    QString unit;
    switch (column.role) {
    case ColumnRole::Percentage:
        return percentUnit(column);
    case ColumnRole::Measure:
        unit = isLeastOfRange(table, column) ? QString() : measureUnit(words);
        break;
    case ColumnRole::Money:
        unit = moneyUnit(words);
        break;
    default:
        return {};
    }
    if (unit.isEmpty() && column.type == ColumnType::Text)
        unit = unitOfValues(column);
    if (unit.isEmpty() && !column.comment.isEmpty())
        unit = unitInComment(column, words);
    if (unit.isEmpty() && column.role == ColumnRole::Money)
        unit = currencyBeside(table);
    return unit;
}

QString withUnit(const QString &number, const QString &unit)
{
    return unit.isEmpty() || number.isEmpty() ? number : QString(number + QChar(QChar::Nbsp) + unit);
}

} // namespace tabletalk
