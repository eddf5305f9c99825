// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/FuzzQuestions.h"

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

const QStringList &cues()
{
    static const QStringList list =
        u"how many|which|what|who|whose|where|when|show|list|give me|find|count|number of|the|of|for each|per|by|in "
        u"each|"
        u"grouped by|average|mean|sum|total|maximum|minimum|highest|lowest|most|least|fewest|more than|less than|at "
        u"least|"
        u"at "
        u"most|between|and|or|not|no|without|never|except|both|either|neither|nor|but|only|all|every|any|same|"
        u"different|"
        u"distinct|unique|sorted by|ordered by|descending|ascending|alphabetically|from highest to "
        u"lowest|top|first|last|"
        u"bottom|latest|oldest|youngest|longest|shortest|cheapest|largest|older "
        u"than|before|after|since|until|during|on|in|"
        u"last month|this year|yesterday|last 7 days|previous quarter|in 2024|January|Monday|percentage of|share "
        u"of|ratio|"
        u"difference between|above average|below the average|equal to|greater than|is|are|was|have|has|with|contains|"
        u"starting with|ending with|like|null|empty|missing|known|true|yes|also|as well as|instead|what about|and "
        u"for|those|"
        u"them|it|their|compared to|over time|trend|growth|cumulative|median|rank|each "
        u"other|pairs|than|times|twice|half|"
        u"dozen|a|an|that|who have|which are|do|does|did|there|please|drop|delete|union|select|from|limit"_s.split(
            u'|');
    return list;
}

const QStringList &numbers()
{
    static const QStringList list{u"0"_s,
                                  u"1"_s,
                                  u"5"_s,
                                  u"42"_s,
                                  u"-3"_s,
                                  u"3.14"_s,
                                  u"1,000"_s,
                                  u"1e999"_s,
                                  u"2024"_s,
                                  u"99999999999999999999999"_s,
                                  u"9223372036854775808"_s,
                                  u"50%"_s,
                                  u"$12.50"_s,
                                  u"two"_s,
                                  u"three hundred million billion"_s,
                                  u"2024-02-31"_s,
                                  u"31/12/1999"_s,
                                  u"0000-00-00"_s,
                                  u"12:61"_s,
                                  u"1st"_s,
                                  u"0th"_s,
                                  u"last 99999999999 years"_s,
                                  u"first 0"_s,
                                  u"top 99999999999999999999"_s,
                                  u"last -1 months"_s,
                                  u"½"_s,
                                  u"٣"_s,
                                  u"0x1F"_s,
                                  u"1."_s,
                                  u".5"_s,
                                  u"1..2"_s};
    return list;
}

} // namespace

FuzzQuestions::FuzzQuestions(Draw &draw, const Understanding &understanding)
    : m_draw(draw)
    , m_tables{u"things"_s}
    , m_columns{u"size"_s}
    , m_values{u"nothing"_s}
{
    for (const Table &table : understanding.schema.tables) {
        m_tables << table.name;
        for (const Column &column : table.columns)
            m_columns << column.name;
    }
    constexpr qsizetype mostValues = 5000;
    for (const ColumnValues &of : understanding.values) {
        for (const QString &value : of.values) {
            if (m_values.size() < mostValues)
                m_values << value;
        }
    }
}

/// Any bytes as text, or any UTF-16 units, halves of pairs among them.
QString FuzzQuestions::noise()
{
    const int size = m_draw.between(1, m_draw.chance(5) ? 5000 : 60);
    if (m_draw.chance(50)) {
        QByteArray bytes;
        for (int i = 0; i < size; ++i)
            bytes += char(m_draw.below(256));
        return QString::fromUtf8(bytes);
    }
    QString text;
    for (int i = 0; i < size; ++i)
        text += QChar(char16_t(m_draw.below(0x10000)));
    return text;
}

QString FuzzQuestions::name()
{
    QString name = m_draw.chance(40) ? m_draw.of(m_tables) : m_draw.of(m_columns);
    if (m_draw.chance(60))
        name.replace(u'_', u' ');
    if (m_draw.chance(30))
        name += u's';
    return m_draw.chance(20) ? name.toUpper() : name;
}

QString FuzzQuestions::value()
{
    const QString value = m_draw.of(m_values).left(m_draw.chance(5) ? 9000 : 80);
    if (m_draw.chance(30))
        return QString(u'"' + value + u'"');
    return m_draw.chance(20) ? QString(u'\'' + value + u'\'') : value;
}

QString FuzzQuestions::word()
{
    const int kind = m_draw.below(10);
    if (kind < 4)
        return m_draw.of(cues());
    if (kind < 7)
        return name();
    return kind < 9 ? value() : m_draw.of(numbers());
}

QString FuzzQuestions::soup(int words)
{
    QString text;
    for (int i = 0; i < words; ++i)
        text += word() + (m_draw.chance(8) ? m_draw.of({u", "_s, u"; "_s, u". "_s, u"? "_s, u"("_s, u") "_s}) : u" "_s);
    return text;
}

QString FuzzQuestions::sentence()
{
    static const QStringList patterns{u"How many %t are there?"_s,
                                      u"How many %t have %c %v?"_s,
                                      u"Show the %c and %c of %t with %c greater than %n"_s,
                                      u"What is the average %c of %t for each %c?"_s,
                                      u"Which %t has the highest %c?"_s,
                                      u"List %t without %t"_s,
                                      u"%c of %t whose %c is between %n and %n sorted by %c"_s,
                                      u"Top 3 %t by number of %t"_s,
                                      u"%t with more than %n %t"_s,
                                      u"%t in %v or %v but not %v"_s,
                                      u"Total %c of %t by month in 2024"_s,
                                      u"%t whose %c is above the average %c of %t"_s,
                                      u"What is the difference between the maximum and the minimum %c of %t?"_s,
                                      u"Share of %t with %c %v by %c"_s,
                                      u"%t where %c starts with '%v'"_s,
                                      u"Which %t have both %c %v and %c %v?"_s,
                                      u"%t from last month by %c and %c"_s};
    QString text;
    const QString pattern = m_draw.of(patterns);
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != u'%') {
            text += pattern[i];
            continue;
        }
        switch (pattern[++i].unicode()) {
        case u't':
            text += m_draw.of(m_tables);
            break;
        case u'c':
            text += m_draw.of(m_columns);
            break;
        case u'v':
            text += m_draw.of(m_values).left(100);
            break;
        default:
            text += m_draw.of(numbers());
        }
    }
    return text;
}

/// With what people never type, at places where it hurts.
QString FuzzQuestions::disturbed(QString text)
{
    static const QStringList signs{u"\""_s,
                                   u"'"_s,
                                   u"“"_s,
                                   u"`"_s,
                                   u"\u200b"_s,
                                   u"\u202e"_s,
                                   u"\ufeff"_s,
                                   u"\u0301"_s,
                                   u"("_s,
                                   u"[["_s,
                                   u"--"_s,
                                   u"/*"_s,
                                   u"\\"_s,
                                   u"%"_s,
                                   u"%1"_s,
                                   u"\n"_s,
                                   u"\t\t\t"_s,
                                   u"🙂"_s,
                                   QString(QChar(0xd83d)),
                                   u"=%&"_s,
                                   u"שלום"_s,
                                   u"ß"_s,
                                   u"İ"_s};
    for (int i = m_draw.between(1, 4); i > 0; --i)
        text.insert(m_draw.below(int(text.size()) + 1), m_draw.chance(5) ? QString(QChar(u'\0')) : m_draw.of(signs));
    return text;
}

ask::Question FuzzQuestions::next()
{
    ask::Question question;
    const int kind = m_draw.below(100);
    if (kind < 8)
        question.text = noise();
    else if (kind < 10)
        question.text = soup(m_draw.between(200, 1500)).left(m_draw.chance(70) ? ask::maxQuestionLength : 200'000);
    else if (kind < 12)
        question.text = word().repeated(m_draw.between(2, 300)).left(ask::maxQuestionLength);
    else if (kind < 45)
        question.text = soup(m_draw.between(1, 40));
    else
        question.text = sentence();
    if (m_draw.chance(20))
        question.text = disturbed(question.text);
    question.now = {qint64(m_draw.bits() % 4'000'000'000'000)};
    if (m_draw.chance(15))
        question.history = {sentence(), soup(5)};
    if (m_draw.chance(5))
        question.hints =
            m_draw.chance(50) ? soup(20) : u"%1 means %2. %3 = sum of %4"_s.arg(word(), name(), word(), name());
    if (m_draw.chance(10))
        question.rowLimit = m_draw.between(1, 1000);
    return question;
}

} // namespace tabletalk::test
