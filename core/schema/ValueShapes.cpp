// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/ValueShapes.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tabletalk::shape {

namespace {

constexpr qsizetype longestDate = 40;
constexpr qsizetype longestUnit = 5;

bool isOneOf(QStringView word, std::initializer_list<QStringView> words)
{
    return std::ranges::find(words, word) != words.end();
}

/// Digits before the first, second and third mark of "2024-05-31".
bool isNumericDate(const QString &text)
{
    if (text.size() < 8)
        return false;
    int digits[3] = {0, 0, 0};
    int part = 0;
    QChar separator;
    for (const QChar c : text) {
        if (c.isDigit()) {
            ++digits[part];
        } else if (part < 2 && (c == u'-' || c == u'/' || c == u'.') && (part == 0 || c == separator)) {
            separator = c;
            ++part;
        } else {
            break;
        }
    }
    const auto small = [](int count) { return count == 1 || count == 2; };
    return part == 2 && small(digits[1])
           && ((digits[0] == 4 && small(digits[2])) || (small(digits[0]) && (digits[2] == 4 || digits[2] == 2)));
}

bool isMonth(QStringView word)
{
    static const QSet<QString> months = [] {
        QSet<QString> names;
        for (int month = 1; month <= 12; ++month) {
            names.insert(QLocale::c().monthName(month, QLocale::LongFormat).toLower());
            names.insert(QLocale::c().monthName(month, QLocale::ShortFormat).toLower());
        }
        return names;
    }();
    return months.contains(word.toString().toLower());
}

/// A month's name and numbers, and hardly anything else.
bool isWrittenDate(const QString &text)
{
    bool month = false;
    bool figure = false;
    int others = 0;
    qsizetype begin = 0;
    const auto take = [&](QStringView word) {
        if (word.isEmpty())
            return;
        if (word.front().isDigit())
            figure = true;
        else if (isMonth(word))
            month = true;
        else
            ++others;
    };
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i == text.size() || !text[i].isLetterOrNumber()) {
            take(QStringView(text).sliced(begin, i - begin));
            begin = i + 1;
        }
    }
    return month && figure && others == 0;
}

/// Where the leading number ends; 0 when there is none.
qsizetype endOfNumber(QStringView text)
{
    qsizetype i = text.startsWith(u'-') ? 1 : 0;
    const qsizetype begin = i;
    while (i < text.size() && (text[i].isDigit() || (i > begin && (text[i] == u'.' || text[i] == u','))))
        ++i;
    return i > begin ? i : 0;
}

constexpr std::pair<QStringView, QStringView> currencyMarks[] = {
    {u"$", u"USD"},   {u"€", u"EUR"},   {u"£", u"GBP"},   {u"¥", u"JPY"},   {u"₹", u"INR"},   {u"usd", u"USD"},
    {u"eur", u"EUR"}, {u"gbp", u"GBP"}, {u"jpy", u"JPY"}, {u"chf", u"CHF"}, {u"cad", u"CAD"}, {u"aud", u"AUD"},
};

} // namespace

bool isDate(const QString &text)
{
    return text.size() <= longestDate && (isNumericDate(text) || isWrittenDate(text));
}

bool isDuration(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    int parts = 1;
    int digits = 0;
    for (const QChar c : trimmed) {
        if (c.isDigit()) {
            ++digits;
        } else if (c == u':' && digits > 0 && digits <= 3) {
            ++parts;
            digits = 0;
        } else if (!(c == u'.' && parts > 1)) {
            return false;
        }
    }
    return (parts == 2 || parts == 3) && digits > 0;
}

std::optional<double> number(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.size() > 1 && trimmed[0] == u'0' && trimmed[1].isDigit())
        return std::nullopt;
    bool ok = false;
    const double value = trimmed.toDouble(&ok);
    return ok && !hasLetters(trimmed) ? std::optional(value) : std::nullopt; // neither "nan" nor "1e5"
}

std::optional<QString> unitBehindNumber(const QString &text)
{
    const QStringView trimmed = QStringView(text).trimmed();
    const qsizetype end = endOfNumber(trimmed);
    const QStringView unit = trimmed.sliced(end).trimmed();
    if (end == 0 || unit.isEmpty() || unit.size() > longestUnit)
        return std::nullopt;
    const bool written = std::ranges::all_of(
        unit, [](QChar c) { return c.isLetter() || c == u'/' || c == u'%' || c == u'°' || c == u'²' || c == u'³'; });
    return written ? std::optional(unit.toString()) : std::nullopt;
}

std::optional<QString> currencyOfAmount(const QString &text)
{
    const QString trimmed = text.trimmed().toLower();
    for (const auto &[mark, code] : currencyMarks) {
        QString rest = trimmed;
        if (rest.startsWith(mark))
            rest = rest.sliced(mark.size()).trimmed();
        else if (rest.endsWith(mark))
            rest = rest.chopped(mark.size()).trimmed();
        else
            continue;
        if (!rest.isEmpty() && endOfNumber(rest) == rest.size())
            return code.toString();
    }
    return std::nullopt;
}

bool isUuid(const QString &text)
{
    return text.size() == 36 && text.at(8) == u'-' && text.at(13) == u'-' && text.at(18) == u'-';
}

bool isYesOrNo(const QString &text)
{
    return isOneOf(text.trimmed().toLower(), {u"y", u"n", u"yes", u"no", u"true", u"false", u"t", u"f", u"0", u"1",
                                              u"ja", u"nein", u"si", u"sí", u"oui", u"non"});
}

bool isEmail(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && text.lastIndexOf(u'.') > at + 1 && text.count(u'@') == 1 && !text.contains(u' ');
}

bool isUrl(const QString &text)
{
    return text.startsWith(u"http://", Qt::CaseInsensitive) || text.startsWith(u"https://", Qt::CaseInsensitive)
           || (text.startsWith(u"www.", Qt::CaseInsensitive) && !text.contains(u' '));
}

bool isPhone(const QString &text)
{
    int digits = 0;
    bool marked = false;
    for (const QChar c : text) {
        if (c.isDigit())
            ++digits;
        else if (c == u'+' || c == u'(' || c == u')' || c == u'-' || c == u' ' || c == u'/' || c == u'x')
            marked = true;
        else if (c != u'.')
            return false;
    }
    return marked && digits >= 7 && digits <= 20 && !text.startsWith(u'-');
}

bool isIban(const QString &text)
{
    const QString compact = QString(text).remove(u' ');
    return compact.size() >= 15 && compact.size() <= 34 && compact[0].isUpper() && compact[1].isUpper()
           && compact[2].isDigit() && compact[3].isDigit()
           && std::ranges::all_of(compact, [](QChar c) { return c.isUpper() || c.isDigit(); });
}

bool isPercent(const QString &text)
{
    return unitBehindNumber(text) == u"%"_s;
}

bool hasLetters(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isLetter(); });
}

bool isCountry(const QString &text)
{
    static const QSet<QString> names = [] {
        QSet<QString> all{u"usa"_s, u"uk"_s, u"united states of america"_s, u"england"_s, u"scotland"_s, u"wales"_s};
        for (int i = QLocale::AnyTerritory + 1; i <= QLocale::LastTerritory; ++i)
            all.insert(QLocale::territoryToString(QLocale::Territory(i)).toLower());
        return all;
    }();
    return names.contains(text.trimmed().toLower());
}

} // namespace tabletalk::shape
