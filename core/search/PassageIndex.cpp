// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/PassageIndex.h"

#include "core/text/Spelling.h"

#include <algorithm>
#include <limits>

namespace tabletalk::search {

namespace {

// A posting: the slot in 22 bits, occurrences in the text in 6, in heading and name in 2 each.
constexpr int slotShift = 10;
constexpr int bodyShift = 4;
constexpr int headingShift = 2;
constexpr int mostBody = 63;
constexpr int mostShort = 3;

quint32 packed(quint32 slot, const TermCount &count)
{
    return (slot << slotShift) | (quint32(std::min(count.body, mostBody)) << bodyShift)
           | (quint32(std::min(count.heading, mostShort)) << headingShift) | quint32(std::min(count.name, mostShort));
}

quint32 slotIn(quint32 posting)
{
    return posting >> slotShift;
}

PartFigures countsIn(quint32 posting)
{
    return {double((posting >> bodyShift) & mostBody), double((posting >> headingShift) & mostShort),
            double(posting & mostShort)};
}

template <class Small>
Small clipped(int count)
{
    return Small(std::clamp(count, 0, int(std::numeric_limits<Small>::max())));
}

} // namespace

void PassageIndex::add(qint64 label, const TermCounts &counts)
{
    if (qsizetype(m_slots.size()) >= mostPassages || (!m_slots.empty() && m_slots.back().label >= label))
        return;
    const auto slot = quint32(m_slots.size());
    m_slots.push_back(
        {label, clipped<quint16>(counts.body), clipped<quint8>(counts.heading), clipped<quint8>(counts.name), true});
    ++m_alive;
    const PartFigures lengths = lengthsOf(m_slots.back());
    m_lengths.body += lengths.body;
    m_lengths.heading += lengths.heading;
    m_lengths.name += lengths.name;
    for (const TermCount &count : counts.terms) {
        const QByteArray term = count.term.toUtf8();
        auto at = m_terms.constFind(term);
        if (at == m_terms.constEnd()) {
            at = m_terms.insert(term, quint32(m_postings.size()));
            m_postings.emplace_back();
        }
        m_postings[*at].push_back(packed(slot, count));
    }
}

const PassageIndex::Slot *PassageIndex::slotOf(qint64 label) const
{
    const auto at = std::ranges::lower_bound(m_slots, label, {}, &Slot::label);
    return at != m_slots.end() && at->label == label ? &*at : nullptr;
}

void PassageIndex::remove(qint64 label)
{
    const auto at = std::ranges::lower_bound(m_slots, label, {}, &Slot::label);
    if (at == m_slots.end() || at->label != label || !at->alive)
        return;
    at->alive = false;
    --m_alive;
    const PartFigures lengths = lengthsOf(*at);
    m_lengths.body -= lengths.body;
    m_lengths.heading -= lengths.heading;
    m_lengths.name -= lengths.name;
}

bool PassageIndex::contains(qint64 label) const
{
    const Slot *slot = slotOf(label);
    return slot != nullptr && slot->alive;
}

void PassageIndex::compact()
{
    std::vector<quint32> moved(m_slots.size(), 0);
    std::vector<Slot> left;
    left.reserve(size_t(m_alive));
    for (size_t i = 0; i < m_slots.size(); ++i) {
        moved[i] = quint32(left.size());
        if (m_slots[i].alive)
            left.push_back(m_slots[i]);
    }
    QHash<QByteArray, quint32> terms;
    std::vector<std::vector<Posting>> postings;
    for (auto term = m_terms.cbegin(); term != m_terms.cend(); ++term) {
        std::vector<Posting> kept;
        for (const Posting posting : m_postings[*term]) {
            if (m_slots[slotIn(posting)].alive)
                kept.push_back((moved[slotIn(posting)] << slotShift) | (posting & ((1U << slotShift) - 1)));
        }
        if (kept.empty())
            continue;
        kept.shrink_to_fit();
        terms.insert(term.key(), quint32(postings.size()));
        postings.push_back(std::move(kept));
    }
    m_slots = std::move(left);
    m_terms = std::move(terms);
    m_postings = std::move(postings);
}

qsizetype PassageIndex::bytes() const
{
    constexpr qsizetype perTerm = 80; // its text, its place in the table, its list
    qsizetype sum = qsizetype(m_slots.capacity() * sizeof(Slot)) + m_terms.size() * perTerm;
    for (const auto &postings : m_postings)
        sum += qsizetype(postings.capacity() * sizeof(Posting));
    return sum;
}

PartFigures PassageIndex::averages() const
{
    const double passages = std::max(1.0, double(m_alive));
    return {m_lengths.body / passages, m_lengths.heading / passages, m_lengths.name / passages};
}

const std::vector<PassageIndex::Posting> *PassageIndex::postingsOf(const QString &term) const
{
    const auto at = m_terms.constFind(term.toUtf8());
    return at == m_terms.constEnd() ? nullptr : &m_postings[*at];
}

/// By slot, of what is alive; forms of one word count together.
std::vector<std::pair<quint32, double>> PassageIndex::frequencies(const SoughtWord &word) const
{
    const PartFigures average = averages();
    std::vector<std::pair<quint32, double>> found;
    for (const QString &term : word.terms) {
        const auto *postings = postingsOf(term);
        if (postings == nullptr)
            continue;
        found.reserve(found.size() + postings->size());
        for (const Posting posting : *postings) {
            const Slot &slot = m_slots[slotIn(posting)];
            if (slot.alive)
                found.emplace_back(slotIn(posting),
                                   weightedFrequency(countsIn(posting), lengthsOf(slot), average, m_parameters));
        }
    }
    if (word.terms.size() < 2)
        return found;
    std::ranges::sort(found, {}, &std::pair<quint32, double>::first);
    size_t last = 0;
    for (size_t i = 1; i < found.size(); ++i) {
        if (found[i].first == found[last].first)
            found[last].second += found[i].second;
        else
            found[++last] = found[i];
    }
    found.resize(found.empty() ? 0 : last + 1);
    return found;
}

std::vector<PassageIndex::Found> PassageIndex::search(const std::vector<SoughtWord> &words, size_t most,
                                                      const std::function<bool(qint64)> &mayCount) const
{
    std::vector<double> scores(m_slots.size(), 0.0);
    for (const SoughtWord &word : words) {
        const auto found = frequencies(word);
        const double weight = word.weight * inverseFrequency(double(found.size()), double(m_alive));
        for (const auto &[slot, frequency] : found)
            scores[slot] += weight * saturated(frequency, m_parameters);
    }
    std::vector<quint32> order;
    for (quint32 slot = 0; slot < scores.size(); ++slot) {
        if (scores[slot] > 0 && (!mayCount || mayCount(m_slots[slot].label)))
            order.push_back(slot);
    }
    const auto better = [&](quint32 a, quint32 b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; };
    const size_t wanted = std::min(most, order.size());
    std::ranges::partial_sort(order, order.begin() + qsizetype(wanted), better);
    std::vector<Found> found;
    found.reserve(wanted);
    for (size_t i = 0; i < wanted; ++i)
        found.push_back({m_slots[order[i]].label, scores[order[i]]});
    return found;
}

qsizetype PassageIndex::having(const SoughtWord &word) const
{
    return qsizetype(frequencies(word).size());
}

double PassageIndex::share(const SoughtWord &word, const TermCounts &counts) const
{
    const PartFigures lengths{double(counts.body), double(counts.heading), double(counts.name)};
    double frequency = 0;
    for (const QString &term : word.terms) {
        const auto at = std::ranges::lower_bound(counts.terms, term, {}, &TermCount::term);
        if (at != counts.terms.end() && at->term == term)
            frequency += weightedFrequency({double(at->body), double(at->heading), double(at->name)}, lengths,
                                           averages(), m_parameters);
    }
    return frequency > 0 ? word.weight * inverseFrequency(double(having(word)), double(m_alive))
                               * saturated(frequency, m_parameters)
                         : 0;
}

double PassageIndex::inverseFrequencyOf(const QString &term) const
{
    return inverseFrequency(double(having({{term}})), double(m_alive));
}

void PassageIndex::forEachTerm(
    const std::function<void(const QString &term, const std::vector<Occurrence> &)> &look) const
{
    std::vector<QByteArray> terms = {m_terms.keyBegin(), m_terms.keyEnd()};
    std::ranges::sort(terms); // the same order on every run
    std::vector<Occurrence> occurrences;
    for (const QByteArray &term : terms) {
        occurrences.clear();
        for (const Posting posting : m_postings[m_terms.value(term)]) {
            if (m_slots[slotIn(posting)].alive)
                occurrences.push_back({m_slots[slotIn(posting)].label, countsIn(posting)});
        }
        if (!occurrences.empty())
            look(QString::fromUtf8(term), occurrences);
    }
}

std::vector<qint64> PassageIndex::labels() const
{
    std::vector<qint64> all;
    all.reserve(size_t(m_alive));
    for (const Slot &slot : m_slots) {
        if (slot.alive)
            all.push_back(slot.label);
    }
    return all;
}

std::vector<QString> PassageIndex::similarTerms(const QString &term, size_t most) const
{
    constexpr qsizetype shortest = 4; // shorter ones are all alike
    if (term.size() < shortest)
        return {};
    const int slips = slipsAllowed(term.size());
    struct Near
    {
        QString term;
        int slips = 0;
        size_t having = 0;
    };
    std::vector<Near> near;
    for (auto each = m_terms.cbegin(); each != m_terms.cend(); ++each) {
        if (std::abs(each.key().size() - term.size()) > 2 * slips + 2 || each.key().at(0) != term.at(0).toLatin1())
            continue; // people seldom miss the first letter
        const QString other = QString::fromUtf8(each.key());
        const int distance = editDistance(term, other, slips);
        if (distance <= slips)
            near.push_back({other, distance, m_postings[*each].size()});
    }
    std::ranges::sort(near, [](const Near &a, const Near &b) {
        return std::tuple(a.slips, b.having, a.term) < std::tuple(b.slips, a.having, b.term);
    });
    std::vector<QString> terms;
    for (size_t i = 0; i < std::min(most, near.size()); ++i)
        terms.push_back(near[i].term);
    return terms;
}

} // namespace tabletalk::search
