// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/thesaurus/WordNet.h"

#include <QFile>

#include <algorithm>

namespace tabletalk::thesaurus {

static QString spoken(const QByteArray &lemma)
{
    QByteArray text = lemma;
    if (const qsizetype marker = text.indexOf('('); marker > 0) // "galore(ip)"
        text.truncate(marker);
    return QString::fromLatin1(text).replace(u'_', u' ');
}

static QByteArray countKey(const QByteArray &lemma, char partOfSpeech, int rank)
{
    return lemma + '%' + partOfSpeech + QByteArray::number(rank);
}

bool WordNet::readLines(const QString &path, const auto &line)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = path + QStringLiteral(": ") + file.errorString();
        return false;
    }
    while (!file.atEnd()) {
        const QByteArray text = file.readLine();
        const qsizetype gloss = text.indexOf('|');
        const QList<QByteArray> fields = text.left(gloss < 0 ? text.size() : gloss).trimmed().split(' ');
        if (!text.startsWith(' ') && fields.size() > 1) // the licence is indented
            line(fields);
    }
    return true;
}

bool WordNet::readData(const QString &path, char partOfSpeech)
{
    return readLines(path, [&](const QList<QByteArray> &fields) {
        Synset synset;
        synset.partOfSpeech = partOfSpeech;
        synset.field = fields[1].toInt();
        const int count = fields[3].toInt(nullptr, 16);
        qsizetype at = 4;
        for (int i = 0; i < count; ++i, at += 2)
            synset.words.push_back(spoken(fields[at]));
        const int self = int(m_synsets.size());
        for (int left = fields[at++].toInt(); left > 0; --left, at += 4) {
            const QByteArray &symbol = fields[at];
            synset.instance = synset.instance || symbol == "@i";
            m_pointers.push_back({.from = self,
                                  .sourceWord = fields[at + 3].left(2).toInt(nullptr, 16),
                                  .partOfSpeech = fields[at + 2].front() == 's' ? 'a' : fields[at + 2].front(),
                                  .target = fields[at + 1].toInt(),
                                  .symbol = symbol});
        }
        m_byOffset.insert({partOfSpeech, fields[0].toInt()}, self);
        m_synsets.push_back(std::move(synset));
    });
}

bool WordNet::readIndex(const QString &path, char partOfSpeech)
{
    return readLines(path, [&](const QList<QByteArray> &fields) {
        const int count = fields[2].toInt();
        for (int rank = 1; rank <= count; ++rank) {
            Sense sense;
            sense.word = spoken(fields[0]);
            sense.rank = rank;
            sense.synset = m_byOffset.value({partOfSpeech, fields[fields.size() - count + rank - 1].toInt()}, -1);
            sense.count = m_counts.value(countKey(fields[0], partOfSpeech, rank));
            m_senses.push_back(std::move(sense));
        }
    });
}

bool WordNet::readCounts(const QString &path)
{
    static constexpr char kinds[] = {'?', 'n', 'v', 'a', 'r', 'a'};
    return readLines(path, [&](const QList<QByteArray> &fields) {
        const qsizetype marker = fields[0].indexOf('%');
        const int kind = fields[0].mid(marker + 1, 1).toInt();
        m_counts.insert(countKey(fields[0].left(marker), kinds[std::clamp(kind, 0, 5)], fields[1].toInt()),
                        fields[2].toInt());
    });
}

bool WordNet::readIrregular(const QString &path)
{
    return readLines(
        path, [&](const QList<QByteArray> &fields) { m_irregular.emplace_back(spoken(fields[0]), spoken(fields[1])); });
}

void WordNet::follow(const std::vector<Pointer> &pointers)
{
    for (const Pointer &pointer : pointers) {
        const int target = m_byOffset.value({pointer.partOfSpeech, pointer.target}, -1);
        if (target < 0)
            continue;
        Synset &synset = m_synsets[size_t(pointer.from)];
        if (pointer.symbol == "@")
            synset.broader.push_back(target);
        else if (pointer.symbol == "=" && synset.partOfSpeech == 'a')
            synset.qualities.push_back(target);
        else if ((pointer.symbol == "+" || pointer.symbol == "\\") && pointer.sourceWord > 0)
            m_senses.push_back({.word = synset.words[size_t(pointer.sourceWord - 1)].toLower(),
                                .synset = target,
                                .rank = 1,
                                .count = 0,
                                .derived = true});
    }
}

bool WordNet::read(const QString &folder)
{
    static constexpr std::pair<char, const char *> files[] = {{'n', "noun"}, {'v', "verb"}, {'a', "adj"}};
    if (!readCounts(folder + QStringLiteral("/cntlist.rev")))
        return false;
    for (const auto &[partOfSpeech, name] : files) {
        const QString file = QLatin1StringView(name);
        if (!readData(folder + QStringLiteral("/data.") + file, partOfSpeech)
            || !readIndex(folder + QStringLiteral("/index.") + file, partOfSpeech)
            || !readIrregular(folder + u'/' + file + QStringLiteral(".exc")))
            return false;
    }
    follow(m_pointers);
    return true;
}

} // namespace tabletalk::thesaurus
