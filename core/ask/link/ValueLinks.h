// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Mention.h"
#include "core/ask/link/SchemaIndex.h"
#include "core/ask/read/Word.h"

#include <QStringList>

namespace tabletalk::ask {

/// Finds the stored values that words of one question may name.
class ValueLinks
{
public:
    ValueLinks(const Words &words, const SchemaIndex &index);

    /// What the words from begin up to, but not including, end may name, best first.
    std::vector<Mention> named(size_t begin, size_t end) const;

private:
    void add(std::vector<Mention> &mentions, const std::vector<StoredValue> &values, double score, LinkKind kind,
             const QString &said) const;
    void addSexes(std::vector<Mention> &mentions, const QString &word) const;
    void addEquivalents(std::vector<Mention> &mentions, const QString &text, const QString &key) const;
    void addWrittenTogether(std::vector<Mention> &mentions, const QString &key) const;
    void addParts(std::vector<Mention> &mentions, const QString &key) const;
    void addRespelt(std::vector<Mention> &mentions, size_t begin, size_t end) const;

    const Words &m_words;
    const SchemaIndex &m_index;
    QStringList m_respelt;      ///< for each word what it is if it is misspelt, else empty
    std::vector<bool> m_isName; ///< whether it is written as names are, so that a part of a value may be meant
};

} // namespace tabletalk::ask
