// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace tabletalk::thesaurus {

/// A set of words with one meaning.
struct Synset
{
    char partOfSpeech = 'n'; ///< n, v or a
    int field = 0;           ///< WordNet's lexicographer file
    bool instance = false;   ///< a person, place or event with a name of its own
    std::vector<QString> words;
    std::vector<int> broader;   ///< positions of synsets
    std::vector<int> qualities; ///< of an adjective: what it measures ("old": age)
};

/// One meaning of a word.
struct Sense
{
    QString word; ///< lower case, words of a phrase with spaces
    int synset = -1;
    int rank = 0;         ///< among the word's senses of one part of speech, from 1
    int count = 0;        ///< how often it was met in tagged texts
    bool derived = false; ///< a meaning of another kind of word with the same root
};

/// What the files of WordNet 3.0 say of nouns, verbs and adjectives.
class WordNet
{
public:
    bool read(const QString &folder);
    const QString &problem() const { return m_problem; }

    const std::vector<Synset> &synsets() const { return m_synsets; }
    const std::vector<Sense> &senses() const { return m_senses; }
    /// Irregular forms with their base: "born", "bear".
    const std::vector<std::pair<QString, QString>> &irregular() const { return m_irregular; }

private:
    struct Pointer
    {
        int from = -1;
        int sourceWord = 0; ///< from 1; 0 is the whole synset
        char partOfSpeech = 'n';
        int target = 0;
        QByteArray symbol;
    };

    bool readLines(const QString &path, const auto &line);
    bool readData(const QString &path, char partOfSpeech);
    bool readIndex(const QString &path, char partOfSpeech);
    bool readCounts(const QString &path);
    bool readIrregular(const QString &path);
    void follow(const std::vector<Pointer> &pointers);

    QString m_problem;
    std::vector<Synset> m_synsets;
    std::vector<Sense> m_senses;
    std::vector<Pointer> m_pointers;
    std::vector<std::pair<QString, QString>> m_irregular;
    QHash<QPair<char, int>, int> m_byOffset;
    QHash<QByteArray, int> m_counts; ///< "word%pos:rank" to count
};

} // namespace tabletalk::thesaurus
