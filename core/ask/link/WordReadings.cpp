// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/WordReadings.h"

#include "core/ask/link/Synonyms.h"
#include "core/ask/read/Lexicon.h"
#include "core/text/NameParts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

static constexpr double partFit = 0.5; ///< of a word written together
static constexpr double abbreviationFit = 0.95;
static constexpr double synonymFit = 0.78;
static constexpr double similarFit = 0.72;

WordReadings readWord(const Word &word, const SchemaIndex &index)
{
    WordReadings readings;
    if (word.kind == Word::Kind::Quoted || word.kind == Word::Kind::Sign)
        return readings;
    const auto add = [&](const QString &stem, double fit, LinkKind kind) {
        if (!index.placesOf(stem).empty()
            && std::ranges::find(readings.stems, stem, &WordReading::stem) == readings.stems.end())
            readings.stems.push_back({stem, fit, kind});
    };
    add(word.stem, 1, LinkKind::Exact);
    if (word.kind == Word::Kind::Plain) {
        if (const std::vector<QString> parts = splitName(word.lower); parts.size() > 1) {
            for (const QString &part : parts) {
                readings.compound.push_back(stemOf(part));
                add(readings.compound.back(), partFit, LinkKind::Partial);
            }
        }
    }
    if (word.is(u"forename") || word.is(u"forenames"))
        add(stemOf(u"first"), abbreviationFit, LinkKind::Equivalent);
    if (word.is(u"surname") || word.is(u"surnames"))
        add(stemOf(u"last"), abbreviationFit, LinkKind::Equivalent);
    add(stemOf(expandAbbreviation(word.lower)), abbreviationFit, LinkKind::Abbreviation);
    if (isStopWord(word.lower))
        return readings;
    for (const QString &stem : Synonyms::builtIn().of(word.stem))
        add(stem, synonymFit, LinkKind::Synonym);
    for (const QString &stem : index.similarStems(word.stem))
        add(stem, similarFit, LinkKind::Similar);
    return readings;
}

} // namespace tabletalk::ask
