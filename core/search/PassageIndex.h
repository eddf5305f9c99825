// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/Bm25.h"
#include "core/search/TermCounts.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace tabletalk::search {

/// A word that is searched for, in whatever form it may be stored.
struct SoughtWord
{
    std::vector<QString> terms;
    double weight = 1.0;
};

/// The words of one workspace's passages, each with the passages that have it, for BM25F. Frequencies are counted over
/// these passages alone, so no score tells anything about others'. Passages go by a number that never comes twice and
/// only rises. Reading is thread-safe while nobody changes it.
class PassageIndex
{
public:
    /// Numbers must rise; a passage beyond the most is left out.
    void add(qint64 label, const TermCounts &counts);
    void remove(qint64 label);
    bool contains(qint64 label) const;

    qsizetype size() const { return m_alive; }
    qsizetype removed() const { return qsizetype(m_slots.size()) - m_alive; }
    /// Lets go of what was removed.
    void compact();
    /// Roughly how much memory it takes.
    qsizetype bytes() const;

    struct Found
    {
        qint64 label = 0;
        double score = 0;
    };
    /// The best first; of equal ones the earlier. "mayCount" leaves passages out before they take a place.
    std::vector<Found> search(const std::vector<SoughtWord> &words, size_t most,
                              const std::function<bool(qint64)> &mayCount = {}) const;

    /// How many passages have the word.
    qsizetype having(const SoughtWord &word) const;
    /// What a word adds to the score of a passage with these counts.
    double share(const SoughtWord &word, const TermCounts &counts) const;
    double inverseFrequencyOf(const QString &term) const;

    /// Of every term, which passages have it and how often, for what learns from them.
    struct Occurrence
    {
        qint64 label = 0;
        PartFigures counts;
    };
    void forEachTerm(const std::function<void(const QString &term, const std::vector<Occurrence> &)> &look) const;
    std::vector<qint64> labels() const;

    /// Terms that differ from this one by a slip or two, the most frequent first.
    std::vector<QString> similarTerms(const QString &term, size_t most) const;

    static constexpr qsizetype mostPassages = qsizetype{1} << 22;

private:
    struct Slot
    {
        qint64 label = 0;
        quint16 body = 0;
        quint8 heading = 0;
        quint8 name = 0;
        bool alive = true;
    };
    using Posting = quint32; ///< slot and counts in one

    PartFigures lengthsOf(const Slot &slot) const
    {
        return {double(slot.body), double(slot.heading), double(slot.name)};
    }
    PartFigures averages() const;
    const std::vector<Posting> *postingsOf(const QString &term) const;
    const Slot *slotOf(qint64 label) const;
    std::vector<std::pair<quint32, double>> frequencies(const SoughtWord &word) const;

    std::vector<Slot> m_slots;
    QHash<QByteArray, quint32> m_terms;
    std::vector<std::vector<Posting>> m_postings;
    qsizetype m_alive = 0;
    PartFigures m_lengths; ///< summed over what is alive
    Bm25Parameters m_parameters;
};

} // namespace tabletalk::search
