// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/prompt/RelevantTables.h"

#include "core/ask/link/WordReadings.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"

#include <QHash>

#include <algorithm>

namespace tabletalk::ask {

static constexpr double ofCandidate = 4; ///< for the tables of the first candidate, less for those behind it
static constexpr double ofValue = 1.5;
static constexpr double ofColumn = 0.5; ///< of what the same word in a table's own name says
static constexpr double ofNeighbour = 0.3;
static constexpr size_t mostPlaces = 2'000; ///< a word that names more says nothing
static constexpr size_t mostCentres = 12;   ///< whose neighbours are looked at

namespace {

class Scores
{
public:
    explicit Scores(const SchemaIndex &index)
        : m_index(index)
        , m_scores(size_t(index.tableCount()))
    {}

    void addCandidates(const Translation &found)
    {
        QHash<QString, int> byName;
        for (int t = 0; t < m_index.tableCount(); ++t) {
            const Table &table = m_index.table(t);
            byName.insert(table.schema.isEmpty() ? table.name : QString(table.schema + u'.' + table.name), t);
        }
        double weight = ofCandidate;
        for (const Candidate &candidate : found.candidates) {
            for (const QString &name : candidate.tables) {
                if (const auto t = byName.constFind(name); t != byName.constEnd())
                    m_scores[size_t(*t)] = std::max(m_scores[size_t(*t)], weight);
            }
            weight *= 0.7;
        }
    }

    void addWord(const Word &word)
    {
        if (isStopWord(word.lower) || word.kind == Word::Kind::Sign)
            return;
        QHash<int, double> best; ///< each word counts once a table
        const auto note = [&](Place place, double score) {
            double &known = best[place.table];
            known = std::max(known, score);
        };
        for (const WordReading &reading : readWord(word, m_index).stems) {
            const std::vector<Place> &places = m_index.placesOf(reading.stem);
            if (places.size() > mostPlaces)
                continue;
            for (const Place place : places)
                note(place, reading.fit * (place.isTable() ? 1 : ofColumn));
        }
        for (const StoredValue &value : m_index.valuesOf(folded(word.text)))
            note(value.place, ofValue);
        for (const auto &[table, score] : best.asKeyValueRange())
            m_scores[size_t(table)] += score;
    }

    void addNeighbours()
    {
        const std::vector<int> centres = inOrder();
        const std::vector<double> before = m_scores;
        for (size_t i = 0; i < std::min(centres.size(), mostCentres); ++i) {
            for (const int near : m_index.neighbours(centres[i]))
                m_scores[size_t(near)] += ofNeighbour * std::min(1.0, before[size_t(centres[i])]);
        }
    }

    std::vector<int> inOrder() const
    {
        std::vector<int> tables;
        for (int t = 0; t < m_index.tableCount(); ++t) {
            if (m_scores[size_t(t)] > 0)
                tables.push_back(t);
        }
        std::ranges::stable_sort(tables, std::greater{}, [&](int t) { return m_scores[size_t(t)]; });
        return tables;
    }

private:
    const SchemaIndex &m_index;
    std::vector<double> m_scores;
};

} // namespace

std::vector<int> relevantTables(const SchemaIndex &index, const QString &question, const Translation *found)
{
    Scores scores(index);
    if (found)
        scores.addCandidates(*found);
    for (const Word &word : readQuestion(question.left(maxQuestionLength)))
        scores.addWord(word);
    scores.addNeighbours();
    return scores.inOrder();
}

} // namespace tabletalk::ask
