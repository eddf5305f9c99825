// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/Tracks.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace tabletalk {

namespace {

constexpr double margin = 18;
constexpr double wideStep = 10;
constexpr double narrowStep = 5;
constexpr int manyTracks = 16;
constexpr double between = 8; ///< along the lane, between two lines that share it
constexpr double endless = std::numeric_limits<double>::max() / 4;

} // namespace

void Tracks::use(int key, double from, double to)
{
    const double low = std::min(from, to);
    const double high = std::max(from, to);
    const auto [at, isNew] = m_spans.try_emplace(key, Span{low, high, 0});
    if (isNew)
        return;
    at->second.low = std::min(at->second.low, low);
    at->second.high = std::max(at->second.high, high);
}

void Tracks::useWhole(int key)
{
    use(key, -endless, endless);
}

void Tracks::assign()
{
    std::vector<Span *> sorted;
    sorted.reserve(m_spans.size());
    for (auto &each : m_spans)
        sorted.push_back(&each.second);
    std::ranges::stable_sort(sorted, {}, [](const Span *span) { return span->low; });
    std::vector<double> ends;
    for (Span *span : sorted) {
        const auto free = std::ranges::find_if(ends, [&](double end) { return end + between < span->low; });
        span->track = int(free - ends.begin());
        if (free == ends.end())
            ends.push_back(span->high);
        else
            *free = span->high;
    }
    m_count = int(ends.size());
}

double Tracks::step() const
{
    return m_count > manyTracks ? narrowStep : wideStep;
}

double Tracks::width() const
{
    return m_count == 0 ? 0 : 2 * margin + (m_count - 1) * step();
}

double Tracks::at(int key) const
{
    const auto found = m_spans.find(key);
    return found == m_spans.end() ? margin : margin + found->second.track * step();
}

} // namespace tabletalk
