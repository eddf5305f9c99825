// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/Entity.h"

#include <QHash>
#include <QSet>

namespace tabletalk::graph {

struct WordText;

/// Finds the names in a document's texts without a model: by how they are written, by words that
/// tell what a name is of (Ltd, Dr, University of, 株式会社), by first names and places that it
/// knows, and by what the document says elsewhere. Where German is written all nouns have capitals,
/// so that more must speak for a name there. Short forms ("Acme") become the name that they stand
/// for ("Acme Corp") within the document.
///
/// One object a document; texts are given in order, in as many pieces as one likes.
class EntityFinder
{
public:
    /// language: two letters; empty when it is not known.
    explicit EntityFinder(const QString &language);

    /// A name that earlier texts of the document have.
    void know(const QString &name, EntityKind kind);

    /// One reading a text.
    std::vector<Reading> read(const std::vector<QString> &texts);

private:
    struct Known
    {
        QString name;
        EntityKind kind = EntityKind::Other;
        int sureness = 0;
    };

    void learn(const std::vector<WordText> &texts, const std::vector<QString> &originals);
    void resolve(std::vector<Reading> &readings);
    void remember(const Mention &mention);
    void addShortForms(const QString &text, const WordText &words, Reading &reading) const;
    const Known *knownFor(const Mention &mention) const;
    const Known *surelyKnown(const QString &key) const;

    const bool m_german;
    QSet<QString> m_capitalInside;      ///< words that stand large within sentences, in lower case
    QSet<QString> m_alone;              ///< of those, without another beside them
    QSet<QString> m_small;              ///< words that stand small somewhere
    QHash<QString, Known> m_known;      ///< by key
    QHash<QString, QString> m_shortFor; ///< short form → key; empty where it could be several
};

} // namespace tabletalk::graph
