// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/Words.h"

#include "core/graph/NameCues.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::graph {

namespace {

constexpr size_t mostWords = 20'000; ///< passages are far smaller

bool isInner(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    const bool joins = c == u'-' || c == u'\'' || c == u'’' || c == u'&' || c == u'.' || c == u'/' || c == u'_';
    if (!joins || at == 0 || at + 1 >= text.size())
        return false;
    const QChar next = text[at + 1];
    const QChar last = text[at - 1];
    if (c == u'.') // "S.A.", "3.5", but not the end of a sentence without a blank
        return (last.isDigit() && next.isDigit())
               || (last.isUpper() && next.isUpper() && (at < 2 || !text[at - 2].isLetter()));
    return last.isLetterOrNumber() && next.isLetterOrNumber() && !isCjk(last) && !isCjk(next);
}

bool endsAbbreviation(const Word &word, const QString &text)
{
    static const QSet<QString> abbreviations = {u"etc"_s, u"vs"_s,  u"no"_s,   u"nr"_s,     u"st"_s, u"bzw"_s,
                                                u"ca"_s,  u"inc"_s, u"corp"_s, u"ltd"_s,    u"co"_s, u"art"_s,
                                                u"fig"_s, u"vol"_s, u"jr"_s,   u"approx"_s, u"sr"_s};
    const QStringView written = QStringView(text).mid(word.span.begin, word.span.end - word.span.begin);
    const bool initial = written.size() == 1 && written.front().isLetter(); // also of "e. g."
    return initial || isPersonTitle(word.lower) || abbreviations.contains(word.lower)
           || (written.contains(u'.') && !word.digits);
}

/// "Inc." ends a sentence as well as a name: it does where the next word is one that begins sentences.
bool goesOn(const QString &text, qsizetype from)
{
    while (from < text.size() && text[from].isSpace())
        ++from;
    qsizetype end = from;
    while (end < text.size() && text[end].isLetterOrNumber())
        ++end;
    return from < text.size()
           && (text[from].isLower() || text[from].isDigit() || !isOrdinaryWord(text.mid(from, end - from).toLower()));
}

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_text(text)
    {}

    WordText read()
    {
        for (m_at = 0; m_at < m_text.size() && m_out.words.size() < mostWords;) {
            const QChar c = m_text[m_at];
            if (c.isLetterOrNumber() && !isCjk(c))
                takeWord();
            else
                takeMark(c);
        }
        endSentence(m_text.size());
        return std::move(m_out);
    }

private:
    void takeWord()
    {
        Word word;
        word.span.begin = m_at;
        while (m_at < m_text.size()
               && ((m_text[m_at].isLetterOrNumber() && !isCjk(m_text[m_at])) || m_text[m_at].isMark()
                   || isInner(m_text, m_at)))
            ++m_at;
        word.span.end = m_at;
        describe(word);
        word.sentence = int(m_out.sentences.size());
        word.opensSentence = m_opens;
        word.adjacent = !m_opens && m_mark.isNull() && !m_newLine;
        word.before = m_mark;
        if (m_opens)
            m_begin = word.span.begin;
        m_opens = false;
        m_mark = QChar();
        m_newLine = false;
        m_out.words.push_back(std::move(word));
    }

    void describe(Word &word) const
    {
        const QStringView view = QStringView(m_text).mid(word.span.begin, word.span.end - word.span.begin);
        word.lower = view.toString().toLower();
        if (word.lower.contains(u'.') && !word.lower.back().isDigit())
            word.lower.remove(u'.'); // "S.A."
        int capitals = 0;
        int smalls = 0;
        for (qsizetype i = 0; i < view.size(); ++i) {
            capitals += view[i].isUpper() ? 1 : 0;
            smalls += view[i].isLower() ? 1 : 0;
            word.digits = word.digits || view[i].isDigit();
            word.innerCapital = word.innerCapital || (i > 0 && view[i].isUpper() && view[i - 1].isLower());
        }
        word.capital = view.front().isUpper();
        word.acronym = capitals >= 2 && smalls == 0;
        word.number = word.digits && capitals + smalls == 0;
    }

    void takeMark(QChar c)
    {
        const bool endsHere = c == u'!' || c == u'?' || c == u'。' || c == u'！' || c == u'？';
        if (c == u'\n') {
            m_newLine = true;
            const qsizetype line = lineEnd(m_at + 1);
            if (QStringView(m_text).mid(m_at + 1, line - m_at - 1).trimmed().isEmpty() || startsItem(m_at + 1))
                endSentence(m_at);
        } else if (endsHere || (c == u'.' && endsSentence())) {
            endSentence(m_at + 1);
        } else if (!c.isSpace()) {
            m_mark = c == u'.' && m_mark.isNull() && abbreviated() ? QChar() : c;
            if (m_opens && isCjk(c)) { // a sentence may have no word that is told apart
                m_begin = m_at;
                m_opens = false;
            }
        }
        ++m_at;
    }

    qsizetype lineEnd(qsizetype from) const
    {
        const qsizetype end = m_text.indexOf(u'\n', from);
        return end < 0 ? m_text.size() : end;
    }

    /// A line of a list: "- ", "• ", "1. ", "# ".
    bool startsItem(qsizetype from) const
    {
        while (from < m_text.size() && m_text[from] == u' ')
            ++from;
        if (from + 1 >= m_text.size())
            return false;
        const QChar c = m_text[from];
        if ((c == u'-' || c == u'*' || c == u'•' || c == u'–' || c == u'#') && !m_text[from + 1].isLetterOrNumber())
            return true;
        return c.isDigit() && (m_text[from + 1] == u'.' || m_text[from + 1] == u')');
    }

    bool abbreviated() const
    {
        return !m_out.words.empty() && m_out.words.back().span.end == m_at
               && endsAbbreviation(m_out.words.back(), m_text);
    }

    bool endsSentence() const
    {
        const bool spaceFollows = m_at + 1 >= m_text.size() || m_text[m_at + 1].isSpace() || m_text[m_at + 1] == u'"'
                                  || m_text[m_at + 1] == u'”' || m_text[m_at + 1] == u')';
        if (!spaceFollows)
            return false;
        if (!abbreviated())
            return true;
        const Word &word = m_out.words.back();
        return (isLegalForm(word.lower) || word.lower == u"etc") && !goesOn(m_text, m_at + 1);
    }

    void endSentence(qsizetype end)
    {
        if (!m_opens)
            m_out.sentences.push_back({m_begin, end});
        m_opens = true;
        m_mark = QChar();
        m_newLine = false;
    }

    const QString &m_text;
    WordText m_out;
    qsizetype m_at = 0;
    qsizetype m_begin = 0;
    bool m_opens = true;
    bool m_newLine = false;
    QChar m_mark;
};

} // namespace

bool isCjk(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x3040 && u <= 0x30FF) || (u >= 0x3400 && u <= 0x9FFF) || (u >= 0xF900 && u <= 0xFAFF) || u == 0x3005
           || u == 0x30FC;
}

WordText wordsOf(const QString &text)
{
    return Reader(text).read();
}

} // namespace tabletalk::graph
