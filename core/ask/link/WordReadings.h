// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/LinkKind.h"
#include "core/ask/link/SchemaIndex.h"
#include "core/ask/read/Word.h"

namespace tabletalk::ask {

/// A stem in the schema's names that a word of a question may stand for.
struct WordReading
{
    QString stem;
    std::vector<QString> more; ///< stems that must follow in the name: "last name" for "surname"
    double fit = 0;            ///< 0 to 1: how well
    LinkKind kind = LinkKind::Exact;
    bool alone = false; ///< too far to fit beside other words
};

/// All that one word may stand for in names, surest first.
struct WordReadings
{
    std::vector<WordReading> stems;
    std::vector<QString> compound; ///< stems of the parts of a word written together, as "bedroom"
};

/// No word of the language that the thesaurus knows: a name, or misspelt.
bool isStrange(const Word &word);

WordReadings readWord(const Word &word, const SchemaIndex &index);
/// Adds names that are far in meaning, for a word that nothing nearer explains.
void addFarReadings(WordReadings &readings, const Word &word, const SchemaIndex &index);
/// What several words may stand for as one: "sick people" for patient.
WordReadings readPhrase(const QString &stems, const SchemaIndex &index);

} // namespace tabletalk::ask
