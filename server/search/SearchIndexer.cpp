// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/SearchIndexer.h"

#include "core/search/Languages.h"
#include "server/search/SearchStore.h"

namespace tabletalk {

void SearchIndexer::passagesStored(Transaction &transaction, const PassagePlace &place,
                                   const std::vector<knowledge::Passage> &passages)
{
    if (passages.empty())
        return;
    SearchStore store(transaction, place.scope, place.workspace);
    const auto document = store.document(place.document);
    const QString known = place.language.isEmpty() ? document.language : place.language;
    qint64 label = store.takeLabels(qint64(passages.size()));
    for (const knowledge::Passage &passage : passages) {
        const QString language = known.isEmpty() ? search::languageOf(passage.text) : known;
        store.insertWords(passage.id, place.document, label++, language,
                          search::countTerms(document.name, passage.heading, passage.text, language));
    }
}

/// The rows go with those of the passages.
void SearchIndexer::passagesLeaving(Transaction &transaction, const PassagePlace &place)
{
    SearchStore(transaction, place.scope, place.workspace).countRemoval();
}

void SearchIndexer::documentChanged(const PassagePlace &place)
{
    if (m_changed)
        m_changed(place.scope, place.workspace);
}

} // namespace tabletalk
