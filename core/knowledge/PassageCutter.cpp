// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/PassageCutter.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::knowledge {

namespace {

constexpr qsizetype longestHeading = 300;

/// Databases refuse NUL, and nobody reads the others. Line ends become one kind.
QString readable(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    for (QChar &unit : text) {
        const char16_t code = unit.unicode();
        const bool isControl = (code < 0x20 && code != u'\n' && code != u'\t') || (code >= 0x7f && code < 0xa0);
        if (code == u'\r')
            unit = u'\n';
        else if (isControl || code == 0xfeff || code == 0xfffe || code == 0xffff)
            unit = u' ';
    }
    return text;
}

/// Marks that end a sentence in the scripts that we meet.
bool endsSentence(QChar mark)
{
    constexpr std::array<char16_t, 13> marks = {u'.', u'!', u'?', u'…', u'。', u'！', u'？',
                                                u'｡', u'؟', u'۔', u'।', u'॥',  u'։'};
    return std::ranges::find(marks, mark.unicode()) != marks.end();
}

/// Scripts whose sentences follow each other without a blank.
bool needsNoBlank(QChar mark)
{
    const char16_t code = mark.unicode();
    return code == u'。' || code == u'！' || code == u'？' || code == u'｡' || code == u'।';
}

bool isClosing(QChar mark)
{
    return QStringView(u"\"')]}»”’」』）】").contains(mark);
}

enum class Place { Paragraph, Line, Sentence, Word };

/// Whether a passage may end before that place, as the given kind of place.
bool isPlace(QStringView text, qsizetype at, Place place)
{
    const QChar before = text[at - 1];
    switch (place) {
    case Place::Paragraph:
        return before == u'\n' && at >= 2 && text[at - 2] == u'\n';
    case Place::Line:
        return before == u'\n';
    case Place::Sentence: {
        qsizetype mark = at - 1;
        const bool hasBlank = before.isSpace();
        while (mark > 0 && (text[mark].isSpace() || isClosing(text[mark])))
            --mark;
        return endsSentence(text[mark]) && (hasBlank || needsNoBlank(text[mark])) && !isClosing(text[at]);
    }
    case Place::Word:
        break;
    }
    return before.isSpace();
}

/// The place of that kind nearest to the middle of the range, or nothing.
std::optional<qsizetype> nearest(QStringView text, qsizetype from, qsizetype to, qsizetype wanted, Place place)
{
    std::optional<qsizetype> best;
    for (qsizetype at = from; at <= to; ++at) {
        if (isPlace(text, at, place) && (!best || std::abs(at - wanted) <= std::abs(*best - wanted)))
            best = at;
    }
    return best;
}

/// Where to cut a text that is longer than a passage may be.
qsizetype cutIn(QStringView text, const PassageSize &size)
{
    const qsizetype to = std::min(size.most, text.size() - 1);
    const qsizetype from = std::min(size.least, to);
    // Halves rather than a full passage and a remainder that says nothing.
    const qsizetype wanted = text.size() < 2 * size.most ? std::min(text.size() / 2, to) : to;
    for (const Place place : {Place::Paragraph, Place::Line, Place::Sentence, Place::Word}) {
        if (const auto at = nearest(text, from, to, wanted, place))
            return *at;
    }
    const bool splitsPair = text[to - 1].isHighSurrogate() && text[to].isLowSurrogate();
    return splitsPair && to > 1 ? to - 1 : to;
}

} // namespace

PassageCutter::PassageCutter(Sink sink, PassageSize size)
    : m_sink(std::move(sink))
    , m_size(size)
{}

void PassageCutter::add(const Section &section)
{
    const QString heading = readable(section.heading).simplified().left(longestHeading);
    if (section.page != m_page || heading != m_heading) {
        cutOff(0);
        m_page = section.page;
        m_heading = heading;
    }
    const QString text = readable(section.text).trimmed();
    if (text.isEmpty())
        return;
    if (!m_text.isEmpty())
        m_text += u"\n\n"_s;
    m_text += text;
    // What is left may be halved with what follows.
    cutOff(2 * m_size.most);
}

void PassageCutter::finish()
{
    cutOff(0);
}

void PassageCutter::cutOff(qsizetype keep)
{
    qsizetype at = 0;
    while (m_text.size() - at > std::max(keep, m_size.most)) {
        const QStringView rest = QStringView(m_text).sliced(at);
        const qsizetype length = cutIn(rest, m_size);
        emitPassage(rest.first(length).trimmed().toString());
        at += length;
    }
    if (keep > 0) {
        m_text.remove(0, at);
        return;
    }
    emitPassage(QStringView(m_text).sliced(at).trimmed().toString());
    m_text.clear();
}

void PassageCutter::emitPassage(const QString &text)
{
    if (text.isEmpty())
        return;
    Passage passage;
    passage.ordinal = m_count++;
    passage.page = m_page;
    passage.heading = m_heading;
    passage.text = text;
    m_sink(std::move(passage));
}

std::vector<Passage> cutIntoPassages(const std::vector<Section> &sections, PassageSize size)
{
    std::vector<Passage> passages;
    PassageCutter cutter([&](Passage &&passage) { passages.push_back(std::move(passage)); }, size);
    for (const Section &section : sections)
        cutter.add(section);
    cutter.finish();
    return passages;
}

} // namespace tabletalk::knowledge
