// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/Thesaurus.h"

#include <QByteArray>
#include <QResource>
#include <QtEndian>

namespace tabletalk::ask {

// The format, all numbers little-endian: magic, number of words, number of meanings; a number for
// each meaning, its broader one in the lower three bytes and its specificity in the highest;
// the starts of blocks of words; the words, each with its senses (tools/thesaurus/Compiler.cpp).
static constexpr QByteArrayView magic("TTWORDS1");
static constexpr quint32 wordsInBlock = 16;
static constexpr quint32 nothingBroader = 0xffffff;
static constexpr double specificityStep = 1.0 / 12;
static constexpr double shareStep = 1.0 / 63;

const Thesaurus &Thesaurus::builtIn()
{
    static const QResource resource(QStringLiteral(":/tabletalk/thesaurus/english.bin"));
    static const Thesaurus thesaurus(QByteArrayView(resource.data(), resource.size()));
    return thesaurus;
}

Thesaurus::Thesaurus(QByteArrayView data)
    : m_data(data)
{
    if (!data.startsWith(magic))
        return;
    m_words = numberAt(magic.size());
    m_meanings = numberAt(magic.size() + 4);
    m_blocks = magic.size() + 8 + 4 * qsizetype(m_meanings);
    m_texts = m_blocks + 4 * qsizetype((m_words + wordsInBlock - 1) / wordsInBlock);
}

quint32 Thesaurus::numberAt(qsizetype at) const
{
    return qFromLittleEndian<quint32>(m_data.data() + at);
}

namespace {

/// Reads the words of a block one after the other.
class BlockReader
{
public:
    explicit BlockReader(const char *at)
        : m_at(at)
    {}

    const QByteArray &nextWord()
    {
        const auto shared = nextByte();
        const auto rest = nextByte();
        m_word.truncate(shared);
        m_word.append(m_at, rest);
        m_at += rest;
        return m_word;
    }

    std::vector<Thesaurus::Sense> nextSenses()
    {
        std::vector<Thesaurus::Sense> senses(nextByte());
        for (Thesaurus::Sense &sense : senses) {
            sense.meaning = nextNumber();
            const auto share = nextByte();
            sense.share = (share & 0x3f) * shareStep;
            sense.noun = (share & 0x40) != 0;
            sense.derived = (share & 0x80) != 0;
        }
        return senses;
    }

    void skipSenses()
    {
        for (auto left = nextByte(); left > 0; --left) {
            nextNumber();
            nextByte();
        }
    }

private:
    std::uint8_t nextByte() { return std::uint8_t(*m_at++); }

    quint32 nextNumber()
    {
        quint32 number = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = nextByte();
            number |= quint32(byte & 0x7f) << shift;
            if (byte < 0x80)
                return number;
        }
    }

    const char *m_at;
    QByteArray m_word;
};

} // namespace

std::vector<Thesaurus::Sense> Thesaurus::sensesOf(QStringView stems) const
{
    const QByteArray key = stems.toUtf8();
    if (m_words == 0 || key.isEmpty())
        return {};
    const auto block = [&](quint32 number) { return m_data.data() + m_texts + numberAt(m_blocks + 4 * number); };
    quint32 low = 0; // the last block whose first word is not behind the key
    for (quint32 high = (m_words + wordsInBlock - 1) / wordsInBlock; high - low > 1;) {
        const quint32 middle = (low + high) / 2;
        (BlockReader(block(middle)).nextWord() <= key ? low : high) = middle;
    }
    BlockReader reader(block(low));
    const quint32 end = std::min(m_words, (low + 1) * wordsInBlock);
    for (quint32 word = low * wordsInBlock; word < end; ++word) {
        const QByteArray &here = reader.nextWord();
        if (here == key)
            return reader.nextSenses();
        if (here > key)
            break;
        reader.skipSenses();
    }
    return {};
}

std::optional<Thesaurus::Meaning> Thesaurus::broader(Meaning meaning) const
{
    if (meaning >= m_meanings)
        return {};
    const quint32 up = numberAt(magic.size() + 8 + 4 * qsizetype(meaning)) & 0xffffff;
    return up == nothingBroader ? std::nullopt : std::optional(up);
}

double Thesaurus::specificity(Meaning meaning) const
{
    if (meaning >= m_meanings)
        return 0;
    return (numberAt(magic.size() + 8 + 4 * qsizetype(meaning)) >> 24) * specificityStep;
}

} // namespace tabletalk::ask
