// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/ValueWords.h"

#include "core/text/Spelling.h"

#include <algorithm>

namespace tabletalk::ask {

static constexpr qsizetype shortestWord = 3;
static constexpr qsizetype mostWords = 6; ///< of a value; what is longer is prose
static constexpr std::ptrdiff_t mostHolding = 200;
static constexpr std::ptrdiff_t mostCompared = 20'000;

QStringView ValueWords::wordOf(const Entry &entry) const
{
    return QStringView(m_values[entry.value].folded).sliced(entry.begin, entry.length);
}

void ValueWords::add(Place place, const QString &text, const QString &folded)
{
    if (folded.count(u' ') >= mostWords)
        return;
    const auto value = quint32(m_values.size());
    m_values.push_back({place, text, folded});
    for (qsizetype begin = 0; begin < folded.size();) {
        const qsizetype space = folded.indexOf(u' ', begin);
        const qsizetype end = space < 0 ? folded.size() : space;
        if (end - begin >= shortestWord)
            m_entries.push_back({value, quint16(begin), quint16(end - begin)});
        begin = end + 1;
    }
}

void ValueWords::sort()
{
    const auto word = [this](const Entry &entry) { return wordOf(entry); };
    std::ranges::stable_sort(m_entries, {}, word);
    m_entries.shrink_to_fit();
    m_values.shrink_to_fit();
}

std::vector<ValueWords::Found> ValueWords::holding(const QString &folded) const
{
    std::vector<Found> found;
    const qsizetype space = folded.indexOf(u' ');
    const QStringView first = QStringView(folded).first(space < 0 ? folded.size() : space);
    const auto same = std::ranges::equal_range(m_entries, first, {}, [this](const Entry &e) { return wordOf(e); });
    if (std::ranges::ssize(same) > mostHolding)
        return found;
    std::vector<Place> ambiguous;
    for (const Entry &entry : same) {
        const Value &value = m_values[entry.value];
        const QStringView rest = QStringView(value.folded).sliced(entry.begin);
        const bool holds = value.folded.size() > folded.size() && rest.startsWith(folded)
                           && (rest.size() == folded.size() || rest[folded.size()] == u' ');
        if (!holds)
            continue;
        if (std::ranges::find(found, value.place, &Found::place) != found.end())
            ambiguous.push_back(value.place);
        else
            found.push_back({value.place, value.text, entry.begin == 0});
    }
    std::erase_if(found, [&](const Found &f) { return std::ranges::find(ambiguous, f.place) != ambiguous.end(); });
    return found;
}

QString ValueWords::respelt(const QString &folded) const
{
    const int allowed = slipsAllowed(folded.size());
    if (allowed == 0)
        return {};
    // People seldom miss the first letter.
    const auto initial = [this](const Entry &entry) { return wordOf(entry).front(); };
    const auto same = std::ranges::equal_range(m_entries, folded.front(), {}, initial);
    if (std::ranges::ssize(same) > mostCompared)
        return {};
    int least = allowed + 1;
    QStringView nearest;
    bool several = false;
    for (const Entry &entry : same) {
        const QStringView word = wordOf(entry);
        if (word == nearest)
            continue;
        const int distance = editDistance(folded, word, std::min(least, allowed));
        if (distance > allowed || distance > least)
            continue;
        several = distance == least;
        least = distance;
        nearest = word;
    }
    return several || nearest.isEmpty() ? QString() : nearest.toString();
}

} // namespace tabletalk::ask
