// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/thesaurus/Compiler.h"

#include "core/text/NameParts.h"

#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tabletalk::thesaurus {

namespace {

constexpr int animals = 5; // lexicographer files of WordNet whose rare words no table is about
constexpr int plants = 20;
constexpr int substances = 27;
constexpr int bodyParts = 8;
constexpr qsizetype longestPhrase = 3;
constexpr size_t mostSenses = 12;
constexpr double leastShare = 0.02;
constexpr double nounShare = 1; // names in schemas are nouns, mostly
constexpr double otherShare = 0.6;
constexpr double firstSense = 2; // what a sense without any count is taken for, over its rank
constexpr int wordsInBlock = 16;
constexpr int wholeShare = 63; // six bits and two flags are a byte
constexpr int nounFlag = 0x40;
constexpr int derivedFlag = 0x80;

struct Meaning
{
    double weight = 0;
    bool derived = true;
};

/// "order_dates" and "order date" are one key; empty when the word is not wanted.
QByteArray keyOf(const QString &word)
{
    QStringList stems;
    for (const QString &part : QString(word).replace(u'-', u' ').split(u' ', Qt::SkipEmptyParts)) {
        if (std::ranges::any_of(part, [](QChar c) { return c < u'a' || c > u'z'; }))
            return {};
        stems << stemOf(part);
    }
    return stems.isEmpty() || stems.size() > longestPhrase ? QByteArray() : stems.join(u' ').toLatin1();
}

class Compiler
{
public:
    explicit Compiler(const WordNet &wordNet)
        : m_wordNet(wordNet)
        , m_counts(wordNet.synsets().size())
        , m_ids(wordNet.synsets().size(), -1)
    {}

    Compiled run();

private:
    void countSynsets();
    bool wanted(int synset) const;
    bool wanted(const Sense &sense) const;
    void collectWords();
    void addIrregular();
    void numberSynsets();
    void measureSpecificity();
    QByteArray wordBytes() const;

    const WordNet &m_wordNet;
    std::vector<int> m_counts; ///< of a synset's words in tagged texts
    std::map<QByteArray, std::map<int, Meaning>> m_words;
    std::vector<int> m_ids; ///< of kept synsets, else -1; the frequent first, so that their numbers are short
    std::vector<int> m_kept;
    std::vector<double> m_specificity;
};

void Compiler::countSynsets()
{
    for (const Sense &sense : m_wordNet.senses()) {
        if (sense.synset >= 0)
            m_counts[size_t(sense.synset)] += sense.count;
    }
}

bool Compiler::wanted(int synset) const
{
    const Synset &s = m_wordNet.synsets()[size_t(synset)];
    if (s.instance)
        return false;
    if (s.partOfSpeech == 'n' && m_counts[size_t(synset)] == 0
        && (s.field == animals || s.field == plants || s.field == substances || s.field == bodyParts))
        return false;
    // Named after a person or a place: no word of a schema.
    return std::ranges::any_of(s.words, [](const QString &word) { return word.front().isLower(); });
}

/// A phrase that only narrows its last word down says nothing that this word does not.
bool Compiler::wanted(const Sense &sense) const
{
    if (sense.synset < 0 || !wanted(sense.synset))
        return false;
    const qsizetype space = sense.word.lastIndexOf(u' ');
    if (space < 0 || sense.count > 0)
        return true;
    const QStringView head = QStringView(sense.word).sliced(space + 1);
    const Synset &synset = m_wordNet.synsets()[size_t(sense.synset)];
    const auto holdsHead = [&](const Synset &s) {
        return std::ranges::any_of(s.words, [&](const QString &word) { return word == head; });
    };
    return synset.words.size() > 1
           || std::ranges::none_of(synset.broader, [&](int b) { return holdsHead(m_wordNet.synsets()[size_t(b)]); });
}

void Compiler::collectWords()
{
    for (const Sense &sense : m_wordNet.senses()) {
        const QByteArray key = wanted(sense) ? keyOf(sense.word) : QByteArray();
        if (key.isEmpty())
            continue;
        const bool noun = m_wordNet.synsets()[size_t(sense.synset)].partOfSpeech == 'n';
        Meaning &meaning = m_words[key][sense.synset];
        meaning.weight += (sense.count + firstSense / sense.rank) * (noun ? nounShare : otherShare);
        meaning.derived = meaning.derived && sense.derived;
        if (sense.derived)
            continue;
        for (const int quality : m_wordNet.synsets()[size_t(sense.synset)].qualities)
            m_words[key][quality].weight += (sense.count + firstSense / sense.rank) * otherShare;
    }
}

void Compiler::addIrregular()
{
    for (const auto &[form, base] : m_wordNet.irregular()) {
        const QByteArray key = keyOf(form);
        const auto meanings = m_words.find(keyOf(base));
        if (key.isEmpty() || meanings == m_words.end() || meanings->first == key)
            continue;
        const auto copy = meanings->second;
        for (const auto &[synset, meaning] : copy) {
            Meaning &own = m_words[key][synset];
            own.weight += meaning.weight;
            own.derived = own.derived && meaning.derived;
        }
    }
}

/// Kept are the meanings of kept words and what is broader than those.
void Compiler::numberSynsets()
{
    const auto keep = [&](auto &&self, int synset) -> void {
        if (m_ids[size_t(synset)] == 0)
            return;
        m_ids[size_t(synset)] = 0;
        for (const int broader : m_wordNet.synsets()[size_t(synset)].broader)
            self(self, broader);
    };
    for (const auto &[word, meanings] : m_words) {
        for (const auto &[synset, meaning] : meanings)
            keep(keep, synset);
    }
    for (size_t s = 0; s < m_ids.size(); ++s) {
        if (m_ids[s] == 0)
            m_kept.push_back(int(s));
    }
    std::ranges::stable_sort(m_kept, std::greater{}, [&](int s) { return m_counts[size_t(s)]; });
    for (size_t i = 0; i < m_kept.size(); ++i)
        m_ids[size_t(m_kept[i])] = int(i);
}

/// How much a meaning says: the rarer it and everything narrower, the more (information content).
void Compiler::measureSpecificity()
{
    const size_t count = m_wordNet.synsets().size();
    std::vector<double> mass(count, 0);
    for (size_t s = 0; s < count; ++s) {
        std::vector<size_t> open{s};
        std::vector<size_t> above;
        while (!open.empty()) {
            const size_t here = open.back();
            open.pop_back();
            if (std::ranges::find(above, here) != above.end())
                continue;
            above.push_back(here);
            for (const int broader : m_wordNet.synsets()[here].broader)
                open.push_back(size_t(broader));
        }
        for (const size_t a : above)
            mass[a] += m_counts[s] + 1;
    }
    const double all = std::accumulate(m_counts.begin(), m_counts.end(), 0.0) + double(count);
    m_specificity.resize(count);
    for (size_t s = 0; s < count; ++s)
        m_specificity[s] = std::log2(all / mass[s]);
}

void appendNumber(QByteArray &bytes, quint32 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes.append(char((number & 0x7f) | 0x80));
    bytes.append(char(number));
}

void appendFixed(QByteArray &bytes, quint32 number)
{
    char buffer[4];
    qToLittleEndian(number, buffer);
    bytes.append(buffer, 4);
}

/// Blocks of words in order of the alphabet, each word with what it does not share with the one before.
QByteArray Compiler::wordBytes() const
{
    QByteArray starts;
    QByteArray words;
    QByteArray before;
    int at = 0;
    for (const auto &[word, meanings] : m_words) {
        if (at++ % wordsInBlock == 0) {
            appendFixed(starts, quint32(words.size()));
            before.clear();
        }
        qsizetype shared = 0;
        while (shared < before.size() && shared < word.size() && before[shared] == word[shared])
            ++shared;
        words.append(char(shared)).append(char(word.size() - shared)).append(word.sliced(shared));
        before = word;

        double total = 0;
        for (const auto &[synset, meaning] : meanings)
            total += meaning.derived ? 0 : meaning.weight;
        total = std::max(total, firstSense);
        std::vector<std::pair<double, int>> ranked;
        for (const auto &[synset, meaning] : meanings) {
            if (meaning.weight / total >= leastShare)
                ranked.emplace_back(-std::min(1.0, meaning.weight / total), synset);
        }
        std::ranges::sort(ranked);
        ranked.resize(std::min(ranked.size(), mostSenses));
        words.append(char(ranked.size()));
        for (const auto &[share, synset] : ranked) {
            appendNumber(words, quint32(m_ids[size_t(synset)]));
            const bool noun = m_wordNet.synsets()[size_t(synset)].partOfSpeech == 'n';
            const int flags = (meanings.at(synset).derived ? derivedFlag : 0) | (noun ? nounFlag : 0);
            words.append(char(int(std::lround(-share * wholeShare)) | flags));
        }
    }
    return starts + words;
}

Compiled Compiler::run()
{
    countSynsets();
    collectWords();
    addIrregular();
    numberSynsets();
    measureSpecificity();
    Compiled compiled;
    compiled.words = m_words.size();
    compiled.meanings = m_kept.size();
    compiled.data = "TTWORDS1";
    appendFixed(compiled.data, quint32(m_words.size()));
    appendFixed(compiled.data, quint32(m_kept.size()));
    for (const int synset : m_kept) {
        const std::vector<int> &broader = m_wordNet.synsets()[size_t(synset)].broader;
        const quint32 up = broader.empty() ? 0xffffff : quint32(m_ids[size_t(broader.front())]);
        const auto specificity = quint32(std::clamp(std::lround(m_specificity[size_t(synset)] * 12), 0L, 255L));
        appendFixed(compiled.data, up | specificity << 24);
    }
    compiled.data += wordBytes();
    return compiled;
}

} // namespace

Compiled compile(const WordNet &wordNet)
{
    return Compiler(wordNet).run();
}

} // namespace tabletalk::thesaurus
