// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/SearchIndexer.h"

#include "core/search/Languages.h"
#include "server/search/SearchStore.h"

namespace tabletalk {

namespace {

/// The words of some passages, counted before the transaction: with the name and language that the document had then.
class CountedPassages final : public ReadPassages
{
public:
    CountedPassages(const PassagePlace &place, const std::vector<knowledge::Passage> &passages)
        : m_place(place)
        , m_passages(passages)
        , m_words(counted(place.documentName, place.language))
    {}

    void store(Transaction &transaction) const override
    {
        if (m_passages.empty())
            return;
        SearchStore store(transaction, m_place.scope, m_place.workspace);
        const auto document = store.document(m_place.document);
        const QString language = m_place.language.isEmpty() ? document.language : m_place.language;
        const bool isSame = document.name == m_place.documentName && language == m_place.language;
        store.insertWords(m_place.document, store.takeLabels(qint64(m_passages.size())),
                          isSame ? m_words : counted(document.name, language));
    }

private:
    QString counted(const QString &name, const QString &known) const
    {
        std::vector<SearchStore::NewWords> words;
        words.reserve(m_passages.size());
        for (const knowledge::Passage &passage : m_passages) {
            const QString language = known.isEmpty() ? search::languageOf(passage.text) : known;
            words.push_back(
                {passage.id, language, search::countTerms(name, passage.heading, passage.text, language).toText()});
        }
        return SearchStore::rowsOf(words);
    }

    const PassagePlace &m_place;
    const std::vector<knowledge::Passage> &m_passages;
    QString m_words;
};

class CountingReading final : public PassageReading
{
public:
    std::unique_ptr<ReadPassages> read(const PassagePlace &place,
                                       const std::vector<knowledge::Passage> &passages) override
    {
        return std::make_unique<CountedPassages>(place, passages);
    }
};

} // namespace

std::unique_ptr<PassageReading> SearchIndexer::passagesComing()
{
    return std::make_unique<CountingReading>();
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
