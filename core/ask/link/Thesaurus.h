// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::ask {

/// The words of English and what they mean, compiled from WordNet (tools/thesaurus). Nothing is
/// loaded: a word is looked up where the data lies, and only the pages that are read take memory.
class Thesaurus
{
public:
    /// A meaning by number; words of one meaning share it.
    using Meaning = quint32;

    struct Sense
    {
        Meaning meaning = 0;
        double share = 0;     ///< of the word's uses, 0 to 1: its first sense has most
        bool noun = false;    ///< the meaning is one of nouns
        bool derived = false; ///< a meaning of another kind of word of the same root
    };

    /// The thesaurus that comes with the program.
    static const Thesaurus &builtIn();
    /// data must outlive the thesaurus. What is not in the right format holds no words.
    explicit Thesaurus(QByteArrayView data);

    /// What a word or phrase may mean, by its stems with spaces between; the likeliest first.
    std::vector<Sense> sensesOf(QStringView stems) const;
    /// The next broader meaning.
    std::optional<Meaning> broader(Meaning meaning) const;
    /// How much a meaning says, in bits: little for "thing", much for "aerodrome".
    double specificity(Meaning meaning) const;

private:
    quint32 numberAt(qsizetype at) const;

    QByteArrayView m_data;
    quint32 m_words = 0;
    quint32 m_meanings = 0;
    qsizetype m_blocks = 0; ///< where the starts of the blocks of words stand
    qsizetype m_texts = 0;  ///< where the first block stands
};

} // namespace tabletalk::ask
