// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/SheetCells.h"

#include "core/export/CellText.h"

#include <QDate>
#include <QTime>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

namespace tabletalk {

namespace {

/// Decimal digits that spreadsheets keep.
constexpr qsizetype exactDigits = 15;
constexpr double msPerDay = 86'400'000;

/// From the first nonzero digit on; zeros at the end of whole numbers count.
qsizetype significantDigits(QStringView text)
{
    qsizetype digits = 0;
    for (const QChar c : text) {
        if (c == u'e' || c == u'E')
            break;
        if (c.isDigit() && (digits > 0 || c != u'0'))
            ++digits;
    }
    return digits;
}

/// Days since the beginning of the sheet's calendar. It has a 29 February 1900 that never
/// was, so days before it are none.
std::optional<double> dayNumber(QStringView text)
{
    static const QDate dayZero(1899, 12, 30);
    static const QDate firstDay(1900, 3, 1);
    const QDate date = text.size() == 10 ? QDate::fromString(text, Qt::ISODate) : QDate();
    if (!date.isValid() || date < firstDay || date.year() > 9999)
        return {};
    return double(dayZero.daysTo(date));
}

/// The part of a day; nothing where a millisecond is too coarse or a zone follows.
std::optional<double> timeOfDay(QStringView text)
{
    const QTime time = QTime::fromString(text.left(8), Qt::ISODate);
    if (text.size() < 8 || !time.isValid())
        return {};
    QStringView fraction = text.mid(8);
    if (!fraction.isEmpty() && fraction.front() != u'.')
        return {};
    fraction = fraction.mid(1);
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    if (fraction.size() > 3 || !std::ranges::all_of(fraction, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return {};
    const int ms = fraction.isEmpty() ? 0 : fraction.toString().leftJustified(3, u'0').toInt();
    return (time.msecsSinceStartOfDay() + ms) / msPerDay;
}

std::optional<double> momentNumber(QStringView text)
{
    const auto day = dayNumber(text.left(10));
    if (text.size() == 10 || !day)
        return day;
    const bool separated = text[10] == u'T' || text[10] == u' ';
    const auto time = separated ? timeOfDay(text.mid(11)) : std::nullopt;
    return time ? std::optional(*day + *time) : std::nullopt;
}

std::optional<std::pair<double, SheetStyle>> calendarValue(QStringView text, ColumnType type)
{
    const auto styled = [](std::optional<double> number, SheetStyle style) {
        return number ? std::optional(std::pair(*number, style)) : std::nullopt;
    };
    switch (type) {
    case ColumnType::Date:
        return styled(dayNumber(text), SheetStyle::Date);
    case ColumnType::Timestamp:
        return styled(momentNumber(text), SheetStyle::Timestamp);
    case ColumnType::Time:
        return styled(timeOfDay(text), SheetStyle::Time);
    default:
        return {};
    }
}

/// Characters that XML does not have are written as "_x0001_", as the format wants it; so is
/// the beginning of a text that looks like that itself.
void appendEscape(QByteArray &xml, char16_t c)
{
    xml += "_x" + QByteArray::number(c, 16).rightJustified(4, '0').toUpper() + '_';
}

bool looksLikeEscape(QStringView text)
{
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    return text.size() >= 7 && text.startsWith(u"_x") && text[6] == u'_' && std::ranges::all_of(text.mid(2, 4), isHex);
}

void appendEscaped(QByteArray &xml, QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c == u'&')
            xml += "&amp;";
        else if (c == u'<')
            xml += "&lt;";
        else if (c == u'>')
            xml += "&gt;";
        else if ((c < 0x20 && c != u'\n' && c != u'\t') || c >= 0xfffe)
            appendEscape(xml, c);
        else if (c == u'_' && looksLikeEscape(text.mid(i)))
            appendEscape(xml, c);
        else if (c < 0x80)
            xml += char(c);
        else if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            xml += text.mid(i++, 2).toUtf8();
        else
            xml += QChar::isSurrogate(c) ? QByteArray("\xef\xbf\xbd") : text.mid(i, 1).toUtf8();
    }
}

void appendNumber(QByteArray &xml, const QByteArray &position, const QByteArray &number,
                  SheetStyle style = SheetStyle::Plain)
{
    xml += "<c r=\"" + position + '"';
    if (style != SheetStyle::Plain)
        xml += " s=\"" + QByteArray::number(int(style)) + '"';
    xml += "><v>" + number + "</v></c>";
}

} // namespace

void SheetCells::append(QByteArray &xml, const QByteArray &position, const Cell &cell, ColumnType type)
{
    if (isNull(cell))
        return;
    if (const bool *flag = std::get_if<bool>(&cell)) {
        xml += "<c r=\"" + position + "\" t=\"b\"><v>" + (*flag ? '1' : '0') + "</v></c>";
        return;
    }
    if (const double *number = std::get_if<double>(&cell); number && std::isfinite(*number))
        return appendNumber(xml, position, exactUtf8(cell));
    if (const QString *text = std::get_if<QString>(&cell)) {
        if (const auto moment = calendarValue(*text, type))
            return appendNumber(xml, position, exactUtf8(moment->first), moment->second);
        return appendText(xml, position, *text);
    }
    const QByteArray utf8 = exactUtf8(cell);
    const QString text = QString::fromLatin1(utf8);
    const bool isWhole = std::holds_alternative<qint64>(cell);
    const bool isDecimal = std::holds_alternative<Decimal>(cell);
    if ((isWhole || isDecimal) && significantDigits(text) <= exactDigits) {
        bool isNumber = false;
        const double value = text.toDouble(&isNumber);
        if (isNumber && std::isfinite(value))
            return appendNumber(xml, position, utf8);
    }
    appendText(xml, position, text);
}

void SheetCells::appendText(QByteArray &xml, const QByteArray &position, QStringView text, SheetStyle style)
{
    xml += "<c r=\"" + position + "\" t=\"inlineStr\"";
    if (style != SheetStyle::Plain)
        xml += " s=\"" + QByteArray::number(int(style)) + '"';
    xml += "><is><t xml:space=\"preserve\">";
    if (text.size() > m_characters) {
        ++m_shortened;
        QStringView kept = text.left(m_characters - 1);
        if (kept.back().isHighSurrogate())
            kept.chop(1);
        appendEscaped(xml, kept);
        appendEscaped(xml, u"…");
    } else {
        appendEscaped(xml, text);
    }
    xml += "</t></is></c>";
}

QByteArray sheetColumnName(int column)
{
    QByteArray name;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.prepend(char('A' + (rest - 1) % 26));
    return name;
}

} // namespace tabletalk
