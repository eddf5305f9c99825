// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/LinkKind.h"
#include "core/ask/link/Thesaurus.h"

#include <QString>

#include <vector>

namespace tabletalk::ask {

/// A word or phrase of a schema's names that is near in meaning to another word.
struct NearName
{
    QString stems;       ///< of one word, or of several with spaces between
    double nearness = 0; ///< 0 to 1
    LinkKind kind = LinkKind::Synonym;
};

/// Finds the words of a schema that mean about the same as a word of a question: those that
/// share a meaning or have a near broader one in common, where neither is far from its first
/// sense. Meanings of the schema's words are noted once, so a question only looks up its own.
class NearNames
{
public:
    explicit NearNames(const Thesaurus &thesaurus)
        : m_thesaurus(thesaurus)
    {}

    /// Words and phrases by their stems; what the thesaurus does not know is left out.
    void add(const std::vector<QString> &stems);
    /// Near names, the nearest first, never the word itself. What is surely a verb's form
    /// ("produced") has no meanings of a noun ("produce").
    std::vector<NearName> nearTo(const QString &stems, bool verb = false) const;

private:
    /// A meaning that a word has or that is broader than one it has.
    struct Reach
    {
        Thesaurus::Meaning meaning = 0;
        float score = 0;
        quint8 steps = 0; ///< up from the word's own meaning
        bool derived = false;
    };
    struct Entry
    {
        Reach reach;
        quint32 name = 0;
    };

    std::vector<Reach> reachOf(const QString &stems, bool verb = false) const;

    const Thesaurus &m_thesaurus;
    std::vector<QString> m_names;
    std::vector<Entry> m_entries; ///< by meaning
};

} // namespace tabletalk::ask
