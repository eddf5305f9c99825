// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/QuestionReader.h"

#include "core/ask/read/NumberWords.h"
#include "core/text/NameParts.h"

#include <QList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

constexpr qsizetype longestWord = 100;
constexpr qsizetype longestQuote = 300;

bool isOneOf(QChar c, QStringView set)
{
    return set.contains(c);
}

/// The sign that ends a quotation opened by the given one, null for others.
QChar closingQuote(QChar opening)
{
    switch (opening.unicode()) {
    case u'"':
        return u'"';
    case u'\'':
        return u'\'';
    case u'`':
        return u'`';
    case u'“':
        return u'”';
    case u'‘':
        return u'’';
    case u'«':
        return u'»';
    default:
        return {};
    }
}

bool isDigits(QStringView text, qsizetype least, qsizetype most)
{
    return text.size() >= least && text.size() <= most
           && std::ranges::all_of(text, [](QChar c) { return c.isDigit(); });
}

/// "2020-01-31", "1/31/2020": compared as they stand, like a quotation.
bool looksLikeDate(QStringView text)
{
    const QChar separator = text.contains(u'-') ? u'-' : u'/';
    const QList<QStringView> parts = text.split(separator);
    return parts.size() == 3 && isDigits(parts[0], 1, 4) && isDigits(parts[1], 1, 2) && isDigits(parts[2], 1, 4);
}

bool looksLikeTime(QStringView text)
{
    const QList<QStringView> parts = text.split(u':');
    return parts.size() >= 2 && parts.size() <= 3
           && std::ranges::all_of(parts, [](QStringView part) { return isDigits(part, 1, 2); });
}

/// Reads one question from left to right.
class Reader
{
public:
    explicit Reader(QStringView question)
        : m_text(question)
    {}

    Words read();

private:
    bool readQuoted();
    void readWord();
    void addWord(QStringView text);
    void add(Word word);
    bool joinsNumber(qsizetype at) const;
    void joinSpokenNumbers();

    QStringView m_text;
    qsizetype m_at = 0;
    bool m_sentenceStarts = true;
    Words m_words;
};

/// A quotation is only one when its sign stands at the edge of a word: "don't" and
/// "students' names" hold none.
bool Reader::readQuoted()
{
    const QChar close = closingQuote(m_text[m_at]);
    if (close.isNull() || (m_at > 0 && m_text[m_at - 1].isLetterOrNumber()))
        return false;
    const QStringView near = m_text.first(std::min(m_text.size(), m_at + longestQuote));
    for (qsizetype end = near.indexOf(close, m_at + 1); end > m_at; end = near.indexOf(close, end + 1)) {
        const bool insideWord = end + 1 < m_text.size() && m_text[end + 1].isLetterOrNumber();
        if (insideWord && close == u'\'')
            continue;
        Word word;
        word.kind = Word::Kind::Quoted;
        word.text = m_text.sliced(m_at + 1, end - m_at - 1).trimmed().toString();
        while (!word.text.isEmpty() && isOneOf(word.text.back(), u",?"))
            word.text.chop(1);
        word.lower = word.text.toLower();
        m_at = end + 1;
        if (!word.text.isEmpty())
            add(std::move(word));
        return true;
    }
    return false;
}

/// Whether a sign at this place belongs to the number or word around it: "3.5", "1,000", "10:30", "7/8/2013".
bool Reader::joinsNumber(qsizetype at) const
{
    if (at == 0 || at + 1 >= m_text.size())
        return false;
    const QChar c = m_text[at];
    const QChar before = m_text[at - 1];
    const QChar after = m_text[at + 1];
    if (before.isDigit() && after.isDigit())
        return isOneOf(c, u".,:/-");
    if (before.isLetterOrNumber() && after.isLetterOrNumber())
        return isOneOf(c, u"_@.&-"); // names, mail addresses, "co-op"
    return false;
}

void Reader::add(Word word)
{
    word.startsSentence = std::exchange(m_sentenceStarts, false);
    m_words.push_back(std::move(word));
}

void Reader::addWord(QStringView text)
{
    Word word;
    word.text = text.left(longestWord).toString();
    word.lower = word.text.toLower();
    if (word.lower == u"e-mail" || word.lower == u"e-mails")
        word.lower.remove(u'-');
    if (looksLikeDate(text)) {
        word.kind = Word::Kind::Quoted;
        return add(std::move(word));
    }
    const auto previous = [&]() -> Word * { return m_words.empty() ? nullptr : &m_words.back(); };
    if (looksLikeTime(text) && previous() && previous()->kind == Word::Kind::Quoted
        && looksLikeDate(previous()->text)) {
        previous()->text += u' ' + word.text; // "2020-01-31 10:30"
        previous()->lower = previous()->text;
        return;
    }
    if (const auto number = writtenNumber(text)) {
        word.kind = Word::Kind::Number;
        word.number = number;
    } else if (const auto magnitude = magnitudeWord(word.lower);
               magnitude && previous() && previous()->kind == Word::Kind::Number && !previous()->ordinal) {
        previous()->number = *previous()->number * *magnitude;
        previous()->text += u' ' + word.text;
        previous()->lower = previous()->text.toLower();
        return;
    } else if (const auto cardinal = cardinalWord(word.lower)) {
        word.kind = Word::Kind::Number;
        word.number = cardinal;
    } else if (const auto ordinal = ordinalWord(word.lower)) {
        word.kind = Word::Kind::Number;
        word.number = ordinal;
        word.ordinal = true;
    }
    word.stem = stemOf(word.lower);
    add(std::move(word));
}

void Reader::readWord()
{
    const qsizetype begin = m_at;
    const auto inside = [&](qsizetype i) {
        const QChar c = m_text[i];
        return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'_' || joinsNumber(i)
               || (i == begin && isOneOf(c, u"$€£#-"));
    };
    while (m_at < m_text.size() && inside(m_at))
        ++m_at;
    if (m_at < m_text.size() && m_text[m_at] == u'%' && m_text[m_at - 1].isDigit())
        ++m_at;
    const QStringView text = m_text.sliced(begin, m_at - begin);

    // "don't", "Ann's", "students'"
    if (m_at < m_text.size() && isOneOf(m_text[m_at], u"'’")) {
        qsizetype end = m_at + 1;
        while (end < m_text.size() && m_text[end].isLetter())
            ++end;
        const QString ending = m_text.sliced(m_at + 1, end - m_at - 1).toString().toLower();
        if (ending == u"t" && text.endsWith(u'n', Qt::CaseInsensitive)) {
            m_at = end;
            addWord(text.toString().toLower() == u"can" ? text : text.chopped(1));
            return addWord(u"not");
        }
        if (ending == u"s" || (ending.isEmpty() && text.endsWith(u's', Qt::CaseInsensitive))) {
            m_at = end;
            addWord(text);
            return addWord(u"'s");
        }
        if (ending == u"re" || ending == u"ve" || ending == u"ll" || ending == u"m" || ending == u"d") {
            m_at = end;
            return addWord(text);
        }
        if (!ending.isEmpty() && end - begin < longestWord) { // O'Brien
            m_at = end;
            return addWord(m_text.sliced(begin, end - begin));
        }
    }
    addWord(text);
}

/// "two hundred and five", "two thousand five hundred", "twenty five" are one number each,
/// but not the ends of "between two hundred and five hundred".
void Reader::joinSpokenNumbers()
{
    const auto isSpoken = [](const Word &w) {
        return w.kind == Word::Kind::Number && !w.ordinal
               && std::ranges::all_of(w.text, [](QChar c) { return c.isLetter() || c == u' '; });
    };
    for (size_t i = 0; i + 1 < m_words.size();) {
        const bool and_ = m_words[i + 1].is(u"and");
        const size_t next = i + (and_ ? 2 : 1);
        const bool range = and_ && i > 0 && (m_words[i - 1].is(u"between") || m_words[i - 1].is(u"both"));
        if (range || next >= m_words.size() || !isSpoken(m_words[i]) || !isSpoken(m_words[next])) {
            ++i;
            continue;
        }
        const double first = *m_words[i].number;
        const double second = *m_words[next].number;
        const double magnitude = first >= 1e6 ? 1e6 : first >= 1e3 ? 1e3 : first >= 100 ? 100 : and_ ? 0 : 10;
        const bool follows = first >= 20 && second >= 1 && second < magnitude && std::fmod(first, magnitude) == 0;
        if (!follows) {
            ++i;
            continue;
        }
        m_words[i].number = first + second;
        for (size_t k = i + 1; k <= next; ++k)
            m_words[i].text += u' ' + m_words[k].text;
        m_words[i].lower = m_words[i].text.toLower();
        m_words.erase(m_words.begin() + qsizetype(i) + 1, m_words.begin() + qsizetype(next) + 1);
    }
}

Words Reader::read()
{
    while (m_at < m_text.size() && m_words.size() < mostWords) {
        const QChar c = m_text[m_at];
        if (c.isSpace()) {
            ++m_at;
        } else if (readQuoted()) {
            continue;
        } else if (c.isLetterOrNumber() || c.isSurrogate() || c == u'_'
                   || (isOneOf(c, u"$€£#-") && m_at + 1 < m_text.size() && m_text[m_at + 1].isDigit())) {
            readWord();
        } else {
            ++m_at;
            static constexpr QStringView doubles[] = {u">=", u"<=", u"!=", u"<>", u"=="};
            Word sign;
            sign.kind = Word::Kind::Sign;
            sign.text = QString(c);
            if (m_at < m_text.size() && std::ranges::find(doubles, m_text.sliced(m_at - 1, 2)) != std::end(doubles))
                sign.text += m_text[m_at++];
            sign.lower = sign.text;
            const bool ends = isOneOf(c, u".?!;");
            const bool joins = c == u'+' && m_at < m_text.size() && m_text[m_at].isSpace();
            if (isOneOf(c, u".?!;,()<>=:") || joins || sign.text.size() == 2)
                add(std::move(sign));
            m_sentenceStarts = m_sentenceStarts || ends;
        }
    }
    joinSpokenNumbers();
    return std::move(m_words);
}

} // namespace

Words readQuestion(QStringView question)
{
    return Reader(question).read();
}

QString folded(QStringView text)
{
    QString result;
    result.reserve(text.size());
    bool pendingSpace = false;
    const QString decomposed = text.toString().normalized(QString::NormalizationForm_KD);
    for (const QChar c : decomposed) {
        if (c.isMark())
            continue;
        if (!c.isLetterOrNumber() && !c.isSurrogate()) {
            pendingSpace = true;
            continue;
        }
        if (std::exchange(pendingSpace, false) && !result.isEmpty())
            result += u' ';
        result += c.toLower();
    }
    return result;
}

} // namespace tabletalk::ask
